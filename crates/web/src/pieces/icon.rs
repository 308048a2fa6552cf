//! A drawing beside a word. The word is its name, so a reader by ear never meets it.

use std::fmt;

use super::prints_itself;

/// A symbol of `layout/icons.html`.
pub(crate) struct Icon(pub(crate) String);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.0;
        write!(
            f,
            r##"<svg class="i" aria-hidden="true"><use href="#{name}"/></svg>"##
        )
    }
}

/// The hidden field that ties a form to its session.
pub(crate) struct Token(pub(crate) String);

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, value) = (crate::forms::TOKEN, &self.0);
        write!(f, r#"<input type="hidden" name="{name}" value="{value}">"#)
    }
}

prints_itself! { Icon Token }

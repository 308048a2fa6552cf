//! An identity number as people read it: place, century and sex, birth year, serial.

use askama::Template;

use super::prints_itself;

/// Where the groups of a 12-digit number end.
const GROUPS: [(usize, usize); 4] = [(0, 3), (3, 4), (4, 6), (6, 12)];

/// A number of any kind, shown in groups if it has twelve digits. The gaps are margins, so that a
/// copy gives the digits alone.
#[derive(Clone, Template)]
#[template(path = "pieces/number.html")]
pub(crate) struct Number {
    groups: Vec<String>,
}

impl Number {
    /// From the digits or letters as they are kept.
    pub(crate) fn new(text: &str) -> Self {
        let twelve = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let groups = if twelve {
            GROUPS
                .map(|(start, end)| text[start..end].to_owned())
                .into()
        } else {
            vec![text.to_owned()]
        };
        Self { groups }
    }

    /// The same as plain text: `034 1 60 054159`.
    pub(crate) fn grouped(&self) -> String {
        self.groups.join(" ")
    }
}

prints_itself! { Number }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_stand_in_groups_and_nothing_else_does() {
        let shown = Number::new("034160054159").to_string();
        assert_eq!(
            shown,
            r#"<span class="idn"><b>034</b><b>1</b><b>60</b><b>054159</b></span>"#
        );
        let old = Number::new("155393744").to_string();
        assert_eq!(old, r#"<span class="idn"><b>155393744</b></span>"#);
    }
}

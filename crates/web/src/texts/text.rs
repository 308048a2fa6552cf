//! A text with places to fill.

use std::fmt;

use askama::filters::HtmlSafe;
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::civil::{Date, DateTime};
use khien_domain::BirthDate;

use super::date::Dated;
use super::{Counted, Texts};

/// A text being filled; shown as plain text, or as markup with [`Text::marked`].
pub(crate) struct Text {
    texts: &'static Texts,
    key: String,
    args: FluentArgs<'static>,
}

impl Text {
    pub(super) fn new(texts: &'static Texts, key: String) -> Self {
        Self {
            texts,
            key,
            args: FluentArgs::new(),
        }
    }

    /// Fills one place.
    pub(crate) fn set(mut self, name: &'static str, value: impl Said) -> Self {
        self.args.set(name, value.said());
        self
    }

    /// The text with the markup that the catalogue gives it (`<b>`); what was filled in is escaped.
    pub(crate) fn marked(self) -> Marked {
        let mut escaped = FluentArgs::new();
        for (name, value) in self.args.iter() {
            let value = match value {
                FluentValue::String(text) => FluentValue::from(escape(text)),
                other => other.clone(),
            };
            escaped.set(name.to_owned(), value);
        }
        let text = self.texts.find(&self.key, Some(&escaped));
        Marked(text.unwrap_or(self.key))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.texts.find(&self.key, Some(&self.args)) {
            Some(text) => f.write_str(&text),
            None => f.write_str(&self.key),
        }
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Markup out of a catalogue, which templates print as it is.
pub(crate) struct Marked(String);

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Marked {}

/// What a place of a text can be filled with.
pub(crate) trait Said {
    /// Counts may choose the plural, everything else is text.
    fn said(&self) -> FluentValue<'static>;
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self) -> FluentValue<'static> {
        (**self).said()
    }
}

macro_rules! said_as_text {
    ($($kind:ty => $shown:ident)+) => {
        $(impl Said for $kind {
            fn said(&self) -> FluentValue<'static> {
                FluentValue::from(self.$shown())
            }
        })+
    };
}

said_as_text! {
    str => to_owned
    String => to_owned
    Text => to_string
    Date => shown
    DateTime => shown
    BirthDate => shown
}

macro_rules! said_as_count {
    ($($whole:ty)+) => {
        $(impl Said for $whole {
            #[expect(clippy::cast_precision_loss, reason = "no count nears 2^52")]
            fn said(&self) -> FluentValue<'static> {
                FluentValue::from(self.counted() as f64)
            }
        })+
    };
}

said_as_count!(u8 u16 u32 u64 usize i32 i64);

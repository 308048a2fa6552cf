//! Texts of values: short ones lie in the value itself.
//!
//! A certificate has some thirty texts, nearly all of them shorter than [`SHORT`]: setting memory aside
//! for each took longer than reading them.

use std::ops::Deref;

/// Bytes of the longest text that needs no memory of its own; with them a text is as large as a
/// `String`.
const SHORT: usize = 22;

/// A text. `Deref` gives the string.
#[derive(Clone)]
pub struct Text(Form);

#[derive(Clone)]
enum Form {
    Short { length: u8, bytes: [u8; SHORT] },
    Long(Box<str>),
}

impl Text {
    /// The string.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // Nothing but whole strings is ever put in.
            Form::Short { .. } => std::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Form::Long(text) => text,
        }
    }

    /// The bytes of the string, without looking at its characters.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Form::Short { length, bytes } => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Form::Long(text) => text.as_bytes(),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(room), Ok(length)) => {
                room.copy_from_slice(text.as_bytes());
                Self(Form::Short { length, bytes })
            }
            _ => Self(Form::Long(text.into())),
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        if text.len() <= SHORT {
            Self::from(text.as_str())
        } else {
            Self(Form::Long(text.into_boxed_str()))
        }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        match text.0 {
            Form::Short { .. } => text.as_str().to_owned(),
            Form::Long(text) => text.into_string(),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            // What is beyond the length is zero in both; comparing all of it needs no call.
            (
                Form::Short { length, bytes },
                Form::Short {
                    length: other_length,
                    bytes: others,
                },
            ) => length == other_length && bytes == others,
            _ => self.as_bytes() == other.as_bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_takes_no_more_room_than_a_string() {
        assert_eq!(size_of::<Text>(), size_of::<String>());
    }

    proptest! {
        #[test]
        fn texts_are_kept_and_compared_as_strings(one in "\\PC{0,12}", other in "\\PC{0,12}") {
            for (one, other) in [(&one, &other), (&one, &one)] {
                let text = Text::from(one.as_str());
                prop_assert_eq!(text.as_str(), one.as_str());
                prop_assert_eq!(String::from(text.clone()), one.as_str());
                prop_assert_eq!(text == Text::from(other.clone()), one == other);
            }
        }
    }
}

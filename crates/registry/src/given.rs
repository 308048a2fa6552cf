//! What somebody typed, and what they left blank.

/// The text, unless it is blank.
pub(crate) fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

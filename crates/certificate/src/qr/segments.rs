//! Cutting a text into segments.

use qrcodegen::QrSegment;

/// A part of the text and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment<'a> {
    Numeric(&'a str),
    Alphanumeric(&'a str),
    Bytes(&'a str),
}

/// The segments of a text. Cards (`shc:/…`) are two by their specification; elsewhere one mode fits
/// all.
pub(super) fn segments(text: &str) -> Vec<Segment<'_>> {
    if let Some((head, digits)) = text.rsplit_once('/')
        && text.starts_with("shc:/")
        && !digits.is_empty()
        && is_numeric(digits)
    {
        let head = text.get(..=head.len()).unwrap_or(text);
        return vec![Segment::Bytes(head), Segment::Numeric(digits)];
    }
    vec![if is_numeric(text) {
        Segment::Numeric(text)
    } else if text.bytes().all(is_alphanumeric) {
        Segment::Alphanumeric(text)
    } else {
        Segment::Bytes(text)
    }]
}

fn is_numeric(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_digit())
}

/// The 45 characters of the alphanumeric mode.
const fn is_alphanumeric(c: u8) -> bool {
    matches!(c, b'0'..=b'9' | b'A'..=b'Z' | b' ' | b'$' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b':')
}

impl Segment<'_> {
    /// As the writer of symbols takes it.
    pub(super) fn encoded(self) -> QrSegment {
        match self {
            Self::Numeric(part) => QrSegment::make_numeric(part),
            Self::Alphanumeric(part) => QrSegment::make_alphanumeric(part),
            Self::Bytes(part) => QrSegment::make_bytes(part.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_as_their_specifications_ask() {
        use Segment::{Alphanumeric as A, Bytes as B, Numeric as N};
        for (text, expected) in [
            ("HC1:6BF+70", vec![A("HC1:6BF+70")]),
            ("shc:/5676290952", vec![B("shc:/"), N("5676290952")]),
            ("shc:/1/3/56762", vec![B("shc:/1/3/"), N("56762")]),
            ("shc:/", vec![B("shc:/")]),
            ("shc:/12a", vec![B("shc:/12a")]),
            ("https://a/123", vec![B("https://a/123")]),
            ("0123", vec![N("0123")]),
            ("HC1:a", vec![B("HC1:a")]),
        ] {
            assert_eq!(segments(text), expected, "{text}");
        }
    }
}

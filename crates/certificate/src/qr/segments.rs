//! Cutting a text into segments.

use qrcode::bits::Bits;
use qrcode::types::{QrResult, Version};

/// A part of the text and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment<'a> {
    Numeric(&'a [u8]),
    Alphanumeric(&'a [u8]),
    Bytes(&'a [u8]),
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
        return vec![
            Segment::Bytes(head.as_bytes()),
            Segment::Numeric(digits.as_bytes()),
        ];
    }
    let bytes = text.as_bytes();
    vec![if is_numeric(text) {
        Segment::Numeric(bytes)
    } else if text.bytes().all(is_alphanumeric) {
        Segment::Alphanumeric(bytes)
    } else {
        Segment::Bytes(bytes)
    }]
}

fn is_numeric(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_digit())
}

/// The 45 characters of the alphanumeric mode.
const fn is_alphanumeric(c: u8) -> bool {
    matches!(c, b'0'..=b'9' | b'A'..=b'Z' | b' ' | b'$' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b':')
}

/// The bits of the segments in a symbol of that version, without their end.
pub(super) fn bits(segments: &[Segment<'_>], version: Version) -> QrResult<Bits> {
    let mut bits = Bits::new(version);
    for segment in segments {
        match segment {
            Segment::Numeric(part) => bits.push_numeric_data(part)?,
            Segment::Alphanumeric(part) => bits.push_alphanumeric_data(part)?,
            Segment::Bytes(part) => bits.push_byte_data(part)?,
        }
    }
    Ok(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_as_their_specifications_ask() {
        use Segment::{Alphanumeric as A, Bytes as B, Numeric as N};
        for (text, expected) in [
            ("HC1:6BF+70", vec![A(b"HC1:6BF+70")]),
            ("shc:/5676290952", vec![B(b"shc:/"), N(b"5676290952")]),
            ("shc:/1/3/56762", vec![B(b"shc:/1/3/"), N(b"56762")]),
            ("shc:/", vec![B(b"shc:/")]),
            ("shc:/12a", vec![B(b"shc:/12a")]),
            ("https://a/123", vec![B(b"https://a/123")]),
            ("0123", vec![N(b"0123")]),
            ("HC1:a", vec![B(b"HC1:a")]),
        ] {
            assert_eq!(segments(text), expected, "{text}");
        }
    }
}

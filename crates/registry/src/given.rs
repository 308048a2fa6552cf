//! What somebody typed, and what they left blank.

/// Characters of a reason at most: what fits into a list that others read.
const LONGEST_REASON: usize = 500;

/// The text, unless it is blank.
pub(crate) fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A reason that others will read: neither blank nor longer than [`LONGEST_REASON`], and nothing in it
/// that changes how the text around it is shown.
pub(crate) fn worded(text: &str) -> Option<&str> {
    given(text).filter(|text| {
        text.chars().count() <= LONGEST_REASON && !text.chars().any(changes_what_is_shown)
    })
}

/// Control characters but the ends of lines, and those that turn the direction of writing (Unicode
/// Standard Annex #9, §2).
fn changes_what_is_shown(it: char) -> bool {
    let turns = matches!(it, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (it.is_control() && !matches!(it, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_neither_blank_nor_endless_nor_in_disguise() {
        assert_eq!(worded("  theo giấy xác nhận\n"), Some("theo giấy xác nhận"));
        assert_eq!(worded("dòng 1\r\ndòng 2"), Some("dòng 1\r\ndòng 2"));
        let longest = "ộ".repeat(LONGEST_REASON);
        assert_eq!(worded(&longest), Some(longest.as_str()));
        for bad in ["", " \n", "a\u{202e}b", "a\u{2066}b", "a\u{7}b", "a\0b"] {
            assert_eq!(worded(bad), None, "{bad:?}");
        }
        assert_eq!(worded(&format!("{longest}a")), None);
    }
}

//! The text of a code as somebody pasted it, without what came along.

/// The text of a code without the blanks, line ends and marks of no width around it.
///
/// A blank is a character of base45, but never the last one of a text: the last of three stands for
/// at most 32 and the last of two for at most 5, and a blank for 36 (RFC 9285 §3, §4).
///
/// ```
/// use khien_certificate::pasted;
/// assert_eq!(pasted("\u{feff} HC1:NCF %$ \u{a0}\r\n"), "HC1:NCF %$");
/// ```
pub fn pasted(text: &str) -> &str {
    text.trim_matches(comes_along)
}

/// White space, and what has no width: the byte order mark, joiners.
fn comes_along(it: char) -> bool {
    it.is_whitespace() || matches!(it, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base45;

    #[test]
    fn what_comes_along_with_a_code_goes_and_its_own_blanks_stay() {
        let code = "HC1:NCF %$ A";
        let around = [
            ("", ""),
            (" ", "  "),
            ("\n\t", "\r\n"),
            ("\u{feff}\u{a0}", "\u{a0}\u{200b}"),
        ];
        for (before, after) in around {
            assert_eq!(pasted(&format!("{before}{code}{after}")), code);
        }
        assert_eq!(pasted(" \n"), "");
    }

    #[test]
    fn no_text_in_base45_ends_with_a_blank() {
        for end in 0..=u16::MAX {
            assert!(!base45::encode(&end.to_be_bytes()).ends_with(' '), "{end}");
        }
        for end in 0..=u8::MAX {
            assert!(!base45::encode(&[end]).ends_with(' '), "{end}");
        }
    }
}

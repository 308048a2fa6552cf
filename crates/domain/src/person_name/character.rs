//! What a character is in a name, other than a letter of the Vietnamese alphabet.

use crate::text::{is_blank, is_invisible};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// The part that a character plays in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Eth or African D, which look like Đ.
    LikeDStroke,
    /// An apostrophe; `usual` is the typewriter's.
    Apostrophe { usual: bool },
    /// A hyphen or dash; `usual` is the typewriter's.
    Hyphen { usual: bool },
    /// White space other than the plain space.
    Blank,
    /// Zero-width, control and direction characters, soft hyphen.
    Invisible,
    /// A combining mark, or a letter that NFC writes in another way.
    Uncomposed,
    /// A letter of another language.
    Foreign,
    /// 0 to 9.
    Digit,
    /// Anything that no name holds.
    Mark,
}

impl Part {
    /// The part of a character that is no letter of the alphabet.
    pub(super) fn of(c: char) -> Part {
        match c {
            'Ð' | 'ð' | 'Ɖ' | 'ɖ' => Part::LikeDStroke,
            '\'' => Part::Apostrophe { usual: true },
            '’' | '‘' | '‛' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʽ' | 'ʹ' | '′' | '＇' => {
                Part::Apostrophe { usual: false }
            }
            '-' => Part::Hyphen { usual: true },
            '‐' | '‑' | '‒' | '–' | '—' | '−' => Part::Hyphen { usual: false },
            '0'..='9' => Part::Digit,
            _ if c.is_ascii_punctuation() => Part::Mark,
            _ if is_blank(c) => Part::Blank,
            _ if is_invisible(c) => Part::Invisible,
            _ if is_combining_mark(c) => Part::Uncomposed,
            _ if is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes => Part::Uncomposed,
            _ if c.is_alphabetic() => Part::Foreign,
            _ => Part::Mark,
        }
    }
}

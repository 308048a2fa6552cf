//! Names in the letters of machine-readable travel documents (ICAO Doc 9303 part 3, section 6).
//!
//! Table A stops at U+017D: Ă Â Ê Ô Đ are in it, Ơ, Ư and all letters with two marks or a dot below
//! are not. Those lose their marks, as everybody in the field does it: Nguyễn becomes NGUYEN. The
//! table comes before that, else Ä would become A instead of AE. Cyrillic letters follow table B;
//! Arabic ones, as anything else that is left, are dropped and counted.
//!
//! ```
//! use khien_certificate::icao::{transliterate, vietnamese_name};
//! assert_eq!(transliterate("Đặng Thị Hồng-Nhung").letters, "DANG<THI<HONG<NHUNG");
//! let name = vietnamese_name("Nguyễn Bảo Duy").name;
//! assert_eq!(name.surname_letters.as_deref(), Some("NGUYEN"));
//! assert_eq!(name.given_letters.as_deref(), Some("BAO<DUY"));
//! ```

mod table;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::dcc::PersonName;
use table::letters_of;

/// Characters of a name that a certificate holds, in either form.
const LONGEST: usize = 80;

/// A text in letters and fillers.
#[derive(Clone, PartialEq, Eq)]
pub struct Transliteration {
    /// A to Z, and `<` between words.
    pub letters: String,
    /// How many characters had no letters and were dropped: digits, marks, other scripts. A clerk
    /// should look at the name then.
    pub dropped: usize,
    /// Whether letters beyond the eightieth were cut off.
    pub is_cut: bool,
}

/// Writes a text in letters and fillers. Composed, decomposed and mixed input give the same.
pub fn transliterate(text: &str) -> Transliteration {
    let mut out = Letters::default();
    // Capitals can be several characters, and decomposed: ǰ is one.
    let capitals: String = text.nfc().flat_map(char::to_uppercase).collect();
    for character in capitals.nfc() {
        out.add(character);
    }
    let mut letters = out.letters;
    let is_cut = letters.len() > LONGEST;
    letters.truncate(LONGEST);
    letters.truncate(letters.trim_end_matches('<').len());
    Transliteration {
        letters,
        dropped: out.dropped,
        is_cut,
    }
}

/// Nobody's name is printed.
impl std::fmt::Debug for Transliteration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transliteration")
            .field("dropped", &self.dropped)
            .field("is_cut", &self.is_cut)
            .finish_non_exhaustive()
    }
}

#[derive(Default)]
struct Letters {
    letters: String,
    dropped: usize,
}

impl Letters {
    fn add(&mut self, character: char) {
        if character.is_ascii_uppercase() {
            self.letters.push(character);
        } else if let Some(letters) = letters_of(character) {
            self.letters.push_str(letters);
        } else if is_between_words(character) {
            if !self.letters.is_empty() && !self.letters.ends_with('<') {
                self.letters.push('<');
            }
        } else if !is_apostrophe(character) {
            self.add_without_marks(character);
        }
    }

    fn add_without_marks(&mut self, character: char) {
        if is_combining_mark(character) {
            return;
        }
        let mut has_letter = false;
        decompose_canonical(character, |part| {
            if part.is_ascii_uppercase() {
                self.letters.push(part);
                has_letter = true;
            } else if let Some(letters) = letters_of(part) {
                self.letters.push_str(letters);
                has_letter = true;
            }
        });
        if !has_letter {
            self.dropped += 1;
        }
    }
}

fn is_between_words(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '<' | '\u{2010}'..='\u{2015}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '`' | '´' | 'ʼ' | 'ʹ' | '‘' | '’')
}

/// A name as a certificate holds it, and what was lost on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateName {
    /// The name in both forms.
    pub name: PersonName,
    /// Characters that were dropped, see [`Transliteration::dropped`].
    pub dropped: usize,
    /// Whether some part was longer than eighty characters.
    pub is_cut: bool,
}

/// The name of a citizen: the first word is the surname (họ), all others the middle names and the
/// name (tên đệm, tên). A single word is a surname.
pub fn vietnamese_name(full: &str) -> CertificateName {
    let full = full.trim();
    let (surname, given) = full.split_once(char::is_whitespace).unwrap_or((full, ""));
    name_of_parts(surname, given)
}

/// A name whose parts are known: foreigners, and citizens with surnames of several words. An empty
/// part is left out.
pub fn name_of_parts(surname: &str, given: &str) -> CertificateName {
    let (surname, surname_letters) = (written(surname), transliterate(surname));
    let (given, given_letters) = (written(given), transliterate(given));
    let letters = |part: &Transliteration| {
        let letters = part.letters.clone();
        (!letters.is_empty()).then_some(letters)
    };
    CertificateName {
        dropped: surname_letters.dropped + given_letters.dropped,
        is_cut: surname_letters.is_cut || given_letters.is_cut || surname.1 || given.1,
        name: PersonName {
            surname_letters: letters(&surname_letters),
            given_letters: letters(&given_letters),
            surname: surname.0,
            given: given.0,
        },
    }
}

/// A part as it is written: composed, single blanks, at most eighty characters; and whether it was
/// longer.
fn written(part: &str) -> (Option<String>, bool) {
    let words: Vec<&str> = part.split_whitespace().collect();
    let all: String = words.join(" ").nfc().collect();
    match all.char_indices().nth(LONGEST) {
        _ if all.is_empty() => (None, false),
        None => (Some(all), false),
        Some((at, _)) => {
            let cut = all.get(..at).unwrap_or_default();
            (Some(cut.trim_end().to_owned()), true)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    #[test]
    fn names_become_letters() {
        for (name, letters) in [
            ("Nguyễn", "NGUYEN"),
            ("Bảo Duy", "BAO<DUY"),
            ("Đặng Thị Hồng-Nhung", "DANG<THI<HONG<NHUNG"),
            ("Ðỗ Ðình Ý", "DO<DINH<Y"),
            ("Lường Thị Ơn", "LUONG<THI<ON"),
            ("Trương Mỹ Hoa", "TRUONG<MY<HOA"),
            ("Y Ngông Niê Kdăm", "Y<NGONG<NIE<KDAM"),
            ("H'Hen Niê", "HHEN<NIE"),
            ("H’Lệ", "HLE"),
            ("  Lê   Văn -  Tám ", "LE<VAN<TAM"),
            ("Müller", "MUELLER"),
            ("Gößinger", "GOESSINGER"),
            ("Ångström", "AANGSTROEM"),
            ("Žižka Łukasz", "ZIZKA<LUKASZ"),
            ("Þóra Æsa", "THORA<AESA"),
            ("Señor Núñez", "SENOR<NUNEZ"),
            ("İbrahim Işık", "IBRAHIM<ISIK"),
            ("Ĳsbrand", "IJSBRAND"),
            ("ẞ", "SS"),
            ("d'Červenková Panklová", "DCERVENKOVA<PANKLOVA"),
            ("Евгений Щукин", "EVGENII<SHCHUKIN"),
            ("ѴѪҺ", "YUC"),
            ("", ""),
            ("-", ""),
        ] {
            let found = transliterate(name);
            assert_eq!(found.letters, letters, "{name}");
            assert_eq!(found.dropped, 0, "{name}");
            let decomposed: String = name.nfd().collect();
            assert_eq!(
                transliterate(&decomposed).letters,
                letters,
                "{name} decomposed"
            );
        }
    }

    /// Every letter of the Vietnamese alphabet with every tone, small and capital.
    #[test]
    fn every_vietnamese_letter_has_its_base() {
        let bases = [
            ("aăâ", "A"),
            ("eê", "E"),
            ("i", "I"),
            ("oôơ", "O"),
            ("uư", "U"),
            ("y", "Y"),
        ];
        for (letters, base) in bases {
            for letter in letters.chars() {
                for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                    let written: String = format!("{letter}{tone}").nfc().collect();
                    assert_eq!(transliterate(&written).letters, base, "{written}");
                    assert_eq!(transliterate(&written.to_uppercase()).letters, base);
                }
            }
        }
        assert_eq!(transliterate("đĐ").letters, "DD");
    }

    #[test]
    fn what_has_no_letters_is_counted() {
        let found = transliterate("Lê Văn 8 (Tám).");
        assert_eq!((found.letters.as_str(), found.dropped), ("LE<VAN<TAM", 4));
        let arabic = transliterate("محمد");
        assert_eq!((arabic.letters.as_str(), arabic.dropped), ("", 4));
    }

    #[test]
    fn long_names_are_cut_without_a_filler_at_the_end() {
        let long = transliterate(&format!("{} B", "A".repeat(79)));
        assert!(long.is_cut);
        assert_eq!(long.letters, "A".repeat(79));
        let name = name_of_parts(&"Ễ".repeat(81), "x");
        assert!(name.is_cut);
        assert_eq!(name.name.surname.unwrap().chars().count(), 80);
    }

    #[test]
    fn vietnamese_order_puts_the_surname_first() {
        let name = vietnamese_name(" Nguyễn  Thị Bảo Duy ").name;
        assert_eq!(name.surname.as_deref(), Some("Nguyễn"));
        assert_eq!(name.given.as_deref(), Some("Thị Bảo Duy"));
        assert_eq!(name.given_letters.as_deref(), Some("THI<BAO<DUY"));
        let single = vietnamese_name("Pỏ").name;
        assert_eq!(single.surname_letters.as_deref(), Some("PO"));
        assert_eq!((single.given, single.given_letters), (None, None));
        let parts = name_of_parts("Tôn Nữ", "Hỷ Khương").name;
        assert_eq!(parts.surname_letters.as_deref(), Some("TON<NU"));
    }

    proptest! {
        #[test]
        fn only_letters_and_single_fillers_come_out(text in ".{0,120}") {
            let letters = transliterate(&text).letters;
            prop_assert!(letters.len() <= 80);
            prop_assert!(letters.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'<'));
            prop_assert!(!letters.starts_with('<') && !letters.ends_with('<') && !letters.contains("<<"));
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(&transliterate(&composed).letters, &letters);
            prop_assert_eq!(&transliterate(&decomposed).letters, &letters);
            let again = transliterate(&letters);
            prop_assert_eq!(again.letters, letters);
        }
    }
}

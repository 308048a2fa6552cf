//! How two names that are not equivalent differ.

use super::PersonName;

/// The kind of difference between a name as typed and the register's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameDifference {
    /// The typed name carries no diacritic at all; without diacritics both are the same.
    NoDiacritics,
    /// Some diacritics are missing or other ones; without diacritics both are the same.
    SomeDiacritics,
    /// i for y or the reverse in an open syllable (Mỹ, Mĩ).
    Iy,
    /// The typed name lacks a syllable between surname and given name.
    MiddleDropped,
    /// The typed name has a further syllable between surname and given name.
    MiddleAdded,
    /// The same syllables in another order.
    Order,
    /// One letter is wrong, missing, too many, or two neighbours are exchanged.
    OneLetter,
    /// A regional spelling of the same name (Hoàng and Huỳnh, Vũ and Võ).
    RegionalSpelling,
    /// Keys of Telex or VNI typing were left in the text (Nguyeenx, Tra6n2).
    TypingResidue,
    /// None of these.
    Other,
}

impl NameDifference {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoDiacritics => "no_diacritics",
            Self::SomeDiacritics => "some_diacritics",
            Self::Iy => "iy",
            Self::MiddleDropped => "middle_dropped",
            Self::MiddleAdded => "middle_added",
            Self::Order => "order",
            Self::OneLetter => "one_letter",
            Self::RegionalSpelling => "regional_spelling",
            Self::TypingResidue => "typing_residue",
            Self::Other => "other",
        }
    }
}

/// How the typed name differs from the register's; `None` if they are equivalent.
///
/// ```
/// use khien_domain::{PersonName, name_difference};
/// let typed = PersonName::parse("Tran Van An")?.value;
/// let register = PersonName::parse("Trần Văn An")?.value;
/// let difference = name_difference(&typed, &register).map(|kind| kind.code());
/// assert_eq!(difference, Some("no_diacritics"));
/// # Ok::<(), khien_domain::NameFault>(())
/// ```
pub fn name_difference(typed: &PersonName, register: &PersonName) -> Option<NameDifference> {
    if typed.canonical() == register.canonical() {
        return None;
    }
    if typed.folded() == register.folded() {
        let plain = typed.canonical().is_ascii();
        return Some(if plain {
            NameDifference::NoDiacritics
        } else {
            NameDifference::SomeDiacritics
        });
    }
    Some(NameDifference::Other)
}

//! The kinds of error a record can hold.

use serde::Serialize;

/// Which field of the record a kind of error is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing is wrong.
    Nothing,
    Number,
    Name,
    BirthDate,
    Sex,
    /// Not an error in a field: several at once, or a person who is not in the register.
    Whole,
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal in $part:ident,)+) => {
        /// One kind of error. The code stands in `truth.parquet`, columns `err` and `faults`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[repr(u8)]
        pub enum Kind { $($(#[doc = $doc])+ #[serde(rename = $code)] $name,)+ }

        impl Kind {
            /// Every kind, in declared order.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)+];

            /// The stable code, as it stands in the truth file.
            pub fn code(self) -> &'static str {
                match self { $(Kind::$name => $code,)+ }
            }

            /// The field that is wrong.
            pub(crate) fn part(self) -> Part {
                match self { $(Kind::$name => Part::$part,)+ }
            }
        }
    };
}

kinds! {
    /// Number, name, birth date and sex are the register's.
    Clean = "clean" in Nothing,
    /// The former nine-digit card instead of the personal number.
    IdOldCard = "id_old9" in Number,
    /// One digit of the number is another.
    IdTypo = "id_typo" in Number,
    /// Two neighbouring digits changed places.
    IdTranspose = "id_transpose" in Number,
    /// Digits are missing or too many, or a key beside the digits was hit.
    IdMalformed = "id_malformed" in Number,
    /// No number, or words that say so.
    IdMissing = "id_missing" in Number,
    /// The number of a relative in the household (of somebody else where there is none).
    IdOther = "id_other_person" in Number,
    /// A spreadsheet took the leading zeros of the number.
    IdLostZero = "id_lost_zero" in Number,
    /// A telephone number stands in the column.
    IdPhone = "id_phone" in Number,
    /// A filler such as 123456789 or 000000000000 stands in the column.
    IdPlaceholder = "id_placeholder" in Number,
    /// A spreadsheet shortened the number to exponent form.
    IdExponent = "id_exponent" in Number,
    /// The name without any diacritic.
    NameNoDiacritics = "name_nodiac" in Name,
    /// A slip of the keyboard or a wrong tone in one syllable.
    NameTypo = "name_typo" in Name,
    /// The middle name, or one syllable of it, is left out.
    NameDropMiddle = "drop_middle" in Name,
    /// A "Văn" or "Thị" that the register does not have.
    NameAddMiddle = "add_middle" in Name,
    /// Syllables in another order.
    NameOrder = "order" in Name,
    /// One syllable as somebody else hears it: initial, final or tone of another dialect.
    NameMisheard = "name_misheard" in Name,
    /// The other region's form of a name (Hoàng and Huỳnh, Phúc and Phước).
    NameRegional = "name_regional" in Name,
    /// Keys of Telex or VNI left in the text (Nguyeenx, Nguye6n4).
    NameTelex = "name_telex" in Name,
    /// i for y or y for i (Mỹ, Mĩ).
    NameIy = "name_iy" in Name,
    /// Tone mark on the other vowel (hòa, hoà). Means the same.
    NameTonePlacement = "name_tone_placement" in Name,
    /// VNI fonts: two bytes a letter, read as Latin-1. Means the same.
    NameVni = "name_vni" in Name,
    /// TCVN3 (ABC) fonts, read as Latin-1. Means the same.
    NameTcvn3 = "name_tcvn3" in Name,
    /// UTF-8 read as Windows-1252. Means the same.
    NameUtf8AsLatin1 = "name_utf8_as_latin1" in Name,
    /// Combining marks (NFD). Means the same.
    NameNfd = "name_nfd" in Name,
    /// Capitals only. Means the same.
    NameCaps = "name_caps" in Name,
    /// Small letters only. Means the same.
    NameLower = "name_lower" in Name,
    /// Spaces doubled, at the ends or not plain. Means the same.
    NameSpaces = "name_spaces" in Name,
    /// Eth (Ð) for D with stroke (Đ). Means the same.
    NameDStroke = "name_d_stroke" in Name,
    /// Only the year of birth.
    DobYearOnly = "year_only" in BirthDate,
    /// Day and month changed places.
    DobSwap = "dob_swap" in BirthDate,
    /// One part of the birth date is mistyped.
    DobTypo = "dob_typo" in BirthDate,
    /// The other sex.
    SexFlip = "sex_flip" in Sex,
    /// No name.
    NameBlank = "name_blank" in Name,
    /// No birth date.
    DobBlank = "dob_blank" in BirthDate,
    /// No sex.
    SexBlank = "sex_blank" in Sex,
    /// Two or three errors in different fields; `faults` names them.
    Multi = "multi" in Whole,
    /// A person whom the register does not hold, with a number of their own.
    NotInRegister = "not_in_register" in Whole,
    /// A person whom the register does not hold, without a number.
    NotInRegisterNoNumber = "not_in_register_no_number" in Whole,
    /// A foreigner with a passport.
    Foreigner = "foreigner" in Whole,
}

impl Kind {
    /// Whether only the writing changes: a lossless repair gives the register's value back.
    pub(crate) fn is_writing(self) -> bool {
        use Kind::{
            IdLostZero, IdOldCard, NameCaps, NameDStroke, NameLower, NameNfd, NameSpaces,
            NameTcvn3, NameTonePlacement, NameUtf8AsLatin1, NameVni,
        };
        matches!(
            self,
            IdLostZero
                | IdOldCard
                | NameCaps
                | NameDStroke
                | NameLower
                | NameNfd
                | NameSpaces
                | NameTcvn3
                | NameTonePlacement
                | NameUtf8AsLatin1
                | NameVni
        )
    }

    /// Whether nothing usable is left in the number column.
    pub(crate) fn leaves_no_number(self) -> bool {
        use Kind::{IdExponent, IdMalformed, IdMissing, IdPhone, IdPlaceholder};
        matches!(
            self,
            IdExponent | IdMalformed | IdMissing | IdPhone | IdPlaceholder
        )
    }

    /// Whether a mandatory field is blank.
    pub(crate) fn is_blank(self) -> bool {
        matches!(self, Kind::NameBlank | Kind::DobBlank | Kind::SexBlank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_code() {
        let codes: std::collections::BTreeSet<_> =
            Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
    }
}

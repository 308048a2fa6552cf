//! Names of persons: the repaired form, the key by which two spellings are the same name, and
//! how two names differ.
//!
//! Repairs are lossless: Unicode form, legacy encodings, case, spaces, apostrophes and hyphens,
//! the place of the tone mark, Ð for Đ. Missing diacritics, i for y and slips are differences,
//! never repaired.

mod canonical;
mod character;
mod difference;
mod display;
mod lexicon;
mod name;
mod pattern;
mod reading;
mod regional;
mod repair;
mod typing_keys;
mod word_set;

pub use difference::{NameDifference, name_difference};
pub use name::PersonName;
pub use pattern::NameOrigin;
pub use reading::{NameFault, canonical_into};
pub use regional::{RegionalSpelling, regional_spellings};

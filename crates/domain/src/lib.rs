//! What Khiên knows about people and vaccination, as plain values and rules.
//!
//! Here: identity numbers, names, birth dates, sex, telephone numbers, chip cards, administrative
//! units, vaccines, doses, lots, the record as typed and the verdict about it; the states of
//! people, doses, lists, sessions and imports; who may do what where ([`rights`]); which dose may
//! be given when ([`schedule`]); what a ministry may change ([`policy`]). Not here: files,
//! databases, clocks, randomness, threads. Every parser takes raw text and returns a value with
//! [`Notes`] of what it repaired, or a fault with a stable code; none panics and none guesses
//! silently.
//!
//! ```
//! use khien_domain::{Note, PersonName, name_difference};
//!
//! let typed = PersonName::parse("NguyÔn ThÞ Hoµ")?;
//! assert_eq!(typed.value.as_str(), "Nguyễn Thị Hoà");
//! assert!(typed.notes.has(Note::Tcvn3));
//! let register = PersonName::parse("Nguyễn Thị Hòa")?;
//! assert_eq!(name_difference(&typed.value, &register.value), None);
//! # Ok::<(), khien_domain::NameFault>(())
//! ```

mod admin_unit;
mod birth_date;
mod chip_card;
mod codes;
mod dose;
mod facility;
mod identity_number;
mod import;
mod legacy_encoding;
mod lot;
mod note;
pub mod passport;
mod person;
mod person_name;
mod phone;
pub mod policy;
mod population_register;
mod reaction;
mod record;
pub mod rights;
mod roster;
mod rows;
pub mod schedule;
mod screening;
mod session;
mod sex;
mod stock;
mod text;
mod vaccine;
mod verdict;

pub use admin_unit::{
    AdminTree, AdminUnit, Basis, Level, PlaceFault, PlaceNames, Share, Successor,
};
pub use birth_date::{BirthDate, DateFault};
pub use chip_card::{CardFault, CardField, ChipCard};
pub use dose::{DoseFault, DoseKind, DoseState, Ordinal, StatedKind};
pub use facility::{FacilityCode, FacilityFault, facility_key};
pub use identity_number::{IdentityFault, IdentityNumber, OldCardNumber, Passport, PersonalNumber};
pub use import::{ImportRowKind, ImportState};
pub use lot::{Lot, LotFault};
pub use note::{Note, Noted, Notes};
pub use person::{IdentityState, PersonState};
pub use person_name::{
    NameDifference, NameFault, NameOrigin, PersonName, RegionalSpelling, canonical_into,
    name_difference, regional_spellings,
};
pub use phone::{PhoneFault, PhoneNumber, PhoneReading};
pub use population_register::{Answers, PopulationRegister, RegisterAnswer, RegisterFault};
pub use reaction::{ReactionSeverity, ReactionSign};
pub use record::{Record, RegisterRow};
pub use roster::{RosterFinding, RosterState};
pub use rows::RowFault;
pub use screening::{ScreeningReason, ScreeningResult};
pub use session::{
    AttendanceState, ConfirmationChannel, ConsentAnswer, ConsentGiver, FieldAnswer, SessionState,
};
pub use sex::{Sex, SexCoding, SexFault};
pub use stock::{StockMoveKind, WastageReason};
pub use text::{fold, fold_syllable};
pub use vaccine::{Catalogue, EuCodes, OtherCodes, Product, ProductFault};
pub use verdict::{Band, Class, FieldState, IdState, Reason, Verdict};

//! Comparing one record with one person, field by field, into levels.
//!
//! A level says how well a field agrees; what that is worth is decided in `model`.

mod birth;
mod commune;
mod name;
mod number;
mod sex;

pub(crate) use birth::{BirthLevel, compare as compare_births};
pub(crate) use commune::CommuneLevel;
pub(crate) use name::{NameLevel, compare_syllables};
pub(crate) use number::{NumberLevel, Owner, digits_of};
pub(crate) use sex::SexLevel;

use crate::index::View;
use crate::standardise::Standardised;

/// How every field of a record agrees with one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Levels {
    pub(crate) number: NumberLevel,
    pub(crate) name: NameLevel,
    pub(crate) birth: BirthLevel,
    pub(crate) sex: SexLevel,
    pub(crate) commune: CommuneLevel,
}

impl Levels {
    /// Whether no weight of the other fields could make this the person: at most the given name
    /// agrees, the number speaks for somebody else or nobody, and the commune is another one.
    pub(crate) fn is_hopeless(self) -> bool {
        (NameLevel::Given..NameLevel::Missing).contains(&self.name)
            && self.number > NumberLevel::Relatives
            && self.commune != CommuneLevel::Equal
    }

    /// Compares a record with the person in this row. `owner` is who has the typed number.
    pub(crate) fn of(
        view: &View<'_>,
        typed: &Standardised<'_>,
        row: u32,
        owner: Option<Owner>,
    ) -> Self {
        let person = view.person(row);
        Self {
            number: number::compare(view, typed, row, owner),
            name: name::compare(view, typed.name.as_ref(), view.name(row)),
            birth: birth::compare(typed.birth.map(|birth| birth.key), view.birth(row)),
            sex: sex::compare(typed.sex, person.sex()),
            commune: commune::compare(view, typed.commune, person.commune()),
        }
    }
}

//! From the comparison with the proposed person to the states and the class of a verdict.

use khien_domain::{
    Class, FieldState, IdState, IdentityNumber, NameDifference, PersonName, name_difference,
};

use crate::compare::{BirthLevel, CommuneLevel, Levels, NameLevel, Owner, SexLevel};
use crate::index::View;
use crate::standardise::Standardised;

/// States of every field; `None` where nobody was found to compare with.
pub(crate) struct States {
    pub(crate) id: IdState,
    pub(crate) name: Option<FieldState>,
    pub(crate) birth: Option<FieldState>,
    pub(crate) sex: Option<FieldState>,
    pub(crate) commune: Option<FieldState>,
    pub(crate) name_difference: Option<NameDifference>,
}

/// States of a record beside the person in a row that was compared, or without anybody.
pub(crate) fn of(
    view: &View<'_>,
    typed: &Standardised<'_>,
    owner: Option<Owner>,
    compared: Option<(u32, Levels)>,
) -> States {
    let id = id_state(typed, owner, compared.map(|(_, levels)| levels));
    let Some((row, levels)) = compared else {
        return nobody(typed, id);
    };
    let registered = view.name(row);
    let same_text = view.names.bytes(registered) == typed.record.full_name.as_bytes();
    let name = name_state(levels.name, same_text);
    let difference = (name == FieldState::Differs)
        .then(|| difference(typed, view.names.text(registered)))
        .flatten();
    States {
        id,
        name: Some(name),
        birth: Some(birth_state(levels.birth)),
        sex: Some(sex_state(levels.sex)),
        commune: Some(commune_state(levels.commune, typed.record.commune_code)),
        name_difference: difference,
    }
}

/// Only what is missing can be said without anybody to compare with.
fn nobody(typed: &Standardised<'_>, id: IdState) -> States {
    let missing = |absent: bool| absent.then_some(FieldState::Missing);
    States {
        id,
        name: missing(typed.name.is_none()),
        birth: missing(typed.birth.is_none()),
        sex: missing(typed.sex.is_none()),
        commune: missing(typed.commune.is_none()),
        name_difference: None,
    }
}

fn difference(typed: &Standardised<'_>, registered: &str) -> Option<NameDifference> {
    let registered = PersonName::parse(registered).ok()?.value;
    name_difference(&typed.name.as_ref()?.name, &registered)
}

fn id_state(typed: &Standardised<'_>, owner: Option<Owner>, levels: Option<Levels>) -> IdState {
    match typed.number.read {
        Err(fault) if fault.is_missing() => IdState::Missing,
        Err(_) | Ok(IdentityNumber::Passport(_)) => IdState::Malformed,
        Ok(_) => match levels.map(|levels| levels.number) {
            Some(crate::compare::NumberLevel::Equal) => IdState::Ok,
            Some(crate::compare::NumberLevel::OldEqual) => IdState::OldNumber,
            _ if owner.is_some() => IdState::OtherPersons,
            _ => IdState::Wrong,
        },
    }
}

fn name_state(level: NameLevel, same_text: bool) -> FieldState {
    match level {
        NameLevel::Equal if same_text => FieldState::Ok,
        NameLevel::Equal => FieldState::Equivalent,
        NameLevel::Missing => FieldState::Missing,
        _ => FieldState::Differs,
    }
}

/// Dates are right or wrong, never equivalent; a register date that is itself partial is right
/// where it agrees as far as it goes.
fn birth_state(level: BirthLevel) -> FieldState {
    match level {
        BirthLevel::Equal | BirthLevel::RegisterPartial => FieldState::Ok,
        BirthLevel::Missing => FieldState::Missing,
        _ => FieldState::Differs,
    }
}

fn sex_state(level: SexLevel) -> FieldState {
    match level {
        SexLevel::Equal => FieldState::Ok,
        SexLevel::Differs => FieldState::Differs,
        SexLevel::Missing => FieldState::Missing,
    }
}

/// A code without its leading zeros is the same code.
fn commune_state(level: CommuneLevel, typed: &str) -> FieldState {
    match level {
        CommuneLevel::Equal if typed.len() == 5 => FieldState::Ok,
        CommuneLevel::Equal => FieldState::Equivalent,
        CommuneLevel::SameDistrict | CommuneLevel::Differs => FieldState::Differs,
        CommuneLevel::Missing => FieldState::Missing,
    }
}

impl States {
    /// What the record is worth. `somebody`: probability that any candidate is meant.
    pub(crate) fn class(&self, typed: &Standardised<'_>, linked: bool, somebody: f64) -> Class {
        if typed.is_unsendable() {
            return Class::Unsendable;
        }
        if matches!(self.id, IdState::Missing | IdState::Malformed) {
            return Class::NoNumber;
        }
        if !linked {
            return if somebody >= 0.5 {
                Class::Ambiguous
            } else {
                Class::NotFound
            };
        }
        let right = |state: Option<FieldState>| {
            matches!(state, Some(FieldState::Ok | FieldState::Equivalent))
        };
        let number_right = matches!(self.id, IdState::Ok | IdState::OldNumber);
        if number_right && right(self.name) && right(self.birth) && right(self.sex) {
            Class::Verified
        } else {
            Class::Mismatch
        }
    }
}

//! What is true about a record: who it is about, what is wrong with it, what a perfect check says.

use crate::kind::Kind;
use khien_domain::{Class, FieldState, IdState};

/// The truth about one record.
///
/// States mean what the verdict's states mean, with the real person to compare with. `class` is
/// what somebody says who knows the person, so it is never `ambiguous`; where a record cannot tell
/// two people apart, a check that answers `ambiguous` is right to do so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// Key of the record.
    pub record_id: String,
    /// Position of the person in the register; `None` where they are not in it.
    pub pid: Option<u64>,
    /// Key of the real person: the `pid`, or `x…` outside the register, or `f…` for foreigners.
    pub person: String,
    /// The error; [`Kind::Multi`] where there are several in different fields.
    pub err: Kind,
    /// Every error and every other way of writing that was applied, in the order of application.
    pub faults: Vec<Kind>,
    /// Position of the register person whose number was typed, where that is somebody else.
    pub id_owner: Option<u64>,
    /// State of the number; `None` for foreigners. The own number of somebody who is not in the
    /// register is `wrong`: it is well formed and nobody's.
    pub id_state: Option<IdState>,
    /// State of the name; `None` where nobody in the register is meant.
    pub name_state: Option<FieldState>,
    /// State of the birth date; `None` where nobody in the register is meant.
    pub date_of_birth_state: Option<FieldState>,
    /// State of the sex; `None` where nobody in the register is meant.
    pub sex_state: Option<FieldState>,
    /// State of the commune; `None` where nobody in the register is meant.
    pub commune_state: Option<FieldState>,
    /// What a perfect check answers.
    pub class: Class,
}

impl Default for Truth {
    fn default() -> Self {
        Self {
            record_id: String::new(),
            pid: None,
            person: String::new(),
            err: Kind::Clean,
            faults: Vec::new(),
            id_owner: None,
            id_state: None,
            name_state: None,
            date_of_birth_state: None,
            sex_state: None,
            commune_state: None,
            class: Class::Verified,
        }
    }
}

impl Truth {
    pub(crate) const COLUMNS: [&'static str; 12] = [
        "record_id",
        "pid",
        "person",
        "err",
        "faults",
        "id_owner",
        "id_state",
        "name_state",
        "date_of_birth_state",
        "sex_state",
        "commune_state",
        "class",
    ];

    /// Forgets everything, keeping the space.
    pub(crate) fn clear(&mut self) {
        let mut blank = Self {
            record_id: std::mem::take(&mut self.record_id),
            person: std::mem::take(&mut self.person),
            faults: std::mem::take(&mut self.faults),
            ..Self::default()
        };
        blank.record_id.clear();
        blank.person.clear();
        blank.faults.clear();
        *self = blank;
    }

    /// Sets `err` and `class` from the faults and states.
    pub(crate) fn conclude(&mut self) {
        self.err = match self.faults.iter().filter(|kind| !kind.is_writing()).count() {
            0 => self.faults.first().copied().unwrap_or(Kind::Clean),
            1 => self
                .faults
                .iter()
                .copied()
                .find(|kind| !kind.is_writing())
                .unwrap_or(Kind::Clean),
            _ => Kind::Multi,
        };
        self.class = self.classified();
    }

    fn classified(&self) -> Class {
        let fields = [self.name_state, self.date_of_birth_state, self.sex_state];
        let any = |state| fields.contains(&Some(state));
        match self.id_state {
            _ if any(FieldState::Missing) => Class::Unsendable,
            Some(IdState::Missing | IdState::Malformed) | None => Class::NoNumber,
            _ if self.pid.is_none() => Class::NotFound,
            Some(IdState::Wrong | IdState::OtherPersons) => Class::Mismatch,
            _ if any(FieldState::Differs) => Class::Mismatch,
            Some(IdState::Ok | IdState::OldNumber) => Class::Verified,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(id: IdState, name: FieldState, faults: &[Kind]) -> Truth {
        let mut truth = Truth {
            pid: Some(1),
            id_state: Some(id),
            name_state: Some(name),
            date_of_birth_state: Some(FieldState::Ok),
            sex_state: Some(FieldState::Ok),
            faults: faults.to_vec(),
            ..Truth::default()
        };
        truth.conclude();
        truth
    }

    #[test]
    fn the_class_follows_the_states() {
        use FieldState::{Differs, Equivalent, Missing, Ok};
        for (id, name, class) in [
            (IdState::Ok, Ok, Class::Verified),
            (IdState::OldNumber, Equivalent, Class::Verified),
            (IdState::Ok, Differs, Class::Mismatch),
            (IdState::Wrong, Ok, Class::Mismatch),
            (IdState::OtherPersons, Ok, Class::Mismatch),
            (IdState::Malformed, Differs, Class::NoNumber),
            (IdState::Missing, Missing, Class::Unsendable),
        ] {
            assert_eq!(truth(id, name, &[]).class, class);
        }
    }

    #[test]
    fn writing_beside_an_error_is_no_second_error() {
        let err = |faults: &[Kind]| truth(IdState::Ok, FieldState::Differs, faults).err;
        assert_eq!(err(&[]), Kind::Clean);
        assert_eq!(err(&[Kind::NameCaps]), Kind::NameCaps);
        assert_eq!(err(&[Kind::NameCaps, Kind::DobSwap]), Kind::DobSwap);
        assert_eq!(err(&[Kind::IdOldCard, Kind::DobSwap]), Kind::DobSwap);
        assert_eq!(err(&[Kind::IdTypo, Kind::DobSwap]), Kind::Multi);
    }
}

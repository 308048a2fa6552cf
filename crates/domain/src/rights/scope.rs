//! Where a role holds.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::codes::codes;
use crate::{FacilityCode, Level, Notes};

codes! {
    /// What a [`Scope`] names, as its column in tables.
    ScopeKind {
        /// The whole country.
        Nation = "nation",
        /// A province, by its two digits.
        Province = "province",
        /// A district, by its three digits. None since 1 July 2025.
        District = "district",
        /// A commune, by its five digits.
        Commune = "commune",
        /// A facility, by its five digits.
        Facility = "facility",
        /// A managing body, by its code.
        ManagingBody = "managing_body",
        /// An employer or school, by its code.
        Organisation = "organisation",
        /// One session.
        Session = "session",
        /// One person: the own record, or a child's.
        Person = "person",
    }
}

/// Where a role holds. Codes of units are those in force when the right is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "code", rename_all = "snake_case")]
pub enum Scope {
    /// The whole country.
    Nation,
    /// A province: two digits.
    Province(String),
    /// A district: three digits.
    District(String),
    /// A commune: five digits.
    Commune(String),
    /// A facility: five digits.
    Facility(String),
    /// A managing body.
    ManagingBody(String),
    /// An employer or school.
    Organisation(String),
    /// One session, by its UUID as a number.
    Session(u128),
    /// One person, by its UUID as a number.
    Person(u128),
}

/// Why kind and code name no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum ScopeFault {
    /// The kind is not one of [`ScopeKind`].
    #[error("no such kind of scope")]
    UnknownKind,
    /// The code has not the form that this kind has.
    #[error("the code does not have the form of this kind of scope")]
    MalformedCode,
}

impl Scope {
    /// What it names.
    pub fn kind(&self) -> ScopeKind {
        match self {
            Self::Nation => ScopeKind::Nation,
            Self::Province(_) => ScopeKind::Province,
            Self::District(_) => ScopeKind::District,
            Self::Commune(_) => ScopeKind::Commune,
            Self::Facility(_) => ScopeKind::Facility,
            Self::ManagingBody(_) => ScopeKind::ManagingBody,
            Self::Organisation(_) => ScopeKind::Organisation,
            Self::Session(_) => ScopeKind::Session,
            Self::Person(_) => ScopeKind::Person,
        }
    }

    /// The code beside the kind: digits, a name, a UUID in its usual form; empty for the nation.
    pub fn code(&self) -> String {
        match self {
            Self::Nation => String::new(),
            Self::Province(code)
            | Self::District(code)
            | Self::Commune(code)
            | Self::Facility(code)
            | Self::ManagingBody(code)
            | Self::Organisation(code) => code.clone(),
            Self::Session(id) | Self::Person(id) => uuid_text(*id),
        }
    }

    /// Reads what [`kind`](Self::kind) and [`code`](Self::code) wrote.
    ///
    /// ```
    /// use khien_domain::rights::Scope;
    /// let scope = Scope::parse("commune", "12712")?;
    /// assert_eq!(scope, Scope::Commune("12712".to_owned()));
    /// assert!(Scope::parse("commune", "34").is_err());
    /// # Ok::<(), khien_domain::rights::ScopeFault>(())
    /// ```
    ///
    /// # Errors
    /// [`ScopeFault`] where the kind is not known or the code has another form.
    pub fn parse(kind: &str, code: &str) -> Result<Self, ScopeFault> {
        let kind = ScopeKind::parse(kind).ok_or(ScopeFault::UnknownKind)?;
        let unit = |level: Level| {
            let fits = code.len() == level.digits() && code.bytes().all(|it| it.is_ascii_digit());
            fits.then(|| code.to_owned())
        };
        let scope = match kind {
            ScopeKind::Nation => code.is_empty().then_some(Self::Nation),
            ScopeKind::Province => unit(Level::Province).map(Self::Province),
            ScopeKind::District => unit(Level::District).map(Self::District),
            ScopeKind::Commune => unit(Level::Commune).map(Self::Commune),
            ScopeKind::Facility => facility(code).map(Self::Facility),
            ScopeKind::ManagingBody => name(code).map(Self::ManagingBody),
            ScopeKind::Organisation => name(code).map(Self::Organisation),
            ScopeKind::Session => uuid(code).map(Self::Session),
            ScopeKind::Person => uuid(code).map(Self::Person),
        };
        scope.ok_or(ScopeFault::MalformedCode)
    }
}

impl fmt::Display for Scope {
    /// Kind and code, for logs: `commune:12712`. Never a person: only that it is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nation | Self::Person(_) => f.write_str(self.kind().code()),
            _ => write!(f, "{}:{}", self.kind().code(), self.code()),
        }
    }
}

/// Exactly a facility's code, nothing to repair.
fn facility(code: &str) -> Option<String> {
    let read = FacilityCode::parse(code).ok()?;
    (read.notes == Notes::EMPTY && read.value.to_string() == code).then(|| code.to_owned())
}

/// Codes of bodies and organisations: whatever the registry gave them, without blanks.
fn name(code: &str) -> Option<String> {
    let fits = !code.is_empty() && !code.chars().any(|c| c.is_whitespace() || c.is_control());
    fits.then(|| code.to_owned())
}

/// Groups of hexadecimal digits in the usual text of a UUID.
const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];

fn uuid_text(id: u128) -> String {
    let digits = format!("{id:032x}");
    let mut rest = digits.as_str();
    let mut parts = Vec::with_capacity(GROUPS.len());
    for length in GROUPS {
        let (part, after) = rest.split_at(length);
        parts.push(part);
        rest = after;
    }
    parts.join("-")
}

fn uuid(text: &str) -> Option<u128> {
    let grouped = text.split('-').map(str::len).eq(GROUPS);
    let digits = text.replace('-', "");
    let plain = digits.len() == 32 && digits.bytes().all(|it| it.is_ascii_hexdigit());
    let usual = grouped || text.len() == 32;
    (plain && usual).then(|| u128::from_str_radix(&digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_kind_of_scope_reads_back() {
        let scopes = [
            Scope::Nation,
            Scope::Province("34".to_owned()),
            Scope::District("340".to_owned()),
            Scope::Commune("12712".to_owned()),
            Scope::Facility("34116".to_owned()),
            Scope::ManagingBody("bqp".to_owned()),
            Scope::Organisation("thcs-me-linh".to_owned()),
            Scope::Session(0x0190_0000_0000_7000_8000_0000_0000_0001),
            Scope::Person(7),
        ];
        assert_eq!(scopes.len(), ScopeKind::ALL.len());
        for scope in scopes {
            assert_eq!(Scope::parse(scope.kind().code(), &scope.code()), Ok(scope));
        }
    }

    #[test]
    fn a_code_of_another_form_is_refused() {
        for (kind, code) in [
            ("nation", "34"),
            ("province", "034"),
            ("province", ""),
            ("district", "34"),
            ("commune", "1271"),
            ("commune", "1271a"),
            ("facility", "3411"),
            ("facility", "34116 - Trạm"),
            ("managing_body", ""),
            ("organisation", "hai chữ"),
            ("session", "7"),
            ("person", "0190000000007000800000000000000g"),
            ("person", "+190000000007000800000000000000a"),
        ] {
            assert_eq!(
                Scope::parse(kind, code),
                Err(ScopeFault::MalformedCode),
                "{kind} {code}"
            );
        }
        assert_eq!(Scope::parse("hamlet", "1"), Err(ScopeFault::UnknownKind));
    }

    #[test]
    fn a_person_is_never_named_in_a_log() {
        assert_eq!(Scope::Person(7).to_string(), "person");
        assert_eq!(
            Scope::Commune("12712".to_owned()).to_string(),
            "commune:12712"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(kind in ".*", known in 0..ScopeKind::ALL.len(), code in ".*") {
            let _ = Scope::parse(&kind, &code);
            let _ = Scope::parse(ScopeKind::ALL[known].code(), &code);
        }

        #[test]
        fn an_id_survives_being_written_and_read(id: u128) {
            prop_assert_eq!(Scope::parse("session", &Scope::Session(id).code()), Ok(Scope::Session(id)));
        }
    }
}

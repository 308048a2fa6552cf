//! Where the object of an act is.

use jiff::civil::Date;

use super::scope::Scope;
use crate::{AdminTree, Level};

/// How far down a scope reaches for an act: the third column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Only the unit itself: work that nobody does for another (recording a dose).
    Unit,
    /// The units below, too, save facilities with a managing body apart from the territory.
    Managed,
    /// Everything that lies in the territory, whoever manages it (figures, residents).
    Territory,
}

/// Where the object of an act is: a resident's commune, a session with its facility, a store.
///
/// Empty, it is the nation as a unit. District and province come from the administrative tree, so
/// a caller names the narrowest unit and cannot contradict itself.
///
/// ```
/// use jiff::civil::date;
/// use khien_domain::{AdminTree, rights::Place};
///
/// let on = date(2021, 8, 1);
/// let station = Place::of_unit(AdminTree::national(), "12712", on)
///     .ok_or("no such commune")?
///     .in_facility("34116");
/// assert_eq!(station.district(), Some("340"));
/// assert_eq!(station.province(), Some("34"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    person: Option<u128>,
    session: Option<u128>,
    facility: Option<String>,
    organisation: Option<String>,
    managing_body: Option<String>,
    commune: Option<String>,
    district: Option<String>,
    province: Option<String>,
}

impl Place {
    /// The nation: what lies in no narrower unit.
    pub fn nation() -> Self {
        Self::default()
    }

    /// A province, district or commune with everything above it, as the tree was on a day. `None`
    /// where there was no such code on that day.
    pub fn of_unit(tree: &AdminTree, code: &str, on: Date) -> Option<Self> {
        let mut unit = tree.lookup(code, on)?;
        let mut place = Self::default();
        loop {
            let level = match unit.level {
                Level::Commune => &mut place.commune,
                Level::District => &mut place.district,
                Level::Province => &mut place.province,
            };
            *level = Some(unit.code.to_owned());
            match tree.parent(unit, on) {
                Some(parent) => unit = parent,
                None => return Some(place),
            }
        }
    }

    /// The same in a facility.
    #[must_use]
    pub fn in_facility(mut self, code: impl Into<String>) -> Self {
        self.facility = Some(code.into());
        self
    }

    /// The same under a managing body apart from the territory; none for an ordinary facility.
    #[must_use]
    pub fn under_body(mut self, code: Option<impl Into<String>>) -> Self {
        self.managing_body = code.map(Into::into);
        self
    }

    /// The same at an employer or school.
    #[must_use]
    pub fn at_organisation(mut self, code: impl Into<String>) -> Self {
        self.organisation = Some(code.into());
        self
    }

    /// The same at a session.
    #[must_use]
    pub fn at_session(mut self, id: u128) -> Self {
        self.session = Some(id);
        self
    }

    /// The same, and about a person.
    #[must_use]
    pub fn about_person(mut self, id: u128) -> Self {
        self.person = Some(id);
        self
    }

    /// The commune, if the place lies in one.
    pub fn commune(&self) -> Option<&str> {
        self.commune.as_deref()
    }

    /// The district, if there was one.
    pub fn district(&self) -> Option<&str> {
        self.district.as_deref()
    }

    /// The province.
    pub fn province(&self) -> Option<&str> {
        self.province.as_deref()
    }

    /// The facility, if the place is in one.
    pub fn facility(&self) -> Option<&str> {
        self.facility.as_deref()
    }

    /// The managing body, where the facility has one apart from its territory.
    pub fn managing_body(&self) -> Option<&str> {
        self.managing_body.as_deref()
    }

    /// Whether the place lies within the scope, as far as the scope reaches for the act.
    pub(super) fn is_within(&self, scope: &Scope, depth: Depth) -> bool {
        let named = match scope {
            Scope::Nation => true,
            Scope::Province(code) => self.province.as_ref() == Some(code),
            Scope::District(code) => self.district.as_ref() == Some(code),
            Scope::Commune(code) => self.commune.as_ref() == Some(code),
            Scope::Facility(code) => self.facility.as_ref() == Some(code),
            Scope::ManagingBody(code) => self.managing_body.as_ref() == Some(code),
            Scope::Organisation(code) => self.organisation.as_ref() == Some(code),
            Scope::Session(id) => self.session == Some(*id),
            Scope::Person(id) => self.person == Some(*id),
        };
        named
            && match depth {
                Depth::Unit => self.is_no_wider_than(scope),
                Depth::Managed => self.managing_body.is_none() || !is_part_of_nation(scope),
                Depth::Territory => true,
            }
    }

    /// Whether the scope names the place's own unit, not one above it.
    fn is_no_wider_than(&self, scope: &Scope) -> bool {
        let below_unit = self.facility.is_some() || self.organisation.is_some();
        match scope {
            Scope::Facility(_) | Scope::Organisation(_) | Scope::Session(_) | Scope::Person(_) => {
                true
            }
            Scope::ManagingBody(_) | Scope::Commune(_) => !below_unit,
            Scope::District(_) => !below_unit && self.commune.is_none(),
            Scope::Province(_) => !below_unit && self.commune.is_none() && self.district.is_none(),
            Scope::Nation => *self == Self::nation(),
        }
    }
}

/// A territory below the nation, past which a managing body stands. Nobody stands past the nation.
fn is_part_of_nation(scope: &Scope) -> bool {
    matches!(
        scope,
        Scope::Province(_) | Scope::District(_) | Scope::Commune(_)
    )
}

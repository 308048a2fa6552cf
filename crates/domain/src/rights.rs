//! Who may do what where: roles, acts, places and the one table that decides.
//!
//! Here: the decision, from a person's assignments. Not here: accounts, passwords, tokens, and the
//! rules of the acts themselves (a session must be open, a list approved). A page and the API ask
//! the same function.
//!
//! ```
//! use jiff::Timestamp;
//! use jiff::civil::date;
//! use khien_domain::AdminTree;
//! use khien_domain::rights::{Act, Assignment, Place, Role, Scope, may};
//!
//! let tree = AdminTree::national();
//! let on = date(2021, 8, 1);
//! let now = Timestamp::UNIX_EPOCH;
//! let station = [Assignment::lasting(Role::CommuneStation, Scope::Commune("12712".to_owned()))];
//!
//! let resident = Place::of_unit(tree, "12712", on).ok_or("no such commune")?;
//! assert!(may(&station, Act::RecoveredEnter, &resident, now));
//! let neighbour = Place::of_unit(tree, "12688", on).ok_or("no such commune")?;
//! assert!(!may(&station, Act::RecoveredEnter, &neighbour, now));
//! # Ok::<(), &str>(())
//! ```

mod act;
mod place;
mod role;
mod scope;
mod table;

use jiff::Timestamp;

pub use act::Act;
pub use place::Place;
pub use role::Role;
pub use scope::{Scope, ScopeFault, ScopeKind};

use table::{Right, Table};

/// A role held somewhere, for ever or until a moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Assignment {
    /// What the holder is.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// The first moment at which it no longer holds; none while it stands.
    pub until: Option<Timestamp>,
}

impl Assignment {
    /// An assignment without an end.
    pub fn lasting(role: Role, scope: Scope) -> Self {
        Self {
            role,
            scope,
            until: None,
        }
    }

    /// An assignment that ends.
    pub fn until(role: Role, scope: Scope, until: Timestamp) -> Self {
        Self {
            role,
            scope,
            until: Some(until),
        }
    }

    /// Whether it holds at a moment: not ended, and of a kind that its role may be given. A
    /// volunteer's account ends with the session, so one without an end holds never.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        let lasts = match self.until {
            Some(until) => now < until,
            None => self.role != Role::SessionVolunteer,
        };
        lasts && self.role.scope_kinds().contains(&self.scope.kind())
    }
}

impl Role {
    /// The kinds of scope in which the role can be held.
    pub fn scope_kinds(self) -> &'static [ScopeKind] {
        Table::national().scopes(self)
    }

    /// The roles whose holders may give this one, within their own scope.
    pub fn granted_by(self) -> &'static [Role] {
        Table::national().granted_by(self)
    }

    /// Every act that the role may do somewhere, in declared order.
    pub fn acts(self) -> impl Iterator<Item = Act> {
        let may = move |act: &Act| Table::national().right(self, *act) != Right::Never;
        Act::ALL.iter().copied().filter(may)
    }
}

/// Whether somebody with these assignments may do the act at the place.
pub fn may(assignments: &[Assignment], act: Act, place: &Place, now: Timestamp) -> bool {
    let table = Table::national();
    assignments.iter().any(|held| {
        held.holds_at(now)
            && match table.right(held.role, act) {
                Right::Never => false,
                Right::Own => place.is_within(&held.scope, table.depth(act)),
                Right::Any => true,
            }
    })
}

/// The scopes in which somebody may do the act at all: for menus, and for lists that show what
/// lies within them. [`Scope::Nation`] where the right is not bound to a place. An entry of such
/// a list still needs [`may`].
pub fn scopes(
    assignments: &[Assignment],
    act: Act,
    now: Timestamp,
) -> impl Iterator<Item = &Scope> {
    let table = Table::national();
    assignments
        .iter()
        .filter(move |held| held.holds_at(now))
        .filter_map(move |held| match table.right(held.role, act) {
            Right::Never => None,
            Right::Own => Some(&held.scope),
            Right::Any => Some(&Scope::Nation),
        })
}

/// Whether somebody may give this assignment to another account, or end it. `place` is where its
/// scope lies.
pub fn may_grant(
    assignments: &[Assignment],
    given: &Assignment,
    place: &Place,
    now: Timestamp,
) -> bool {
    let ends_as_it_must = given.role != Role::SessionVolunteer || given.until.is_some();
    let givers = given.role.granted_by();
    ends_as_it_must
        && given.role.scope_kinds().contains(&given.scope.kind())
        && assignments.iter().any(|held| {
            givers.contains(&held.role)
                && may(std::slice::from_ref(held), Act::AccountEdit, place, now)
        })
}

#[cfg(test)]
mod tests;

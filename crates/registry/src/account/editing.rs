//! Whose accounts an editor may change.

use khien_domain::AdminTree;
use khien_domain::rights::{Act, Assignment, Place, Scope, may_grant, scopes};
use khien_store::{AccountRow, StoreError, Tx};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::registry::place_of_facility;

/// Why an editor may not change an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEditable {
    /// There is no such account.
    #[error("there is no such account")]
    NoAccount,
    /// It is the editor's own: another editor is to do it, so that nobody locks out themselves or
    /// gets round their own password.
    #[error("nobody does this to the own account")]
    Own,
    /// It was closed.
    #[error("the account is closed")]
    Closed,
    /// It has a role that the editor could not give.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
}

/// The account, locked, if the editor may change it.
pub(super) async fn editable(
    tx: &mut Tx,
    by: &By<'_>,
    account: Uuid,
) -> Result<Result<AccountRow, NotEditable>, StoreError> {
    let Some(row) = tx.lock_account(account).await? else {
        return Ok(Err(NotEditable::NoAccount));
    };
    if let Err(missing) = may_edit(tx, by, account).await? {
        return Ok(Err(missing.into()));
    }
    if account == by.actor.account {
        return Ok(Err(NotEditable::Own));
    }
    if row.closed_at.is_some() {
        return Ok(Err(NotEditable::Closed));
    }
    Ok(Ok(row))
}

/// Whether the editor could give every role that the account has now: whoever gives a new password
/// could otherwise climb into an account that may do more. Where none holds, those that it had
/// count.
pub(super) async fn may_edit(
    tx: &mut Tx,
    by: &By<'_>,
    account: Uuid,
) -> Result<Result<(), NotAllowed>, StoreError> {
    let rows = tx.assignments(account).await?;
    let had: Vec<Assignment> = rows.iter().filter_map(super::assignment).collect();
    let holds: Vec<&Assignment> = had.iter().filter(|held| held.holds_at(by.at)).collect();
    let count: Vec<&Assignment> = if holds.is_empty() {
        had.iter().collect()
    } else {
        holds
    };
    if count.is_empty() {
        return Ok(by.need(Act::AccountEdit, &Place::nation()));
    }
    for held in count {
        // What lies nowhere any more (a commune that was merged) is the nation's to tidy up.
        let places = places(tx, by, &held.scope).await?;
        let places = places.unwrap_or_else(|| vec![Place::nation()]);
        if !may_give(by, held, &places) {
            return Ok(Err(NotAllowed(Act::AccountEdit)));
        }
    }
    Ok(Ok(()))
}

/// Whether the editor may give, or end, this assignment.
pub(super) fn may_give(by: &By<'_>, given: &Assignment, places: &[Place]) -> bool {
    let held = &by.actor.assignments;
    places
        .iter()
        .any(|place| may_grant(held, given, place, by.at))
}

/// Where a scope lies. `None` where there is no such unit, facility, session or person.
///
/// Employers, schools and managing bodies have no address in the registry: an editor may speak for
/// one wherever the editor may give accounts at all.
pub(super) async fn places(
    tx: &mut Tx,
    by: &By<'_>,
    scope: &Scope,
) -> Result<Option<Vec<Place>>, StoreError> {
    let of_unit = |code: &str| Place::of_unit(AdminTree::national(), code, by.today());
    let place = match scope {
        Scope::Nation => Some(Place::nation()),
        Scope::Province(code) | Scope::District(code) | Scope::Commune(code) => of_unit(code),
        Scope::Facility(code) => place_of_facility(tx, by, code).await?,
        Scope::ManagingBody(code) => Some(Place::nation().under_body(Some(code))),
        Scope::Organisation(code) => return Ok(Some(organisation(by, code))),
        Scope::Session(id) => match tx.session(Uuid::from_u128(*id)).await? {
            Some(session) => place_of_facility(tx, by, &session.facility_code)
                .await?
                .map(|place| place.at_session(*id)),
            None => None,
        },
        Scope::Person(id) => {
            let person = tx.person(Uuid::from_u128(*id)).await?;
            person.map(|row| {
                let home = row.commune_code.as_deref().and_then(of_unit);
                home.unwrap_or_else(Place::nation).about_person(*id)
            })
        }
    };
    Ok(place.map(|place| vec![place]))
}

fn organisation(by: &By<'_>, code: &str) -> Vec<Place> {
    let editors = scopes(&by.actor.assignments, Act::AccountEdit, by.at);
    let places = editors.filter_map(|scope| match scope {
        Scope::Nation => Some(Place::nation()),
        Scope::Province(unit) | Scope::District(unit) | Scope::Commune(unit) => {
            Place::of_unit(AdminTree::national(), unit, by.today())
        }
        _ => None,
    });
    places.map(|place| place.at_organisation(code)).collect()
}

//! The grown-up on whom a child without a number hangs, found by number or phone.

use khien_registry::person::{FindError, find as find_people};
use uuid::Uuid;

use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};

/// The guardian with this number or phone; the key of what is wrong if that is nobody or several.
pub(crate) async fn find(
    app: &App,
    actor: &Actor,
    typed: &str,
) -> Result<Result<Option<Uuid>, &'static str>, Problem> {
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let found = find_people(app.registry(), &actor.by(app), typed).await;
    match found {
        Ok(people) => Ok(match &people[..] {
            [one] => Ok(Some(one.id)),
            [] => Err("fault-guardian"),
            _ => Err("fault-guardian-several"),
        }),
        Err(FindError::TooShort) => Ok(Err("fault-guardian")),
        Err(FindError::NotAllowed(missing)) => Err(refused(missing)),
        Err(FindError::Store(error)) => Err(failed(&error)),
    }
}

/// What people who may be the same are called, with their year of birth.
pub(super) async fn names(app: &App, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, Problem> {
    let mut tx = app
        .registry()
        .store()
        .read()
        .await
        .map_err(|e| failed(&e))?;
    let mut names = Vec::new();
    for id in ids {
        if let Some(row) = tx.person(*id).await.map_err(|e| failed(&e))? {
            let born = row.date_of_birth.unwrap_or_default();
            let year = born.get(..4).unwrap_or_default();
            names.push((row.id, format!("{}, {year}", row.full_name)));
        }
    }
    Ok(names)
}

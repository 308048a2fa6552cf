//! Calls into the registry.

use khien_domain::{BirthDate, Sex};
use khien_registry::person::{self, FindError, MOST_FOUND};
use khien_store::PersonRow;

use super::{AskedBy, Found, PersonLine};
use crate::App;
use crate::pieces::{Number, Verdict};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, place, refused};

/// People who fit what was typed.
pub(super) async fn find(app: &App, actor: &Actor, typed: &str) -> Result<Found, Problem> {
    let found = person::find(app.registry(), &actor.by(app), typed).await;
    let (people, too_short) = match found {
        Ok(people) => (people, false),
        Err(FindError::TooShort) => (Vec::new(), true),
        Err(FindError::NotAllowed(missing)) => return Err(refused(missing)),
        Err(FindError::Store(error)) => return Err(failed(&error)),
    };
    let most = usize::try_from(MOST_FOUND).unwrap_or(usize::MAX);
    Ok(Found {
        by: asked_by(typed),
        more: people.len() >= most,
        people: people.iter().map(|row| line(actor, row)).collect(),
        too_short,
        sealed: actor.visit.seal(app, typed),
    })
}

fn asked_by(typed: &str) -> AskedBy {
    if typed.contains('|') {
        return AskedBy::Card;
    }
    if typed.chars().any(char::is_alphabetic) {
        return AskedBy::Name;
    }
    match typed.chars().filter(char::is_ascii_digit).count() {
        10 | 11 => AskedBy::Phone,
        _ => AskedBy::Number,
    }
}

/// A person in a list.
pub(crate) fn line(actor: &Actor, row: &PersonRow) -> PersonLine {
    let commune = row.commune_code.as_deref();
    let commune = commune.map(|code| place(code, actor.today()));
    let hamlet = row.hamlet.clone();
    PersonLine {
        id: row.id,
        name: row.full_name.clone(),
        born: birth_date(row),
        sex: sex(row),
        place: hamlet
            .into_iter()
            .chain(commune)
            .collect::<Vec<_>>()
            .join(", "),
        number: row.id_number.as_deref().map(Number::new),
        verdict: Verdict::of(&row.identity, &row.identity_fields),
    }
}

/// The date of birth as far as it is known.
pub(crate) fn birth_date(row: &PersonRow) -> Option<BirthDate> {
    let text = row.date_of_birth.as_deref()?;
    BirthDate::parse(text).ok().map(|read| read.value)
}

/// The sex, if it is known.
pub(crate) fn sex(row: &PersonRow) -> Option<Sex> {
    match row.sex.as_deref()? {
        "M" => Some(Sex::Male),
        "F" => Some(Sex::Female),
        _ => None,
    }
}

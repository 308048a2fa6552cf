//! A merge taken back, and one record that is really two people.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::person::{self, Apart, SeparateError, Separating, SplitError, Splitting};
use serde_json::json;

use super::wire::{MergeToSplit, PersonToSeparate};
use super::{overtaken, shown};
use crate::App;
use crate::api::answer::Answer;
use crate::api::body::Sent;
use crate::api::caller::Caller;
use crate::api::fault::{Fault, conflict, invalid, not_allowed, stored, wrong};
use crate::api::operation::Operation;
use crate::api::persons::Person;
use crate::api::version::Seen;
use crate::api::wire::At;
use crate::problem::Problem;

/// Operations that part records.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/merges/{id}/split", split)
            .named("split_merge", "persons", "Take a merge back")
            .about(
                "`If-Match` is the version of the record that stayed. Doses recorded since belong to one of \
                 the two: where that is open, the answer is 409 `doses-undecided` with their ids.",
            )
            .acts(&[Act::PersonSplit])
            .guarded()
            .takes::<MergeToSplit>()
            .answers::<Person>(StatusCode::OK, "The record that had stayed, as it is now.")
            .problems(&["person-merged", "later-merge-first", "doses-undecided", "dose-known"]),
        Operation::post("/persons/{id}/separate", separate)
            .named("separate_person", "persons", "Hand doses of this record to another person")
            .about(
                "For one record that is really two people: to a new record (`to_new`, with the id that the \
                 client made) or to a known one (`to_known`, with its version). Sent again it changes nothing.",
            )
            .acts(&[Act::PersonSplit])
            .guarded()
            .takes::<PersonToSeparate>()
            .answers::<Person>(StatusCode::OK, "The record as it is now.")
            .problems(&["person-merged", "dose-known"]),
    ]
}

async fn split(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
    Sent(body): Sent<MergeToSplit>,
) -> Result<Answer, Problem> {
    let order = Splitting {
        merge: id,
        seen_version,
        for_loser: &body.for_other,
        for_survivor: &body.for_this,
        reason: &body.reason,
    };
    let done = person::split(app.registry(), &caller.by(&app), order).await;
    let stayed = async {
        let mut tx = app.registry().store().read().await?;
        tx.person_merge(id).await
    };
    let stayed = stayed.await.map_err(|error| stored(&error))?;
    let stayed = stayed.ok_or_else(Problem::not_found)?.survivor_id;
    match done {
        Ok(()) => shown(&app, stayed).await,
        Err(SplitError::Changed) => Err(overtaken(&app, (stayed, seen_version), None).await?),
        Err(error) => Err(not_split(error)),
    }
}

fn not_split(error: SplitError) -> Problem {
    match error {
        SplitError::NoMerge => Problem::not_found(),
        SplitError::Merged(into) => conflict("person-merged").with("merged_into", json!(into)),
        SplitError::LaterFirst(merge) => conflict("later-merge-first").with("merge", json!(merge)),
        SplitError::Undecided(doses) => conflict("doses-undecided").with("doses", json!(doses)),
        SplitError::NotTheirs(_) => wrong("/for_other", "unknown"),
        SplitError::Twin => conflict("dose-known"),
        SplitError::Changed => Problem::conflict(),
        SplitError::Unreadable => Problem::broken(String::new()),
        SplitError::NoReason => wrong("/reason", "missing"),
        SplitError::NotAllowed(missing) => not_allowed(missing),
        SplitError::Store(error) => stored(&error),
    }
}

async fn separate(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
    Sent(body): Sent<PersonToSeparate>,
) -> Result<Answer, Problem> {
    let form = match &body.to_new {
        Some(new) => Some((new.id, new.person.form()?)),
        None => None,
    };
    let to = match (&form, &body.to_known) {
        (Some((id, _)), None) if id.get_version_num() != 7 => {
            return Err(wrong("/to_new/id", "not-version-7"));
        }
        (Some((id, form)), None) => Apart::New(*id, form),
        (None, Some(known)) => Apart::Known(known.id, known.version),
        (Some(_), Some(_)) => return Err(wrong("/to_known", "not-with-this")),
        (None, None) => return Err(wrong("/to_new", "missing")),
    };
    let order = Separating {
        person: (id, seen_version),
        doses: &body.doses,
        to,
        reason: &body.reason,
    };
    let known = body.to_known.as_ref().map(|it| (it.id, it.version));
    match person::separate(app.registry(), &caller.by(&app), order).await {
        Ok(()) => shown(&app, id).await,
        Err(SeparateError::Changed) => Err(overtaken(&app, (id, seen_version), known).await?),
        Err(error) => Err(not_separated(error)),
    }
}

fn not_separated(error: SeparateError) -> Problem {
    match error {
        SeparateError::NoPerson => Problem::not_found(),
        SeparateError::Merged(into) => conflict("person-merged").with("merged_into", json!(into)),
        SeparateError::SameRecord => wrong("/to_known", "not-with-this"),
        SeparateError::NoDoses => wrong("/doses", "missing"),
        SeparateError::NotTheirs(_) => wrong("/doses", "unknown"),
        SeparateError::Twin => conflict("dose-known"),
        SeparateError::Fields(faults) => {
            let told = faults.iter().map(|it| {
                let pointer = format!("/to_new/person/{}", it.field);
                let code = if it.fault == "missing" {
                    "missing"
                } else {
                    "unreadable"
                };
                Fault::new(pointer, code)
            });
            invalid(&told.collect::<Vec<_>>())
        }
        SeparateError::Changed => Problem::conflict(),
        SeparateError::NoReason => wrong("/reason", "missing"),
        SeparateError::NotAllowed(missing) => not_allowed(missing),
        SeparateError::Store(error) => stored(&error),
    }
}

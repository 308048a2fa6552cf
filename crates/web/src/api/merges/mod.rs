//! Two records of one person, one record of two people: joined, parted, taken back; clusters as jobs.

mod apart;
mod cluster;
mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::person::{self, MergeError, Merging};
use khien_store::PersonRow;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::body::Sent;
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, wrong};
use super::key::Key;
use super::operation::Operation;
use super::persons::{Person, record, row};
use super::version::{Seen, changed};
use super::wire::At;
use crate::App;
use crate::problem::Problem;
use wire::{MergeToLookAt, MergesOfPerson, PersonToMerge, Previewed};

/// Operations that join and part records.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::get("/persons/{id}/merges", merges)
            .named("list_merges_of_person", "persons", "Records that were joined to this one")
            .acts(&[Act::PersonRead])
            .answers::<MergesOfPerson>(StatusCode::OK, "Those taken back, too; the newest first."),
        Operation::post("/persons/{id}/merge-preview", preview)
            .named("preview_merge", "persons", "What joining another record to this one would do")
            .acts(&[Act::PersonMerge])
            .takes::<MergeToLookAt>()
            .answers::<Previewed>(StatusCode::OK, "Nothing is written.")
            .problems(&["person-merged", "guardian-of-other"]),
        Operation::post("/persons/{id}/merge", merge)
            .named("merge_persons", "persons", "Join another record to this one")
            .about(
                "Everything of the other goes into this one, nothing is deleted, and it can be taken back. \
                 `If-Match` is the version of this record; `other` names that of the other. Of doses entered \
                 twice that differ in lot or place, `keep` names the right one.",
            )
            .acts(&[Act::PersonMerge])
            .guarded()
            .keyed()
            .takes::<PersonToMerge>()
            .answers::<Person>(StatusCode::OK, "The record that stays, as it is now.")
            .problems(&["person-merged", "guardian-of-other", "doses-differ"]),
    ];
    all.extend(apart::operations());
    all.extend(cluster::operations());
    all
}

async fn merges(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    let record = record(&app, &caller, id).await?;
    let merges = record.merges.into_iter().map(Into::into).collect();
    Ok(Answer::ok(&MergesOfPerson { merges }))
}

async fn preview(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<MergeToLookAt>,
) -> Result<Answer, Problem> {
    match person::merge_preview(app.registry(), &caller.by(&app), id, body.other).await {
        Ok(preview) => Ok(Answer::ok(&Previewed::from(preview))),
        Err(error) => Err(not_joined(error)),
    }
}

async fn merge(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
    key: Key,
    Sent(body): Sent<PersonToMerge>,
) -> Result<Answer, Problem> {
    let order = Merging {
        id: key.or(body.id)?,
        survivor: (id, seen_version),
        loser: (body.other.id, body.other.version),
        keep: &body.keep,
        reason: &body.reason,
    };
    match person::merge(app.registry(), &caller.by(&app), order).await {
        Ok(()) => merged(&app, &order).await,
        Err(MergeError::Changed) => Err(overtaken(&app, order.survivor, Some(order.loser)).await?),
        Err(error) => Err(not_joined(error)),
    }
}

/// The record that stays, if the key stands for this merge and no other.
async fn merged(app: &App, order: &Merging<'_>) -> Result<Answer, Problem> {
    let kept = async {
        let mut tx = app.registry().store().read().await?;
        tx.person_merge(order.id).await
    };
    let kept = kept.await.map_err(|error| stored(&error))?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    if (kept.survivor_id, kept.loser_id) != (order.survivor.0, order.loser.0) {
        return Err(super::fault::unfit("key-reused"));
    }
    shown(app, kept.survivor_id).await
}

async fn shown(app: &App, id: Uuid) -> Result<Answer, Problem> {
    let row = row(app, id).await?;
    Ok(Answer::ok(&Person::from(&row)).version(row.version))
}

/// 412 with the record that somebody else changed: the one in the address, else the other.
async fn overtaken(
    app: &App,
    (id, seen): (Uuid, i64),
    other: Option<(Uuid, i64)>,
) -> Result<Problem, Problem> {
    let mut now = row(app, id).await?;
    if let Some((other, _)) = other.filter(|_| now.version == seen) {
        now = row(app, other).await?;
    }
    Ok(stale(&now))
}

fn stale(now: &PersonRow) -> Problem {
    let theirs = serde_json::to_value(Person::from(now)).unwrap_or(Value::Null);
    changed(&json!({}), &theirs, now.version)
}

/// Why two records were not joined.
fn not_joined(error: MergeError) -> Problem {
    match error {
        MergeError::NoPerson => Problem::not_found(),
        MergeError::Merged(into) => conflict("person-merged").with("merged_into", json!(into)),
        MergeError::SameRecord => wrong("/other", "not-with-this"),
        MergeError::Guardian => conflict("guardian-of-other"),
        MergeError::Changed => Problem::conflict(),
        MergeError::NoReason => wrong("/reason", "missing"),
        MergeError::Twins(twins) => {
            let told: Vec<wire::Twin> = twins.into_iter().map(Into::into).collect();
            conflict("doses-differ").with("twins", json!(told))
        }
        MergeError::WouldLose => Problem::broken(String::new()),
        MergeError::NotAllowed(missing) => not_allowed(missing),
        MergeError::Store(error) => stored(&error),
    }
}

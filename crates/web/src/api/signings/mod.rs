//! Doses signed where they were given: what waits, a statement out and a signature back, the proof.
//!
//! Keys never come here: a program signs with its own, and the pages open those of the server.

mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::day_in_viet_nam;
use khien_registry::signing::{self, CertificateError, DayError, ProofError, SignError, Signing};
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::body::Sent;
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::wire::{At, Coded, CodedDay};
use crate::App;
use crate::problem::Problem;
use crate::proof::ProofOfDose;
use wire::{
    PreparedSigning, SigningAuthorities, SigningCertificates, SigningToComplete, SigningToPrepare,
    UnsignedDay, UnsignedDays, UnsignedDoses,
};

/// Operations of signing.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = looking();
    all.extend(doing());
    all
}

fn looking() -> Vec<Operation> {
    vec![
        Operation::get("/facilities/{code}/signing-days", days)
            .named(
                "list_signing_days",
                "signings",
                "Days with doses that wait for a signature",
            )
            .about(
                "The oldest first, sixty at most. Open to the head of the facility and to the signer \
                 whom the province appointed; of a closed facility, to its managing body.",
            )
            .acts(&[Act::DoseSign])
            .answers::<UnsignedDays>(StatusCode::OK, "The days."),
        Operation::get("/facilities/{code}/signing-days/{day}", day)
            .named(
                "read_signing_day",
                "signings",
                "Doses of a day that wait for a signature",
            )
            .about("With what should be looked at before they are signed.")
            .acts(&[Act::DoseSign])
            .answers::<UnsignedDoses>(StatusCode::OK, "The doses, in the order of their ids."),
        Operation::get("/doses/{id}/proof", proof)
            .named("prove_dose", "signings", "Prove that a dose is signed")
            .about(
                "Can be checked without this platform by whoever trusts the authority: nothing of the \
                 other doses of the same signature is told.",
            )
            .acts(&[Act::PersonRead])
            .answers::<ProofOfDose>(StatusCode::OK, "The proof.")
            .problems(&["dose-not-signed"]),
        Operation::get("/signing-certificates", certificates)
            .named(
                "list_signing_certificates",
                "signings",
                "The caller's own certificates",
            )
            .acts(&[Act::DoseSign])
            .answers::<SigningCertificates>(StatusCode::OK, "The newest first, ended ones, too."),
        Operation::get("/signing-authorities", authorities)
            .named(
                "list_signing_authorities",
                "signings",
                "Authorities whose signing certificates count",
            )
            .anybody_in()
            .answers::<SigningAuthorities>(StatusCode::OK, "The newest first, ended ones, too."),
    ]
}

fn doing() -> Vec<Operation> {
    vec![
        Operation::post("/facilities/{code}/signings", prepare)
            .named(
                "prepare_signing",
                "signings",
                "Prepare a statement over doses",
            )
            .about(
                "Gives the text that is to be signed with the key of the certificate, wherever that is. \
                 The doses go on waiting until the signature is sent. The same request sent again gives \
                 the same statement.",
            )
            .acts(&[Act::DoseSign])
            .keyed()
            .takes::<SigningToPrepare>()
            .answers::<PreparedSigning>(StatusCode::OK, "What is to be signed.")
            .problems(&[
                "certificate-unusable",
                "doses-changed",
                "doses-not-waiting",
            ]),
        Operation::post("/signings/{id}/complete", complete)
            .named(
                "complete_signing",
                "signings",
                "Put a signature under a prepared statement",
            )
            .about(
                "With that the doses are signed: all of them, or none. Sent again, it changes nothing.",
            )
            .acts(&[Act::DoseSign])
            .takes::<SigningToComplete>()
            .answers_nothing("The doses are signed.")
            .problems(&[
                "certificate-unusable",
                "conflict",
                "doses-changed",
                "doses-not-waiting",
                "signature-wrong",
            ]),
    ]
}

async fn days(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
) -> Result<Answer, Problem> {
    let found = signing::signing_days(app.registry(), &caller.by(&app), &code).await;
    let today = day_in_viet_nam(caller.at());
    let days = found.map_err(unseen)?.into_iter();
    Ok(Answer::ok(&UnsignedDays {
        days: days.map(|row| UnsignedDay::of(row, today)).collect(),
    }))
}

async fn day(
    State(app): State<App>,
    caller: Caller,
    CodedDay(code, day): CodedDay,
) -> Result<Answer, Problem> {
    let found = signing::signing_day(app.registry(), &caller.by(&app), &code, day).await;
    Ok(Answer::ok(&UnsignedDoses::from(found.map_err(unseen)?)))
}

fn unseen(error: DayError) -> Problem {
    match error {
        DayError::NotAllowed(missing) => not_allowed(missing),
        DayError::NoFacility => Problem::not_found(),
        DayError::Store(error) => stored(&error),
    }
}

async fn proof(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    match signing::prove(app.registry(), &caller.by(&app), id).await {
        Ok(proof) => Ok(Answer::ok(&ProofOfDose::from(proof))),
        Err(ProofError::NotSigned) => Err(conflict("dose-not-signed")),
        Err(ProofError::NoDose) => Err(Problem::not_found()),
        Err(ProofError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ProofError::Store(error)) => Err(stored(&error)),
    }
}

async fn certificates(State(app): State<App>, caller: Caller) -> Result<Answer, Problem> {
    let rows = signing::certificates(app.registry(), &caller.by(&app)).await;
    let rows = rows.map_err(|error| stored(&error))?;
    Ok(Answer::ok(&SigningCertificates::from(rows)))
}

async fn authorities(State(app): State<App>) -> Result<Answer, Problem> {
    let rows = signing::authorities(app.registry()).await;
    let rows = rows.map_err(|error| stored(&error))?;
    Ok(Answer::ok(&SigningAuthorities::from(rows)))
}

async fn prepare(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
    key: Key,
    Sent(body): Sent<SigningToPrepare>,
) -> Result<Answer, Problem> {
    let id = key.or(body.id)?;
    let doses: Vec<Uuid> = body.doses.iter().map(|dose| dose.id).collect();
    let seen: Vec<(Uuid, i64)> = body.doses.iter().map(|it| (it.id, it.version)).collect();
    let order = Signing {
        id,
        facility: &code,
        doses: &doses,
        seen: &seen,
        certificate: body.certificate,
    };
    match signing::prepare(app.registry(), &caller.by(&app), order).await {
        Ok(statement) => Ok(Answer::ok(&PreparedSigning { id, statement })),
        Err(SignError::Known) => Err(unfit("key-reused")),
        Err(SignError::NoFacility) => Err(Problem::not_found()),
        Err(error) => Err(unsigned(error)),
    }
}

async fn complete(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<SigningToComplete>,
) -> Result<Answer, Problem> {
    let signature = body.bytes();
    let signature = signature.ok_or_else(|| wrong("/signature", "unreadable"))?;
    match signing::complete(app.registry(), &caller.by(&app), id, &signature).await {
        Ok(()) => Ok(Answer::done()),
        Err(error) => Err(unsigned(error)),
    }
}

fn unsigned(error: SignError) -> Problem {
    match error {
        SignError::NotAllowed(missing) => not_allowed(missing),
        SignError::NoStatement | SignError::NoFacility => Problem::not_found(),
        SignError::Count => wrong("/doses", "unreadable"),
        SignError::NotWaiting => conflict("doses-not-waiting"),
        SignError::Changed(doses) => conflict("doses-changed").with("doses", json!(doses)),
        SignError::Known => Problem::conflict(),
        SignError::Certificate(error) => unusable(error),
        SignError::Signature(fault) => {
            unfit("signature-wrong").with("reason", Value::from(fault.code()))
        }
        SignError::Signer(fault) => {
            tracing::warn!(reason = fault.code(), "a key did not sign");
            Problem::unavailable()
        }
        SignError::Store(error) => stored(&error),
    }
}

/// 422: the certificate is none of the caller's, was ended, or nobody vouches for it now.
fn unusable(error: CertificateError) -> Problem {
    match error {
        CertificateError::NotAllowed(missing) => not_allowed(missing),
        CertificateError::Store(error) => stored(&error),
        _ => unfit("certificate-unusable"),
    }
}

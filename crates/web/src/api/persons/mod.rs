//! People: found, entered, read, corrected; their doses, verdicts and history.

mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use khien_domain::DoseState;
use khien_domain::rights::Act;
use khien_registry::Kept;
use khien_registry::passport::{self, AskError, Form, PassportError, Standing};
use khien_registry::person::{
    self, Before, CorrectError, Correction, FieldFault, FindError, LookUp, LookUpError, NewPerson,
    PersonRecord, ReadError, RegisterError,
};
use khien_store::{AuditRow, PersonRow, VerdictRow};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::body::{Asked, Sent, query_unreadable};
use super::caller::Caller;
use super::cursor;
use super::doses::Dose;
use super::fault::{Fault, conflict, invalid, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::version::{Seen, changed};
use super::wire::At;
use crate::App;
use crate::problem::Problem;
use crate::station::passport::why;
use wire::{
    DosesOfPerson, FormToAsk, Found, History, Hit, LookedUp, Passport, PersonCorrected,
    PersonToLookUp, PersonToRegister, Question, Verdicts,
};
pub(super) use wire::{Fields, Person};

/// Operations on people.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/persons", register)
            .named("register_person", "persons", "Enter a person")
            .about(
                "The population register is asked about the person. Where people are known who may be \
                 the same, the answer is 409 with their ids; send `another_person` once somebody looked.",
            )
            .acts(&[Act::PersonRegister])
            .keyed()
            .takes::<PersonToRegister>()
            .answers::<Person>(StatusCode::CREATED, "The person is entered.")
            .answers::<Person>(StatusCode::OK, "They were entered before by the same request.")
            .problems(&["person-may-be-known"]),
        Operation::post("/persons/search", search)
            .named("search_persons", "persons", "Find people")
            .acts(&[Act::PersonFind])
            .takes::<Question>()
            .answers::<Found>(StatusCode::OK, "People who may be meant.")
            .problems(&["question-too-short"]),
        Operation::post("/persons/look-up", look_up)
            .named("look_up_person", "persons", "Look up one person's doses, as a partner")
            .about("For partners, with the person's consent, which is named and kept in the record.")
            .acts(&[Act::ApiPersonRead])
            .takes::<PersonToLookUp>()
            .answers::<LookedUp>(StatusCode::OK, "The person's doses.")
            .problems(&["not-found"]),
        Operation::get("/persons/{id}", read)
            .named("read_person", "persons", "Open a person's record")
            .about("That it was opened stands in the record, where the person sees it.")
            .acts(&[Act::PersonRead])
            .answers::<Person>(StatusCode::OK, "The person."),
        Operation::put("/persons/{id}", correct)
            .named("correct_person", "persons", "Correct what is written of a person")
            .acts(&[Act::PersonCorrect])
            .takes::<PersonCorrected>()
            .answers::<Person>(StatusCode::OK, "The person as they are now.")
            .problems(&["person-merged"]),
        Operation::get("/persons/{id}/doses", doses)
            .named("list_doses_of_person", "persons", "A person's doses")
            .acts(&[Act::PersonRead])
            .answers::<DosesOfPerson>(StatusCode::OK, "Doses by day, voided ones too."),
        Operation::get("/persons/{id}/verdicts", verdicts)
            .named("list_verdicts_of_person", "persons", "What the population register answered")
            .acts(&[Act::PersonRead])
            .paged()
            .answers::<Verdicts>(StatusCode::OK, "One page, the newest first."),
        Operation::get("/persons/{id}/history", history)
            .named("read_history_of_person", "persons", "What was done to a record, and who opened it")
            .about("Reading it stands in it, too.")
            .acts(&[Act::PersonRead])
            .paged()
            .answers::<History>(StatusCode::OK, "One page, the newest first."),
        Operation::get("/persons/{id}/passport", passport_of)
            .named("read_passport_of_person", "persons", "A person's vaccine passport, or why not yet")
            .about("That it was opened stands in the person's record.")
            .acts(&[Act::PersonRead])
            .answers::<Passport>(StatusCode::OK, "The passport that counts, and what is in the way of one."),
        Operation::post("/persons/{id}/passport/forms", ask_form)
            .named("ask_form_of_passport", "persons", "Ask for a person's passport in another form")
            .about(
                "A SMART Health Card (`shc`) or the WHO's vaccination status (`ddcc`), with the identifier \
                 and the end of the passport. It is made within seconds: read the passport again. \
                 Further passports of the person have it without asking.",
            )
            .acts(&[Act::PersonRead])
            .takes::<FormToAsk>()
            .answers::<Passport>(StatusCode::OK, "The passport, with what was asked for.")
            .problems(&["no-passport", "person-merged"]),
    ]
}

async fn register(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<PersonToRegister>,
) -> Result<Answer, Problem> {
    let form = body.person.form()?;
    let new = NewPerson {
        id: key.or(body.id)?,
        form: &form,
        is_another: body.another_person,
    };
    match person::keep(app.registry(), &caller.by(&app), new).await {
        Ok(Kept::New(row)) => {
            let place = format!("/api/v1/persons/{}", row.id);
            Ok(Answer::made(&Person::from(&row), &place).version(row.version))
        }
        Ok(Kept::Again(row)) => Ok(shown(&row)),
        Ok(Kept::Other) => Err(unfit("key-reused")),
        Err(RegisterError::Fields(faults)) => Err(faulty(&faults)),
        Err(RegisterError::MayBeKnown(people)) => {
            Err(conflict("person-may-be-known").with("persons", json!(people)))
        }
        Err(RegisterError::NoGuardian) => Err(wrong("/person/guardian", "unknown")),
        Err(RegisterError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(RegisterError::Store(error)) => Err(stored(&error)),
    }
}

/// Faults of fields, as the registry names them.
pub(super) fn faulty(faults: &[FieldFault]) -> Problem {
    let told = faults.iter().map(|it| {
        let code = match it.fault {
            "missing" => "missing",
            _ => "unreadable",
        };
        Fault::new(format!("/person/{}", it.field), code)
    });
    invalid(&told.collect::<Vec<_>>())
}

fn shown(row: &PersonRow) -> Answer {
    Answer::ok(&Person::from(row)).version(row.version)
}

async fn search(
    State(app): State<App>,
    caller: Caller,
    Sent(body): Sent<Question>,
) -> Result<Answer, Problem> {
    match person::find(app.registry(), &caller.by(&app), &body.text).await {
        Ok(rows) => Ok(Answer::ok(&Found {
            people: rows.into_iter().map(Hit::from).collect(),
        })),
        Err(FindError::TooShort) => Err(unfit("question-too-short")),
        Err(FindError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(FindError::Store(error)) => Err(stored(&error)),
    }
}

async fn look_up(
    State(app): State<App>,
    caller: Caller,
    Sent(body): Sent<PersonToLookUp>,
) -> Result<Answer, Problem> {
    let asked = LookUp {
        id_number: &body.id_number,
        full_name: &body.full_name,
        date_of_birth: &body.date_of_birth,
        consent: &body.consent,
    };
    match person::look_up(app.registry(), &caller.by(&app), &asked).await {
        Ok((person, doses)) => {
            let passport = passport::of_looked_up(app.registry(), &caller.by(&app), &person).await;
            let passport = passport.map_err(without)?;
            let said = said(&app, &caller, (&person, &passport.standing)).await?;
            let standing = (&passport.standing, said);
            let voided = DoseState::Voided.code();
            let counting = doses.into_iter().filter(|dose| dose.state != voided);
            Ok(Answer::ok(&LookedUp {
                id: person.id,
                identity: person.identity,
                doses: counting.map(Dose::from).collect(),
                passport: Passport::of(passport.current, standing, passport.forms),
            }))
        }
        Err(LookUpError::NoPerson) => Err(Problem::not_found()),
        Err(LookUpError::NoConsent) => Err(wrong("/consent", "missing")),
        Err(LookUpError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(LookUpError::Store(error)) => Err(stored(&error)),
    }
}

pub(super) async fn record(app: &App, caller: &Caller, id: Uuid) -> Result<PersonRecord, Problem> {
    let read = person::read(app.registry(), &caller.by(app), id).await;
    read.map_err(unopened)
}

/// Why a record was not opened.
fn unopened(error: ReadError) -> Problem {
    match error {
        ReadError::NoPerson => Problem::not_found(),
        ReadError::NotAllowed(missing) => not_allowed(missing),
        ReadError::Store(error) => stored(&error),
    }
}

/// Why a passport was not opened.
fn without(error: PassportError) -> Problem {
    match error {
        PassportError::NoPerson => Problem::not_found(),
        PassportError::Merged(into) => conflict("person-merged").with("merged_into", json!(into)),
        PassportError::NotAllowed(missing) => not_allowed(missing),
        PassportError::Store(error) => stored(&error),
        PassportError::Policy(_) => Problem::broken(String::new()),
    }
}

async fn passport_of(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
) -> Result<Answer, Problem> {
    let opened = passport::of_person(app.registry(), &caller.by(&app), id).await;
    let opened = opened.map_err(without)?;
    let said = said(&app, &caller, (&opened.person, &opened.standing)).await?;
    let standing = (&opened.standing, said);
    Ok(Answer::ok(&Passport::of(
        opened.current,
        standing,
        opened.forms,
    )))
}

/// What is in the way, in the words of the station's page.
async fn said(
    app: &App,
    caller: &Caller,
    about: (&PersonRow, &Standing),
) -> Result<Vec<String>, Problem> {
    let (t, today) = (caller.texts(), caller.by(app).today());
    let phrases = async {
        let mut tx = app.registry().store().read().await?;
        why::sentences(&mut tx, t, about, today).await
    };
    let phrases = phrases.await.map_err(|error| stored(&error))?;
    Ok(phrases.iter().map(|phrase| phrase.say(t)).collect())
}

async fn ask_form(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<FormToAsk>,
) -> Result<Answer, Problem> {
    let form = Form::parse(&body.form).ok_or_else(|| wrong("/form", "unknown"))?;
    match passport::ask_form(app.registry(), &caller.by(&app), id, form).await {
        Ok(()) => passport_of(State(app), caller, At(id)).await,
        Err(AskError::NoPassport) => Err(conflict("no-passport")),
        Err(AskError::NoPerson) => Err(Problem::not_found()),
        Err(AskError::Merged(into)) => {
            Err(conflict("person-merged").with("merged_into", json!(into)))
        }
        Err(AskError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(AskError::Store(error)) => Err(stored(&error)),
    }
}

async fn read(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    Ok(shown(&record(&app, &caller, id).await?.person))
}

async fn correct(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
    Sent(body): Sent<PersonCorrected>,
) -> Result<Answer, Problem> {
    let form = body.person.form()?;
    let correction = Correction {
        person: id,
        form: &form,
        seen_version,
        reason: &body.reason,
    };
    match person::correct(app.registry(), &caller.by(&app), correction).await {
        Ok(()) => Ok(shown(&row(&app, id).await?)),
        Err(CorrectError::Changed) => {
            let now = row(&app, id).await?;
            let json = |fields: &Fields| serde_json::to_value(fields).unwrap_or(Value::Null);
            let theirs = json(&Fields::from(&now));
            Err(changed(&json(&body.person), &theirs, now.version))
        }
        Err(CorrectError::Merged(into)) => {
            Err(conflict("person-merged").with("merged_into", json!(into)))
        }
        Err(CorrectError::Fields(faults)) => Err(faulty(&faults)),
        Err(CorrectError::NoReason) => Err(wrong("/reason", "missing")),
        Err(CorrectError::NoPerson) => Err(Problem::not_found()),
        Err(CorrectError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(CorrectError::Store(error)) => Err(stored(&error)),
    }
}

pub(super) async fn row(app: &App, id: Uuid) -> Result<PersonRow, Problem> {
    let found = async {
        let mut tx = app.registry().store().read().await?;
        tx.person(id).await
    };
    let found = found.await.map_err(|error| stored(&error))?;
    found.ok_or_else(Problem::not_found)
}

async fn doses(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    let record = record(&app, &caller, id).await?;
    let doses = record.doses.into_iter().map(Dose::from).collect();
    Ok(Answer::ok(&DosesOfPerson { doses }))
}

async fn verdicts(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Asked(paging): Asked<Paging>,
) -> Result<Answer, Problem> {
    let list = format!("verdicts of {id}");
    let (before, limit) = paging.place(&list)?;
    let page = person::ledger(app.registry(), &caller.by(&app), id, (before, limit + 1)).await;
    let rows = page.map_err(unopened)?;
    let key = |row: &VerdictRow| (row.asked_at.0.as_microsecond(), row.id);
    let (rows, next) = cursor::page(&list, rows, limit, key);
    let verdicts = rows.into_iter().map(Into::into).collect();
    Ok(Answer::ok(&Verdicts { verdicts, next }))
}

async fn history(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Asked(paging): Asked<Paging>,
) -> Result<Answer, Problem> {
    let list = format!("history of {id}");
    let (before, limit) = paging.place(&list)?;
    let page = person::history(app.registry(), &caller.by(&app), id, (before, limit + 1)).await;
    let rows = page.map_err(unopened)?;
    let key = |row: &AuditRow| (row.at.0.as_microsecond(), row.id);
    let (rows, next) = cursor::page(&list, rows, limit, key);
    let entries = rows.into_iter().map(Into::into).collect();
    Ok(Answer::ok(&History { entries, next }))
}

/// A page of a list from the newest to the oldest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paging {
    limit: Option<i64>,
    cursor: Option<String>,
}

impl Paging {
    fn place(&self, list: &str) -> Result<(Before, i64), Problem> {
        let limit = cursor::limit(self.limit)?;
        let seen: Option<(i64, Uuid)> = cursor::after(list, self.cursor.as_deref())?;
        let Some((at, id)) = seen else {
            return Ok((Before::NEWEST, limit));
        };
        let at = Timestamp::from_microsecond(at).map_err(|_| query_unreadable())?;
        Ok((Before { at, id }, limit))
    }
}

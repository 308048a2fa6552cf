//! Asking the population register, and what its answer changes.

use khien_domain::{FieldState, IdState, IdentityState, RegisterAnswer, RegisterFault};
use khien_store::{JobRow, Moment, PersonRow, StoreError, Tx, VerdictRow};
use uuid::Uuid;

use super::fields::PersonForm;
use crate::by::By;
use crate::consequence::{self, Cause};
use crate::job::Lane;
use crate::registry::Registry;
use crate::written::json;

/// Kind of the job that asks again when the register did not answer.
pub const CHECK_JOB: &str = "identity_check";

/// Asks about one person. Never fails: no answer is an answer that comes later.
pub(crate) async fn ask(registry: &Registry, form: &PersonForm) -> Option<RegisterAnswer> {
    let answers: Result<_, RegisterFault> = registry.register.ask(&[form.record()]).await;
    answers.ok().and_then(|mut answers| answers.pop())
}

/// Asks about many at once: an answer for each, or none at all.
pub(crate) async fn ask_all(registry: &Registry, forms: &[PersonForm]) -> Vec<RegisterAnswer> {
    if forms.is_empty() {
        return Vec::new();
    }
    let records: Vec<_> = forms.iter().map(PersonForm::record).collect();
    registry.register.ask(&records).await.unwrap_or_default()
}

/// Sets what is known of the person's identity.
pub(crate) fn put(answer: Option<&RegisterAnswer>, at: Moment, row: &mut PersonRow) {
    if let Some(answer) = answer {
        let state = IdentityState::from(&answer.verdict);
        state.code().clone_into(&mut row.identity);
        row.identity_fields = wrong_fields(answer).join(" ");
        row.identity_at = Some(at);
    } else {
        IdentityState::Pending.code().clone_into(&mut row.identity);
        row.identity_fields.clear();
    }
}

/// Codes of the fields that are not as in the register.
pub(crate) fn wrong_fields(answer: &RegisterAnswer) -> Vec<&'static str> {
    let verdict = &answer.verdict;
    let number = match verdict.id_state {
        Some(IdState::Ok | IdState::OldNumber) | None => None,
        Some(IdState::Missing | IdState::Malformed | IdState::Wrong | IdState::OtherPersons) => {
            Some("id_number")
        }
    };
    let fields = [
        ("full_name", verdict.name_state),
        ("date_of_birth", verdict.date_of_birth_state),
        ("sex", verdict.sex_state),
    ];
    let wrong = fields.into_iter().filter_map(|(field, state)| {
        matches!(state, Some(FieldState::Differs | FieldState::Missing)).then_some(field)
    });
    number.into_iter().chain(wrong).collect()
}

/// Appends the answer to the ledger, or the question to the jobs.
pub(crate) async fn keep(
    tx: &mut Tx,
    by: &By<'_>,
    person: Uuid,
    form: &PersonForm,
    answer: Option<&RegisterAnswer>,
) -> Result<(), StoreError> {
    match noted(by, person, form, answer) {
        Noted::Verdict(row) => tx.insert_verdict(&row).await?,
        Noted::Question(job) => tx.insert_job(&job).await?,
    }
    if answer.is_some_and(settles) {
        consequence::note(tx, by, person, Cause::Identity).await?;
    }
    Ok(())
}

/// Whether an answer leaves nothing to ask about the identity.
pub(crate) fn settles(answer: &RegisterAnswer) -> bool {
    IdentityState::from(&answer.verdict).is_settled()
}

/// A row that is kept after asking.
pub(crate) enum Noted {
    /// In the ledger.
    Verdict(VerdictRow),
    /// Among the jobs: no answer came.
    Question(JobRow),
}

/// What is kept, for an act that writes many at once.
pub(crate) fn noted(
    by: &By<'_>,
    person: Uuid,
    form: &PersonForm,
    answer: Option<&RegisterAnswer>,
) -> Noted {
    match answer {
        Some(answer) => Noted::Verdict(ledger_row(by, person, form, answer)),
        None => Noted::Question(ask_again(by, person)),
    }
}

fn ledger_row(by: &By<'_>, person: Uuid, form: &PersonForm, answer: &RegisterAnswer) -> VerdictRow {
    let verdict = &answer.verdict;
    let field = |state: Option<FieldState>| state.map(|state| state.code().to_owned());
    VerdictRow {
        id: by.new_id(),
        person_id: person,
        asked_at: Moment(by.at),
        asked_by: Some(by.actor.account),
        model: answer.model.clone(),
        snapshot: answer.snapshot.clone(),
        sent: sent(form),
        class: verdict.class.code().to_owned(),
        id_state: verdict.id_state.map(|state| state.code().to_owned()),
        name_state: field(verdict.name_state),
        date_of_birth_state: field(verdict.date_of_birth_state),
        sex_state: field(verdict.sex_state),
        commune_state: field(verdict.commune_state),
        band: verdict.band.code().to_owned(),
        probability: verdict.probability,
        reason: verdict.reason.code().to_owned(),
        explanation: answer.explanation.clone(),
    }
}

/// What was sent, so that an answer can be understood later.
fn sent(form: &PersonForm) -> String {
    let record = form.record();
    json(&serde_json::json!({
        "id_number": record.id_number,
        "full_name": record.full_name,
        "date_of_birth": record.date_of_birth,
        "sex": record.sex,
        "commune_code": record.commune_code,
    }))
}

fn ask_again(by: &By<'_>, person: Uuid) -> JobRow {
    let at = Moment(by.at);
    JobRow {
        id: by.new_id(),
        kind: CHECK_JOB.to_owned(),
        lane: Lane::Quick.code().to_owned(),
        subject: person,
        order_text: "{}".to_owned(),
        state: "waiting".to_owned(),
        run_after: at,
        leased_until: None,
        attempts: 0,
        done_steps: 0,
        all_steps: 1,
        fault: None,
        asked_by: Some(by.actor.account),
        created_at: at,
        updated_at: at,
    }
}

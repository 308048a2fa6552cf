//! The person in the chair says of each field whether it is right, before leaving.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::forms::Fields;
use crate::layout::Section;
use crate::page::{self, page};
use crate::pieces::Choice;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;
use crate::texts::Texts;

/// How somebody may have seen the record; kept with the answer.
pub(crate) const CHANNELS: [&str; 5] = [
    "own_phone",
    "slip",
    "read_aloud",
    "relative",
    "signature_column",
];

/// One field of the record as it is read to the person.
pub(crate) struct Said {
    /// Name in the form: `name`, `birth-date`, `sex`, `number`, `dose`, `vaccine`.
    pub(crate) field: &'static str,
    pub(crate) value: String,
    /// `right`, `wrong`, or empty before an answer.
    pub(crate) answer: String,
    /// What it should be, in the person's words.
    pub(crate) should_be: String,
}

/// The page.
pub(crate) struct Confirm {
    pub(crate) session: Uuid,
    pub(crate) attendee: Uuid,
    pub(crate) name: String,
    pub(crate) fields: Vec<Said>,
    /// The channel chosen so far.
    pub(crate) channel: String,
    /// Fields without an answer, after the first attempt.
    pub(crate) open: Vec<&'static str>,
}

impl Confirm {
    pub(crate) fn channels(&self, t: &'static Texts) -> Vec<Choice> {
        let chosen = if self.channel.is_empty() {
            "read_aloud"
        } else {
            &self.channel
        };
        CHANNELS
            .map(|code| Choice::new(code, t.code("channel", code)).chosen(code == chosen))
            .into()
    }

    fn take(&mut self, fields: &Fields) {
        fields.text("channel").clone_into(&mut self.channel);
        let all_right = fields.has("all");
        for said in &mut self.fields {
            let answer = fields.text(&format!("says-{}", said.field));
            let answer = if all_right { "right" } else { answer };
            answer.clone_into(&mut said.answer);
            let should_be = fields.text(&format!("should-{}", said.field));
            should_be.clone_into(&mut said.should_be);
        }
        self.open = self
            .fields
            .iter()
            .filter(|said| said.answer.is_empty())
            .map(|said| said.field)
            .collect();
    }
}

page!(ConfirmPage, "station/sessions/confirm.html", Confirm);

pub(super) async fn ask(
    State(app): State<App>,
    actor: Actor,
    Path((session, attendee)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let view = calls::to_confirm(&app, &actor, session, attendee).await?;
    Ok(confirm_page(&actor, view, StatusCode::OK))
}

pub(super) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Path((session, attendee)): Path<(Uuid, Uuid)>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut view = calls::to_confirm(&app, &actor, session, attendee).await?;
    view.take(&fields);
    if !view.open.is_empty() {
        let unfinished = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(confirm_page(&actor, view, unfinished));
    }
    calls::confirm(&app, &actor, &view).await?;
    let address = format!("/station/sessions/{session}?done=confirmed#seats");
    Ok(Redirect::to(&address).into_response())
}

fn confirm_page(actor: &Actor, view: Confirm, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let session = format!("/station/sessions/{}", view.session);
    let frame = actor
        .frame(t.say("confirm"), Section::Sessions)
        .under(session, t.say("session"));
    page::answer(status, &ConfirmPage::new(frame, view))
}

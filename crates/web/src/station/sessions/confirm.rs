//! The person in the chair says of each field whether it is right, before leaving.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use khien_domain::ConfirmationChannel;
use uuid::Uuid;

use super::calls;
use super::said::{self, Said};
use crate::App;
use crate::forms::Fields;
use crate::layout::Section;
use crate::page::{self, page};
use crate::pieces::Choice;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;
use crate::texts::Texts;

/// The page.
pub(crate) struct Confirm {
    /// Made with the form, so that sending it twice notes it once.
    pub(crate) id: Uuid,
    pub(crate) session: Uuid,
    pub(crate) attendee: Uuid,
    pub(crate) name: String,
    pub(crate) fields: Vec<Said>,
    pub(crate) channel: ConfirmationChannel,
    /// Whether answers are missing, after the first attempt.
    pub(crate) unfinished: bool,
    /// Whether a slip can be handed out: the session is open.
    pub(crate) may_hand: bool,
}

impl Confirm {
    pub(crate) fn channels(&self, t: &'static Texts) -> Vec<Choice> {
        let all = ConfirmationChannel::ALL.iter();
        let choice = |channel: &ConfirmationChannel| {
            let name = t.code("channel", channel.code());
            Choice::new(channel.code(), name).chosen(*channel == self.channel)
        };
        all.map(choice).collect()
    }

    /// Fields without an answer.
    pub(crate) fn open(&self) -> Vec<&'static str> {
        said::open(&self.fields)
    }

    fn take(&mut self, fields: &Fields) {
        self.id = fields.id("id").unwrap_or(self.id);
        let channel = ConfirmationChannel::parse(fields.text("channel"));
        self.channel = channel.unwrap_or(self.channel);
        said::take(&mut self.fields, fields);
        self.unfinished = !self.open().is_empty();
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

/// Keeps the answers. What the person calls wrong is mended next, so the browser is led there.
pub(super) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Path((session, attendee)): Path<(Uuid, Uuid)>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut view = calls::to_confirm(&app, &actor, session, attendee).await?;
    view.take(&fields);
    if view.unfinished {
        let unfinished = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(confirm_page(&actor, view, unfinished));
    }
    let address = match calls::confirm(&app, &actor, &view).await? {
        Err(key) => format!("?person={attendee}&fault={key}#person"),
        Ok(()) if said::refused(&view.fields).is_empty() => "?done=confirmed#seats".to_owned(),
        Ok(()) => format!("?person={attendee}&done=refused#person"),
    };
    Ok(Redirect::to(&format!("/station/sessions/{session}{address}")).into_response())
}

fn confirm_page(actor: &Actor, view: Confirm, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let session = format!("/station/sessions/{}", view.session);
    let frame = actor
        .frame(t.say("confirm"), Section::Sessions)
        .under(session, t.say("session-this"));
    page::answer(status, &ConfirmPage::new(frame, view))
}

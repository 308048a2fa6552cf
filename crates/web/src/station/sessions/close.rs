//! Closing a session: list against attendance, vials against doses.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use khien_registry::session::{Difference, LotCount, SessionCounts};
use uuid::Uuid;

use super::calls::{self, Closed};
use crate::App;
use crate::forms::Fields;
use crate::layout::Section;
use crate::page::{self, page};
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::board::SessionState;

/// One lot of the session.
pub(crate) struct LotLine {
    pub(crate) lot: Uuid,
    /// "Pfizer, lô FK0112".
    pub(crate) name: String,
    pub(crate) doses_per_vial: i64,
    pub(crate) vials: i64,
    /// Doses in the opened vials, by their label.
    pub(crate) labelled: i64,
    /// Doses entered from this lot.
    pub(crate) entered: i64,
    pub(crate) wasted: i64,
    pub(crate) difference: Option<Difference>,
}

impl LotLine {
    /// Doses that were neither entered nor thrown away.
    pub(crate) fn unexplained(&self) -> i64 {
        match self.difference {
            Some(Difference::Missing(doses)) => doses,
            _ => 0,
        }
    }

    /// Doses beyond what label and overfill allow.
    pub(crate) fn impossible(&self) -> i64 {
        match self.difference {
            Some(Difference::Surplus(doses)) => doses,
            _ => 0,
        }
    }
}

/// The page.
pub(crate) struct Close {
    pub(crate) session: Uuid,
    /// The version that the head sees.
    pub(crate) version: i64,
    pub(crate) state: SessionState,
    pub(crate) day: Date,
    pub(crate) place: String,
    pub(crate) people: SessionCounts,
    pub(crate) lots: Vec<LotLine>,
    /// Doses of the session of no lot on its table.
    pub(crate) without_lot: i64,
    /// Why the figures differ, if they do.
    pub(crate) note: String,
    /// The note is missing, after the first attempt.
    pub(crate) needs_note: bool,
    /// Vials in stock where more were opened; then it is asked why.
    pub(crate) in_stock: Option<i64>,
    /// Why more were opened than the stock has.
    pub(crate) shortfall: String,
    /// What else speaks against closing: a key.
    pub(crate) fault: &'static str,
}

impl Close {
    /// People who did not come, or have not come so far.
    pub(crate) fn absent(&self) -> i64 {
        self.people.expected + self.people.no_show
    }

    pub(crate) fn vials(&self) -> i64 {
        self.lots.iter().map(|lot| lot.vials).sum()
    }

    /// Whether vials and doses agree.
    pub(crate) fn agrees(&self) -> bool {
        self.without_lot == 0 && self.lots.iter().all(|lot| lot.difference.is_none())
    }

    /// Whether nobody is in the middle of it.
    pub(crate) fn can_close(&self) -> bool {
        self.people.here == 0 && self.people.watching == 0
    }

    /// People without an answer about their record, or with one that must be followed up.
    pub(crate) fn to_follow_up(&self) -> i64 {
        self.people.unconfirmed
    }
}

page!(ClosePage, "station/sessions/close.html", Close);

pub(super) async fn look(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::reconciliation(&app, &actor, id, None).await?;
    if view.state != SessionState::Open {
        return Ok(Redirect::to(&format!("/station/sessions/{id}")).into_response());
    }
    Ok(close_page(&actor, view, StatusCode::OK))
}

pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let counted = counted(&fields);
    let mut view = calls::reconciliation(&app, &actor, id, Some(&counted)).await?;
    fields.text("note").clone_into(&mut view.note);
    fields.text("shortfall").clone_into(&mut view.shortfall);
    let seen = fields.text("version").parse();
    view.version = seen.unwrap_or(view.version);
    if fields.has("recount") {
        return Ok(close_page(&actor, view, StatusCode::OK));
    }
    match calls::close(&app, &actor, &view, counted).await? {
        Closed::Done => {
            let address = format!("/station/sessions/{id}?done=closed");
            return Ok(Redirect::to(&address).into_response());
        }
        Closed::Differs => view.needs_note = true,
        Closed::Short(there) => view.in_stock = Some(there),
        Closed::Fault(key) => view.fault = key,
    }
    Ok(close_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

/// What was counted of each lot: fields `vials-…` and `wasted-…` with the id of the lot.
fn counted(fields: &Fields) -> Vec<LotCount> {
    let lots = fields.all("lot").filter_map(|lot| lot.parse::<Uuid>().ok());
    lots.map(|lot| LotCount {
        lot,
        vials_opened: fields.number(&format!("vials-{lot}")).unwrap_or(0),
        doses_wasted: fields.number(&format!("wasted-{lot}")).unwrap_or(0),
    })
    .collect()
}

fn close_page(actor: &Actor, view: Close, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let session = format!("/station/sessions/{}", view.session);
    let frame = actor
        .frame(t.say("close"), Section::Sessions)
        .under(Section::Sessions.href(), t.say("sessions"))
        .under(session, t.say("session-this"));
    page::answer(status, &ClosePage::new(frame, view))
}

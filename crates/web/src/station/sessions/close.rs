//! Closing a session: list against attendance, vials against doses.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::layout::Section;
use crate::page::{self, page};
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

/// One lot of the session.
pub(crate) struct LotCount {
    pub(crate) lot: Uuid,
    /// "Pfizer, lô FK0112".
    pub(crate) name: String,
    pub(crate) doses_per_vial: u64,
    pub(crate) vials: u64,
    /// Doses entered from this lot.
    pub(crate) entered: u64,
    pub(crate) wasted: u64,
    /// Doses that a vial may hold beyond its label before somebody must say why.
    pub(crate) overfill: u64,
}

impl LotCount {
    /// Doses in the opened vials, by their label.
    pub(crate) fn labelled(&self) -> u64 {
        self.vials * self.doses_per_vial
    }

    /// Doses that were neither entered nor thrown away.
    pub(crate) fn unexplained(&self) -> u64 {
        self.labelled().saturating_sub(self.entered + self.wasted)
    }

    /// Doses entered beyond what label and overfill allow.
    pub(crate) fn impossible(&self) -> u64 {
        (self.entered + self.wasted).saturating_sub(self.labelled() + self.overfill * self.vials)
    }

    pub(crate) fn fits(&self) -> bool {
        self.unexplained() == 0 && self.impossible() == 0
    }
}

/// The page.
pub(crate) struct Close {
    pub(crate) session: Uuid,
    pub(crate) day: Date,
    pub(crate) place: String,
    pub(crate) listed: u64,
    pub(crate) off_list: u64,
    pub(crate) came: u64,
    pub(crate) dosed: u64,
    pub(crate) deferred: u64,
    pub(crate) contraindicated: u64,
    /// Came, and nobody said what became of them.
    pub(crate) undecided: u64,
    pub(crate) confirmed: u64,
    pub(crate) said_wrong: u64,
    /// Still in the 30 minutes.
    pub(crate) watched: u64,
    pub(crate) lots: Vec<LotCount>,
    /// Why the figures differ, if they do.
    pub(crate) note: String,
    /// The note is missing, after the first attempt.
    pub(crate) needs_note: bool,
}

impl Close {
    pub(crate) fn absent(&self) -> u64 {
        (self.listed + self.off_list).saturating_sub(self.came)
    }

    pub(crate) fn vials(&self) -> u64 {
        self.lots.iter().map(|lot| lot.vials).sum()
    }

    /// Whether vials and doses agree.
    pub(crate) fn agrees(&self) -> bool {
        self.lots.iter().all(LotCount::fits)
    }

    /// Whether nobody is in the middle of it.
    pub(crate) fn can_close(&self) -> bool {
        self.undecided == 0 && self.watched == 0
    }

    /// People without an answer about their record.
    pub(crate) fn unconfirmed(&self) -> u64 {
        self.dosed.saturating_sub(self.confirmed)
    }
}

page!(ClosePage, "station/sessions/close.html", Close);

pub(super) async fn look(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::reconciliation(&app, &actor, id).await?;
    Ok(close_page(&actor, view, StatusCode::OK))
}

pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut view = calls::reconciliation(&app, &actor, id).await?;
    for lot in &mut view.lots {
        let count = |name: &str| fields.number(&format!("{name}-{}", lot.lot));
        let (vials, wasted) = (count("vials"), count("wasted"));
        lot.vials = vials.map_or(lot.vials, u64::from);
        lot.wasted = wasted.map_or(lot.wasted, u64::from);
    }
    fields.text("note").clone_into(&mut view.note);
    view.needs_note = !view.agrees() && view.note.is_empty();
    if fields.has("recount") || view.needs_note || !view.can_close() {
        let status = if fields.has("recount") {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        return Ok(close_page(&actor, view, status));
    }
    calls::close(&app, &actor, &view).await?;
    Ok(Redirect::to(&format!("/station/sessions/{id}?done=closed")).into_response())
}

fn close_page(actor: &Actor, view: Close, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let session = format!("/station/sessions/{}", view.session);
    let frame = actor
        .frame(t.say("close"), Section::Sessions)
        .under(Section::Sessions.href(), t.say("sessions"))
        .under(session, t.say("session"));
    page::answer(status, &ClosePage::new(frame, view))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(vials: u64, entered: u64, wasted: u64) -> LotCount {
        LotCount {
            lot: Uuid::nil(),
            name: String::new(),
            doses_per_vial: 6,
            vials,
            entered,
            wasted,
            overfill: 1,
        }
    }

    #[test]
    fn vials_and_doses_are_held_against_each_other() {
        for (lot, unexplained, impossible) in [
            (lot(11, 61, 5), 0, 0),
            (lot(11, 61, 3), 2, 0),
            (lot(10, 65, 0), 0, 0),
            (lot(10, 75, 0), 0, 5),
        ] {
            assert_eq!(
                (lot.unexplained(), lot.impossible()),
                (unexplained, impossible)
            );
        }
    }
}

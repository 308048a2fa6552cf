//! Calls into the registry.

use khien_registry::credentials::SlipCode;
use khien_registry::day_in_viet_nam;
use khien_registry::session::{self, OnSlip, Refused, SlipError, SlipUse};

use super::Record;
use crate::App;
use crate::layout::Visit;
use crate::problem::Problem;
use crate::station::{failed, said};

/// Why a code opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// No slip has it.
    Unknown,
    /// The session is over, or a newer slip took its place.
    Ended,
    /// The person has answered already.
    Used,
    /// It was opened too often.
    TooOften,
}

impl Closed {
    /// As in the keys of the catalogue.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Closed::Unknown => "unknown",
            Closed::Ended => "ended",
            Closed::Used => "used",
            Closed::TooOften => "too_often",
        }
    }
}

fn closed(error: SlipError) -> Result<Closed, Problem> {
    match error {
        SlipError::Unknown => Ok(Closed::Unknown),
        SlipError::Used => Ok(Closed::Used),
        SlipError::TooOften => Ok(Closed::TooOften),
        // The dose was taken back: somebody at the desk explains it better than a page.
        SlipError::Ended | SlipError::NoDose | SlipError::Desk(_) => Ok(Closed::Ended),
        SlipError::Store(error) => Err(failed(&error)),
    }
}

/// The record that a code opens, which is counted.
pub(super) async fn open(
    app: &App,
    visit: &Visit,
    code: SlipCode,
) -> Result<Result<Record, Closed>, Problem> {
    let at = app.now();
    let opened = match session::open_slip(app.registry(), at, &code).await {
        Ok(opened) => opened,
        Err(error) => return closed(error).map(Err),
    };
    let OnSlip {
        person,
        dose,
        doses,
        session,
    } = opened;
    let place = match session.place.trim() {
        "" => session.name,
        place => place.to_owned(),
    };
    let (t, on) = (visit.texts(), day_in_viet_nam(at));
    Ok(Ok(Record {
        fields: said::of_record(t, on, &person, (&doses, &dose)),
        name: person.full_name,
        day: session.held_on.0,
        place,
        code,
        unfinished: false,
    }))
}

/// Keeps what the person answered.
pub(super) async fn confirm(
    app: &App,
    code: &SlipCode,
    refused: &[Refused],
) -> Result<Result<(), Closed>, Problem> {
    let said = SlipUse {
        at: app.now(),
        ids: app.ids(),
        code,
        refused,
    };
    match session::confirm_by_slip(app.registry(), said).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => closed(error).map(Err),
    }
}

//! What an import would change, row by row, before anything is written.

use std::borrow::Borrow;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::DateTime;
use serde::Deserialize;
use uuid::Uuid;

use super::row::{Row, RowKind};
use super::{Import, calls};
use crate::App;
use crate::layout::Section;
use crate::page::{self, page};
use crate::pieces::Strip;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

/// Rows of each kind.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) new: u64,
    pub(crate) change: u64,
    pub(crate) duplicate: u64,
    pub(crate) conflict: u64,
    pub(crate) error: u64,
}

impl Counts {
    pub(crate) fn of(&self, kind: impl Borrow<RowKind>) -> u64 {
        match kind.borrow() {
            RowKind::New => self.new,
            RowKind::Change => self.change,
            RowKind::Duplicate => self.duplicate,
            RowKind::Conflict => self.conflict,
            RowKind::Error => self.error,
        }
    }

    pub(crate) fn all(&self) -> u64 {
        self.ready() + self.duplicate + self.held()
    }

    /// Rows that can be written now.
    pub(crate) fn ready(&self) -> u64 {
        self.new + self.change
    }

    /// Rows that wait for somebody.
    pub(crate) fn held(&self) -> u64 {
        self.conflict + self.error
    }
}

/// Which rows are shown.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Filter {
    #[serde(default)]
    pub(crate) kind: String,
    /// The place in the file after which the page begins, sealed.
    #[serde(default)]
    pub(crate) after: String,
}

impl Filter {
    pub(crate) fn kind(&self) -> Option<RowKind> {
        RowKind::from_code(&self.kind)
    }

    /// Codes only: nothing else belongs into an address.
    fn query(&self) -> String {
        let kind = self.kind().map_or("", RowKind::code);
        let code = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let after: String = self.after.chars().filter(code).collect();
        format!("kind={kind}&after={after}")
    }
}

/// The page.
pub(crate) struct Review {
    pub(crate) id: Uuid,
    pub(crate) file: String,
    pub(crate) who: String,
    pub(crate) when: DateTime,
    pub(crate) counts: Counts,
    /// What the population register says about the people of the file, where it was counted.
    pub(crate) strip: Option<Strip>,
    pub(crate) filter: Filter,
    pub(crate) rows: Vec<Row>,
    /// Where the next page begins, sealed; none on the last.
    pub(crate) next: Option<String>,
    pub(crate) may_apply: bool,
    /// Whether the file can be given back with its reasons.
    pub(crate) has_result: bool,
}

impl Review {
    /// Where a mended cell of a row is sent; the answer shows the same rows again.
    pub(crate) fn mend(&self, row: &Uuid) -> String {
        let import = self.id;
        format!(
            "/station/imports/{import}/rows/{row}?{}",
            self.filter.query()
        )
    }

    /// First and last line that is shown.
    pub(crate) fn lines(&self) -> Option<(u64, u64)> {
        Some((self.rows.first()?.line, self.rows.last()?.line))
    }
}

page!(ReviewPage, "station/imports/review.html", Review, "review");

/// The page in its frame.
pub(super) fn review_page(actor: &Actor, view: Review) -> ReviewPage {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("review"), Section::Imports)
        .under(Section::Imports.href(), t.say("imports"))
        .dense();
    ReviewPage::new(frame, view)
}

/// Mends one cell in its place; htmx gets the review anew, others are led back to the row.
pub(super) async fn mend(
    State(app): State<App>,
    actor: Actor,
    Path((import, row)): Path<(Uuid, Uuid)>,
    Query(filter): Query<Filter>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let (field, value) = (fields.text("field"), fields.text("value"));
    calls::mend(&app, &actor, import, row, (field, value)).await?;
    if !actor.visit.part {
        let query = filter.query();
        let address = format!("/station/imports/{import}?{query}#row-{row}");
        return Ok(Redirect::to(&address).into_response());
    }
    match calls::import(&app, &actor, import, &filter).await? {
        Import::Review(view) => {
            let part = review_page(&actor, *view);
            Ok(page::answer(StatusCode::OK, &part.as_review()))
        }
        Import::Progress(_) | Import::Done(_) => Err(Problem::conflict()),
    }
}

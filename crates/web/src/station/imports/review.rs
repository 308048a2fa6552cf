//! What an import would change, row by row, before anything is written.

use std::borrow::Borrow;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::DateTime;
use serde::Deserialize;
use uuid::Uuid;

use super::row::{Act, Row, RowKind};
use super::{Import, calls};
use crate::App;
use crate::layout::Section;
use crate::page::{self, page};
use crate::pieces::{Choice, Pager, Strip};
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
    #[serde(default)]
    pub(crate) verdict: String,
    #[serde(default)]
    pub(crate) hamlet: String,
    #[serde(default)]
    pub(crate) page: u64,
}

impl Filter {
    pub(crate) fn kind(&self) -> Option<RowKind> {
        RowKind::from_code(&self.kind)
    }

    /// Address of the same rows, up to the number of the page.
    pub(crate) fn href(&self, import: &Uuid) -> String {
        format!("/station/imports/{import}?{}", self.query())
    }

    fn query(&self) -> String {
        let (kind, verdict) = (plain(&self.kind), plain(&self.verdict));
        let hamlet = plain(&self.hamlet);
        format!("kind={kind}&verdict={verdict}&hamlet={hamlet}&page=")
    }
}

/// Codes only: nothing else belongs into an address.
fn plain(code: &str) -> String {
    code.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .take(40)
        .collect()
}

/// The page.
pub(crate) struct Review {
    pub(crate) id: Uuid,
    pub(crate) file: String,
    pub(crate) sheet: String,
    pub(crate) who: String,
    pub(crate) when: DateTime,
    pub(crate) counts: Counts,
    /// What the population register says about the people of the file.
    pub(crate) strip: Strip,
    pub(crate) filter: Filter,
    pub(crate) verdicts: Vec<Choice>,
    pub(crate) hamlets: Vec<Choice>,
    pub(crate) rows: Vec<Row>,
    pub(crate) pager: Pager,
    pub(crate) may_apply: bool,
}

page!(ReviewPage, "station/imports/review.html", Review, "review");

impl Review {
    /// Where a mended cell of a row is sent; the answer shows the same rows again.
    pub(crate) fn mend(&self, row: &Uuid) -> String {
        let (import, page) = (self.id, self.filter.page.max(1));
        let query = self.filter.query();
        format!("/station/imports/{import}/rows/{row}?{query}{page}")
    }

    /// First and last line that is shown.
    pub(crate) fn lines(&self) -> Option<(u64, u64)> {
        Some((self.rows.first()?.line, self.rows.last()?.line))
    }
}

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
        let page = filter.page.max(1);
        let address = format!("{}{page}#row-{row}", filter.href(&import));
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

//! The imports of the unit, and where to drop a file.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::DateTime;
use serde::Deserialize;
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::layout::Section;
use crate::page::page;
use crate::pieces::{Pager, Phrase};
use crate::problem::Problem;
use crate::station::Actor;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ImportState {
    /// Being read.
    Reading,
    /// Waits for somebody to look.
    Parsed,
    /// Being written.
    Applying,
    /// Written.
    Applied,
    /// Taken back whole.
    Undone,
    /// Could not be read.
    Failed,
}

impl ImportState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            ImportState::Reading => "reading",
            ImportState::Parsed => "parsed",
            ImportState::Applying => "applying",
            ImportState::Applied => "applied",
            ImportState::Undone => "undone",
            ImportState::Failed => "failed",
        }
    }
}

/// An import in the list.
pub(crate) struct ImportLine {
    pub(crate) id: Uuid,
    pub(crate) file: String,
    pub(crate) when: DateTime,
    pub(crate) who: String,
    pub(crate) rows: u64,
    pub(crate) written: u64,
    pub(crate) state: ImportState,
}

/// The page.
pub(crate) struct Imports {
    pub(crate) lines: Vec<ImportLine>,
    pub(crate) pager: Pager,
    /// Largest file, in bytes.
    pub(crate) largest: u64,
    /// Why the file that was just sent is not taken.
    pub(crate) refused: Option<Phrase>,
}

impl Imports {
    /// Largest file, in megabytes.
    pub(crate) fn megabytes(&self) -> u64 {
        self.largest / (1024 * 1024)
    }
}

page!(ImportsPage, "station/imports/list.html", Imports);

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    page: u64,
}

pub(super) async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    Ok(list_page(&app, &actor, asked.page.max(1), None)
        .await?
        .into_response())
}

/// The list, with the reason why a file is not taken above it.
pub(super) async fn list_page(
    app: &App,
    actor: &Actor,
    page: u64,
    refused: Option<Phrase>,
) -> Result<ImportsPage, Problem> {
    let (lines, count) = calls::imports(app, actor, page).await?;
    let t = actor.visit.texts();
    let view = Imports {
        lines,
        pager: Pager::new(t, page, count, "/station/imports?page="),
        largest: app.settings().largest_upload,
        refused,
    };
    let frame = actor.frame(t.say("imports"), Section::Imports).dense();
    Ok(ImportsPage::new(frame, view))
}

//! Nhập tệp: upload, look at what would change row by row, mend, apply, undo.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod list;
mod reasons;
mod result;
mod review;
mod row;
mod show;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::App;
pub(crate) use list::{ImportLine, ImportState};
#[cfg(test)]
pub(crate) use list::{Imports, ImportsPage};
pub(super) use result::{pdf, workbook};
#[cfg(test)]
pub(crate) use review::ReviewPage;
pub(crate) use review::{Counts, Filter, Review};
pub(crate) use row::{Act, RowKind};
#[cfg(test)]
pub(crate) use row::{Cell, DoseCell, Row};
pub(crate) use show::{Done, Import, Progress, Step};
#[cfg(test)]
pub(crate) use show::{DonePage, ProgressPage};
pub(super) use upload::{Sent, read as read_upload};

/// `/station/imports/…`.
pub(crate) fn routes() -> Router<App> {
    // The size of a file is counted while it is read, so that too large a file gets a page and not
    // a broken connection.
    let upload = post(upload::upload).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/imports", get(list::list).merge(upload))
        .route("/imports/{id}", get(show::show))
        .route("/imports/{id}/rows/{row}", post(review::mend))
        .route("/imports/{id}/result", get(result::download))
        .route("/imports/{id}/apply", post(show::apply))
        .route("/imports/{id}/undo", post(show::undo))
}

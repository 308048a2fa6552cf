//! Buổi tiêm: plan, open, check in, screen, give, watch for 30 minutes, close.

mod acts;
mod calls;
mod close;
mod confirm;
#[cfg(test)]
pub(crate) mod examples;
mod list;
mod plan;
pub(crate) mod said;
mod seat;
mod sheet;
mod show;
mod slip;
mod state;
mod view;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use khien_domain::{ScreeningReason, ScreeningResult};

use crate::App;
pub(crate) use close::{Close, LotLine};
pub(crate) use confirm::Confirm;
pub(crate) use list::{SessionLine, Sessions};
pub(crate) use plan::{Plan, PlanDraft};
pub(crate) use said::Said;
pub(crate) use seat::{Seat, SeatState, WATCH};
pub(crate) use sheet::{BackLine, BackRow, Sheet, SheetBack, SheetRow};
pub(crate) use view::{Attendee, Chosen, Due, May, Screened, Session};
#[cfg(test)]
pub(crate) use {
    close::ClosePage,
    confirm::ConfirmPage,
    list::SessionsPage,
    plan::PlanPage,
    sheet::{SheetBackPage, SheetPage},
    slip::{Slip, SlipPage},
    view::SessionPage,
};

/// `/station/sessions/…`.
pub(crate) fn routes() -> Router<App> {
    // Counted while it is read, as every file.
    let upload = post(sheet::upload).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/sessions", get(list::list))
        .route("/sessions/new", get(plan::blank).post(plan::plan))
        .route("/sessions/{id}", get(show::show))
        .route("/sessions/{id}/find", post(show::find))
        .route("/sessions/{id}/open", post(state::open))
        .route("/sessions/{id}/lots", post(state::lay))
        .route("/sessions/{id}/arrive", post(acts::arrive))
        .route("/sessions/{id}/consent", post(acts::consent))
        .route("/sessions/{id}/screen", post(acts::screen))
        .route("/sessions/{id}/dose", post(acts::dose))
        .route("/sessions/{id}/undo", post(acts::take_back))
        .route("/sessions/{id}/reaction", post(acts::reaction))
        .route("/sessions/{id}/leave", post(acts::leave))
        .route(
            "/sessions/{id}/confirm/{attendee}",
            get(confirm::ask).post(confirm::answer),
        )
        .route("/sessions/{id}/slip/{attendee}", post(slip::hand))
        .route("/sessions/{id}/close", get(close::look).post(close::close))
        .route("/sessions/{id}/sheet", get(sheet::sheet).merge(upload))
        .route("/sessions/{id}/sheet.xlsx", get(sheet::workbook))
        .route("/sessions/{id}/sheet.pdf", get(sheet::pdf))
        .route("/sessions/{id}/sheet/{upload}", get(sheet::report))
}

/// Codes of the reasons that the form offers for a conclusion.
pub(crate) fn reasons(result: &str) -> Vec<&'static str> {
    let result = ScreeningResult::parse(result).into_iter();
    let reasons = result.flat_map(ScreeningReason::of);
    reasons.map(ScreeningReason::code).collect()
}

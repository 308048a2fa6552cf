//! A fault of the program in one request stays in that request.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use axum::response::{IntoResponse, Response};

use super::Problem;
use crate::App;

/// The answer, or a page with a reference that the log holds too.
pub(crate) async fn catch_panics(app: &App, answer: impl Future<Output = Response>) -> Response {
    let mut answer = pin!(answer);
    let caught = poll_fn(|context| {
        // After a panic the future is dropped with the request, so nothing half-done is seen.
        match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(response)) => Poll::Ready(Some(response)),
            Err(_) => Poll::Ready(None),
        }
    })
    .await;
    caught.unwrap_or_else(|| broken(app).into_response())
}

/// A fault of the program, logged under a reference that the page shows.
pub(crate) fn broken(app: &App) -> Problem {
    let [high, low] = app.random();
    let reference = format!("K-{high:02X}{low:02X}");
    tracing::error!(reference, "a request ended in a fault of the program");
    Problem::broken(reference)
}

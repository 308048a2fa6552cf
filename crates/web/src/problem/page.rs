//! A problem as a page: what happened, what is safe, and the one next step.

use axum::response::Response;

use super::Problem;
use crate::layout::{Area, Visit};
use crate::page::{answer as page_answer, page};

/// What the page says.
pub(crate) struct View {
    /// The stable code.
    code: &'static str,
    /// Under which reference the log tells more.
    reference: Option<String>,
    /// Minutes until it makes sense to try again, at least one.
    minutes: u32,
    /// Where the button leads.
    next: String,
}

impl View {
    /// The key of one of its texts.
    fn key(&self, part: &str) -> String {
        format!("problem-{}-{part}", self.code)
    }
}

page!(ProblemPage, "problem/page.html", View);

/// The answer for a person.
pub(super) fn answer(problem: &Problem, visit: &Visit) -> Response {
    let title = visit.texts().say(format!("problem-{}", problem.code));
    let frame = visit.frame(title);
    let view = View {
        code: problem.code,
        reference: problem.reference.clone(),
        minutes: problem.retry_after.unwrap_or(60).div_ceil(60),
        next: match problem.code {
            "broken" | "unavailable" | "storage-full" | "conflict" => visit.here.clone(),
            _ if frame.area == Area::Slip => frame.area.href().to_owned(),
            "signed-out" => "/sign-in".to_owned(),
            _ => "/station".to_owned(),
        },
    };
    page_answer(problem.status, &ProblemPage::new(frame, view))
}

//! Calls into the accounts of the registry that every page makes.

use crate::App;
use crate::layout::{Visit, Who};
use crate::problem::Problem;

/// Whose session the browser's cookie names; nothing if it names none that is still good.
pub(super) async fn who(_app: &App, _visit: &Visit) -> Result<Option<Who>, Problem> {
    Ok(None)
}

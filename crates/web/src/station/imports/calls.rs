//! Calls into the registry.

use uuid::Uuid;

use super::{Filter, Import, ImportLine};
use crate::App;
use crate::pieces::Phrase;
use crate::problem::Problem;
use crate::station::Actor;

/// What became of a file.
pub(super) enum Received {
    /// It is being read.
    Import(Uuid),
    /// It is not taken, and why: a sentence of the family `upload-`.
    Refused(Phrase),
}

/// Imports of the unit and how many there are.
pub(super) async fn imports(
    _app: &App,
    _actor: &Actor,
    _page: u64,
) -> Result<(Vec<ImportLine>, u64), Problem> {
    Err(Problem::unavailable())
}

/// Takes a file and begins to read it.
pub(super) async fn receive(
    _app: &App,
    _actor: &Actor,
    _name: String,
    _bytes: Vec<u8>,
) -> Result<Received, Problem> {
    Err(Problem::unavailable())
}

/// An import as it is now.
pub(super) async fn import(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _filter: &Filter,
) -> Result<Import, Problem> {
    Err(Problem::unavailable())
}

/// Mends one cell of a row: field and value.
pub(super) async fn mend(
    _app: &App,
    _actor: &Actor,
    _import: Uuid,
    _row: Uuid,
    _mended: (&str, &str),
) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// Begins to write.
pub(super) async fn apply(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _only_new: bool,
) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// Begins to take back.
pub(super) async fn undo(_app: &App, _actor: &Actor, _id: Uuid) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// Leaves the file.
pub(super) async fn give_up(_app: &App, _actor: &Actor, _id: Uuid) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

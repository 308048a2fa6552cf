//! The audit entry of an act, written in the act's own transaction.

use khien_store::{AuditRow, Moment, StoreError, Tx};
use serde::Serialize;

use crate::by::By;

/// What became of something that its maker gave an id.
pub enum Kept<T> {
    /// It was not there; now it is.
    New(T),
    /// It was there: the act came twice. This is what it is by now.
    Again(T),
    /// The id stands for something else.
    Other,
}

/// What an act did to a thing.
pub(crate) struct Written<'a> {
    /// Code of the act.
    pub(crate) act: &'a str,
    /// Kind of the thing.
    pub(crate) kind: &'a str,
    /// Which one.
    pub(crate) subject: String,
    /// What it was.
    pub(crate) before: Option<String>,
    /// What it is now.
    pub(crate) after: Option<String>,
    /// Why.
    pub(crate) reason: Option<&'a str>,
}

/// A thing as JSON, for the audit and for columns that keep one.
pub(crate) fn json(value: &impl Serialize) -> String {
    // Rows of plain fields with text keys always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

/// Adds the entry; the sealer will find it.
pub(crate) async fn write(
    tx: &mut Tx,
    by: &By<'_>,
    written: Written<'_>,
) -> Result<(), StoreError> {
    tx.insert_audit(&entry(by, written)).await
}

/// The entry, for an act that writes many at once.
pub(crate) fn entry(by: &By<'_>, written: Written<'_>) -> AuditRow {
    AuditRow {
        id: by.new_id(),
        at: Moment(by.at),
        actor: Some(by.actor.account),
        act: written.act.to_owned(),
        subject_kind: written.kind.to_owned(),
        subject_id: written.subject,
        place: by.desk(),
        before: written.before,
        after: written.after,
        reason: written.reason.map(str::to_owned),
    }
}

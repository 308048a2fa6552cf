//! The daily figure that a site reports beside its records.

use uuid::Uuid;

use crate::forms::Fields;

/// Doses given at a site today, as counted there.
pub(crate) struct Figure {
    /// The session's id.
    pub(crate) session: Uuid,
    /// Doses given.
    pub(crate) given: u32,
    /// Why an earlier figure is corrected; empty for the first one.
    pub(crate) reason: String,
}

impl Figure {
    /// From the form; nothing if the count is no number.
    pub(crate) fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            session: fields.id("session")?,
            given: fields.number("given")?,
            reason: fields.text("reason").to_owned(),
        })
    }
}

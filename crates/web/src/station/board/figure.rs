//! The daily figure that a site reports beside its records.

use crate::forms::Fields;

/// Doses given today, as counted at the site.
pub(crate) struct Figure {
    /// Doses given.
    pub(crate) given: u32,
    /// Why an earlier figure is corrected; empty for the first one.
    pub(crate) reason: String,
}

impl Figure {
    /// From the form; nothing if the count is no number.
    pub(crate) fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            given: fields.number("given")?,
            reason: fields.text("reason").to_owned(),
        })
    }
}

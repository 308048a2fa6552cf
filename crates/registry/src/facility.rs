//! Facilities: entered, changed, closed.
//!
//! A facility has a code of five digits, a commune where it stands and, where it does not belong
//! to the health service of its place, a managing body; escalation follows the body.

mod change;
mod close;
mod enter;
mod form;

pub use change::{ChangeError, FacilityChange, change};
pub use close::{CloseError, FacilityClosing, close};
pub use enter::{EnterError, enter};
pub use form::{FacilityFault, FacilityForm, FacilityKind};

use khien_store::FacilityRow;

/// A facility as JSON, for the audit.
pub(crate) fn snapshot(row: &FacilityRow) -> String {
    crate::written::json(&serde_json::json!({
        "name": row.name,
        "kind": row.kind,
        "commune_code": row.commune_code,
        "managing_body": row.managing_body,
        "closed_on": row.closed_on.map(|day| day.0.to_string()),
    }))
}

//! Doses: recorded, corrected, voided. Nothing is deleted, and every act moves the counters.

mod correct;
mod count;
mod due;
mod hand_over;
mod judge;
mod place;
mod read;
mod record;
mod void;

pub use correct::{CorrectError, DoseCorrection, correct};
pub use count::age_group;
pub use due::{NextDose, due};
pub(crate) use hand_over::{HandOver, are_twins, counts, hand_over, on_arrival};
pub(crate) use judge::Course;
pub use judge::{Judged, judge};
pub use place::may_change;
pub use read::{ReadError, read};
pub use record::{NewDose, Override, RecordError, Source, keep, record};
pub(crate) use void::void_row;
pub use void::{VoidError, void};

pub(crate) use count::delta;
pub(crate) use record::{decide, noted, put};

use khien_store::DoseRow;

/// A dose as JSON, for the audit.
pub(crate) fn snapshot(row: &DoseRow) -> String {
    crate::written::json(&serde_json::json!({
        "person": row.person_id.to_string(),
        "product": row.product_code,
        "lot": row.lot_number,
        "facility": row.facility_code,
        "country": row.country,
        "given_on": row.given_on.0.to_string(),
        "kind": row.kind,
        "ordinal": row.ordinal,
        "source": row.source,
        "state": row.state,
        "overrides": row.overrides,
    }))
}

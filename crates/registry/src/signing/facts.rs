//! The facts of a dose, as they are signed.

use khien_certificate::dose_signing::DoseFacts;
use khien_certificate::merkle::Hash;
use khien_store::{DoseRow, DoseSignatureRow};
use uuid::Uuid;

/// The canonical form of a dose.
pub(super) fn canonical(row: &DoseRow) -> String {
    let (dose, person, day) = (
        row.id.to_string(),
        row.person_id.to_string(),
        row.given_on.0.to_string(),
    );
    let facts = DoseFacts {
        country: &row.country,
        dose: &dose,
        facility: row.facility_code.as_deref().unwrap_or_default(),
        given_on: &day,
        kind: &row.kind,
        lot: row.lot_number.as_deref(),
        ordinal: row.ordinal,
        person: &person,
        product: &row.product_code,
    };
    facts.canonical()
}

/// The leaf of a dose as it is now.
pub(crate) fn leaf(row: &DoseRow) -> Hash {
    Hash::of_entry(canonical(row).as_bytes())
}

/// A dose and its leaf.
pub(crate) fn leaf_of(row: &DoseRow) -> (Uuid, Hash) {
    (row.id, leaf(row))
}

/// The leaves of doses, as rows of an act of signing in this order.
pub(super) fn rows(signing: Uuid, doses: &[DoseRow]) -> Vec<DoseSignatureRow> {
    let places = 0i64..;
    let row = |(place, dose): (i64, &DoseRow)| DoseSignatureRow {
        signing_id: signing,
        place,
        dose_id: dose.id,
        leaf: leaf(dose).as_bytes().to_vec(),
    };
    places.zip(doses).map(row).collect()
}

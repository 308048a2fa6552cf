//! Doses as they travel.

use khien_domain::{DoseKind, Ordinal};
use khien_store::DoseRow;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::wire::IsoDay;

/// What a dose was for.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::api) enum Kind {
    /// Of the first series.
    Primary,
    /// For those whom the first series does not protect enough.
    Additional,
    /// Later on.
    Booster,
}

impl From<Kind> for DoseKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Primary => DoseKind::Primary,
            Kind::Additional => DoseKind::Additional,
            Kind::Booster => DoseKind::Booster,
        }
    }
}

/// Which of its kind a dose is: from 1, without an upper limit but that of the number.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = u8, minimum = 1)]
pub(in crate::api) struct Nth(u8);

impl Nth {
    /// None for 0.
    pub(in crate::api) fn ordinal(self) -> Option<Ordinal> {
        Ordinal::new(self.0)
    }
}

/// Rules that are overridden, by somebody with the right to, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Override {
    /// Codes of the stops, as an earlier answer named them.
    pub(in crate::api) stops: Vec<String>,
    /// Why, in a sentence.
    pub(in crate::api) reason: String,
}

/// A dose to be recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DoseToRecord {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// To whom it was given.
    pub(super) person: Uuid,
    /// Code of the product, as in `/catalogue/vaccines`.
    #[schema(example = "comirnaty")]
    pub(super) product: String,
    /// Number of the lot as printed on the vial.
    pub(super) lot_number: Option<String>,
    /// The lot, if it is one of `/lots`.
    pub(super) lot: Option<Uuid>,
    /// Code of the facility that gave it; if left out, the caller's own. None for a dose abroad.
    #[schema(example = "34001")]
    pub(super) facility: Option<String>,
    /// Two letters of the country, if it was not Viet Nam.
    #[schema(example = "VN")]
    pub(super) country: Option<String>,
    /// The day.
    pub(super) given_on: IsoDay,
    /// What it was for; if left out, as the rules suggest.
    pub(super) kind: Option<Kind>,
    /// Which of its kind; if left out, the next.
    pub(super) ordinal: Option<Nth>,
    /// Rules that are overridden.
    #[serde(rename = "override")]
    pub(super) overridden: Option<Override>,
}

/// What is recorded of a dose, as it should be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DoseCorrected {
    /// Code of the product.
    pub(super) product: String,
    /// Number of the lot as printed on the vial.
    pub(super) lot_number: Option<String>,
    /// The lot, if it is one of `/lots`.
    pub(super) lot: Option<Uuid>,
    /// The day.
    pub(super) given_on: IsoDay,
    /// What it was for.
    pub(super) kind: Kind,
    /// Which of its kind.
    pub(super) ordinal: Nth,
    /// Why it is corrected, and by which proof.
    pub(super) reason: String,
    /// Rules that are overridden.
    #[serde(rename = "override")]
    pub(super) overridden: Option<Override>,
}

/// Why something is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Reason {
    /// In a sentence.
    pub(in crate::api) reason: String,
}

/// A dose that is recorded.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Dose {
    /// Its id.
    pub(in crate::api) id: Uuid,
    /// Whose it is.
    person: Uuid,
    /// Code of the product.
    product: String,
    /// The lot, where it is one of ours.
    lot: Option<Uuid>,
    /// Number of the lot as written.
    lot_number: Option<String>,
    /// Code of the facility; none abroad.
    facility: Option<String>,
    /// The session.
    session: Option<Uuid>,
    /// The import that it came by.
    import: Option<Uuid>,
    /// Two letters.
    country: String,
    /// The day.
    given_on: IsoDay,
    /// `primary`, `additional` or `booster`.
    kind: String,
    /// Which of its kind, from 1.
    ordinal: i64,
    /// How it came here: `session`, `back_entry`, `import`, `abroad`, `partner`.
    source: String,
    /// `recorded`, `confirmed`, `signed`, `voided` …; a voided dose does not count.
    state: String,
    /// Codes of the rules that were overridden.
    overridden: Vec<String>,
    /// Counts changes; the number in the `ETag`.
    pub(in crate::api) version: i64,
    /// When it was recorded.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last changed.
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<DoseRow> for Dose {
    fn from(row: DoseRow) -> Self {
        Self {
            id: row.id,
            person: row.person_id,
            product: row.product_code,
            lot: row.lot_id,
            lot_number: row.lot_number,
            facility: row.facility_code,
            session: row.session_id,
            import: row.import_id,
            country: row.country,
            given_on: IsoDay(row.given_on.0),
            kind: row.kind,
            ordinal: row.ordinal,
            source: row.source,
            state: row.state,
            overridden: stops(row.overrides.as_deref()),
            version: row.version,
            created_at: row.created_at.0.to_string(),
            updated_at: row.updated_at.0.to_string(),
        }
    }
}

fn stops(overrides: Option<&str>) -> Vec<String> {
    let read = overrides.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let stops = read.as_ref().and_then(|it| it.get("stops")?.as_array());
    let stops = stops.into_iter().flatten().filter_map(Value::as_str);
    stops.map(str::to_owned).collect()
}

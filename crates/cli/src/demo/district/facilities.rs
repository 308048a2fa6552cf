//! Facilities of the district, and the vials that came to them in its last weeks.

use super::District;
use super::accounts::{FACTORY, LOADER};
use crate::demo::samples::{FACILITIES, LOTS};
use crate::serve::outside::TimeIds;
use anyhow::{Context, Result};
use jiff::civil::Date;
use khien_domain::Catalogue;
use khien_registry::facility::{self, FacilityClosing, FacilityForm, FacilityKind};
use khien_registry::stock::{self, LotError, NewLot, Vials};
use khien_registry::{By, NewIds, Registry};
use serde::Deserialize;
use uuid::Uuid;

/// Older receipts are used up: their vials are in no fridge any more.
const RECENT: Date = Date::constant(2022, 6, 1);

/// The factory's site, which was closed after its last day.
const FACTORY_SITE: &str = "34105";
const CLOSED_ON: Date = Date::constant(2022, 1, 1);

/// A facility as the sample states it.
#[derive(Deserialize)]
pub(super) struct FacilityRow {
    #[serde(rename = "facility_code")]
    pub(super) code: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    commune_code: String,
}

/// Vials as the sample states them.
#[derive(Deserialize)]
struct VialsRow {
    product: String,
    lot: String,
    expiry: String,
    facility_code: String,
    received_on: String,
    vials: u32,
    doses_per_vial: u32,
}

/// The rows of the sample.
pub(super) fn rows() -> Result<Vec<FacilityRow>> {
    let rows = csv::Reader::from_reader(FACILITIES.1).into_deserialize();
    rows.map(|row| row.context("the sample of facilities"))
        .collect()
}

/// Codes of the facilities of some kinds.
pub(super) fn codes(kinds: &[FacilityKind]) -> Result<Vec<String>> {
    let rows = rows()?.into_iter();
    let of_kinds = rows.filter(|row| kinds.contains(&kind(&row.kind)));
    Ok(of_kinds.map(|row| row.code).collect())
}

/// Enters every facility.
pub(super) async fn enter(district: &District<'_>) -> Result<()> {
    let loader = district.actor(LOADER).await?;
    for row in rows()? {
        let form = FacilityForm {
            kind: kind(&row.kind),
            name: row.name,
            commune_code: row.commune_code,
            managing_body: if row.code == FACTORY_SITE {
                FACTORY.to_owned()
            } else {
                String::new()
            },
        };
        facility::enter(
            district.registry,
            &district.by(&loader, None),
            &row.code,
            &form,
        )
        .await
        .with_context(|| format!("facility {}", row.code))?;
    }
    Ok(())
}

/// Closes the factory's site: its managing body signs what was given there.
pub(super) async fn close_site(district: &District<'_>) -> Result<()> {
    let loader = district.actor(LOADER).await?;
    let mut tx = district.registry.store().read().await?;
    let row = tx.facility(FACTORY_SITE).await?;
    drop(tx);
    let closing = FacilityClosing {
        code: FACTORY_SITE,
        closed_on: Some(CLOSED_ON),
        seen_version: row.context("the site is there")?.version,
        reason: "Công ty đã tiêm xong",
    };
    facility::close(district.registry, &district.by(&loader, None), closing).await?;
    Ok(())
}

fn kind(named: &str) -> FacilityKind {
    match named {
        "Bệnh viện huyện" => FacilityKind::Hospital,
        "TTYT huyện" => FacilityKind::HealthCentre,
        "Tư nhân" => FacilityKind::Clinic,
        "Điểm tiêm doanh nghiệp" | "Điểm tiêm trường học" => FacilityKind::Workplace,
        "Đội lưu động" => FacilityKind::MobileTeam,
        _ => FacilityKind::CommuneStation,
    }
}

/// Receives the vials of the last weeks.
pub(super) async fn receive_vials(district: &District<'_>) -> Result<()> {
    let loader = district.actor(LOADER).await?;
    for row in csv::Reader::from_reader(LOTS.1).into_deserialize() {
        let row: VialsRow = row.context("the sample of lots")?;
        let on: Date = row.received_on.parse()?;
        if on < RECENT || row.vials == 0 {
            continue;
        }
        let by = district.by(&loader, Some(&row.facility_code));
        let lot = lot(district.registry, &by, &row).await?;
        let vials = Vials {
            id: TimeIds.new_id(by.at),
            facility: row.facility_code.clone(),
            lot,
            vials: row.vials,
            on,
            paper: String::new(),
            shortfall: String::new(),
        };
        stock::receive(district.registry, &by, &vials)
            .await
            .with_context(|| format!("vials of lot {}", row.lot))?;
    }
    Ok(())
}

/// The lot, entered if it is not known.
async fn lot(registry: &Registry, by: &By<'_>, row: &VialsRow) -> Result<Uuid> {
    let product = Catalogue::national().read(&row.product)?.value.code;
    let new = NewLot {
        id: TimeIds.new_id(by.at),
        facility: row.facility_code.clone(),
        product: product.to_owned(),
        number: row.lot.clone(),
        expires_on: Some(row.expiry.parse()?),
        doses_per_vial: Some(row.doses_per_vial),
    };
    match stock::add_lot(registry, by, &new).await {
        Ok(()) => Ok(new.id),
        Err(LotError::Known(known)) => Ok(known),
        Err(error) => Err(error).with_context(|| format!("lot {}", row.lot)),
    }
}

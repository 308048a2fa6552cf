//! Lots: entered when they first arrive, their last day of use extended or mended.

use jiff::civil::Date;
use khien_domain::policy::NumberPolicy;
use khien_domain::rights::{Act, Place};
use khien_domain::{Catalogue, Lot, LotFault};
use khien_store::{Day, LotRow, Moment, StoreError, Tx};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::policy::{PolicyError, in_force};
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, json, write};

/// Why a lot was not entered or changed.
#[derive(Debug, thiserror::Error)]
pub enum LotError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// There is no such product.
    #[error("there is no such product")]
    NoProduct,
    /// There is no such lot.
    #[error("there is no such lot")]
    NoLot,
    /// The number cannot be taken as typed.
    #[error(transparent)]
    Number(#[from] LotFault),
    /// The product has a lot of this number: that one is meant.
    #[error("the lot is known")]
    Known(Uuid),
    /// A vial holds no doses.
    #[error("a vial must hold at least one dose")]
    NoDoses,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the lot meanwhile")]
    Changed,
    /// How many doses are in a vial is not known.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A lot to be entered.
#[derive(Clone, Debug)]
pub struct NewLot {
    /// Made by the client.
    pub id: Uuid,
    /// Who enters it, as it arrives there.
    pub facility: String,
    /// Code of the product.
    pub product: String,
    /// Number as on the vial.
    pub number: String,
    /// Last day of use.
    pub expires_on: Option<Date>,
    /// Doses in a vial as its label says; none: as usual for the product.
    pub doses_per_vial: Option<u32>,
}

/// Enters a lot. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`LotError`]; [`LotError::Known`] has the id to use instead. Nothing is written then.
pub async fn add_lot(registry: &Registry, by: &By<'_>, new: &NewLot) -> Result<(), LotError> {
    let number = Lot::parse(&new.number)?.value;
    let product = Catalogue::national().product(&new.product);
    let product = product.ok_or(LotError::NoProduct)?;
    let mut tx = registry.store.write().await?;
    let place = place_of_facility(&mut tx, by, &new.facility).await?;
    by.need(Act::LotReceive, &place.ok_or(LotError::NoFacility)?)?;
    if tx.lot(new.id).await?.is_some() {
        return Ok(());
    }
    let known = tx.lot_by_number(product.code, number.as_str()).await?;
    if let Some(known) = known {
        return Err(LotError::Known(known.id));
    }
    let doses = match new.doses_per_vial {
        Some(doses) => doses,
        None => in_force(&mut tx)
            .await?
            .number_for(NumberPolicy::DosesPerVial, product.code, by.today())
            .map_err(PolicyError::from)?,
    };
    if doses == 0 {
        return Err(LotError::NoDoses);
    }
    let row = LotRow {
        id: new.id,
        product_code: product.code.to_owned(),
        number_key: number.key(),
        number: number.as_str().to_owned(),
        expires_on: new.expires_on.map(Day),
        doses_per_vial: i64::from(doses),
        created_at: Moment(by.at),
    };
    tx.insert_lot(&row).await?;
    let written = Written {
        act: Act::LotReceive.code(),
        kind: "lot",
        subject: row.id.to_string(),
        before: None,
        after: Some(snapshot(&row)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// The last day of use of a lot as it should be.
pub struct LotExpiry<'a> {
    /// Which lot.
    pub lot: Uuid,
    /// The last day that the clerk saw.
    pub seen: Option<Date>,
    /// The last day as it should be.
    pub expires_on: Option<Date>,
    /// Why: the letter that extends it, or what was mistyped.
    pub reason: &'a str,
}

/// Sets the last day of use. The ministry extends lots; a facility mends what it mistyped as long
/// as nobody else ever had the lot.
///
/// # Errors
/// See [`LotError`]. Nothing is written then.
pub async fn set_expiry(
    registry: &Registry,
    by: &By<'_>,
    wanted: LotExpiry<'_>,
) -> Result<(), LotError> {
    let reason = worded(wanted.reason).ok_or(LotError::NoReason)?;
    let mut tx = registry.store.write().await?;
    need(&mut tx, by, wanted.lot).await?;
    let before = tx.lot(wanted.lot).await?.ok_or(LotError::NoLot)?;
    let (expires_on, seen) = (wanted.expires_on.map(Day), wanted.seen.map(Day));
    if !tx.set_lot_expiry(wanted.lot, expires_on, seen).await? {
        return Err(LotError::Changed);
    }
    let mut after = before.clone();
    after.expires_on = expires_on;
    let written = Written {
        act: Act::LotReceive.code(),
        kind: "lot",
        subject: before.id.to_string(),
        before: Some(snapshot(&before)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

async fn need(tx: &mut Tx, by: &By<'_>, lot: Uuid) -> Result<(), LotError> {
    let nation = by.need(Act::PolicyEdit, &Place::nation());
    if nation.is_ok() {
        return Ok(());
    }
    let holders = tx.lot_holders(lot).await?;
    match (holders.as_slice(), by.facility) {
        ([], Some(desk)) => need_at(tx, by, desk).await,
        ([holder], _) => need_at(tx, by, holder).await,
        _ => Ok(nation?),
    }
}

async fn need_at(tx: &mut Tx, by: &By<'_>, facility: &str) -> Result<(), LotError> {
    let place = place_of_facility(tx, by, facility).await?;
    by.need(Act::LotReceive, &place.ok_or(LotError::NoFacility)?)?;
    Ok(())
}

/// A lot as JSON, for the audit.
fn snapshot(row: &LotRow) -> String {
    json(&serde_json::json!({
        "product": row.product_code,
        "number": row.number,
        "expires_on": row.expires_on.map(|day| day.0.to_string()),
        "doses_per_vial": row.doses_per_vial,
    }))
}

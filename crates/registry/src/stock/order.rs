//! What is typed when vials come or go, and why it is not taken.

use jiff::civil::Date;
use khien_domain::rights::Place;
use khien_store::{Day, LotRow, Moment, StockMoveRow, StoreError, Tx};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::person::given;
use crate::registry::place_of_facility;

/// Why vials did not come or go.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// There is no such lot.
    #[error("there is no such lot")]
    NoLot,
    /// The lot is past its last day of use.
    #[error("the lot expired on {0}")]
    Expired(Date),
    /// No vials.
    #[error("there must be at least one vial")]
    NoVials,
    /// The day has not come.
    #[error("the day lies in the future")]
    InFuture,
    /// Fewer vials are there.
    #[error("only {there} vials are there")]
    NotEnough {
        /// Vials that are there.
        there: i64,
    },
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// What is left in opened vials is counted when the session is closed.
    #[error("doses of opened vials are counted when the session is closed")]
    OfOpenedVials,
    /// It would be sent to where it is.
    #[error("it would be sent to the facility that has it")]
    SameFacility,
    /// Nothing is under way to this facility by that id, or it has arrived.
    #[error("this transfer is not under way to the facility")]
    NotUnderWay,
    /// More arrived than was sent.
    #[error("only {sent} vials were sent")]
    MoreThanSent {
        /// Vials that were sent.
        sent: i64,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Vials of a lot that come to a facility or go from it.
#[derive(Clone, Debug)]
pub struct Vials {
    /// Made by the client, so that a retry counts nothing twice.
    pub id: Uuid,
    /// Whose vials.
    pub facility: String,
    /// Of which lot.
    pub lot: Uuid,
    /// How many.
    pub vials: u32,
    /// On which day.
    pub on: Date,
    /// Number of the delivery note or minutes; may be empty.
    pub paper: String,
    /// Why more goes than is there; empty: it must not.
    pub shortfall: String,
}

impl Vials {
    /// The lot and the place, where the order makes sense.
    pub(super) async fn check(
        &self,
        tx: &mut Tx,
        by: &By<'_>,
    ) -> Result<(LotRow, Place), StockError> {
        let place = place_of_facility(tx, by, &self.facility).await?;
        let place = place.ok_or(StockError::NoFacility)?;
        if self.vials == 0 {
            return Err(StockError::NoVials);
        }
        if self.on > by.today() {
            return Err(StockError::InFuture);
        }
        let lot = tx.lot(self.lot).await?.ok_or(StockError::NoLot)?;
        Ok((lot, place))
    }

    /// The row of the move; `vials` is signed.
    pub(super) fn row(&self, by: &By<'_>, kind: &str, vials: i64) -> StockMoveRow {
        StockMoveRow {
            id: self.id,
            facility_code: self.facility.clone(),
            lot_id: self.lot,
            session_id: None,
            kind: kind.to_owned(),
            vials,
            other_facility: None,
            answers: None,
            reason: None,
            paper: given(&self.paper).map(str::to_owned),
            moved_on: Day(self.on),
            moved_by: by.actor.account,
            created_at: Moment(by.at),
        }
    }

    /// The reason to take more than is there, if one was given.
    pub(super) fn shortfall(&self) -> Option<&str> {
        given(&self.shortfall)
    }
}

/// Refuses a lot that is past its last day.
pub(super) fn usable(lot: &LotRow, on: Date) -> Result<(), StockError> {
    match lot.expires_on {
        Some(last) if last.0 < on => Err(StockError::Expired(last.0)),
        _ => Ok(()),
    }
}

//! Vaccine of a facility: lots, and vials that come and go.
//!
//! Counted in vials. The balance of a lot at a facility never falls below nothing unseen: who
//! takes more than is there is refused, or says why and has the right to. What sessions use is
//! taken when they are closed (`session`).

mod balance;
mod give_back;
mod lot;
mod order;
mod read;
mod receive;
mod transfer;
mod waste;

pub(crate) use balance::{Taking, put};
pub use give_back::give_back;
pub use lot::{LotError, LotExpiry, NewLot, add_lot, set_expiry};
pub use order::{StockError, Vials};
pub use read::{FacilityStock, ReadError, read};
pub use receive::receive;
pub use transfer::{Arrival, arrive, send};
pub use waste::{Waste, waste};

use jiff::civil::Date;
use khien_store::LotRow;

/// Whether a lot may still be used on a day. The last day of use counts.
pub(crate) fn is_usable(lot: &LotRow, on: Date) -> bool {
    lot.expires_on.is_none_or(|last| on <= last.0)
}

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

pub use give_back::give_back;
pub use lot::{LotError, LotExpiry, NewLot, add_lot, set_expiry};
pub use order::{StockError, Vials};
pub use read::{FacilityStock, ReadError, read};
pub use receive::receive;
pub use transfer::{Arrival, arrive, send};
pub use waste::{Waste, waste};

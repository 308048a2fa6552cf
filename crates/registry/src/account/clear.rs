//! Clearing the rows of logins that ended: they let nobody in, and say when somebody worked.

use jiff::Timestamp;
use khien_store::{Moment, StoreError};

use crate::registry::Registry;

/// Clears logins that ended before a moment; gives how many. What was done with them stands in the
/// audit, which is not cleared. For the worker, a day or more after the end, so that whoever comes
/// with an old token is still told that it ended.
///
/// # Errors
/// The database's.
pub async fn clear_ended_logins(
    registry: &Registry,
    ended_before: Timestamp,
) -> Result<u64, StoreError> {
    let mut tx = registry.store.write().await?;
    let cleared = tx.clear_ended_logins(Moment(ended_before)).await?;
    tx.commit().await?;
    Ok(cleared)
}

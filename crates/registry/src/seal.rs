//! The sealer: gives the entries of the audit their places in the chain and signs how far it came.
//!
//! Acts only leave their entries behind, so nobody waits for the chain. A loop of the caller's runs
//! [`seal_once`] every second or less. Two sealers do no harm: one of them is told
//! [`SealError::Overtaken`] and comes again. [`verify_chain`] reads everything back.
//!
//! The form of the chain is in [`audit`](crate::audit).

pub(crate) mod rows;
mod verify;

use jiff::Timestamp;
use khien_certificate::keys::{KeyFault, SigningKey};
use khien_store::{StoreError, Tx};

pub use verify::{ChainError, verify_chain};

use crate::audit::{Checkpoint, Hash, link};
use crate::registry::Registry;

/// Most entries that are sealed in one transaction, so that it is short.
pub const SEALED_AT_ONCE: i64 = 2_000;

/// Why nothing was sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Another sealer was faster: there may be more to seal, a little later.
    #[error("another sealer was faster")]
    Overtaken,
    /// The last link is not the one that the last checkpoint signs, though both are written
    /// together: somebody changed the tables. Sealing on would hide where.
    #[error("the chain does not end where its last checkpoint says: run `khien audit verify`")]
    Torn,
    /// The key did not sign.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// The database.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for SealError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Exists(_) | StoreError::Busy(_) => Self::Overtaken,
            other => Self::Store(other),
        }
    }
}

/// Seals the entries that wait, the oldest first, and signs a checkpoint over them; gives how many
/// they were. As many as [`SEALED_AT_ONCE`] means that more may wait.
///
/// # Errors
/// See [`SealError`]. Nothing is written then.
pub async fn seal_once(
    registry: &Registry,
    key: &SigningKey,
    at: Timestamp,
) -> Result<usize, SealError> {
    // Mostly nothing waits: then no writer is kept waiting either.
    if registry.store.read().await?.unsealed(1).await?.is_empty() {
        return Ok(0);
    }
    let mut tx = registry.store.write().await?;
    let waiting = tx.unsealed(SEALED_AT_ONCE).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let (mut seq, mut head) = end_of_chain(&mut tx).await?;
    let first = seq + 1;
    let mut links = Vec::with_capacity(waiting.len());
    for row in waiting {
        let id = row.id;
        head = link(&head, &rows::entry(row));
        seq += 1;
        links.push((id, head.as_bytes().to_vec()));
    }
    tx.insert_links(first, &links).await?;
    let checkpoint = Checkpoint::sign(seq, head, at, key)?;
    tx.insert_checkpoint(&rows::checkpoint_row(&checkpoint))
        .await?;
    tx.commit().await?;
    Ok(links.len())
}

async fn end_of_chain(tx: &mut Tx) -> Result<(i64, Hash), SealError> {
    let end = tx.chain_end().await?;
    if end.linked != end.signed {
        return Err(SealError::Torn);
    }
    Ok(end
        .linked
        .map_or((0, Hash::GENESIS), |(seq, hash)| (seq, rows::hash(&hash))))
}

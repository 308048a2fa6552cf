//! Reading the whole chain back, page by page.

use khien_certificate::keys::PublicKey;
use khien_store::StoreError;

use super::rows;
use crate::audit::{Broken, Summary, Verifier};
use crate::registry::Registry;

/// Links that are read at a time.
const PAGE: i64 = 2_000;

/// What is wrong with the chain.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// Its first broken link.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The chain itself holds, but entries stand outside it and do not wait for the sealer: their
    /// links were removed, or they were kept from the sealer.
    #[error("{0} audit entries are neither in the chain nor wait for it")]
    Strays(i64),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Verifies the chain from its beginning, against checkpoints that one of these keys signed. What
/// waits for the sealer is not looked at. Memory does not grow with the chain.
///
/// # Errors
/// See [`ChainError`].
pub async fn verify_chain(
    registry: &Registry,
    trusted: &[PublicKey],
) -> Result<Summary, ChainError> {
    let mut verifier = Verifier::new(trusted);
    // Numbers begin with 1. What somebody put before that is to be found, too.
    let mut after = i64::MIN;
    loop {
        // One transaction a page: a checkpoint is never seen without the links that it signs.
        let mut tx = registry.store.read().await?;
        let page = tx.audit_chain(after, PAGE).await?;
        let last = page.last().map(|row| row.seq);
        let next = last.filter(|_| i64::try_from(page.len()) == Ok(PAGE));
        for row in tx.checkpoints(after, next.unwrap_or(i64::MAX)).await? {
            verifier.add_checkpoint(rows::checkpoint(&row));
        }
        for row in page {
            verifier.read(&rows::sealed(row));
        }
        match next {
            Some(seq) => after = seq,
            None => break,
        }
    }
    let summary = verifier.finish()?;
    match registry.store.read().await?.stray_entries().await? {
        0 => Ok(summary),
        strays => Err(ChainError::Strays(strays)),
    }
}

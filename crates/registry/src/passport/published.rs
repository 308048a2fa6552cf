//! What verifiers are given: keys, and what not to believe. Neither names a person.

use jiff::Timestamp;
use khien_store::{Moment, StoreError};
use uuid::Uuid;

use crate::registry::Registry;

/// A key that verifiers need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedSigner {
    /// Its certificate, DER.
    pub certificate: Vec<u8>,
    /// Until when a passport that it signed may count.
    pub needed_until: Timestamp,
}

/// A passport that is not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokedEntry {
    /// The order of entries, to ask for those after it.
    pub id: Uuid,
    /// Name of its key in codes.
    pub kid: [u8; 8],
    /// First 16 bytes of the SHA-256 of its identifier.
    pub hash: [u8; 16],
    /// When it ends by itself, and the entry with it.
    pub expires_at: Timestamp,
}

/// How often something was revoked, and how often that was taken back. Neither ever falls: as long as
/// both stay, so do the entries, apart from those that end by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RevocationCounts {
    /// Revocations written.
    pub written: i64,
    /// Of these, those that were taken back.
    pub withdrawn: i64,
}

/// A card whose passport is not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokedCard {
    /// Name of the key in codes.
    pub kid: [u8; 8],
    /// First 16 bytes of the SHA-256 of the identifier of the passport, by which cards are revoked.
    pub hash: [u8; 16],
}

/// The SMART Health Cards that are not to be believed at a moment.
///
/// # Errors
/// The database.
pub async fn revoked_cards(
    registry: &Registry,
    at: Timestamp,
) -> Result<Vec<RevokedCard>, StoreError> {
    let mut tx = registry.store.read().await?;
    let rows = tx.revoked_cards(Moment(at)).await?.into_iter();
    let card = |(kid, hash): (Vec<u8>, Vec<u8>)| {
        Some(RevokedCard {
            kid: kid.try_into().ok()?,
            hash: hash.try_into().ok()?,
        })
    };
    Ok(rows.filter_map(card).collect())
}

/// Counts revocations.
///
/// # Errors
/// The database.
pub async fn count_revocations(registry: &Registry) -> Result<RevocationCounts, StoreError> {
    let mut tx = registry.store.read().await?;
    let (written, withdrawn) = tx.count_revocations().await?;
    Ok(RevocationCounts { written, withdrawn })
}

/// Keys of passports that may count, also of earlier keys; lost ones are left out.
///
/// # Errors
/// The database.
pub async fn signers(
    registry: &Registry,
    at: Timestamp,
) -> Result<Vec<PublishedSigner>, StoreError> {
    let mut tx = registry.store.read().await?;
    let rows = tx.document_signers().await?.into_iter();
    let needed = rows.filter(|row| row.ended_at.is_none() && row.needed_until.0 > at);
    let published = needed.map(|row| PublishedSigner {
        certificate: row.certificate,
        needed_until: row.needed_until.0,
    });
    Ok(published.collect())
}

/// Certificates of keys that were ended, DER: whoever else lists them, nobody believes them.
///
/// # Errors
/// The database.
pub async fn ended_signers(registry: &Registry) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut tx = registry.store.read().await?;
    let rows = tx.document_signers().await?.into_iter();
    let ended = rows.filter(|row| row.ended_at.is_some());
    Ok(ended.map(|row| row.certificate).collect())
}

/// What is not to be believed at a moment, in the order of ids, after an id (nil for the first).
///
/// # Errors
/// The database.
pub async fn revoked(
    registry: &Registry,
    at: Timestamp,
    (after, limit): (Uuid, i64),
) -> Result<Vec<RevokedEntry>, StoreError> {
    let mut tx = registry.store.read().await?;
    let rows = tx.revocations(Moment(at), after, limit).await?.into_iter();
    let entry = |row: khien_store::RevocationRow| {
        Some(RevokedEntry {
            id: row.id,
            kid: row.kid.try_into().ok()?,
            hash: row.hash.try_into().ok()?,
            expires_at: row.expires_at.0,
        })
    };
    Ok(rows.filter_map(entry).collect())
}

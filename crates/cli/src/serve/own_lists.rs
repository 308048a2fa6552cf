//! What this registry itself publishes to verifiers: the keys of its passports, and those that are not
//! to be believed.

use anyhow::Result;
use jiff::Timestamp;
use khien_certificate::revocation::{Batch, BatchId, HashType, LARGEST_BATCH, RevocationHash};
use khien_certificate::x509::Certificate;
use khien_registry::Registry;
use khien_registry::passport::{self, PublishedSigner, RevokedEntry};
use khien_web::Sources;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Entries that are read at once.
const PAGE: i64 = 10_000;

/// Keys and revoked passports of this registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnLists {
    signers: Vec<PublishedSigner>,
    revoked: Vec<RevokedEntry>,
}

impl OwnLists {
    /// As they are now.
    ///
    /// # Errors
    /// The database.
    pub(super) async fn read(registry: &Registry, now: Timestamp) -> Result<Self> {
        let signers = passport::signers(registry, now).await?;
        let mut revoked: Vec<RevokedEntry> = Vec::new();
        loop {
            let after = revoked.last().map_or(Uuid::nil(), |entry| entry.id);
            let page = passport::revoked(registry, now, (after, PAGE)).await?;
            if page.is_empty() {
                return Ok(Self { signers, revoked });
            }
            revoked.extend(page);
        }
    }

    /// Adds them to what is read from files.
    ///
    /// # Errors
    /// A certificate that cannot be read, which none is that has signed.
    pub(super) fn add_to(&self, sources: &mut Sources) -> Result<()> {
        let mut country = String::new();
        for signer in &self.signers {
            let certificate = Certificate::from_der(&signer.certificate)?;
            if let Some(own) = certificate.subject_country() {
                own.clone_into(&mut country);
            }
            sources.trusted.add(&signer.certificate)?;
        }
        let mut by_key: BTreeMap<[u8; 8], Vec<&RevokedEntry>> = BTreeMap::new();
        for entry in &self.revoked {
            by_key.entry(entry.kid).or_default().push(entry);
        }
        for (kid, entries) in by_key {
            for piece in entries.chunks(LARGEST_BATCH) {
                if let Some(batch) = batch(&country, kid, piece)? {
                    sources.revoked.insert(batch)?;
                }
            }
        }
        Ok(())
    }
}

/// A batch ends with the last of its passports; each of them has ended by itself before.
fn batch(country: &str, kid: [u8; 8], entries: &[&RevokedEntry]) -> Result<Option<Batch>> {
    let Some(first) = entries.first() else {
        return Ok(None);
    };
    let expires = entries.iter().map(|entry| entry.expires_at).max();
    Ok(Some(Batch {
        id: BatchId::new(&first.id.to_string())?,
        country: country.to_owned(),
        expires: expires.unwrap_or(first.expires_at),
        kid: Some(kid),
        hash_type: HashType::Uci,
        entries: entries
            .iter()
            .map(|entry| RevocationHash::from_bytes(entry.hash))
            .collect(),
    }))
}

//! What this registry itself publishes to verifiers: the keys of its passports, and those that are not
//! to be believed.

use anyhow::Result;
use jiff::Timestamp;
use khien_certificate::revocation::{Batch, BatchId, HashType, LARGEST_BATCH, RevocationHash};
use khien_certificate::x509::Certificate;
use khien_registry::Registry;
use khien_registry::passport::{self, PublishedSigner, RevocationCounts, RevokedEntry};
use khien_web::Sources;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Entries that are read at once.
const PAGE: i64 = 10_000;

/// Keys and revoked passports of this registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnLists {
    signers: Vec<PublishedSigner>,
    /// How many were written when the entries were read.
    counts: RevocationCounts,
    revoked: Arc<Vec<RevokedEntry>>,
}

impl OwnLists {
    /// As they are now. Entries that did not change are not read again: there may be a million.
    ///
    /// # Errors
    /// The database.
    pub(super) async fn read(&self, registry: &Registry, now: Timestamp) -> Result<Self> {
        let signers = passport::signers(registry, now).await?;
        let counts = passport::count_revocations(registry).await?;
        let revoked = if counts == self.counts {
            Arc::clone(&self.revoked)
        } else {
            Arc::new(entries(registry, now).await?)
        };
        Ok(Self {
            signers,
            counts,
            revoked,
        })
    }

    /// Adds them to what is read from files.
    ///
    /// # Errors
    /// A certificate that cannot be read, which none is that has signed.
    pub(super) fn add_to(&self, sources: &mut Sources) -> Result<()> {
        let mut by_key: BTreeMap<[u8; 8], Vec<&RevokedEntry>> = BTreeMap::new();
        for entry in self.revoked.iter() {
            by_key.entry(entry.kid).or_default().push(entry);
        }
        for signer in &self.signers {
            let certificate = Certificate::from_der(&signer.certificate)?;
            sources.trusted.add(&signer.certificate)?;
            let kid = *certificate.kid().as_bytes();
            // Of a key that is not published any more nobody believes anything: those entries stay away.
            let entries = by_key.remove(&kid).unwrap_or_default();
            let country = certificate.subject_country().unwrap_or_default();
            for piece in entries.chunks(LARGEST_BATCH) {
                if let Some(batch) = batch(country, kid, piece)? {
                    sources.revoked.insert(batch)?;
                }
            }
        }
        Ok(())
    }
}

async fn entries(registry: &Registry, now: Timestamp) -> Result<Vec<RevokedEntry>> {
    let mut revoked: Vec<RevokedEntry> = Vec::new();
    loop {
        let after = revoked.last().map_or(Uuid::nil(), |entry| entry.id);
        let page = passport::revoked(registry, now, (after, PAGE)).await?;
        if page.is_empty() {
            return Ok(revoked);
        }
        revoked.extend(page);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::outside::SystemRandom;
    use khien_certificate::issuer::{Authority, IssuerKey, Names};
    use khien_certificate::keys::KeyAlgorithm;
    use khien_certificate::x509::Validity;

    const KID: [u8; 8] = [7; 8];

    fn second(count: i64) -> Timestamp {
        Timestamp::from_second(count).unwrap()
    }

    fn certificate(country: &str) -> Certificate {
        let names = Names {
            country: country.to_owned(),
            organisation: "Bộ Y tế".to_owned(),
            common_name: "1".to_owned(),
        };
        let key = IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom).unwrap();
        let validity = Validity {
            not_before: second(1_600_000_000),
            not_after: second(4_000_000_000),
        };
        let authority = Authority::create(names, key, validity, &SystemRandom).unwrap();
        authority.certificate().clone()
    }

    fn entry(number: u128, kid: [u8; 8]) -> RevokedEntry {
        RevokedEntry {
            id: Uuid::from_u128(number),
            kid,
            hash: [u8::try_from(number).unwrap(); 16],
            expires_at: second(3_000_000_000),
        }
    }

    fn batches(lists: &OwnLists) -> Vec<(String, usize)> {
        let mut sources = Sources::default();
        lists.add_to(&mut sources).unwrap();
        let batches = sources.revoked.batches().batches();
        let told = batches.map(|batch| (batch.country.clone(), batch.entries.len()));
        told.collect()
    }

    /// A server whose only key was lost has revocations and nobody to ascribe them to: it starts.
    #[test]
    fn entries_of_a_key_that_is_not_published_stay_away() {
        let lists = OwnLists {
            revoked: Arc::new(vec![entry(1, KID)]),
            ..OwnLists::default()
        };
        assert_eq!(batches(&lists), []);
    }

    #[test]
    fn each_key_revokes_in_the_name_of_its_own_country() {
        let own = ["VN", "LA"].map(certificate);
        let kid = |place: usize| *own[place].kid().as_bytes();
        let signers = own.iter().map(|certificate| PublishedSigner {
            certificate: certificate.as_der().to_vec(),
            needed_until: second(3_000_000_000),
        });
        let lists = OwnLists {
            signers: signers.collect(),
            revoked: Arc::new(vec![entry(1, kid(0)), entry(2, kid(1)), entry(3, kid(1))]),
            ..OwnLists::default()
        };
        let mut told = batches(&lists);
        told.sort();
        assert_eq!(told, [("LA".to_owned(), 2), ("VN".to_owned(), 1)]);
    }
}

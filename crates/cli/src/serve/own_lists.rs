//! What this registry itself publishes to verifiers: the keys of its passports, and those that are not
//! to be believed.

use crate::issuing::certificate_pem;
use anyhow::Result;
use jiff::Timestamp;
use khien_certificate::keys::PublicKey;
use khien_certificate::revocation::{Batch, BatchId, HashType, LARGEST_BATCH, RevocationHash};
use khien_certificate::shc::{Crl, jwk_of, rid_of_hash, thumbprint};
use khien_certificate::x509::Certificate;
use khien_registry::Registry;
use khien_registry::passport::{
    self, PublishedSigner, RevocationCounts, RevokedCard, RevokedEntry,
};
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
    /// Certificates of lost keys, which a file may still list.
    ended: Vec<Vec<u8>>,
    /// How many were written when the entries were read.
    counts: RevocationCounts,
    revoked: Arc<Vec<RevokedEntry>>,
    /// Cards among them.
    cards: Arc<Vec<RevokedCard>>,
}

impl OwnLists {
    /// As they are now. Entries that did not change are not read again: there may be a million.
    ///
    /// # Errors
    /// The database.
    pub(super) async fn read(&self, registry: &Registry, now: Timestamp) -> Result<Self> {
        let signers = passport::signers(registry, now).await?;
        let ended = passport::ended_signers(registry).await?;
        let counts = passport::count_revocations(registry).await?;
        if counts == self.counts {
            return Ok(Self {
                signers,
                ended,
                ..self.clone()
            });
        }
        Ok(Self {
            signers,
            ended,
            counts,
            revoked: Arc::new(entries(registry, now).await?),
            cards: Arc::new(passport::revoked_cards(registry, now).await?),
        })
    }

    /// Adds them to what is read from files; with the address of the issuer of cards, where there is one,
    /// what verifiers of cards ask there.
    ///
    /// # Errors
    /// A certificate that cannot be read, which none is that has signed.
    pub(super) fn add_to(&self, sources: &mut Sources, cards_at: Option<&str>) -> Result<()> {
        for lost in &self.ended {
            sources.trusted.distrust(lost);
        }
        if let Some(address) = cards_at {
            self.add_cards(sources, address)?;
        }
        let mut by_key: BTreeMap<[u8; 8], Vec<&RevokedEntry>> = BTreeMap::new();
        for entry in self.revoked.iter() {
            by_key.entry(entry.kid).or_default().push(entry);
        }
        let mut pem = String::new();
        for signer in &self.signers {
            let certificate = Certificate::from_der(&signer.certificate)?;
            pem.push_str(&certificate_pem(&certificate));
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
        sources.signers_pem = Some(pem).filter(|pem| !pem.is_empty());
        Ok(())
    }
}

impl OwnLists {
    /// Keys of cards and their lists, as verifiers find them under the address of the issuer.
    fn add_cards(&self, sources: &mut Sources, address: &str) -> Result<()> {
        // It never falls, and rises with every change of any list.
        let version = self.counts.written + self.counts.withdrawn;
        let version = u64::try_from(version).unwrap_or_default();
        let mut keys = Vec::new();
        for signer in &self.signers {
            let certificate = Certificate::from_der(&signer.certificate)?;
            // Cards know keys of the curve P-256 alone.
            let Ok(key) = PublicKey::from_spki(certificate.spki()) else {
                continue;
            };
            let mut list = Crl::new(&thumbprint(&key), version);
            let kid = certificate.kid();
            for card in self.cards.iter().filter(|card| card.kid == *kid.as_bytes()) {
                list.revoke(&rid_of_hash(&card.hash), None)?;
            }
            keys.push(jwk_of(&key, Some(version)));
            let list = list.to_json().to_string();
            sources.revoked.add(list.as_bytes(), &[])?;
            sources.card_lists.push((thumbprint(&key), list));
        }
        let keys = serde_json::json!({ "keys": keys }).to_string();
        sources.trusted.add_issuer(address, keys.as_bytes())?;
        sources.card_keys = Some(keys);
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
    use khien_certificate::check::Trusted;
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
        lists.add_to(&mut sources, None).unwrap();
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
    fn a_lost_key_is_believed_by_no_file_and_the_others_are_published() {
        let [lost, own] = ["VN", "VN"].map(certificate);
        let lists = OwnLists {
            signers: vec![PublishedSigner {
                certificate: own.as_der().to_vec(),
                needed_until: second(3_000_000_000),
            }],
            ended: vec![lost.as_der().to_vec()],
            ..OwnLists::default()
        };
        let mut sources = Sources::default();
        sources.trusted.add(lost.as_der()).unwrap();
        lists.add_to(&mut sources, None).unwrap();
        let named = |trusted: &Trusted| {
            let ders = trusted.authorities().iter().map(Certificate::as_der);
            ders.map(<[u8]>::to_vec).collect::<Vec<_>>()
        };
        // Those of the test are authorities' of themselves.
        assert_eq!(named(&sources.trusted), [own.as_der()]);
        let mut read = Trusted::default();
        read.add(sources.signers_pem.unwrap().as_bytes()).unwrap();
        assert_eq!(named(&read), [own.as_der()]);
    }

    #[test]
    fn cards_are_looked_up_under_the_address_of_their_issuer() {
        let own = certificate("VN");
        let kid = *own.kid().as_bytes();
        let card = |kid| RevokedCard { kid, hash: [9; 16] };
        let lists = OwnLists {
            signers: vec![PublishedSigner {
                certificate: own.as_der().to_vec(),
                needed_until: second(3_000_000_000),
            }],
            counts: RevocationCounts {
                written: 3,
                withdrawn: 1,
            },
            cards: Arc::new(vec![card(kid), card(KID)]),
            ..OwnLists::default()
        };
        let mut sources = Sources::default();
        let address = "https://ho-chieu.example.vn";
        lists.add_to(&mut sources, Some(address)).unwrap();
        let keys: serde_json::Value =
            serde_json::from_str(sources.card_keys.as_deref().unwrap()).unwrap();
        let key = &keys["keys"][0];
        assert_eq!(
            (&key["crlVersion"], &key["alg"]),
            (&4.into(), &"ES256".into())
        );
        let (name, list) = &sources.card_lists[0];
        assert_eq!(key["kid"], name.as_str());
        let list = Crl::read(list.as_bytes(), name).unwrap();
        assert_eq!(list.version(), 4);
        assert!(list.revokes(&rid_of_hash(&[9; 16]), second(0)));
        let issuers = sources.trusted.card_keys();
        assert_eq!(issuers[0]["iss"], address);
        assert_eq!(sources.revoked.card_lists().len(), 1);
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

//! All lists together, looked up by kid.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use super::chain;
use super::fault::ChainFault;
use super::listed::{Listed, Role};
use crate::hc1::TrustedKey;
use crate::x509::{Certificate, Kid};

/// What is trusted, list by list.
///
/// A list is always replaced as a whole: what its newest file does not name is no longer trusted,
/// unless another list names it.
#[derive(Clone, Debug, Default)]
pub struct TrustStore {
    lists: BTreeMap<String, Vec<Arc<Listed>>>,
    signers: HashMap<Vec<u8>, Vec<Candidate>>,
}

/// A signer with its key, ready to verify.
#[derive(Clone, Debug)]
struct Candidate {
    listed: Arc<Listed>,
    key: TrustedKey,
}

/// A signer that was left out because of its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its country.
    pub country: String,
    /// Its kid.
    pub kid: Kid,
    /// Why.
    pub fault: ChainFault,
}

impl TrustStore {
    /// A store that trusts nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts the newest file of a list in place of whatever that list named before.
    pub fn replace(&mut self, list: &str, listed: Vec<Listed>) {
        let listed = listed.into_iter().map(Arc::new).collect();
        self.lists.insert(list.to_owned(), listed);
        self.index();
    }

    /// As [`TrustStore::replace`], but without the signers that do not lead to an authority of
    /// their country on the same list. Says which were left out.
    pub fn replace_chained(
        &mut self,
        list: &str,
        listed: &[Listed],
        at: Timestamp,
    ) -> Vec<LeftOut> {
        let mut left_out = Vec::new();
        let kept = listed
            .iter()
            .filter(|it| {
                let country =
                    |other: &&Listed| other.role == Role::Authority && other.country == it.country;
                let authorities = listed
                    .iter()
                    .filter(country)
                    .map(|other| &other.certificate);
                match chain::check(&it.certificate, authorities, at) {
                    Err(fault) if it.role == Role::Signer => {
                        left_out.push(LeftOut {
                            country: it.country.clone(),
                            kid: it.kid(),
                            fault,
                        });
                        false
                    }
                    _ => true,
                }
            })
            .cloned()
            .collect();
        self.replace(list, kept);
        left_out
    }

    /// Forgets a list.
    pub fn remove(&mut self, list: &str) -> bool {
        let was_there = self.lists.remove(list).is_some();
        self.index();
        was_there
    }

    fn index(&mut self) {
        let mut signers: HashMap<Vec<u8>, Vec<Candidate>> = HashMap::new();
        for listed in self.lists.values().flatten() {
            if listed.role != Role::Signer {
                continue;
            }
            // Keys that cannot verify were passed over when the list was read.
            let Ok(key) = TrustedKey::from_certificate(&listed.certificate) else {
                continue;
            };
            let own = listed.kid().as_bytes().to_vec();
            for kid in std::iter::once(own).chain(listed.other_kid.clone()) {
                let as_named = <[u8; 8]>::try_from(kid.as_slice());
                let same_kid = signers.entry(kid).or_default();
                let is_same = |other: &Candidate| {
                    other.listed.country == listed.country
                        && other.listed.sha256() == listed.sha256()
                };
                if same_kid.iter().any(is_same) {
                    continue;
                }
                same_kid.push(Candidate {
                    listed: Arc::clone(listed),
                    key: TrustedKey {
                        kid: as_named.map_or(key.kid, Kid::from_bytes),
                        ..key.clone()
                    },
                });
            }
        }
        self.signers = signers;
    }

    /// Every signer whose codes carry this kid: all have to be tried.
    pub fn candidates(&self, kid: &[u8]) -> impl Iterator<Item = &Listed> {
        self.named(kid).map(|it| it.listed.as_ref())
    }

    /// The keys of these signers, for [`crate::hc1::Read::verify`].
    pub fn keys(&self, kid: &[u8]) -> impl Iterator<Item = &TrustedKey> {
        self.named(kid).map(|it| &it.key)
    }

    fn named(&self, kid: &[u8]) -> impl Iterator<Item = &Candidate> {
        self.signers.get(kid).into_iter().flatten()
    }

    /// The signers with this kid that sign for a country, where the code names its country.
    pub fn candidates_of<'a>(
        &'a self,
        country: &'a str,
        kid: &[u8],
    ) -> impl Iterator<Item = &'a Listed> {
        self.candidates(kid).filter(move |it| it.country == country)
    }

    /// The authorities of a country.
    pub fn authorities<'a>(&'a self, country: &'a str) -> impl Iterator<Item = &'a Certificate> {
        let listed = self.lists.values().flatten();
        listed
            .filter(move |it| it.role == Role::Authority && it.country == country)
            .map(|it| &it.certificate)
    }

    /// All entries of all lists, with the list's name.
    pub fn listed(&self) -> impl Iterator<Item = (&str, &Listed)> {
        self.lists
            .iter()
            .flat_map(|(list, listed)| listed.iter().map(move |it| (list.as_str(), it.as_ref())))
    }
}

//! All batches together, and the answer for one certificate.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::batch::{Batch, BatchId};
use super::fault::RevocationFault;
use super::hash::{CertificateHashes, HashType, RevocationHash};

/// The batches that are in force, looked up by hash.
///
/// A million entries take some 80 MB.
#[derive(Clone, Debug, Default)]
pub struct RevocationSet {
    batches: BTreeMap<u32, Batch>,
    numbers: HashMap<BatchId, u32>,
    next: u32,
    entries: HashMap<RevocationHash, Listed>,
}

/// The batches that hold a hash: nearly always one.
#[derive(Clone, Debug)]
enum Listed {
    One(u32),
    Several(Vec<u32>),
}

/// Why a certificate is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revoked<'a> {
    /// The batch that says so.
    pub batch: &'a BatchId,
    /// What the batch names the certificate by.
    pub hash_type: HashType,
    /// Until when.
    pub expires: Timestamp,
}

impl RevocationSet {
    /// A set that revokes nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// [`RevocationFault::BatchKnown`] for an id that is there already; what [`Batch::check`] finds.
    pub fn insert(&mut self, batch: Batch) -> Result<(), RevocationFault> {
        batch.check()?;
        if self.numbers.contains_key(&batch.id) {
            return Err(RevocationFault::BatchKnown);
        }
        let number = self.next;
        self.next += 1;
        for hash in &batch.entries {
            self.entries
                .entry(*hash)
                .and_modify(|listed| listed.add(number))
                .or_insert(Listed::One(number));
        }
        self.numbers.insert(batch.id.clone(), number);
        self.batches.insert(number, batch);
        Ok(())
    }

    /// Deletes a batch: what only it revoked is valid again. Says whether there was one.
    pub fn delete(&mut self, id: &BatchId) -> bool {
        let Some(number) = self.numbers.remove(id) else {
            return false;
        };
        let batch = self.batches.remove(&number);
        for hash in batch.iter().flat_map(|batch| &batch.entries) {
            self.forget(hash, number);
        }
        true
    }

    /// Withdraws one entry of a batch. Says whether it was there. The last entry takes the batch
    /// along, for an empty batch cannot be exchanged.
    pub fn withdraw(&mut self, id: &BatchId, hash: &RevocationHash) -> bool {
        let Some(number) = self.numbers.get(id).copied() else {
            return false;
        };
        let Some(batch) = self.batches.get_mut(&number) else {
            return false;
        };
        let before = batch.entries.len();
        batch.entries.retain(|entry| entry != hash);
        let (left, gone) = (batch.entries.len(), before - batch.entries.len());
        if gone > 0 {
            self.forget(hash, number);
        }
        if left == 0 {
            self.delete(id);
        }
        gone > 0
    }

    /// Deletes the batches that have expired, which revoke nothing any more. Says how many.
    pub fn delete_expired(&mut self, at: Timestamp) -> usize {
        let expired: Vec<BatchId> = self
            .batches()
            .filter(|batch| batch.expires <= at)
            .map(|batch| batch.id.clone())
            .collect();
        for id in &expired {
            self.delete(id);
        }
        expired.len()
    }

    fn forget(&mut self, hash: &RevocationHash, number: u32) {
        if let Some(listed) = self.entries.get_mut(hash)
            && listed.remove(number)
        {
            self.entries.remove(hash);
        }
    }

    /// Why the certificate is revoked at a time, if it is. The certificate's own validity is not
    /// asked here.
    pub fn check(&self, hashes: &CertificateHashes, at: Timestamp) -> Option<Revoked<'_>> {
        hashes.all().find_map(|(hash_type, hash)| {
            let numbers = self.entries.get(&hash)?.numbers();
            numbers
                .iter()
                .filter_map(|number| self.batches.get(number))
                .find(|batch| {
                    batch.hash_type == hash_type
                        && at < batch.expires
                        && hashes.countries.contains(&batch.country)
                        && batch.kid.is_none_or(|kid| hashes.kids.contains(&kid))
                })
                .map(|batch| Revoked {
                    batch: &batch.id,
                    hash_type,
                    expires: batch.expires,
                })
        })
    }

    /// All batches, in the order in which they were added.
    pub fn batches(&self) -> impl Iterator<Item = &Batch> {
        self.batches.values()
    }

    /// How many different hashes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is revoked.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Listed {
    fn numbers(&self) -> &[u32] {
        match self {
            Self::One(number) => std::slice::from_ref(number),
            Self::Several(numbers) => numbers,
        }
    }

    fn add(&mut self, number: u32) {
        match self {
            // A batch may name a hash twice.
            Self::One(first) if *first == number => {}
            Self::One(first) => *self = Self::Several(vec![*first, number]),
            Self::Several(numbers) if numbers.contains(&number) => {}
            Self::Several(numbers) => numbers.push(number),
        }
    }

    /// Says whether none is left.
    fn remove(&mut self, number: u32) -> bool {
        match self {
            Self::One(first) => *first == number,
            Self::Several(numbers) => {
                numbers.retain(|other| *other != number);
                numbers.is_empty()
            }
        }
    }
}

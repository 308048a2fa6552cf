//! Walking the chain again, from its first entry, in bounded memory.

use std::collections::VecDeque;

use khien_certificate::keys::PublicKey;
use thiserror::Error;

use super::chain::{Hash, SealedEntry, link};
use super::checkpoint::Checkpoint;

/// The chain holds, so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Entries read, which is also the number of the last one.
    pub entries: i64,
    /// The last link.
    pub head: Hash,
    /// Checkpoints that a trusted key signed and the chain agrees with.
    pub checkpoints: u64,
    /// Number of the last entry that a checkpoint covers; what follows is linked but not yet signed.
    pub signed_to: i64,
}

/// The first place where the chain does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the audit chain breaks at entry {seq}: {what}")]
pub struct Broken {
    /// Number of the first entry that is not as it was sealed.
    pub seq: i64,
    /// In which way.
    pub what: Break,
}

/// In which way a chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum Break {
    /// The entry, or its stored link, is not what was sealed. An entry removed while later ones got
    /// its number looks the same.
    #[error("its content or its link was changed")]
    EntryChanged,
    /// The number is missing while later ones exist.
    #[error("it is missing")]
    EntryMissing,
    /// Another entry stands here; the one that belongs here stands further on.
    #[error("it stands in another place")]
    OrderChanged,
    /// A checkpoint for this entry is not signed by a trusted key.
    #[error("its checkpoint is not signed by a trusted key")]
    CheckpointUntrusted,
    /// A trusted checkpoint names another link: the chain was made anew somewhere after the
    /// checkpoint before it, up to here.
    #[error("its link is not the one that its checkpoint signed")]
    CheckpointDiffers,
    /// A trusted checkpoint covers entries from this one on, and the chain ends before it.
    #[error("the chain ends before it, although a checkpoint covers it")]
    TailCutOff,
}

/// Verifies entry by entry, so that pages of rows can be fed as they are read.
#[derive(Debug)]
pub struct Verifier<'a> {
    trusted: &'a [PublicKey],
    waiting: VecDeque<Checkpoint>,
    summary: Summary,
    fault: Option<Found>,
}

/// A break, and what is needed to see whether the missing entry turns up later.
#[derive(Debug)]
struct Found {
    broken: Broken,
    /// The link that was stored where the chain broke.
    stored: Option<Hash>,
}

impl<'a> Verifier<'a> {
    /// At the beginning of the chain. Checkpoints count if one of these keys signed them.
    pub fn new(trusted: &'a [PublicKey]) -> Self {
        let summary = Summary {
            entries: 0,
            head: Hash::GENESIS,
            checkpoints: 0,
            signed_to: 0,
        };
        Self {
            trusted,
            waiting: VecDeque::new(),
            summary,
            fault: None,
        }
    }

    /// Takes the next checkpoint, in the order of `seq` and before the entry it covers is read.
    pub fn add_checkpoint(&mut self, checkpoint: Checkpoint) {
        self.waiting.push_back(checkpoint);
    }

    /// Reads the next entry, in the order of `seq`.
    ///
    /// After a break the rest is read only to tell an entry that was moved from one that was
    /// changed or removed; a caller in a hurry may stop when [`Verifier::is_broken`].
    pub fn read(&mut self, sealed: &SealedEntry) {
        if self.fault.is_some() {
            self.look_for_the_right_entry(sealed);
            return;
        }
        let expected = self.summary.entries + 1;
        if sealed.seq != expected {
            let what = if sealed.seq < expected {
                Break::OrderChanged
            } else {
                Break::EntryMissing
            };
            self.found(expected, what, None);
            self.look_for_the_right_entry(sealed);
        } else if link(&self.summary.head, &sealed.entry) == sealed.hash {
            self.summary.entries = expected;
            self.summary.head = sealed.hash;
            self.compare_checkpoints();
        } else {
            self.found(expected, Break::EntryChanged, Some(sealed.hash));
        }
    }

    /// Whether a break was found.
    pub fn is_broken(&self) -> bool {
        self.fault.is_some()
    }

    /// The result, when there are no more entries.
    ///
    /// # Errors
    /// The first break.
    pub fn finish(mut self) -> Result<Summary, Broken> {
        if self.fault.is_none()
            && let Some(ahead) = self.waiting.front()
        {
            let (seq, what) = if ahead.is_signed_by(self.trusted) {
                (self.summary.entries + 1, Break::TailCutOff)
            } else {
                (ahead.seq, Break::CheckpointUntrusted)
            };
            self.found(seq, what, None);
        }
        match self.fault {
            None => Ok(self.summary),
            Some(found) => Err(found.broken),
        }
    }

    fn found(&mut self, seq: i64, what: Break, stored: Option<Hash>) {
        let broken = Broken { seq, what };
        self.fault = Some(Found { broken, stored });
    }

    /// Compares what was read with the checkpoints that cover it.
    fn compare_checkpoints(&mut self) {
        let seq = self.summary.entries;
        while let Some(checkpoint) = self.waiting.pop_front_if(|next| next.seq <= seq) {
            if !checkpoint.is_signed_by(self.trusted) {
                return self.found(checkpoint.seq, Break::CheckpointUntrusted, None);
            }
            if checkpoint.seq != seq || checkpoint.hash != self.summary.head {
                return self.found(checkpoint.seq, Break::CheckpointDiffers, None);
            }
            self.summary.checkpoints += 1;
            self.summary.signed_to = seq;
        }
    }

    /// The entry that belongs where the chain broke is the one that links to what stands before.
    fn look_for_the_right_entry(&mut self, sealed: &SealedEntry) {
        let Some(found) = &mut self.fault else { return };
        if matches!(found.broken.what, Break::EntryChanged | Break::EntryMissing) {
            let linked = link(&self.summary.head, &sealed.entry);
            let numbered = sealed.seq == found.broken.seq;
            if numbered || linked == sealed.hash || Some(linked) == found.stored {
                found.broken.what = Break::OrderChanged;
            }
        }
    }
}

/// Verifies a whole chain: entries in the order of `seq`, checkpoints in any order.
///
/// # Errors
/// The first break.
pub fn verify(
    entries: impl IntoIterator<Item = SealedEntry>,
    checkpoints: impl IntoIterator<Item = Checkpoint>,
    trusted: &[PublicKey],
) -> Result<Summary, Broken> {
    let mut checkpoints: Vec<_> = checkpoints.into_iter().collect();
    checkpoints.sort_by_key(|checkpoint| checkpoint.seq);
    let mut verifier = Verifier::new(trusted);
    for checkpoint in checkpoints {
        verifier.add_checkpoint(checkpoint);
    }
    for sealed in entries {
        verifier.read(&sealed);
    }
    verifier.finish()
}

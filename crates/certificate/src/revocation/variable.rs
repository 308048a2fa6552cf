//! Lists of shortened hashes in the form of the EU's revocation distribution, version 1.
//!
//! The form, numbers with the highest byte first: version (2 bytes), wished share of false positives
//! (4, IEEE 754), elements (4), bytes of each element (1), the first bytes of the hashes, sorted.

use super::LONGEST_SLICE;
use super::fault::RevocationFault;
use super::hash::RevocationHash;

const VERSION: [u8; 2] = [0, 1];
const HEADER: usize = 11;
/// Bytes of each element at least (`minByteCount` of the distribution).
const SHORTEST: u8 = 4;

/// The first bytes of hashes, as few as the wished share of false positives allows.
#[derive(Clone, PartialEq, Eq)]
pub struct VariableHashList {
    /// Filled up with zeros.
    heads: Vec<[u8; 16]>,
    size: u8,
    share: [u8; 4],
}

impl VariableHashList {
    /// A list of these hashes. `shared` says how many leading bytes they all have in common: those
    /// tell nothing apart.
    pub fn of(hashes: &[RevocationHash], shared: u8, false_positives: f32) -> Self {
        let size = size(hashes.len(), f64::from(false_positives)).saturating_add(shared);
        let size = size.clamp(SHORTEST, 16);
        let heads = hashes.iter().map(|hash| head(hash.as_bytes(), size));
        Self {
            heads: sorted(heads.collect()),
            size,
            share: false_positives.to_be_bytes(),
        }
    }

    /// Whether the hash is probably among those of the list; `false` is certain.
    pub fn contains(&self, hash: &RevocationHash) -> bool {
        let head = head(hash.as_bytes(), self.size);
        self.heads.binary_search(&head).is_ok()
    }

    /// Writes the form of the EU's distribution.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER + usize::from(self.size) * self.heads.len());
        bytes.extend(VERSION);
        bytes.extend(self.share);
        let count = u32::try_from(self.heads.len()).unwrap_or(u32::MAX);
        bytes.extend(count.to_be_bytes());
        bytes.push(self.size);
        for head in &self.heads {
            bytes.extend(head.iter().take(usize::from(self.size)));
        }
        bytes
    }

    /// Reads the form of the EU's distribution.
    ///
    /// # Errors
    /// [`RevocationFault::SliceVersion`] or [`RevocationFault::SliceForm`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RevocationFault> {
        if bytes.len() > LONGEST_SLICE {
            return Err(RevocationFault::SliceForm);
        }
        let (header, body) = bytes
            .split_first_chunk::<HEADER>()
            .ok_or(RevocationFault::SliceForm)?;
        let [v0, v1, p0, p1, p2, p3, n0, n1, n2, n3, size] = *header;
        if [v0, v1] != VERSION {
            return Err(RevocationFault::SliceVersion);
        }
        // Lists of the distribution begin at four bytes; one byte would name everybody.
        let count = u32::from_be_bytes([n0, n1, n2, n3]) as usize;
        if !(2..=16).contains(&size) || count.checked_mul(size.into()) != Some(body.len()) {
            return Err(RevocationFault::SliceForm);
        }
        let heads = body
            .chunks_exact(size.into())
            .map(|bytes| head(bytes, size));
        Ok(Self {
            heads: sorted(heads.collect()),
            size,
            share: [p0, p1, p2, p3],
        })
    }
}

impl std::fmt::Debug for VariableHashList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "VariableHashList({} of {} bytes)",
            self.heads.len(),
            self.size
        )
    }
}

fn head(bytes: &[u8], size: u8) -> [u8; 16] {
    let mut head = [0; 16];
    for (to, from) in head.iter_mut().zip(bytes).take(usize::from(size)) {
        *to = *from;
    }
    head
}

fn sorted(mut heads: Vec<[u8; 16]>) -> Vec<[u8; 16]> {
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// The fewest bytes with which `elements` of them meet a foreign hash with at most that chance.
fn size(elements: usize, false_positives: f64) -> u8 {
    #[expect(clippy::cast_precision_loss, reason = "no list has 2^52 elements")]
    let mut chance = elements as f64;
    (0..16)
        .take_while(|_| {
            let more = chance > false_positives;
            chance /= 256.0;
            more
        })
        .fold(0, |bytes, _| bytes + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list as the EU's verifier app has it in its tests (Apache-2.0): seven entries of two bytes.
    #[test]
    fn a_list_of_the_eu_app_is_read_and_written_equally() {
        let bytes = [
            0, 1, 0x2d, 0x2f, 0xeb, 0xff, 0, 0, 0, 7, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
            14,
        ];
        let list = VariableHashList::from_bytes(&bytes).unwrap();
        assert!(list.contains(&RevocationHash::from_bytes([
            3, 4, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9
        ])));
        assert!(!list.contains(&RevocationHash::from_bytes([4; 16])));
        assert_eq!(list.to_bytes(), bytes);
    }

    #[test]
    fn entries_are_as_short_as_the_wished_share_allows() {
        assert_eq!(size(1, 1e-12), 5);
        assert_eq!(size(1000, 1e-12), 7);
        assert_eq!(size(1_000_000, 1e-12), 8);
        assert_eq!(size(0, 1e-12), 0);
    }
}

//! Merkle trees: one signature over many things, each provable alone (RFC 9162 §2.1).
//!
//! A tree is made of the hashes of its entries in their order. Whoever has the signed root, one
//! entry, its place and its [`path`] can check that the entry is under the signature, and learns
//! nothing of the others.
//!
//! ```
//! use khien_certificate::merkle::{Hash, path, root, proves};
//! let leaves: Vec<Hash> = ["a", "b", "c"].iter().map(|it| Hash::of_entry(it.as_bytes())).collect();
//! let root = root(&leaves).unwrap();
//! let way = path(&leaves, 2).unwrap();
//! assert!(proves(leaves[2], (2, 3), &way, root));
//! assert!(!proves(leaves[1], (2, 3), &way, root));
//! ```

use std::fmt;

use aws_lc_rs::digest::{Context, SHA256};

/// What a leaf's hash begins with, so that no leaf can pass for an inner node.
const LEAF: u8 = 0;
/// What an inner node's hash begins with.
const NODE: u8 = 1;

/// A SHA-256 hash within a tree.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The leaf of an entry.
    pub fn of_entry(entry: &[u8]) -> Self {
        Self::over(LEAF, &[entry])
    }

    /// The node above two others.
    fn above(left: Self, right: Self) -> Self {
        Self::over(NODE, &[&left.0, &right.0])
    }

    fn over(kind: u8, parts: &[&[u8]]) -> Self {
        let mut context = Context::new(&SHA256);
        context.update(&[kind]);
        for part in parts {
            context.update(part);
        }
        let mut hash = [0; 32];
        hash.copy_from_slice(context.finish().as_ref());
        Self(hash)
    }

    /// The hash whose bytes were stored or received.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Hash {
    /// Hexadecimal, in small letters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The root over leaves in their order; `None` over none.
pub fn root(leaves: &[Hash]) -> Option<Hash> {
    match leaves {
        [] => None,
        [one] => Some(*one),
        more => {
            let (left, right) = more.split_at(left_of(more.len()));
            Some(Hash::above(root(left)?, root(right)?))
        }
    }
}

/// The hashes beside the way from a leaf up to the root, the lowest first; `None` where there is no
/// such leaf.
pub fn path(leaves: &[Hash], place: usize) -> Option<Vec<Hash>> {
    if place >= leaves.len() {
        return None;
    }
    let mut way = Vec::new();
    climb(leaves, place, &mut way);
    Some(way)
}

fn climb(leaves: &[Hash], place: usize, way: &mut Vec<Hash>) {
    if leaves.len() < 2 {
        return;
    }
    let (left, right) = leaves.split_at(left_of(leaves.len()));
    let (own, at, beside) = if place < left.len() {
        (left, place, right)
    } else {
        (right, place - left.len(), left)
    };
    climb(own, at, way);
    way.extend(root(beside));
}

/// Whether a leaf stands at a place, of so many, under a root.
pub fn proves(leaf: Hash, (place, count): (usize, usize), way: &[Hash], root: Hash) -> bool {
    place < count && up(leaf, (place, count), way) == Some(root)
}

fn up(leaf: Hash, (place, count): (usize, usize), way: &[Hash]) -> Option<Hash> {
    if count == 1 {
        return way.is_empty().then_some(leaf);
    }
    let (beside, below) = way.split_last()?;
    let left = left_of(count);
    if place < left {
        Some(Hash::above(up(leaf, (place, left), below)?, *beside))
    } else {
        let own = up(leaf, (place - left, count - left), below)?;
        Some(Hash::above(*beside, own))
    }
}

/// How many of two or more leaves are in the left half: the largest power of two below their number.
fn left_of(count: usize) -> usize {
    1 << (count - 1).ilog2()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaves(count: usize) -> Vec<Hash> {
        (0..count)
            .map(|number| Hash::of_entry(&number.to_be_bytes()))
            .collect()
    }

    /// The roots that the reference implementations of RFC 6962 give for these entries.
    #[test]
    fn roots_are_those_of_the_standard() {
        let entries: [&[u8]; 8] = [
            b"",
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        let leaves: Vec<Hash> = entries.iter().map(|it| Hash::of_entry(it)).collect();
        for (count, expected) in [
            (
                1,
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            ),
            (
                2,
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            ),
            (
                3,
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            ),
            (
                8,
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            ),
        ] {
            let root = root(&leaves[..count]).map(|it| it.to_string());
            assert_eq!(root.as_deref(), Some(expected), "{count} entries");
        }
        assert_eq!(root(&[]), None);
    }

    /// As many leaves as a number can say, which nobody has: refused like any other wrong proof.
    #[test]
    fn trees_without_end_prove_nothing() {
        let leaf = Hash::of_entry(b"dose");
        for count in [1 << 63, (1 << 63) + 1, usize::MAX] {
            for length in [0, 1, 63, 64, 65] {
                let way = vec![leaf; length];
                assert!(!proves(leaf, (0, count), &way, leaf));
                assert!(!proves(leaf, (count - 1, count), &way, leaf));
            }
        }
    }

    proptest! {
        #[test]
        fn every_leaf_is_proven_at_its_place_and_nowhere_else(count in 1usize..70, other in 0usize..70) {
            let leaves = leaves(count);
            let top = root(&leaves).unwrap_or(leaves[0]);
            for place in 0..count {
                let way = path(&leaves, place).unwrap_or_default();
                prop_assert!(proves(leaves[place], (place, count), &way, top));
                if other != place {
                    prop_assert!(!proves(leaves[place], (other, count), &way, top));
                }
                prop_assert!(count == 1 || !proves(Hash::of_entry(b"x"), (place, count), &way, top));
            }
            prop_assert_eq!(path(&leaves, count), None);
        }

        #[test]
        fn a_way_of_another_length_proves_nothing(count in 2usize..40, place in 0usize..40, longer in any::<bool>()) {
            let leaves = leaves(count);
            let place = place % count;
            let top = root(&leaves).unwrap_or(leaves[0]);
            let mut way = path(&leaves, place).unwrap_or_default();
            if longer { way.push(top); } else { way.pop(); }
            prop_assert!(!proves(leaves[place], (place, count), &way, top));
        }
    }
}

//! Bloom filters in the form of the EU's revocation distribution, version 1.
//!
//! The form, numbers with the highest byte first: version (2 bytes), number of indices for each
//! element (1), hash function (1, always 0), wished share of false positives (4, IEEE 754), elements
//! planned (4), elements added (4), number of words (4), words of 32 bits. Index `i` of an element is
//! SHA-256 of the element followed by the byte `i`, read as a signed number, modulo the number of
//! bits; bit 0 is the highest of the first word.

use sha2::block_api::compress256;

use super::LONGEST_SLICE;
use super::fault::RevocationFault;
use super::hash::RevocationHash;

const VERSION: [u8; 2] = [0, 1];
const SHA_256: u8 = 0;
const HEADER: usize = 20;
const WORD_BITS: u64 = 32;
/// Filters are sized for at least so many elements: in a smaller one the number of bits that are set
/// varies so much that the wished share of false positives is missed.
const FEWEST: usize = 64;

/// A set that says "perhaps" or "no".
#[derive(Clone, PartialEq, Eq)]
pub struct BloomFilter {
    words: Vec<u32>,
    indices: u8,
    /// As bits of an IEEE 754 number: kept, never calculated with.
    share: [u8; 4],
    planned: u32,
    added: u32,
    modulus: Modulus,
}

impl BloomFilter {
    /// A filter of these hashes, of which about the share `false_positives` of others seem to
    /// be in it.
    pub fn of(hashes: &[RevocationHash], false_positives: f32) -> Self {
        let planned = hashes.len().max(FEWEST);
        let (words, indices) = size(planned, f64::from(false_positives));
        let mut filter = Self {
            modulus: Modulus::of_words(words),
            words: vec![0; words],
            indices,
            share: false_positives.to_be_bytes(),
            planned: u32::try_from(planned).unwrap_or(u32::MAX),
            added: 0,
        };
        for hash in hashes {
            filter.add(hash.as_bytes());
        }
        filter
    }

    fn add<const N: usize>(&mut self, element: &[u8; N]) {
        let mut hashed = Hashed::new(element);
        for number in 0..self.indices {
            let (word, bit) = self.modulus.position(hashed.with(number));
            if let Some(word) = self.words.get_mut(word) {
                *word |= bit;
            }
        }
        self.added = self.added.saturating_add(1);
    }

    /// Whether the hash is perhaps among those of the filter; `false` is certain.
    pub fn contains(&self, hash: &RevocationHash) -> bool {
        self.holds(hash.as_bytes())
    }

    fn holds<const N: usize>(&self, element: &[u8; N]) -> bool {
        let mut hashed = Hashed::new(element);
        (0..self.indices).all(|number| {
            let (word, bit) = self.modulus.position(hashed.with(number));
            self.words.get(word).is_some_and(|word| word & bit != 0)
        })
    }

    /// Writes the form of the EU's distribution.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER + 4 * self.words.len());
        bytes.extend(VERSION);
        bytes.extend([self.indices, SHA_256]);
        bytes.extend(self.share);
        bytes.extend(self.planned.to_be_bytes());
        bytes.extend(self.added.to_be_bytes());
        let words = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        bytes.extend(words.to_be_bytes());
        bytes.extend(self.words.iter().flat_map(|word| word.to_be_bytes()));
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
        let (head, body) = bytes
            .split_first_chunk::<HEADER>()
            .ok_or(RevocationFault::SliceForm)?;
        let [
            v0,
            v1,
            indices,
            function,
            share @ ..,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
        ] = *head;
        if [v0, v1] != VERSION || function != SHA_256 {
            return Err(RevocationFault::SliceVersion);
        }
        let words: Vec<u32> = body
            .as_chunks()
            .0
            .iter()
            .map(|w| u32::from_be_bytes(*w))
            .collect();
        let whole = body.len() == 4 * words.len() && number(head, 16) as usize == words.len();
        // The upstream number is a signed byte.
        if !whole || words.is_empty() || !(1..=127).contains(&indices) {
            return Err(RevocationFault::SliceForm);
        }
        Ok(Self {
            modulus: Modulus::of_words(words.len()),
            words,
            indices,
            share,
            planned: number(head, 8),
            added: number(head, 12),
        })
    }
}

impl std::fmt::Debug for BloomFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BloomFilter({} of {})", self.added, self.planned)
    }
}

fn number(head: &[u8; HEADER], at: usize) -> u32 {
    let bytes = head.get(at..).and_then(<[u8]>::first_chunk);
    bytes.map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

/// Words of the filter and indices of each element: −n·ln p / (ln 2)² bits, −log₂ p indices.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "bounded by the clamps; a filter of 2^52 elements cannot be held anyway"
)]
fn size(elements: usize, false_positives: f64) -> (usize, u8) {
    let ln2 = std::f64::consts::LN_2;
    let wished = -false_positives.clamp(1e-30, 0.5).ln();
    let most = (8 * (LONGEST_SLICE - HEADER)) as f64;
    let bits = (elements as f64 * wished / (ln2 * ln2)).clamp(1.0, most);
    let indices = (wished / ln2).round().clamp(1.0, 127.0);
    ((bits as usize).div_ceil(32).max(1), indices as u8)
}

/// Reduces a SHA-256 to the number of a bit.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Modulus {
    bits: u64,
    /// What the words of the digest count, from the highest, modulo `bits`. Slices are so short that
    /// this is below 2²⁵, and the sum of eight words times it fits into 64 bits: one division is
    /// enough.
    weights: [u64; 8],
    /// 2²⁵⁶ modulo `bits`, which a number with the sign bit set has too much.
    sign: u64,
}

impl Modulus {
    fn of_words(words: usize) -> Self {
        let bits = words as u64 * WORD_BITS;
        let mut weights = [0; 8];
        let mut weight = 1 % bits;
        for place in weights.iter_mut().rev() {
            *place = weight;
            weight = (weight << 32) % bits;
        }
        Self {
            bits,
            weights,
            sign: weight,
        }
    }

    /// The word and the bit within it that a digest stands for.
    fn position(self, digest: [u32; 8]) -> (usize, u32) {
        let bit = self.reduce(digest);
        let (word, within) = (bit / WORD_BITS, bit % WORD_BITS);
        (
            usize::try_from(word).unwrap_or(usize::MAX),
            (1 << 31) >> within,
        )
    }

    /// The digest as a signed number, modulo the number of bits.
    fn reduce(self, digest: [u32; 8]) -> u64 {
        let parts = digest.iter().zip(self.weights);
        let sum: u64 = parts.map(|(word, weight)| u64::from(*word) * weight).sum();
        let negative = digest.first().is_some_and(|word| word >> 31 == 1);
        let too_much = if negative { self.bits - self.sign } else { 0 };
        (sum + too_much) % self.bits
    }
}

/// What SHA-256 begins with (FIPS 180-4 section 5.3.3).
const BEGIN: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];
/// Bytes of a block, and of the longest element that one block holds with its number and its end.
const BLOCK: usize = 64;
const LONGEST_ELEMENT: usize = BLOCK - 10;

/// The one block of an element and a number, as SHA-256 pads it (section 5.1.1): forty digests of each
/// element differ in one byte, so nothing else is written again.
struct Hashed<const N: usize> {
    block: [u8; BLOCK],
}

impl<const N: usize> Hashed<N> {
    fn new(element: &[u8; N]) -> Self {
        const { assert!(N <= LONGEST_ELEMENT) };
        let mut block = [0; BLOCK];
        for (to, from) in block.iter_mut().zip(element.iter().chain([&0, &0x80])) {
            *to = *from;
        }
        if let Some(length) = block.last_chunk_mut() {
            *length = (8 * (N as u64 + 1)).to_be_bytes();
        }
        Self { block }
    }

    /// The digest of the element and a number.
    fn with(&mut self, number: u8) -> [u32; 8] {
        if let Some(place) = self.block.get_mut(N) {
            *place = number;
        }
        let mut state = BEGIN;
        compress256(&mut state, std::slice::from_ref(&self.block));
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Filters written by the EU's own library (dgc-bloomfilter, `filter-test.json`, Apache-2.0):
    /// words as signed numbers, elements that were added, elements asked for, answers.
    #[test]
    fn filters_of_the_eu_library_are_equal() {
        let cases: [(&[i32], &[&[u8; 1]]); 2] = [
            (&[2_102_098_068, 1_202_697_683, 439_752_268], &[b"1"]),
            (&[2_129_861_756, 1_680_563_432], &[b"1", b"2"]),
        ];
        for (words, elements) in cases {
            let bits = 32.0 * f64::from(u32::try_from(words.len()).unwrap());
            let planned = u32::try_from(elements.len()).unwrap();
            let indices = (bits / f64::from(planned) * std::f64::consts::LN_2).round();
            let mut filter = BloomFilter {
                words: vec![0; words.len()],
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "67 and 22"
                )]
                indices: indices as u8,
                share: 1e-4_f32.to_be_bytes(),
                planned,
                added: 0,
                modulus: Modulus::of_words(words.len()),
            };
            for element in elements {
                filter.add(element);
                assert!(filter.holds(element));
            }
            let made: Vec<i32> = filter.words.iter().map(|word| word.cast_signed()).collect();
            assert_eq!(made, words);
        }
    }

    #[test]
    fn the_block_of_an_element_has_its_digest() {
        for number in [0, 1, 127] {
            let element = *b"0123456789abcdef";
            let whole = [&element[..], &[number]].concat();
            let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &whole);
            let words = Hashed::new(&element).with(number).map(u32::to_be_bytes);
            assert_eq!(words.concat(), digest.as_ref());
        }
    }

    #[test]
    fn a_million_elements_fit_into_the_longest_slice_no_more() {
        let (words, indices) = size(1000, 1e-12);
        assert_eq!((words * 32).div_ceil(1000), 58);
        assert_eq!(indices, 40);
        let (words, _) = size(usize::MAX, 1e-12);
        assert!(HEADER + 4 * words <= LONGEST_SLICE);
    }
}

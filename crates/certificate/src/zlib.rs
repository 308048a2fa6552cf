//! zlib (RFC 1950) around DEFLATE (RFC 1951), with a bound on what comes out.
//!
//! A certificate is a few hundred bytes, a third of them a signature that no packing makes smaller.
//! So there are two ways to write one: compressed, or as one stored block, which every reader takes
//! and which costs next to no time. Reading knows no difference.

use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};
use thiserror::Error;

/// The least first room for what comes out.
const ROOM: usize = 1024;
/// What a stored block can hold, as its length has sixteen bits.
const LONGEST_STORED: usize = u16::MAX as usize;

/// Why bytes were not inflated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ZlibFault {
    /// No stream, or one that is cut off, changed, or followed by something.
    #[error("the compressed part is damaged")]
    Damaged,
    /// More comes out than a certificate can be long.
    #[error("the compressed part holds more than any certificate")]
    TooLong,
}

impl ZlibFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Damaged => "zlib-damaged",
            Self::TooLong => "zlib-too-long",
        }
    }
}

/// Inflates, keeping its tables from one text to the next.
pub struct Inflater(Decompressor);

impl Inflater {
    /// One to be used for many texts.
    pub fn new() -> Self {
        Self(Decompressor::new())
    }

    /// What a zlib stream holds, at most `limit` bytes.
    ///
    /// # Errors
    /// [`ZlibFault`]. Not more than `limit` bytes are ever set aside.
    pub fn zlib(&mut self, bytes: &[u8], limit: usize) -> Result<Vec<u8>, ZlibFault> {
        let out = self.zlib_before(bytes, limit)?;
        // The library stops at the end of the stream, which is the sum of what came out.
        let sum = libdeflater::adler32(&out).to_be_bytes();
        let Some(body) = bytes.strip_suffix(&sum) else {
            return Err(ZlibFault::Damaged);
        };
        // The sum once more in the middle may be where the stream has ended.
        let shorter = bytes.get(..body.len() + sum.len() - 1);
        let shorter = shorter.unwrap_or_default();
        if holds(shorter, sum) {
            self.refuse_whole(|it, out| it.zlib_decompress(shorter, out), out.len())?;
        }
        Ok(out)
    }

    /// As [`Inflater::zlib`], but something may follow the stream: line ends in a PDF.
    ///
    /// # Errors
    /// As [`Inflater::zlib`].
    pub fn zlib_before(&mut self, bytes: &[u8], limit: usize) -> Result<Vec<u8>, ZlibFault> {
        grown(bytes.len(), limit, |out| self.0.zlib_decompress(bytes, out))
    }

    /// Refuses a stream that is whole without its last byte: then something follows it.
    fn refuse_whole(
        &mut self,
        inflate: impl Fn(&mut Decompressor, &mut [u8]) -> Result<usize, DecompressionError>,
        length: usize,
    ) -> Result<(), ZlibFault> {
        match inflate(&mut self.0, &mut vec![0; length]) {
            Ok(_) => Err(ZlibFault::Damaged),
            Err(_) => Ok(()),
        }
    }

    /// What bare DEFLATE holds, at most `limit` bytes.
    ///
    /// # Errors
    /// As [`Inflater::zlib`].
    pub fn deflate(&mut self, bytes: &[u8], limit: usize) -> Result<Vec<u8>, ZlibFault> {
        let out = grown(bytes.len(), limit, |out| {
            self.0.deflate_decompress(bytes, out)
        })?;
        let shorter = bytes.get(..bytes.len().saturating_sub(1));
        let shorter = shorter.unwrap_or_default();
        self.refuse_whole(|it, room| it.deflate_decompress(shorter, room), out.len())?;
        Ok(out)
    }
}

impl Default for Inflater {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Inflater {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inflater")
    }
}

/// Tries with little room first, and with four times as much while that is too little.
fn grown(
    given: usize,
    limit: usize,
    mut inflate: impl FnMut(&mut [u8]) -> Result<usize, DecompressionError>,
) -> Result<Vec<u8>, ZlibFault> {
    let mut room = given.saturating_mul(2).max(ROOM).min(limit);
    loop {
        let mut out = vec![0; room];
        match inflate(&mut out) {
            Ok(length) => {
                out.truncate(length);
                return Ok(out);
            }
            Err(DecompressionError::InsufficientSpace) if room < limit => {
                room = room.saturating_mul(4).min(limit);
            }
            Err(DecompressionError::InsufficientSpace) => return Err(ZlibFault::TooLong),
            Err(DecompressionError::BadData) => return Err(ZlibFault::Damaged),
        }
    }
}

/// Compresses, keeping its tables from one text to the next.
pub struct Deflater(Compressor);

impl Deflater {
    /// One to be used for many texts.
    pub fn new() -> Self {
        // Of a few hundred bytes higher levels make nothing shorter (95,063 bytes of 254 codes against
        // 95,048), and take twice as long.
        let level = CompressionLvl::new(2).unwrap_or_default();
        Self(Compressor::new(level))
    }

    /// Replaces what is in `out` by the zlib stream of `bytes`.
    pub fn zlib(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let bound = self.0.zlib_compress_bound(bytes.len());
        out.resize(bound, 0);
        // The room is what the library asked for, so it does not fail.
        let length = self.0.zlib_compress(bytes, out).unwrap_or_default();
        out.truncate(length);
    }

    /// Replaces what is in `out` by the bare DEFLATE stream of `bytes`.
    pub fn deflate(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let bound = self.0.deflate_compress_bound(bytes.len());
        out.resize(bound, 0);
        let length = self.0.deflate_compress(bytes, out).unwrap_or_default();
        out.truncate(length);
    }
}

impl Default for Deflater {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Deflater {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Deflater")
    }
}

/// Replaces what is in `out` by a zlib stream that holds `bytes` as they are.
pub fn store(bytes: &[u8], out: &mut Vec<u8>) {
    out.clear();
    // A window of 32 KiB, no dictionary, fastest; the check bits make it a multiple of 31.
    out.extend_from_slice(&[0x78, 0x01]);
    let mut blocks = bytes.chunks(LONGEST_STORED).peekable();
    if bytes.is_empty() {
        out.extend_from_slice(&[1, 0, 0, 0xff, 0xff]);
    }
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(blocks.peek().is_none()));
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    out.extend_from_slice(&libdeflater::adler32(bytes).to_be_bytes());
}

/// Whether four bytes stand among others. Every code is asked, so there is no branch for each place.
fn holds(bytes: &[u8], four: [u8; 4]) -> bool {
    let wanted = u32::from_ne_bytes(four);
    (0..4).any(|start| {
        let (pieces, _) = bytes.get(start..).unwrap_or_default().as_chunks();
        let is_wanted = |piece: &[u8; 4]| u32::from_ne_bytes(*piece) == wanted;
        pieces.iter().fold(false, |found, it| found | is_wanted(it))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMIT: usize = 64 * 1024;

    fn compressed(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Deflater::new().zlib(bytes, &mut out);
        out
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = compressed(&vec![0; 50_000_000]);
        assert!(bomb.len() < 60_000);
        let mut inflater = Inflater::new();
        assert_eq!(inflater.zlib(&bomb, LIMIT), Err(ZlibFault::TooLong));
        let full = compressed(&vec![0; LIMIT]);
        assert_eq!(inflater.zlib(&full, LIMIT).unwrap().len(), LIMIT);
        let over = compressed(&vec![0; LIMIT + 1]);
        assert_eq!(inflater.zlib(&over, LIMIT), Err(ZlibFault::TooLong));
    }

    #[test]
    fn a_changed_or_cut_stream_is_damaged() {
        let whole = compressed(b"a certificate that is long enough to be worth it, worth it");
        for cut in 0..whole.len() {
            assert_eq!(
                Inflater::new().zlib(&whole[..cut], LIMIT),
                Err(ZlibFault::Damaged)
            );
        }
        let mut changed = whole;
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(
            Inflater::new().zlib(&changed, LIMIT),
            Err(ZlibFault::Damaged)
        );
        assert_eq!(ZlibFault::Damaged.code(), "zlib-damaged");
        assert_eq!(ZlibFault::TooLong.code(), "zlib-too-long");
    }

    #[test]
    fn four_bytes_are_found_at_every_place_and_nowhere_else() {
        for place in 0..9 {
            let mut bytes = [7; 12];
            bytes[place..place + 4].copy_from_slice(&[1, 2, 3, 4]);
            assert!(holds(&bytes, [1, 2, 3, 4]), "{place}");
            assert!(!holds(&bytes, [2, 3, 4, 1]), "{place}");
            assert!(!holds(&bytes[..place + 3], [1, 2, 3, 4]), "{place}");
        }
        assert!(!holds(&[], [0; 4]));
    }

    #[test]
    fn a_stream_that_something_follows_is_damaged() {
        let (mut bare, text) = (Vec::new(), b"{\"iss\":\"https://example.org\"}");
        Deflater::new().deflate(text, &mut bare);
        let mut stored = Vec::new();
        store(text, &mut stored);
        for after in [&[0][..], &[0xff], b"more"] {
            let mut inflater = Inflater::new();
            let with = |bytes: &[u8]| [bytes, after].concat();
            let told = inflater.deflate(&with(&bare), LIMIT);
            assert_eq!(told, Err(ZlibFault::Damaged));
            for whole in [&stored, &compressed(text)] {
                assert_eq!(inflater.zlib(&with(whole), LIMIT), Err(ZlibFault::Damaged));
                let sum = &whole[whole.len() - 4..];
                let told = inflater.zlib(&[&with(whole)[..], sum].concat(), LIMIT);
                assert_eq!(told, Err(ZlibFault::Damaged));
            }
        }
    }

    #[test]
    fn bare_deflate_comes_back() {
        let mut out = Vec::new();
        Deflater::new().deflate(b"{\"iss\":\"x\"}", &mut out);
        assert_eq!(
            Inflater::new().deflate(&out, LIMIT).unwrap(),
            b"{\"iss\":\"x\"}"
        );
    }

    #[test]
    fn what_is_longer_than_one_stored_block_comes_back() {
        for length in [0, 1, 65_535, 65_536, 200_000] {
            let bytes = vec![7; length];
            let mut out = Vec::new();
            store(&bytes, &mut out);
            assert_eq!(Inflater::new().zlib(&out, 1 << 20).unwrap(), bytes);
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let mut out = vec![1, 2, 3];
            store(&bytes, &mut out);
            prop_assert_eq!(&Inflater::new().zlib(&out, LIMIT).unwrap(), &bytes);
            prop_assert_eq!(&Inflater::new().zlib(&compressed(&bytes), LIMIT).unwrap(), &bytes);
        }

        #[test]
        fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut inflater = Inflater::new();
            let _ = inflater.deflate(&bytes, LIMIT);
            let _ = inflater.zlib(&[&[0x78, 0x01][..], &bytes].concat(), LIMIT);
        }
    }
}

//! Inflated bytes, counted as they come; what a container says about its sizes is not believed.

use std::fmt;
use std::io::{self, BufRead, Read};

use flate2::Crc;

/// Bytes that are inflated at once.
const STRETCH: usize = 64 << 10;
/// Longest run without a tag. A cell far beyond the cell limit is read and reported; a gigabyte
/// of text without a tag is not held to find its end.
const LONGEST_RUN: u64 = 64 << 20;

/// The marker inside an [`io::Error`] that says that a limit was passed.
#[derive(Debug)]
pub(crate) struct LimitPassed {
    /// The limit in bytes.
    pub(crate) limit: u64,
}

impl fmt::Display for LimitPassed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "inflates to more than {} bytes", self.limit)
    }
}

impl std::error::Error for LimitPassed {}

/// A buffered reader of one part that stops at the limit and checks the checksum at the end.
pub(crate) struct Guard<R> {
    inner: R,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    limit: u64,
    total: u64,
    run: u64,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Guard<R> {
    /// At most `limit` bytes of `inner`, whose checksum the container says is `expected`.
    pub(crate) fn new(inner: R, limit: u64, expected: u32) -> Self {
        Self {
            inner,
            buffer: vec![0; STRETCH],
            at: 0,
            filled: 0,
            limit,
            total: 0,
            run: 0,
            crc: Crc::new(),
            expected,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let count = loop {
            match self.inner.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                done => break done?,
            }
        };
        (self.at, self.filled) = (0, count);
        let bytes = &self.buffer[..count];
        self.crc.update(bytes);
        self.total += count as u64;
        self.run = match bytes.iter().rposition(|byte| *byte == b'<') {
            Some(last) => (count - last) as u64,
            None => self.run + count as u64,
        };
        if self.total > self.limit {
            return Err(io::Error::other(LimitPassed { limit: self.limit }));
        }
        if self.run > LONGEST_RUN {
            return Err(io::Error::other(LimitPassed { limit: LONGEST_RUN }));
        }
        if count == 0 && self.crc.sum() != self.expected {
            let what = "checksum does not agree";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.filled {
            self.refill()?;
        }
        Ok(&self.buffer[self.at..self.filled])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.filled);
    }
}

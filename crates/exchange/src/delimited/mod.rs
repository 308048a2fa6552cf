//! Delimited text: encodings, delimiters and records, as a stream with bounded memory.

mod encoding;
mod records;
mod text;

pub(crate) use records::{Delimited, Fields};
pub(crate) use text::TextSource;

/// The delimiters that are tried, in the order of trust.
pub(crate) const DELIMITERS: [u8; 4] = *b",;\t|";

//! What streams hold (section 7.4): the filters that writers of pages use.

use super::budget::Budget;
use super::fault::PdfFault;
use super::file::File;
use super::lexer::{hexadecimal, is_blank};
use super::object::{Dict, Object};
use crate::zlib::{Inflater, ZlibFault};

/// Filters of one stream at most.
const MOST_FILTERS: usize = 4;
/// What a stream may hold, and what a page may say.
pub(super) const LONGEST: usize = 64 * 1024 * 1024;
/// Bytes that come out of one at most (DEFLATE).
const MOST_INFLATED: usize = 1032;
/// From this predictor on those of PNG are meant, and each row says which.
const PNG_PREDICTORS: usize = 10;

/// A stream as it lies in the file.
#[derive(Clone, Copy)]
pub(super) struct Stream<'a> {
    pub(super) dict: &'a Dict,
    pub(super) raw: &'a [u8],
}

/// What is left where a filter is not undone here.
pub(super) enum Content {
    Bytes(Vec<u8>),
    /// A JPEG, as it is.
    Jpeg(Vec<u8>),
}

impl Stream<'_> {
    /// The bytes; nothing where they are damaged or packed in another way.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`].
    pub(super) fn unpacked(
        &self,
        file: &File<'_>,
        budget: &Budget,
    ) -> Result<Option<Vec<u8>>, PdfFault> {
        let content = self.content(file, budget)?;
        Ok(content.and_then(|content| match content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Jpeg(_) => None,
        }))
    }

    /// As [`Stream::unpacked`]; a picture may also be a JPEG.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`].
    pub(super) fn content(
        &self,
        file: &File<'_>,
        budget: &Budget,
    ) -> Result<Option<Content>, PdfFault> {
        budget.spend(self.raw.len())?;
        let mut bytes = self.raw.to_vec();
        let either = |long, short| {
            file.get(self.dict, long)
                .or_else(|| file.get(self.dict, short))
        };
        let filters = all(either("Filter", "F"));
        let parameters = all(either("DecodeParms", "DP"));
        if filters.len() > MOST_FILTERS {
            return Ok(None);
        }
        for (place, filter) in filters.iter().enumerate() {
            let parameters = parameters
                .get(place)
                .and_then(|it| file.resolved(it).dict());
            let undone = match file.resolved(filter).name() {
                Some(b"FlateDecode" | b"Fl") => inflated(&bytes, budget)?,
                Some(b"ASCII85Decode" | b"A85") => Some(ascii85(&bytes)),
                Some(b"ASCIIHexDecode" | b"AHx") => Some(hexadecimal(until(&bytes, b'>'))),
                Some(b"DCTDecode" | b"DCT") => return Ok(Some(Content::Jpeg(bytes))),
                _ => None,
            };
            let Some(undone) = undone else {
                return Ok(None);
            };
            if undone.len() > LONGEST {
                return Err(PdfFault::TooLarge);
            }
            budget.spend(undone.len())?;
            bytes = match parameters {
                Some(parameters) => predicted(undone, parameters),
                None => undone,
            };
        }
        Ok(Some(Content::Bytes(bytes)))
    }
}

/// One value, or several in an array.
fn all(value: Option<&Object>) -> &[Object] {
    match value {
        Some(Object::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// Only as much is ever set aside as may be spent.
fn inflated(bytes: &[u8], budget: &Budget) -> Result<Option<Vec<u8>>, PdfFault> {
    let limit = budget.left().min(LONGEST);
    match Inflater::new().zlib_before(bytes, limit) {
        Ok(inflated) => Ok(Some(inflated)),
        Err(ZlibFault::TooLong) => Err(PdfFault::TooLarge),
        Err(ZlibFault::Damaged) => {
            // How far it came before it failed is not told.
            budget.spend(bytes.len().saturating_mul(MOST_INFLATED).min(limit))?;
            Ok(None)
        }
    }
}

fn until(bytes: &[u8], end: u8) -> &[u8] {
    let length = bytes.iter().position(|byte| *byte == end);
    bytes
        .get(..length.unwrap_or(bytes.len()))
        .unwrap_or_default()
}

/// Groups of five characters, four bytes each (section 7.4.3).
fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group = Vec::with_capacity(5);
    for &byte in until(bytes, b'~').iter().filter(|byte| !is_blank(**byte)) {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(four_bytes(&group));
            group.clear();
        }
    }
    let given = group.len();
    if given > 1 {
        group.resize(5, 84);
        out.extend(four_bytes(&group).into_iter().take(given - 1));
    }
    out
}

fn four_bytes(group: &[u8]) -> [u8; 4] {
    let number = group.iter().fold(0_u32, |sum, digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
    });
    number.to_be_bytes()
}

/// Takes back what was done to rows so that they pack better (section 7.4.4.4).
fn predicted(bytes: Vec<u8>, parameters: &Dict) -> Vec<u8> {
    let number = |name, usual| {
        parameters
            .get(name)
            .and_then(Object::count)
            .unwrap_or(usual)
    };
    if number("Predictor", 1) < PNG_PREDICTORS {
        return bytes;
    }
    let bits = number("Colors", 1).saturating_mul(number("BitsPerComponent", 8));
    let row = bits.saturating_mul(number("Columns", 1)).div_ceil(8);
    let (step, row) = (bits.div_ceil(8).max(1), row.max(1));
    let mut above = Vec::new();
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.chunks(row.saturating_add(1)) {
        let Some((kind, line)) = line.split_first() else {
            continue;
        };
        above = png_row(*kind, line, &above, step);
        out.extend_from_slice(&above);
    }
    out
}

/// A row by its filter, its bytes, the row above and the bytes of a point (PNG, section 9.2).
fn png_row(kind: u8, line: &[u8], above: &[u8], step: usize) -> Vec<u8> {
    let mut row: Vec<u8> = Vec::with_capacity(line.len());
    let at = |row: &[u8], place: Option<usize>| {
        let byte = place.and_then(|place| row.get(place));
        byte.copied().unwrap_or_default()
    };
    for (place, byte) in line.iter().enumerate() {
        let before = place.checked_sub(step);
        let (left, up) = (at(&row, before), at(above, Some(place)));
        let add = match kind {
            1 => left,
            2 => up,
            3 => left.midpoint(up),
            4 => paeth(left, up, at(above, before)),
            _ => 0,
        };
        row.push(byte.wrapping_add(add));
    }
    row
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |from: u8| (guess - i16::from(from)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

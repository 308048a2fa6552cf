//! The text of the QR code: `shc:/` and two digits for each character of the card.

use super::fault::ShcFault;

/// Characters of a card that fit into one QR code (version 22, level L), by the framework.
pub const LONGEST_SINGLE: usize = 1195;
/// Characters of one piece, where a card was cut into several.
const LONGEST_CHUNK: usize = 1191;
/// Pieces that anybody would scan.
const MOST_CHUNKS: usize = 99;
/// A text that is longer is not read at all: twice the longest card that issuers are known to make.
const LONGEST_TEXT: usize = 32 * 1024;
const PREFIX: &str = "shc:/";
/// What is taken from the code of a character to make its two digits.
const OFFSET: u8 = b'-';
/// The highest pair of digits: that of `z`.
const HIGHEST: u8 = b'z' - OFFSET;

/// What the scanned codes hold.
#[derive(Clone, PartialEq, Eq)]
pub struct Scanned {
    /// The card in its compact form.
    pub jws: String,
    /// In how many codes it came. More than one is read, and deprecated since December 2022.
    pub chunks: usize,
}

impl std::fmt::Debug for Scanned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Scanned({} codes)", self.chunks)
    }
}

/// Puts together what was scanned, in any order.
///
/// # Errors
/// [`ShcFault`] with the codes `shc-prefix`, `shc-digits`, `shc-chunks`, `shc-chunk-too-long`,
/// `shc-trailing-characters` or `shc-too-long`.
pub fn read_qr(codes: &[&str]) -> Result<Scanned, ShcFault> {
    if codes.is_empty() || codes.len() > MOST_CHUNKS {
        return Err(ShcFault::Chunks);
    }
    let mut pieces = codes
        .iter()
        .map(|code| Piece::read(code))
        .collect::<Result<Vec<_>, _>>()?;
    pieces.sort_by_key(|piece| piece.number);
    let count = pieces.len();
    let numbered = pieces.iter().zip(1..);
    let whole = numbered
        .clone()
        .all(|(piece, number)| piece.number == number && piece.of == count);
    if !whole {
        return Err(ShcFault::Chunks);
    }
    let mut jws = String::new();
    for piece in &pieces {
        decode(piece.digits, &mut jws)?;
    }
    if count > 1
        && pieces
            .iter()
            .any(|piece| piece.digits.len() > 2 * LONGEST_CHUNK)
    {
        return Err(ShcFault::ChunkTooLong);
    }
    Ok(Scanned { jws, chunks: count })
}

/// One code: which piece of how many, and its digits.
struct Piece<'a> {
    number: usize,
    of: usize,
    digits: &'a str,
}

impl<'a> Piece<'a> {
    fn read(code: &'a str) -> Result<Self, ShcFault> {
        if code.len() > LONGEST_TEXT {
            return Err(ShcFault::TooLong);
        }
        if code.trim() != code {
            return Err(ShcFault::TrailingCharacters);
        }
        let rest = code.strip_prefix(PREFIX).ok_or(ShcFault::Prefix)?;
        let Some((number, after)) = rest.split_once('/') else {
            return Ok(Self {
                number: 1,
                of: 1,
                digits: rest,
            });
        };
        let (of, digits) = after.split_once('/').ok_or(ShcFault::Chunks)?;
        let counted = |text: &str| {
            text.parse()
                .ok()
                .filter(|count| (1..=MOST_CHUNKS).contains(count))
        };
        Ok(Self {
            number: counted(number).ok_or(ShcFault::Chunks)?,
            of: counted(of).ok_or(ShcFault::Chunks)?,
            digits,
        })
    }
}

fn decode(digits: &str, out: &mut String) -> Result<(), ShcFault> {
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return Err(ShcFault::Digits);
    }
    for pair in digits.as_bytes().chunks_exact(2) {
        let (&[tens, units] | &[tens, units, ..]) = pair else {
            return Err(ShcFault::Digits);
        };
        if !tens.is_ascii_digit() || !units.is_ascii_digit() {
            return Err(ShcFault::Digits);
        }
        let number = (tens - b'0') * 10 + units - b'0';
        if number > HIGHEST {
            return Err(ShcFault::Digits);
        }
        out.push(char::from(number + OFFSET));
    }
    Ok(())
}

/// The text of the one QR code of a card: a byte segment `shc:/` and a numeric segment after it.
///
/// # Errors
/// [`ShcFault::TooLongForOneCode`], for cards are not cut into pieces any more;
/// [`ShcFault::NotJws`] if a character is none of a card.
pub fn write_qr(jws: &str) -> Result<String, ShcFault> {
    if jws.len() > LONGEST_SINGLE {
        return Err(ShcFault::TooLongForOneCode {
            characters: jws.len(),
            limit: LONGEST_SINGLE,
        });
    }
    let mut text = String::with_capacity(PREFIX.len() + 2 * jws.len());
    text.push_str(PREFIX);
    for byte in jws.bytes() {
        let number = byte.checked_sub(OFFSET).filter(|number| *number <= HIGHEST);
        let number = number.ok_or(ShcFault::NotJws)?;
        text.push(char::from(b'0' + number / 10));
        text.push(char::from(b'0' + number % 10));
    }
    Ok(text)
}

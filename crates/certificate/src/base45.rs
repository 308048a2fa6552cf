//! Base45 (RFC 9285): bytes as the characters of a QR code's alphanumeric mode.
//!
//! ```
//! use khien_certificate::base45;
//! assert_eq!(base45::encode(b"ietf!"), "QED8WEX0");
//! assert_eq!(base45::decode("QED8WEX0")?, b"ietf!");
//! # Ok::<(), base45::Base45Fault>(())
//! ```

use thiserror::Error;

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// Marks what is no character of the alphabet.
const NONE: u8 = 0xff;
/// A bit that no place in the alphabet has.
const OUTSIDE: u8 = 0x80;
/// The place of each byte in the alphabet.
const PLACES: [u8; 256] = places();

const fn places() -> [u8; 256] {
    let mut places = [NONE; 256];
    let mut at = 0_u8;
    while at < 45 {
        places[ALPHABET[at as usize] as usize] = at;
        at += 1;
    }
    places
}

/// Why a text is not base45.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Base45Fault {
    /// A character outside the alphabet, a small letter for instance.
    #[error("a character is not of the base45 alphabet")]
    Character,
    /// One character is left over: something is missing.
    #[error("the base45 text is cut off")]
    Length,
    /// Two or three characters that name more than one or two bytes can hold.
    #[error("a group of base45 characters is out of range")]
    Range,
}

impl Base45Fault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Character => "base45-character",
            Self::Length => "base45-length",
            Self::Range => "base45-range",
        }
    }
}

/// The text of any bytes.
pub fn encode(bytes: &[u8]) -> String {
    encode_after("", bytes)
}

/// The text of any bytes after a prefix, in one piece of memory.
pub(crate) fn encode_after(prefix: &str, bytes: &[u8]) -> String {
    let (pairs, last) = bytes.as_chunks::<2>();
    let mut out = vec![0; prefix.len() + pairs.len() * 3 + last.len() * 2];
    let (before, after) = out.split_at_mut(prefix.len());
    before.copy_from_slice(prefix.as_bytes());
    let (groups, rest) = after.as_chunks_mut::<3>();
    for (group, pair) in groups.iter_mut().zip(pairs) {
        let number = usize::from(u16::from_be_bytes(*pair));
        *group = [
            ALPHABET[number % 45],
            ALPHABET[number / 45 % 45],
            ALPHABET[number / 2025 % 45],
        ];
    }
    for (letters, byte) in rest.as_chunks_mut::<2>().0.iter_mut().zip(last) {
        let number = usize::from(*byte);
        *letters = [ALPHABET[number % 45], ALPHABET[number / 45 % 45]];
    }
    // Every character of the alphabet is ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// The bytes of a text.
///
/// # Errors
/// [`Base45Fault`] for the first group that is wrong.
pub fn decode(text: &str) -> Result<Vec<u8>, Base45Fault> {
    let (groups, last) = text.as_bytes().as_chunks::<3>();
    let mut out = vec![0; groups.len() * 2];
    // Without a branch: whether anything was wrong is asked once at the end.
    let mut wrong = 0;
    for (pair, group) in out.as_chunks_mut::<2>().0.iter_mut().zip(groups) {
        let [first, second, third] = group.map(|it| u32::from(PLACES[usize::from(it)]));
        let number = first + 45 * second + 2025 * third;
        wrong |= (first | second | third) & u32::from(OUTSIDE) | number >> 16;
        let [.., high, low] = number.to_be_bytes();
        *pair = [high, low];
    }
    if wrong != 0 {
        for group in groups {
            u16::try_from(number(group)?).map_err(|_| Base45Fault::Range)?;
        }
    }
    match last {
        [] => {}
        [_] => return Err(Base45Fault::Length),
        _ => out.push(u8::try_from(number(last)?).map_err(|_| Base45Fault::Range)?),
    }
    Ok(out)
}

/// The number of a group, whose first character counts least.
fn number(group: &[u8]) -> Result<u32, Base45Fault> {
    let mut number = 0;
    let mut all = 0;
    for character in group.iter().rev() {
        let place = PLACES[usize::from(*character)];
        all |= place;
        number = number * 45 + u32::from(place);
    }
    if all & OUTSIDE == 0 {
        Ok(number)
    } else {
        Err(Base45Fault::Character)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Section 4.3 and 4.4 of the standard.
    #[test]
    fn the_examples_of_the_standard_hold() {
        for (plain, text) in [
            (&b"AB"[..], "BB8"),
            (b"Hello!!", "%69 VD92EX0"),
            (b"base-45", "UJCLQE7W581"),
            (b"ietf!", "QED8WEX0"),
            (b"", ""),
        ] {
            assert_eq!(encode(plain), text);
            assert_eq!(decode(text).unwrap(), plain);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, fault) in [
            ("A", Base45Fault::Length),
            ("BB8A", Base45Fault::Length),
            ("bb8", Base45Fault::Character),
            ("BB8!A", Base45Fault::Character),
            ("BB\u{e1}", Base45Fault::Character),
            ("GGW", Base45Fault::Range),
            (":::", Base45Fault::Range),
            ("V5", Base45Fault::Range),
            ("::", Base45Fault::Range),
        ] {
            assert_eq!(decode(text), Err(fault), "{text}");
            assert!(fault.code().starts_with("base45-"));
        }
        assert_eq!(decode("FGW").unwrap(), [0xff, 0xff]);
        assert_eq!(decode("U5").unwrap(), [0xff]);
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)).unwrap(), bytes);
        }

        #[test]
        fn any_text_is_read_or_refused_and_never_two_ways(text in ".{0,64}") {
            if let Ok(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}

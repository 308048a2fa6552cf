//! The identifier of a certificate (UVCI; eHealth Network, interoperability guidelines, annex 2).
//!
//! `URN:UVCI:01:VN:<opaque>#<check>`. The opaque part is random, never made from the person: it is in
//! every code that is shown, and revocation lists name it. The check character is written and never a
//! reason to refuse a code: of those in the field more are wrong than right.

use thiserror::Error;

/// The alphabet of the check character.
const ALPHABET: &[u8; 38] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:";
const SIZE: usize = 38;
/// Characters of an identifier.
const LONGEST: usize = 80;
const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Why an identifier was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UvciFault {
    /// A part holds something else than capitals and digits, or nothing.
    #[error("a part of the identifier is no word of capitals and digits")]
    Part,
    /// Longer than eighty characters.
    #[error("the identifier is too long")]
    TooLong,
}

impl UvciFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Part => "uvci-part",
            Self::TooLong => "uvci-too-long",
        }
    }
}

/// What the check character of an identifier says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// There is none.
    Absent,
    /// The identifier has characters that the check does not know, small letters for instance.
    Unknown,
}

/// An identifier of the first form: country and 128 random bits.
///
/// ```
/// let uvci = khien_certificate::uvci::opaque("VN", &[0xff; 16])?;
/// assert_eq!(uvci, "URN:UVCI:01:VN:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF#B");
/// # Ok::<(), khien_certificate::uvci::UvciFault>(())
/// ```
///
/// # Errors
/// [`UvciFault::Part`] where the country is no word of capitals and digits.
pub fn opaque(country: &str, random: &[u8; 16]) -> Result<String, UvciFault> {
    let hex = random.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let hex: String = hex
        .map(|half| char::from(HEX[usize::from(half & 15)]))
        .collect();
    of_parts(country, &[&hex])
}

/// An identifier of parts: the opaque part; issuing entity and opaque part; or entity, vaccine and
/// opaque part.
///
/// # Errors
/// [`UvciFault`].
pub fn of_parts(country: &str, parts: &[&str]) -> Result<String, UvciFault> {
    let is_word = |part: &&str| {
        let is_known = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(is_known)
    };
    if parts.is_empty() || !parts.iter().chain([&country]).all(is_word) {
        return Err(UvciFault::Part);
    }
    let mut uvci = format!("URN:UVCI:01:{country}:{}", parts.join("/"));
    let check = check_character(&uvci).ok_or(UvciFault::Part)?;
    uvci.extend(['#', check]);
    if uvci.len() > LONGEST {
        return Err(UvciFault::TooLong);
    }
    Ok(uvci)
}

/// The check character (Luhn modulo 38) of all before the `#`; `None` where a character is not of
/// the alphabet.
pub fn check_character(text: &str) -> Option<char> {
    let mut sum = 0;
    for (at, byte) in text.bytes().rev().enumerate() {
        let place = ALPHABET.iter().position(|letter| *letter == byte)?;
        let product = if at % 2 == 0 { place * 2 } else { place };
        sum += product / SIZE + product % SIZE;
    }
    let check = ALPHABET.get((SIZE - sum % SIZE) % SIZE)?;
    Some(char::from(*check))
}

/// What the check character of an identifier says.
pub fn check(uvci: &str) -> Check {
    let Some((before, check)) = uvci.rsplit_once('#') else {
        return Check::Absent;
    };
    match check_character(before) {
        None => Check::Unknown,
        Some(right) if check.chars().eq([right]) => Check::Right,
        Some(_) => Check::Wrong,
    }
}

/// The country of an identifier, as written; prefix and version may be absent.
pub fn country(uvci: &str) -> Option<&str> {
    let is_prefix =
        |part: &&str| part.eq_ignore_ascii_case("urn") || part.eq_ignore_ascii_case("uvci");
    let mut parts = uvci.split(':').skip_while(is_prefix).skip(1);
    parts.next().filter(|part| part.len() == 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Identifiers of the public samples of several countries. (The example `MY/INPUT/STRING#S` that
    /// is passed around belongs to an alphabet with the digits first, which nobody issues by.)
    #[test]
    fn the_check_character_is_that_of_the_field() {
        for uvci in [
            "URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B",
            "URN:UVCI:01:AL:8C5F2FEF40924CBD8FDE6D92F0A482D5#K",
            "URN:UVCI:01:GR:JI46UV4UBVIQHBVGU2CGTJKI3I#5",
            "URN:UVCI:01:LT:1227GNXXUEM92NY8J44JW#0",
            "URN:UVCI:01:TH:81901420047170654268#H",
        ] {
            assert_eq!(check(uvci), Check::Right, "{uvci}");
        }
        assert_eq!(
            check("URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#C"),
            Check::Wrong
        );
        assert_eq!(
            check("URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#BB"),
            Check::Wrong
        );
        assert_eq!(
            check("URN:UVCI:01:VN:FFFE3D31FABD035899134A9D3BAE9BCF"),
            Check::Absent
        );
        assert_eq!(check("urn:uvci:01:BG:UFR5PLGKU8WDSZK7#0"), Check::Unknown);
    }

    #[test]
    fn the_three_forms_are_made() {
        let uvci = of_parts("VN", &["BYT", "COMIRNATY", "ABC123"]).unwrap();
        assert!(uvci.starts_with("URN:UVCI:01:VN:BYT/COMIRNATY/ABC123#"));
        assert_eq!(check(&uvci), Check::Right);
        assert_eq!(country(&uvci), Some("VN"));
        assert_eq!(country("01:AT:B5921A"), Some("AT"));
        assert_eq!(country("nonsense"), None);
        for parts in [&["a"][..], &[""], &[], &["A#B"], &["A", "B:C"]] {
            assert_eq!(of_parts("VN", parts), Err(UvciFault::Part));
        }
        assert_eq!(of_parts("vn", &["A"]), Err(UvciFault::Part));
        assert_eq!(of_parts("VN", &[&"A".repeat(64)]), Err(UvciFault::TooLong));
        assert_eq!(UvciFault::TooLong.code(), "uvci-too-long");
    }

    proptest! {
        #[test]
        fn what_is_made_is_right_and_one_changed_character_is_not(random: [u8; 16], at in 15_usize..47) {
            let uvci = opaque("VN", &random).unwrap();
            prop_assert_eq!(check(&uvci), Check::Right);
            let mut changed = uvci.into_bytes();
            changed[at] = if changed[at] == b'X' { b'Y' } else { b'X' };
            prop_assert_eq!(check(&String::from_utf8(changed).unwrap()), Check::Wrong);
        }

        #[test]
        fn foreign_texts_never_panic(text in ".{0,90}") {
            let _ = (check(&text), country(&text));
        }
    }
}

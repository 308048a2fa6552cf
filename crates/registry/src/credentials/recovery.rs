//! Codes on paper for the day the phone is lost. Each works once.

use std::fmt;

use zeroize::Zeroizing;

use super::secret_hash::SecretHash;

/// How many are printed at a time; printing new ones makes the old ones void.
pub const RECOVERY_CODES: usize = 10;

/// Crockford's alphabet: no I, L, O, U, which are misread or make words.
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS: usize = 16;

/// One code: 80 random bits, printed as `XXXX-XXXX-XXXX-XXXX`.
///
/// ```
/// use khien_registry::credentials::RecoveryCode;
/// let code = RecoveryCode::from_random(*b"0123456789");
/// let printed = code.to_text();
/// assert_eq!(printed.as_str(), "60RK-4CSM-6MV3-EE1S");
/// let typed = RecoveryCode::parse("60rk 4csm 6mv3 eeis").ok_or("misread")?;
/// assert_eq!(typed.hash(), code.hash());
/// # Ok::<(), &str>(())
/// ```
pub struct RecoveryCode(Zeroizing<[u8; SYMBOLS]>);

impl RecoveryCode {
    /// The code of ten random bytes.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        let bits = bytes
            .iter()
            .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        for (at, symbol) in symbols.iter_mut().rev().enumerate() {
            let five = usize::try_from(bits >> (5 * at) & 31).unwrap_or(0);
            *symbol = ALPHABET.get(five).copied().unwrap_or(b'0');
        }
        Self(symbols)
    }

    /// Reads a typed code: small letters, blanks, hyphens and the usual misreadings (O for 0, I and
    /// L for 1) are understood. `None` where it is no code at all.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        let mut count = 0;
        for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let symbol = match u8::try_from(c.to_ascii_uppercase()).ok()? {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            };
            *symbols.get_mut(count)? = symbol;
            count += 1;
            ALPHABET.contains(&symbol).then_some(())?;
        }
        (count == SYMBOLS).then_some(Self(symbols))
    }

    /// As it is printed.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(SYMBOLS + 3));
        for (at, symbol) in self.0.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(*symbol));
        }
        text
    }

    /// What is stored of it.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of("khien recovery code", self.0.as_ref())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_code_is_not_read() {
        for typed in [
            "",
            "60RK-4CSM-6MV3-EE1",
            "60RK-4CSM-6MV3-EE1SS",
            "60RK-4CSM-6MV3-EE1U",
            "ậ",
        ] {
            assert!(RecoveryCode::parse(typed).is_none(), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_code_is_read_back(bytes: [u8; 10], other: [u8; 10]) {
            let code = RecoveryCode::from_random(bytes);
            let read = RecoveryCode::parse(&code.to_text().to_lowercase()).unwrap();
            prop_assert_eq!(read.hash(), code.hash());
            let equal = RecoveryCode::from_random(other).hash() == code.hash();
            prop_assert_eq!(equal, bytes == other);
        }

        #[test]
        fn any_text_is_read_or_not(typed in ".*") {
            let _ = RecoveryCode::parse(&typed);
        }
    }
}

//! The code on a slip of the 30-minute screen: short enough to be typed on a phone.

use std::fmt;

use zeroize::Zeroizing;

use super::secret_hash::SecretHash;

/// Characters of a code, without the hyphen in its middle.
const LENGTH: usize = 10;

/// Digits and capitals without `I`, `L`, `O` and `U`, which are read as others or spell words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What opens one record for one answer: ten characters, which are 50 random bits. With ten thousand
/// slips in people's hands, one guess in a hundred thousand million is right; whoever counts wrong
/// guesses by their address needs no longer code, and nobody types a longer one on a phone. The
/// database knows only the hash.
pub struct SlipCode(Zeroizing<[u8; LENGTH]>);

impl SlipCode {
    /// The code of ten random bytes.
    pub fn from_random(bytes: [u8; LENGTH]) -> Self {
        let digit = |byte: u8| ALPHABET[usize::from(byte % 32)];
        Self(Zeroizing::new(bytes.map(digit)))
    }

    /// Reads what somebody typed: small letters, blanks and hyphens do not matter, and what looks
    /// alike is the same. `None` for what is no code.
    ///
    /// ```
    /// use khien_registry::credentials::SlipCode;
    ///
    /// let code = SlipCode::from_random([0, 1, 2, 3, 4, 5, 6, 7, 8, 31]);
    /// assert_eq!(*code.to_text(), "01234-5678Z");
    /// let typed = SlipCode::parse(" oi2 34 5678z").ok_or("no code")?;
    /// assert_eq!(typed.hash(), code.hash());
    /// # Ok::<(), &str>(())
    /// ```
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = Zeroizing::new([0; LENGTH]);
        let mut places = code.iter_mut();
        for letter in typed.chars() {
            let letter = match letter.to_ascii_uppercase() {
                ' ' | '-' | '–' => continue,
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            };
            let letter = u8::try_from(letter).ok()?;
            let known = ALPHABET.contains(&letter);
            *places.next().filter(|_| known)? = letter;
        }
        let is_whole = places.next().is_none();
        is_whole.then_some(Self(code))
    }

    /// As it is printed: two groups of five.
    pub fn to_text(&self) -> Zeroizing<String> {
        let (left, right) = self.0.split_at(LENGTH / 2);
        let text = |part: &[u8]| part.iter().copied().map(char::from).collect::<String>();
        Zeroizing::new(format!("{}-{}", text(left), text(right)))
    }

    /// What is stored, and what a slip is found by.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of("khien slip code", self.0.as_ref())
    }
}

impl fmt::Debug for SlipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SlipCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_code_is_none() {
        for typed in [
            "",
            "01234-5678",
            "01234-56789A",
            "01234-5678U",
            "0123456789ậ",
        ] {
            assert!(SlipCode::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn nothing_of_it_is_printed() {
        assert_eq!(format!("{:?}", SlipCode::from_random([5; 10])), "SlipCode");
    }

    proptest! {
        #[test]
        fn a_code_comes_back_from_its_text(bytes: [u8; 10]) {
            let code = SlipCode::from_random(bytes);
            let small = code.to_text().to_lowercase().replace('-', " ");
            prop_assert_eq!(SlipCode::parse(&code.to_text()).unwrap().hash(), code.hash());
            prop_assert_eq!(SlipCode::parse(&small).unwrap().hash(), code.hash());
        }

        #[test]
        fn any_text_is_read_without_panic(typed in ".*") {
            let _ = SlipCode::parse(&typed);
        }
    }
}

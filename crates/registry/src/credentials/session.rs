//! What the browser of a logged-in person carries.

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::secret_hash::SecretHash;

/// The secret in the session cookie: 32 random bytes. The database knows only its hash, so a copy
/// of the database lets nobody in.
pub struct SessionToken(Zeroizing<[u8; 32]>);

/// What every form of a session carries (defence against requests that another site makes). Derived
/// from the session token, so it needs no storage and ends with the session.
#[derive(Clone, PartialEq, Eq)]
pub struct CsrfToken(String);

impl SessionToken {
    /// The token of 32 random bytes.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads a cookie's value. `None` where it was not made by [`SessionToken::to_text`].
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
        let bytes = <[u8; 32]>::try_from(bytes.as_slice()).ok()?;
        Some(Self::from_random(bytes))
    }

    /// The cookie's value: 43 characters of the URL-safe Base64 alphabet.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(self.0.as_ref()))
    }

    /// What is stored, and what a session is found by.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of("khien session token", self.0.as_ref())
    }

    /// The token for the forms of this session.
    pub fn csrf(&self) -> CsrfToken {
        let tag = hmac::sign(&self.csrf_key(), CSRF);
        CsrfToken(URL_SAFE_NO_PAD.encode(tag.as_ref()))
    }

    /// Whether a form came from a page of this session, compared in constant time.
    pub fn accepts_csrf(&self, typed: &str) -> bool {
        URL_SAFE_NO_PAD
            .decode(typed)
            .is_ok_and(|tag| hmac::verify(&self.csrf_key(), CSRF, &tag).is_ok())
    }

    fn csrf_key(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, self.0.as_ref())
    }
}

/// What is authenticated with the session token as key.
const CSRF: &[u8] = b"khien csrf token\x01";

impl CsrfToken {
    /// The value of the form's hidden field.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken")
    }
}

impl fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfToken")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_hash_is_stored_and_nothing_is_printed() {
        let token = SessionToken::from_random([5; 32]);
        assert_ne!(token.hash().as_bytes(), &[5; 32]);
        assert_eq!(
            format!("{token:?} {:?} {:?}", token.csrf(), token.hash()),
            "SessionToken CsrfToken SecretHash"
        );
    }

    #[test]
    fn a_cookie_of_another_form_is_no_token() {
        let text = SessionToken::from_random([5; 32]).to_text();
        for text in [
            "",
            &text[1..],
            &format!("{}=", *text),
            &format!("{}A", *text),
            "ậ",
        ] {
            assert!(SessionToken::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn hashes_of_secrets_of_different_kinds_differ() {
        assert!(SecretHash::of("a", b"bc") != SecretHash::of("ab", b"c"));
        assert!(SecretHash::of("a", b"b") == SecretHash::of("a", b"b"));
    }

    proptest! {
        #[test]
        fn a_token_comes_back_from_its_cookie(bytes: [u8; 32]) {
            let token = SessionToken::from_random(bytes);
            let read = SessionToken::parse(&token.to_text()).unwrap();
            prop_assert_eq!(read.hash(), token.hash());
            prop_assert!(read.accepts_csrf(token.csrf().as_str()));
        }

        #[test]
        fn a_form_of_another_session_is_refused(mine: [u8; 32], other: [u8; 32], typed in ".*") {
            prop_assume!(mine != other);
            let mine = SessionToken::from_random(mine);
            prop_assert!(!mine.accepts_csrf(SessionToken::from_random(other).csrf().as_str()));
            prop_assert!(!mine.accepts_csrf(&typed));
            prop_assert!(SessionToken::parse(&typed).is_none());
        }
    }
}

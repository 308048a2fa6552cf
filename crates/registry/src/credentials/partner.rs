//! What a partner's program carries.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::secret_hash::SecretHash;

/// How the text of every token begins, so that one that slipped into a public place is recognised.
const PREFIX: &str = "khien_";

/// An id, by which the token is found, and 32 random bytes, of which the database knows only the
/// hash: `khien_<32 hexadecimal digits>_<43 characters of URL-safe Base64>`.
pub struct PartnerToken {
    id: Uuid,
    secret: Zeroizing<[u8; 32]>,
}

impl PartnerToken {
    /// The token with this id and 32 random bytes.
    pub fn new(id: Uuid, secret: [u8; 32]) -> Self {
        Self {
            id,
            secret: Zeroizing::new(secret),
        }
    }

    /// Reads a token. `None` where it was not made by [`PartnerToken::to_text`].
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
        let plain = id.len() == 32 && id.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        let id = Uuid::try_parse(id).ok().filter(|_| plain)?;
        let secret = Zeroizing::new(URL_SAFE_NO_PAD.decode(secret).ok()?);
        let secret = <[u8; 32]>::try_from(secret.as_slice()).ok()?;
        Some(Self::new(id, secret))
    }

    /// As the program keeps it. Shown once.
    pub fn to_text(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.secret.as_ref()));
        Zeroizing::new(format!("{PREFIX}{}_{}", self.id.simple(), secret.as_str()))
    }

    /// What it is found by; no secret.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// What is stored of the secret, and compared in a time that tells nothing.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of("khien partner token", self.secret.as_ref())
    }
}

impl fmt::Debug for PartnerToken {
    /// Shows which token, not its secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartnerToken({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_of_another_form_is_no_token() {
        let text = PartnerToken::new(Uuid::from_u128(0xab), [5; 32]).to_text();
        assert!(text.starts_with("khien_000000000000000000000000000000ab_BQUF"));
        for text in [
            "",
            "khien_",
            &text[1..],
            &text.to_uppercase(),
            &format!("{}A", *text),
            &text.replacen("ab_", "-ab_", 1),
            "khien_ậ_ậ",
        ] {
            assert!(PartnerToken::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let token = PartnerToken::new(Uuid::nil(), [5; 32]);
        assert!(!format!("{token:?}").contains("BQUF"));
    }

    proptest! {
        #[test]
        fn a_token_comes_back_from_its_text(id: u128, secret: [u8; 32]) {
            let token = PartnerToken::new(Uuid::from_u128(id), secret);
            let read = PartnerToken::parse(&token.to_text()).unwrap();
            prop_assert_eq!(read.id(), token.id());
            prop_assert!(read.hash() == token.hash());
        }

        #[test]
        fn whatever_is_typed_is_read_or_not(text in ".*") {
            let _ = PartnerToken::parse(&text);
        }
    }
}

//! Secrets that the server itself must read again, encrypted in the database.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

/// First byte of what is stored.
const VERSION: u8 = 1;
const NONCE: usize = 12;

/// The key of this installation, which lies outside the database. Whoever has only one of the two
/// can read nothing.
pub struct ApplicationKey(LessSafeKey);

/// Why a secret could not be encrypted or decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealFault {
    /// Not of the form that [`ApplicationKey::seal`] writes.
    #[error("the stored secret has not the form that this program reads")]
    Malformed,
    /// Another key, another owner or purpose, or changed bytes.
    #[error("the stored secret does not open with this application key")]
    Refused,
}

impl ApplicationKey {
    /// The key of 32 random bytes.
    ///
    /// # Errors
    /// [`SealFault::Malformed`] if the library takes no such key, which it always does.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, SealFault> {
        UnboundKey::new(&AES_256_GCM, bytes)
            .map(|key| Self(LessSafeKey::new(key)))
            .map_err(|_| SealFault::Malformed)
    }

    /// Encrypts a secret so that it opens only for the same owner and purpose: a row copied to
    /// another account is worth nothing.
    ///
    /// Stored are: one byte for the version, the nonce, the cipher text, its tag (AES-256-GCM). The
    /// nonce must be drawn anew for every call.
    ///
    /// # Errors
    /// [`SealFault::Malformed`] for a secret of many gigabytes.
    pub fn seal(
        &self,
        nonce: [u8; NONCE],
        purpose: &str,
        owner: Uuid,
        secret: &[u8],
    ) -> Result<Vec<u8>, SealFault> {
        // Room for the tag: a growing buffer would leave the plain secret behind.
        let mut sealed = Vec::with_capacity(1 + NONCE + secret.len() + AES_256_GCM.tag_len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(secret);
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(context(purpose, owner)),
                sealed.get_mut(1 + NONCE..).unwrap_or_default(),
            )
            .map_err(|_| SealFault::Malformed)?;
        sealed.extend_from_slice(tag.as_ref());
        Ok(sealed)
    }

    /// Decrypts what was stored for this owner and purpose.
    ///
    /// # Errors
    /// [`SealFault`] says whether the form or the content is wrong.
    pub fn open(
        &self,
        purpose: &str,
        owner: Uuid,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        let (version, rest) = sealed.split_first().ok_or(SealFault::Malformed)?;
        let (nonce, cipher_text) = rest
            .split_first_chunk::<NONCE>()
            .filter(|_| *version == VERSION)
            .ok_or(SealFault::Malformed)?;
        let mut secret = Zeroizing::new(cipher_text.to_vec());
        let length = self
            .0
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(context(purpose, owner)),
                &mut secret,
            )
            .map_err(|_| SealFault::Refused)?
            .len();
        secret.truncate(length);
        Ok(secret)
    }
}

impl fmt::Debug for ApplicationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApplicationKey")
    }
}

/// What the encryption authenticates beside the secret. The owner has a fixed length, so no two
/// pairs give the same bytes.
fn context(purpose: &str, owner: Uuid) -> Vec<u8> {
    [
        b"khien sealed\x01",
        &owner.as_bytes()[..],
        purpose.as_bytes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(byte: u8) -> ApplicationKey {
        ApplicationKey::from_bytes(&[byte; 32]).unwrap()
    }

    const OWNER: Uuid = Uuid::from_u128(5);

    #[test]
    fn a_secret_opens_only_with_key_owner_and_purpose() {
        let sealed = key(1).seal([9; 12], "totp", OWNER, b"secret").unwrap();
        assert_eq!(
            key(1).open("totp", OWNER, &sealed).unwrap()[..],
            b"secret"[..]
        );
        let refused = Some(SealFault::Refused);
        assert_eq!(key(2).open("totp", OWNER, &sealed).err(), refused);
        assert_eq!(key(1).open("totp ", OWNER, &sealed).err(), refused);
        assert_eq!(key(1).open("totp", Uuid::nil(), &sealed).err(), refused);
    }

    #[test]
    fn every_changed_or_missing_byte_is_refused() {
        let sealed = key(1).seal([9; 12], "totp", OWNER, b"secret").unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key(1).open("totp", OWNER, &changed).is_err(), "byte {at}");
            assert!(
                key(1).open("totp", OWNER, &sealed[..at]).is_err(),
                "cut at {at}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_secret_comes_back(secret: Vec<u8>, nonce: [u8; 12], purpose in ".*") {
            let sealed = key(1).seal(nonce, &purpose, OWNER, &secret).unwrap();
            let opened = key(1).open(&purpose, OWNER, &sealed).unwrap();
            prop_assert_eq!(&opened[..], &secret[..]);
        }

        #[test]
        fn any_bytes_are_refused_without_panic(bytes: Vec<u8>) {
            prop_assert!(key(1).open("totp", OWNER, &bytes).is_err());
        }
    }
}

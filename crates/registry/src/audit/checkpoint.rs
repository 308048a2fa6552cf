//! Signed statements of how far the chain had come.

use jiff::Timestamp;
use khien_certificate::keys::{KeyFault, KeyId, PublicKey, Signature, SigningKey};

use super::chain::Hash;

/// First bytes of what is signed.
const VERSION: &[u8] = b"khien audit checkpoint\x01";

/// "At this time the chain ended with entry `seq`, whose link was `hash`", signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Number of the last entry it covers.
    pub seq: i64,
    /// Its link.
    pub hash: Hash,
    /// When it was signed, in whole microseconds.
    pub at: Timestamp,
    /// Whose signature it is.
    pub key_id: KeyId,
    /// Over [`Checkpoint::signed_bytes`].
    pub signature: Signature,
}

impl Checkpoint {
    /// Signs the newest link of the chain.
    ///
    /// # Errors
    /// [`KeyFault::Library`], as [`SigningKey::sign`].
    pub fn sign(seq: i64, hash: Hash, at: Timestamp, key: &SigningKey) -> Result<Self, KeyFault> {
        let key_id = key.key_id();
        Ok(Self {
            seq,
            hash,
            at,
            key_id,
            signature: key.sign(&signed_bytes(seq, &hash, at, key_id))?,
        })
    }

    /// What the signature covers: the version; `seq` and `at` (microseconds), 8 bytes each,
    /// big-endian; `hash`; `key_id`.
    pub fn signed_bytes(&self) -> Vec<u8> {
        signed_bytes(self.seq, &self.hash, self.at, self.key_id)
    }

    /// Whether one of these keys signed it.
    pub fn is_signed_by(&self, trusted: &[PublicKey]) -> bool {
        let bytes = self.signed_bytes();
        trusted
            .iter()
            .any(|key| key.key_id() == self.key_id && key.verify(&bytes, &self.signature).is_ok())
    }
}

fn signed_bytes(seq: i64, hash: &Hash, at: Timestamp, key_id: KeyId) -> Vec<u8> {
    [
        VERSION,
        &seq.to_be_bytes(),
        &at.as_microsecond().to_be_bytes(),
        hash.as_bytes(),
        key_id.as_bytes(),
    ]
    .concat()
}

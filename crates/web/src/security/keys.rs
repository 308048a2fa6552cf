//! Keys of a server, each derived for one purpose from one secret.

use aws_lc_rs::aead::{AES_256_GCM, LessSafeKey, UnboundKey};
use aws_lc_rs::hmac;

/// The keys that the pages need.
pub(crate) struct Keys {
    /// For the tokens in forms.
    pub(super) forms: hmac::Key,
    /// For what travels sealed in an address; none only if the library refuses 32 bytes.
    pub(super) sealing: Option<LessSafeKey>,
}

impl Keys {
    /// Keys from the server's secret: knowing one tells nothing about the others.
    pub(crate) fn derive(secret: &[u8; 32]) -> Self {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let forms = hmac::sign(&secret, b"khien forms 1");
        let sealing = hmac::sign(&secret, b"khien sealed addresses 1");
        let sealing = UnboundKey::new(&AES_256_GCM, sealing.as_ref()).ok();
        Self {
            forms: hmac::Key::new(hmac::HMAC_SHA256, forms.as_ref()),
            sealing: sealing.map(LessSafeKey::new),
        }
    }
}

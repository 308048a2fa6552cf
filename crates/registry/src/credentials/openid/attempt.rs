//! One log-in under way, between leaving for the provider and coming back.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::directory::Provider;
use super::fault::OpenIdFault;

/// Three secrets of 32 random bytes: `state` ties the way back to the browser that left, `nonce` ties the
/// identity token to the attempt, the code verifier ties the code to us. Kept for ten minutes at
/// most, where only that browser's session finds it, and used once.
pub struct Attempt(Zeroizing<[u8; 96]>);

/// What the browser brings back, decoded from the address.
#[derive(Clone, Copy, Default)]
pub struct Callback<'a> {
    /// The parameter `state`.
    pub state: Option<&'a str>,
    /// The parameter `code`.
    pub code: Option<&'a str>,
    /// The parameter `iss` (RFC 9207), where the provider sends it.
    pub issuer: Option<&'a str>,
    /// The parameter `error`.
    pub error: Option<&'a str>,
}

impl Attempt {
    /// The attempt of 96 random bytes, or the one whose bytes were kept.
    pub fn from_bytes(bytes: [u8; 96]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// What is to be kept, for instance encrypted with
    /// [`ApplicationKey`](crate::credentials::ApplicationKey) in a cookie.
    pub fn as_bytes(&self) -> &[u8; 96] {
        &self.0
    }

    /// The code of a browser that came back, if it is the one that left and the provider agreed.
    ///
    /// # Errors
    /// [`OpenIdFault::OtherAttempt`] before anything else is believed; then
    /// [`OpenIdFault::WrongIssuer`], [`OpenIdFault::Denied`], [`OpenIdFault::NoCode`].
    pub fn code<'a>(
        &self,
        callback: Callback<'a>,
        provider: &Provider,
    ) -> Result<&'a str, OpenIdFault> {
        let state = callback.state.unwrap_or_default();
        if verify_slices_are_equal(state.as_bytes(), self.state().as_bytes()).is_err() {
            return Err(OpenIdFault::OtherAttempt);
        }
        if callback
            .issuer
            .is_some_and(|issuer| issuer != provider.issuer())
        {
            return Err(OpenIdFault::WrongIssuer);
        }
        if callback.error.is_some() {
            return Err(OpenIdFault::Denied);
        }
        callback
            .code
            .filter(|code| !code.is_empty())
            .ok_or(OpenIdFault::NoCode)
    }

    pub(super) fn state(&self) -> Zeroizing<String> {
        self.part(0)
    }

    pub(super) fn nonce(&self) -> Zeroizing<String> {
        self.part(1)
    }

    pub(super) fn code_verifier(&self) -> Zeroizing<String> {
        self.part(2)
    }

    /// RFC 7636 §4.2, method S256.
    pub(super) fn code_challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA256, self.code_verifier().as_bytes()))
    }

    fn part(&self, number: usize) -> Zeroizing<String> {
        let bytes = self.0.chunks(32).nth(number).unwrap_or_default();
        Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt")
    }
}

impl fmt::Debug for Callback<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Callback")
    }
}

//! What a provider publishes about itself.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::address::accepted;
use super::fault::OpenIdFault;
use super::key_set::KeySet;

/// How long the documents are used before they are read again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// How long after a reading an unknown key may cause the next one, so that forged tokens cannot
/// make us ask without end.
const AT_MOST_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// The discovery document, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    jwks_uri: String,
    /// Whether the client's secret goes into the body because the header is not offered.
    pub(super) secret_in_body: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Provider {
    /// Where the discovery document of an issuer lies.
    ///
    /// ```
    /// use khien_registry::credentials::openid::Provider;
    /// let address = Provider::discovery_address("https://id.example.vn/realm/")?;
    /// assert_eq!(address, "https://id.example.vn/realm/.well-known/openid-configuration");
    /// # Ok::<(), khien_registry::credentials::openid::OpenIdFault>(())
    /// ```
    ///
    /// # Errors
    /// [`OpenIdFault::InsecureAddress`].
    pub fn discovery_address(issuer: &str) -> Result<String, OpenIdFault> {
        accepted(issuer)?;
        let issuer = issuer.strip_suffix('/').unwrap_or(issuer);
        Ok(format!("{issuer}/.well-known/openid-configuration"))
    }

    /// Reads the discovery document that was found there.
    ///
    /// # Errors
    /// [`OpenIdFault`] where it is not readable, names another issuer, or sends people to an address
    /// without HTTPS.
    pub fn from_json(issuer: &str, document: &[u8]) -> Result<Self, OpenIdFault> {
        let document: Document =
            serde_json::from_slice(document).map_err(|_| OpenIdFault::DiscoveryUnreadable)?;
        if document.issuer != issuer {
            return Err(OpenIdFault::OtherIssuer);
        }
        for address in [
            &document.authorization_endpoint,
            &document.token_endpoint,
            &document.jwks_uri,
        ] {
            accepted(address)?;
        }
        let methods = document.token_endpoint_auth_methods_supported;
        let offers = |name: &str| {
            let methods = methods.as_deref().unwrap_or_default();
            methods.iter().any(|method| method == name)
        };
        Ok(Self {
            // Without a list the header is the default (Discovery 1.0 §3).
            secret_in_body: offers("client_secret_post") && !offers("client_secret_basic"),
            issuer: document.issuer,
            authorization_endpoint: document.authorization_endpoint,
            token_endpoint: document.token_endpoint,
            jwks_uri: document.jwks_uri,
        })
    }

    /// The issuer, exactly as configured.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Where the provider's keys lie.
    pub fn keys_address(&self) -> &str {
        &self.jwks_uri
    }
}

/// Both documents of a provider, and when they were read.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The discovery document.
    pub provider: Provider,
    /// The keys.
    pub keys: KeySet,
    /// When the caller read them.
    pub read_at: Timestamp,
}

impl Directory {
    /// Whether it may be used without reading it again. Not after the clock was set back.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.read_at);
        !age.is_negative() && age < FRESH
    }

    /// Whether an unknown key justifies another reading.
    pub fn may_be_read_again(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.read_at);
        age.is_negative() || age >= AT_MOST_EVERY
    }
}

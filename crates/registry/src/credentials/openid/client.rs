//! Our side: what is asked of the provider, and what is made of its answers.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::attempt::Attempt;
use super::directory::{Directory, Provider};
use super::fault::OpenIdFault;
use super::id_token::{Expected, Identity, verify};
use crate::credentials::percent::{form, percent_encode};

/// This installation, as it was registered with the provider.
pub struct Client {
    /// The name that the provider gave us.
    pub id: String,
    /// The secret that it gave us; `None` for a public client, which PKCE alone protects.
    pub secret: Option<Zeroizing<String>>,
    /// Where it sends browsers back to.
    pub redirect_address: String,
}

/// A form to be posted over HTTPS with `Accept: application/json`. Holds secrets.
pub struct TokenRequest {
    /// Where to.
    pub address: String,
    /// The header `Authorization`, if there is one.
    pub authorization: Option<Zeroizing<String>>,
    /// The body, `application/x-www-form-urlencoded`.
    pub body: Zeroizing<String>,
}

#[derive(Deserialize)]
struct Answer {
    id_token: Option<String>,
    error: Option<String>,
}

impl Client {
    /// Where the browser is sent. `language` is that of the pages, for instance `vi`.
    pub fn authorization_address(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        language: &str,
    ) -> String {
        let query = form(&[
            ("response_type", "code"),
            ("client_id", &self.id),
            ("redirect_uri", &self.redirect_address),
            ("scope", "openid profile"),
            ("state", &attempt.state()),
            ("nonce", &attempt.nonce()),
            ("code_challenge", &attempt.code_challenge()),
            ("code_challenge_method", "S256"),
            ("ui_locales", language),
        ]);
        let address = &provider.authorization_endpoint;
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}{query}")
    }

    /// What exchanges the code for an identity token.
    pub fn token_request(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        code: &str,
    ) -> TokenRequest {
        let verifier = attempt.code_verifier();
        let mut pairs = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_address),
            ("code_verifier", verifier.as_str()),
        ];
        let mut authorization = None;
        match &self.secret {
            Some(secret) if !provider.secret_in_body => {
                authorization = Some(basic(&self.id, secret));
            }
            Some(secret) => {
                pairs.extend([("client_id", self.id.as_str()), ("client_secret", secret)]);
            }
            None => pairs.push(("client_id", &self.id)),
        }
        TokenRequest {
            address: provider.token_endpoint.clone(),
            authorization,
            body: Zeroizing::new(form(&pairs)),
        }
    }

    /// Who it is, from the body of the answer to [`Client::token_request`] (whatever its status).
    ///
    /// # Errors
    /// [`OpenIdFault`]; for [`OpenIdFault::UnknownKey`] it may help to read the directory again.
    pub fn identity(
        &self,
        directory: &Directory,
        attempt: &Attempt,
        answer: &[u8],
        now: Timestamp,
    ) -> Result<Identity, OpenIdFault> {
        let answer: Answer =
            serde_json::from_slice(answer).map_err(|_| OpenIdFault::AnswerUnreadable)?;
        if answer.error.is_some() {
            return Err(OpenIdFault::CodeRefused);
        }
        let token = answer.id_token.ok_or(OpenIdFault::AnswerUnreadable)?;
        let expected = Expected {
            issuer: directory.provider.issuer(),
            audience: &self.id,
            nonce: &attempt.nonce(),
            now,
        };
        verify(&token, &directory.keys, &expected)
    }
}

/// RFC 6749 §2.3.1: both parts are encoded before they are joined.
fn basic(id: &str, secret: &str) -> Zeroizing<String> {
    let secret = Zeroizing::new(percent_encode(secret));
    let pair = Zeroizing::new(format!("{}:{}", percent_encode(id), *secret));
    Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())))
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.id)
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenRequest({})", self.address)
    }
}

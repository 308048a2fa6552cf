//! The identity token: a signed statement of who logged in (OpenID Connect Core 1.0 §3.1.3.7).

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Deserialize;

use super::fault::OpenIdFault;
use super::key_set::{Algorithm, KeySet};

/// No honest token is longer.
const LONGEST: usize = 16 * 1024;
/// Seconds that two clocks may differ.
const LEEWAY: f64 = 60.0;
/// A subject has at most that many characters (Core 1.0 §2).
const LONGEST_SUBJECT: usize = 255;

/// Who the provider says it is. Issuer and subject together name one person for ever; the name is
/// for display.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The person, as that provider numbers them.
    pub subject: String,
    /// Their name, where the provider gives one.
    pub name: Option<String>,
}

/// What the token must say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Verifies the signature first, and believes what is signed only then.
pub(super) fn verify(
    token: &str,
    keys: &KeySet,
    expected: &Expected<'_>,
) -> Result<Identity, OpenIdFault> {
    let claims = signed_claims(token, keys)?;
    let claims: Claims =
        serde_json::from_slice(&claims).map_err(|_| OpenIdFault::TokenUnreadable)?;
    check_parties(&claims, expected)?;
    check_times(&claims, expected.now)?;
    let nonce = claims.nonce.unwrap_or_default();
    if verify_slices_are_equal(nonce.as_bytes(), expected.nonce.as_bytes()).is_err() {
        return Err(OpenIdFault::WrongNonce);
    }
    if claims.sub.is_empty() || claims.sub.chars().count() > LONGEST_SUBJECT {
        return Err(OpenIdFault::TokenUnreadable);
    }
    let name = claims.name.map(|name| name.trim().to_owned());
    Ok(Identity {
        issuer: claims.iss,
        subject: claims.sub,
        name: name.filter(|name| !name.is_empty()),
    })
}

/// The middle part of the token, once its signature has been verified (RFC 7515 §5.2).
pub(super) fn signed_claims(token: &str, keys: &KeySet) -> Result<Vec<u8>, OpenIdFault> {
    let decode = |part: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(part);
        bytes.map_err(|_| OpenIdFault::TokenUnreadable)
    };
    let (message, signature) = token
        .rsplit_once('.')
        .filter(|_| token.len() <= LONGEST)
        .ok_or(OpenIdFault::TokenUnreadable)?;
    let (header, claims) = message
        .split_once('.')
        .ok_or(OpenIdFault::TokenUnreadable)?;
    let header: Header =
        serde_json::from_slice(&decode(header)?).map_err(|_| OpenIdFault::TokenUnreadable)?;
    // A critical extension that is not understood makes a token invalid (RFC 7515 §4.1.11).
    let algorithm = Algorithm::named(&header.alg).filter(|_| header.crit.is_none());
    keys.verify(
        algorithm.ok_or(OpenIdFault::AlgorithmRefused)?,
        header.kid.as_deref(),
        message.as_bytes(),
        &decode(signature)?,
    )?;
    decode(claims)
}

fn check_parties(claims: &Claims, expected: &Expected<'_>) -> Result<(), OpenIdFault> {
    if claims.iss != expected.issuer {
        return Err(OpenIdFault::WrongIssuer);
    }
    let (ours, several) = match &claims.aud {
        Audience::One(one) => (one == expected.audience, false),
        Audience::Several(all) => (
            all.iter().any(|one| one == expected.audience),
            all.len() > 1,
        ),
    };
    // Among several audiences the token must say that it was us who asked.
    let asked_by_us = match &claims.azp {
        Some(party) => party == expected.audience,
        None => !several,
    };
    if ours && asked_by_us {
        Ok(())
    } else {
        Err(OpenIdFault::WrongAudience)
    }
}

fn check_times(claims: &Claims, now: Timestamp) -> Result<(), OpenIdFault> {
    let now = now.as_duration().as_secs_f64();
    if now >= claims.exp + LEEWAY {
        return Err(OpenIdFault::Expired);
    }
    let begins = claims.nbf.unwrap_or(claims.iat).max(claims.iat);
    if now + LEEWAY < begins {
        return Err(OpenIdFault::NotYetValid);
    }
    Ok(())
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

//! The lists as JSON for the page: keys as `WebCrypto` takes them, so that no certificate has to be read
//! in a browser.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use khien_certificate::check::{Signer, Trusted};
use khien_certificate::dcc::value_sets;
use khien_certificate::revocation::Index;
use khien_certificate::x509::{PublicKeyKind, Usage};
use serde::Serialize;
use serde_json::{Map, Value};

/// All lists.
#[derive(Serialize)]
struct Lists {
    made_at: Timestamp,
    signers: Vec<WireSigner>,
    cards: Vec<Value>,
    /// As issuers of cards publish them.
    #[serde(rename = "cardRevocations")]
    card_revocations: Vec<Value>,
    revocation: Value,
    rules: Vec<Value>,
    #[serde(rename = "valueSets")]
    value_sets: Map<String, Value>,
}

/// A signer whose codes name its key so.
#[derive(Serialize)]
struct WireSigner {
    /// Hexadecimal.
    kid: String,
    country: Option<String>,
    /// `P-256`, `P-384` or `RSA`.
    kind: &'static str,
    /// Of the modulus of an RSA key.
    bits: usize,
    /// Base64 of the point, or of the `RSAPublicKey`.
    key: String,
    /// What it may sign.
    usages: Vec<&'static str>,
    /// Whether its certificate lets it sign at all.
    content: bool,
    /// When its certificate is valid: what it signs is issued within.
    from: Timestamp,
    until: Timestamp,
}

impl WireSigner {
    /// Nothing for a key that cannot be read; [`Trusted`] holds none.
    fn of(name: &[u8], signer: &Signer) -> Option<Self> {
        let public = signer.certificate.public_key().ok()?;
        let (kind, bits) = match public.kind {
            PublicKeyKind::P256 => ("P-256", 0),
            PublicKeyKind::P384 => ("P-384", 0),
            PublicKeyKind::Rsa { bits } => ("RSA", bits),
            PublicKeyKind::Other => return None,
        };
        let usages = [
            (Usage::Vaccination, "vaccination"),
            (Usage::Test, "test"),
            (Usage::Recovery, "recovery"),
        ];
        let allowed = usages
            .into_iter()
            .filter(|(usage, _)| signer.key.usages.allow(*usage));
        Some(Self {
            kid: hexadecimal(name),
            country: signer.country.clone(),
            kind,
            bits,
            key: STANDARD.encode(public.key),
            usages: allowed.map(|(_, name)| name).collect(),
            content: signer.may_sign(),
            from: signer.key.validity.not_before,
            until: signer.key.validity.not_after,
        })
    }
}

/// The lists as they are sent. The same lists give the same bytes.
pub(super) fn lists(
    made: Timestamp,
    trusted: &Trusted,
    (index, card_revocations): (&Index, Vec<Value>),
    rules: Vec<Value>,
) -> Vec<u8> {
    let mut signers: Vec<WireSigner> = trusted
        .signers()
        .filter_map(|(name, signer)| WireSigner::of(name, signer))
        .collect();
    signers.sort_by(|a, b| (&a.kid, &a.key, &a.country).cmp(&(&b.kid, &b.key, &b.country)));
    let lists = Lists {
        made_at: made,
        signers,
        cards: trusted.card_keys(),
        card_revocations,
        // The index writes JSON.
        revocation: serde_json::from_str(&index.to_json()).unwrap_or_default(),
        rules,
        value_sets: value_sets::all()
            .iter()
            .map(|set| (set.id.clone(), set.codes().map(Value::from).collect()))
            .collect(),
    };
    // Texts, numbers and lists always have a JSON form.
    serde_json::to_vec(&lists).unwrap_or_default()
}

/// Bytes in hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

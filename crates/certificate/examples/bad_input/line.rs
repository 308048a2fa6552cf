//! One case, and the pieces of which its code is built.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::base45;
use khien_certificate::cbor::Value;
use khien_certificate::cose::{Algorithm, Signer};
use khien_certificate::zlib::store;
use serde_json::{Map, Value as Json, json};

use crate::keys::Key;

/// Issued, asked about, ended.
pub(crate) const ISSUED: i64 = 1_795_305_600;
pub(crate) const AT: &str = "2026-12-01T00:00:00Z";
pub(crate) const ENDS: i64 = 1_826_841_600;

/// A case as a line of JSON.
pub(crate) struct Line {
    case: String,
    text: String,
    reason: Option<&'static str>,
    at: &'static str,
    clock: Option<&'static str>,
    trust: Vec<(String, String)>,
    revoked: Vec<Json>,
}

impl Line {
    pub(crate) fn new(case: &str, text: String, reason: impl Into<Option<&'static str>>) -> Self {
        Self {
            case: case.to_owned(),
            text,
            reason: reason.into(),
            at: AT,
            clock: None,
            trust: Vec::new(),
            revoked: Vec::new(),
        }
    }

    /// Trusts a key under its own name.
    pub(crate) fn trust(self, key: &Key) -> Self {
        let name = key.certificate.kid().to_string();
        self.trust_as(&name, key)
    }

    /// Trusts a key under any name.
    pub(crate) fn trust_as(mut self, name: &str, key: &Key) -> Self {
        let certificate = STANDARD.encode(key.certificate.as_der());
        self.trust.push((name.to_owned(), certificate));
        self
    }

    pub(crate) fn at(mut self, at: &'static str) -> Self {
        self.at = at;
        self
    }

    pub(crate) fn clock(mut self, clock: &'static str) -> Self {
        self.clock = Some(clock);
        self
    }

    pub(crate) fn revoked(mut self, batch: Json) -> Self {
        self.revoked.push(batch);
        self
    }

    pub(crate) fn to_json(&self) -> Json {
        let mut trust = Map::new();
        let mut trust_too = Map::new();
        for (name, certificate) in &self.trust {
            let first = !trust.contains_key(name);
            let into = if first { &mut trust } else { &mut trust_too };
            into.insert(name.clone(), certificate.as_str().into());
        }
        json!({
            "case": self.case, "text": self.text, "at": self.at, "clock": self.clock,
            "trust": trust, "trust_too": trust_too, "revoked": self.revoked,
            "reason": self.reason,
        })
    }
}

/// A map of numbers to values.
pub(crate) fn numbered(entries: &[(i128, Value)]) -> Value {
    let entries = entries
        .iter()
        .map(|(key, value)| (Value::Integer(*key), value.clone()));
    Value::Map(entries.collect())
}

/// A signed message that can be wrong in any of its parts.
pub(crate) struct Message {
    pub(crate) tags: Vec<u64>,
    pub(crate) protected: Vec<(i128, Value)>,
    pub(crate) unprotected: Vec<(i128, Value)>,
    pub(crate) payload: Vec<u8>,
    pub(crate) is_detached: bool,
}

impl Message {
    /// As the key would sign it.
    pub(crate) fn of(key: &Key, claims: &Value) -> Self {
        let algorithm = key.signer.algorithm().number();
        Self {
            tags: vec![18],
            protected: vec![
                (1, Value::Integer(algorithm.into())),
                (4, Value::Bytes(key.certificate.kid().as_bytes().to_vec())),
            ],
            unprotected: vec![],
            payload: claims.to_bytes(),
            is_detached: false,
        }
    }

    /// What is signed.
    fn signed(&self) -> Vec<u8> {
        let parts = vec![
            Value::text("Signature1"),
            Value::Bytes(numbered(&self.protected).to_bytes()),
            Value::Bytes(vec![]),
            Value::Bytes(self.payload.clone()),
        ];
        Value::Array(parts).to_bytes()
    }

    /// Signed by the key, the signature then changed.
    pub(crate) fn text(&self, key: &Key, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> String {
        let signature = change(key.signer.sign(&self.signed()).unwrap());
        let payload = if self.is_detached {
            Value::Null
        } else {
            Value::Bytes(self.payload.clone())
        };
        let parts = vec![
            Value::Bytes(numbered(&self.protected).to_bytes()),
            numbered(&self.unprotected),
            payload,
            Value::Bytes(signature),
        ];
        let mut message = Value::Array(parts);
        for tag in self.tags.iter().rev() {
            message = Value::Tag(*tag, Box::new(message));
        }
        packed(&message.to_bytes())
    }
}

/// The text of any bytes in place of the signed message.
pub(crate) fn packed(message: &[u8]) -> String {
    let mut out = Vec::new();
    store(message, &mut out);
    format!("HC1:{}", base45::encode(&out))
}

/// r and s in DER, as other protocols write them.
pub(crate) fn in_der(signature: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for number in signature.chunks(signature.len() / 2) {
        let digits: Vec<u8> = number.iter().copied().skip_while(|it| *it == 0).collect();
        let pad = digits.first().is_none_or(|it| it & 0x80 != 0);
        body.extend([2, u8::try_from(digits.len() + usize::from(pad)).unwrap()]);
        body.extend(pad.then_some(0));
        body.extend(digits);
    }
    let mut out = vec![0x30, u8::try_from(body.len()).unwrap()];
    out.extend(body);
    out
}

/// The number of an algorithm.
pub(crate) fn number(algorithm: Algorithm) -> Value {
    Value::Integer(algorithm.number().into())
}

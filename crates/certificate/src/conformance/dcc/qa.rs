//! Codes of the field: decoded, and verified where the signer's certificate is known.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::same::is_same;
use super::steps::{base64, trusted_key};
use super::{Folder, Outcome, lines};
use crate::base45;
use crate::cwt::NumericDate;
use crate::hc1::{self, INFLATED_LIMIT, Read, TrustedKey};
use crate::keys::to_hex;
use crate::zlib::Inflater;

/// The codes: one check for each.
pub fn qa(folder: &dyn Folder) -> Vec<Outcome> {
    let keys = keys(folder);
    let check = |line: &Json| {
        let text = |key: &str| line.get(key).and_then(Json::as_str).unwrap_or_default();
        let expect = line.get("expect").unwrap_or(&Json::Null);
        let decoded = decode(text("prefix"));
        let expected = expected_text(expect);
        let actual = match compare(&decoded, expect, &keys) {
            Ok(()) => expected.clone(),
            Err(reason) => reason,
        };
        let step = if expect.get("verify").is_some_and(Json::is_boolean) {
            "verify"
        } else {
            "decode"
        };
        Outcome::new(text("case"), step, expected, actual)
    };
    lines(folder, "qa.jsonl").iter().map(check).collect()
}

/// Certificates of signers by kid in hexadecimal. One that cannot be read is no key.
fn keys(folder: &dyn Folder) -> HashMap<String, TrustedKey> {
    let bytes = folder.read("qa-dsc.json").unwrap_or_default();
    let json: Json = serde_json::from_slice(&bytes).unwrap_or_default();
    let entries = json.as_object().into_iter().flatten();
    let key = |value: &Json| trusted_key(&base64(value.as_str()?)?).ok();
    entries
        .filter_map(|(kid, value)| Some((kid.clone(), key(value)?)))
        .collect()
}

/// A code that was read, and the bytes of its message.
struct Decoded {
    read: Read,
    length: usize,
}

fn decode(text: &str) -> Result<Decoded, &'static str> {
    let packed = hc1::unprefix(text).map_err(|fault| fault.code())?;
    let packed = base45::decode(packed).map_err(|fault| fault.code())?;
    let message = Inflater::new().zlib(&packed, INFLATED_LIMIT);
    let message = message.map_err(|fault| fault.code())?;
    let read = Read::from_cose(&message).map_err(|fault| fault.code())?;
    let length = message.len();
    Ok(Decoded { read, length })
}

fn expected_text(expect: &Json) -> String {
    let decoded = match expect.get("decode") {
        Some(Json::Bool(false)) => "refused",
        _ => "decoded",
    };
    match expect.get("verify") {
        Some(Json::Bool(true)) => format!("{decoded}, verified"),
        Some(Json::Bool(false)) => format!("{decoded}, not verified"),
        _ => decoded.to_owned(),
    }
}

/// What differs, if anything; named by field, not by value.
fn compare(
    decoded: &Result<Decoded, &'static str>,
    expect: &Json,
    keys: &HashMap<String, TrustedKey>,
) -> Result<(), String> {
    let is_refused = expect.get("decode") == Some(&Json::Bool(false));
    let decoded = match decoded {
        Err(_) if is_refused => return Ok(()),
        Err(reason) => return Err(format!("refused: {reason}")),
        Ok(_) if is_refused => return Err("decoded".to_owned()),
        Ok(decoded) => decoded,
    };
    let found = fields(decoded);
    let names = [
        "tags", "alg", "kid", "iss", "iat", "exp", "sig_len", "cose_len", "hcert",
    ];
    for name in names {
        let (found, expected) = (found.get(name), expect.get(name));
        let nothing = &Json::Null;
        if expected.is_some() && !is_same(found.unwrap_or(nothing), expected.unwrap_or(nothing)) {
            return Err(format!("differs: {name}"));
        }
    }
    let verified = decoded.read.verify(keys.values());
    match (expect.get("verify"), verified) {
        (Some(Json::Bool(true)), Err(fault)) => Err(format!("decoded, {}", fault.code())),
        (Some(Json::Bool(false)), Ok(_)) => Err("decoded, verified".to_owned()),
        _ => Ok(()),
    }
}

/// The fields of a code as the suite names them.
fn fields(decoded: &Decoded) -> Json {
    let (message, claims) = (&decoded.read.message, &decoded.read.claims);
    let seconds = |date: Option<NumericDate>| date.map(NumericDate::seconds);
    json!({
        "tags": message.tags(),
        "alg": message.algorithm_number().and_then(|number| i64::try_from(number).ok()),
        "kid": message.kid_bytes().map(to_hex),
        "iss": claims.issuer,
        "iat": seconds(claims.issued_at),
        "exp": seconds(claims.expires_at),
        "sig_len": message.signature().len(),
        "cose_len": decoded.length,
        "hcert": decoded.read.dcc_value().map(crate::cbor::Value::to_json).unwrap_or_default(),
    })
}

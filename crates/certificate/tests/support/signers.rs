//! Signers of any country, lists that name them, and codes whose every part can be chosen.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use khien_certificate::cbor::Value;
use khien_certificate::cose::{MemorySigner, Signer as _};
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::x509::{Certificate, Usage, Validity};
use khien_certificate::{base45, zlib};
use serde_json::{Value as Json, json};

/// 2026-09-01 to 2027-09-01, asked about on the first of December between them.
pub(crate) const ISSUED: i64 = 1_788_220_800;
pub(crate) const ENDS: i64 = 1_819_756_800;
pub(crate) const AT: &str = "2026-12-01T00:00:00Z";
/// The identifier of the certificate in every code.
pub(crate) const UCI: &str = "URN:UVCI:01:VN:0A2B1C5D9E3F4A7B8C6D5E4F3A2B1C0D";

struct Library;

impl RandomBytes for Library {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| NoRandomBytes)
    }
}

/// A key that signs, with its certificate.
pub(crate) struct Key {
    pub(crate) signer: MemorySigner,
    pub(crate) certificate: Certificate,
}

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A signer of a country.
pub(crate) fn key(country: &str, usages: &[Usage]) -> Key {
    let (key, _) = certified(country, usages, |der| der);
    key
}

/// A signer whose certificate was changed after it was signed, and the authority's own key.
pub(crate) fn certified(
    country: &str,
    usages: &[Usage],
    change: impl Fn(Vec<u8>) -> Vec<u8>,
) -> (Key, Key) {
    let validity = Validity {
        not_before: time("2026-01-01T00:00:00Z"),
        not_after: time("2028-01-01T00:00:00Z"),
    };
    let names = |common_name: &str| Names {
        country: country.to_owned(),
        organisation: "Invented for tests".to_owned(),
        common_name: common_name.to_owned(),
    };
    let root = IssuerKey::generate(KeyAlgorithm::P256, &Library).unwrap();
    let of_root = root.to_pkcs8().unwrap();
    let root = Authority::create(names("CSCA"), root, validity, &Library).unwrap();
    let own = IssuerKey::generate(KeyAlgorithm::P256, &Library).unwrap();
    let terms = SignerTerms { validity, usages };
    let signed = root
        .certify(&names("DSC"), own.spki(), &terms, &Library)
        .unwrap();
    let certificate = Certificate::from_der(&change(signed.as_der().to_vec())).unwrap();
    let with = |pkcs8: &[u8], certificate: Certificate| Key {
        signer: MemorySigner::from_pkcs8(pkcs8, certificate.kid()).unwrap(),
        certificate,
    };
    (
        with(&own.to_pkcs8().unwrap(), certificate),
        with(&of_root, root.certificate().clone()),
    )
}

/// The bytes in place of others that occur once.
pub(crate) fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|it| it == from).unwrap();
    bytes[at..at + from.len()].copy_from_slice(to);
    bytes
}

/// A list of the EU's gateway.
pub(crate) fn gateway(entries: &[(&str, &str, &Key)]) -> Vec<u8> {
    let entries = entries.iter().map(|(country, kind, key)| {
        json!({
            "kid": STANDARD.encode(key.certificate.kid().as_bytes()),
            "timestamp": "2026-01-01T00:00:00Z", "country": country, "certificateType": kind,
            "signature": "", "rawData": STANDARD.encode(key.certificate.as_der()),
        })
    });
    Json::Array(entries.collect()).to_string().into_bytes()
}

pub(crate) fn int(number: i64) -> Value {
    Value::Integer(number.into())
}

pub(crate) fn numbered(entries: &[(i64, Value)]) -> Value {
    Value::Map(entries.iter().map(|(k, v)| (int(*k), v.clone())).collect())
}

/// Claims of an issuer, with one sub-claim.
pub(crate) fn claims(issuer: Option<&str>, sub_claim: i64, content: Value) -> Vec<(i64, Value)> {
    let issuer = issuer.map(|text| (1, Value::text(text)));
    let hcert = numbered(&[(sub_claim, content)]);
    let rest = [(6, int(ISSUED)), (4, int(ENDS)), (-260, hcert)];
    issuer.into_iter().chain(rest).collect()
}

pub(crate) fn vaccination() -> Json {
    json!({
        "ver": "1.3.0", "dob": "1990-01-02",
        "nam": {"fn": "Nguyễn", "gn": "Văn Mẫu", "fnt": "NGUYEN", "gnt": "VAN<MAU"},
        "v": [{"ci": UCI, "co": "VN", "dn": 2, "dt": "2026-03-18", "is": "Bộ Y tế",
            "ma": "ORG-100030215", "mp": "EU/1/20/1528", "sd": 2, "tg": "840539006",
            "vp": "1119349007"}]
    })
}

/// The usual claims around a vaccination.
pub(crate) fn vaccinated(issuer: Option<&str>) -> Vec<(i64, Value)> {
    claims(issuer, 1, Value::from_json(&vaccination()))
}

/// The signed message, its key named where holders cannot change it, or by another name where they can.
pub(crate) fn message(key: &Key, claims: &[(i64, Value)], other_name: Option<&[u8]>) -> Vec<u8> {
    let own = (4, Value::Bytes(key.certificate.kid().as_bytes().to_vec()));
    let (protected, unprotected) = match other_name {
        None => (numbered(&[(1, int(-7)), own]), numbered(&[])),
        Some(name) => (
            numbered(&[(1, int(-7))]),
            numbered(&[(4, Value::Bytes(name.to_vec()))]),
        ),
    };
    let (protected, payload) = (protected.to_bytes(), numbered(claims).to_bytes());
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let signed = [
        Value::text("Signature1"),
        bytes(&protected),
        bytes(&[]),
        bytes(&payload),
    ];
    let signature = key.signer.sign(&Value::Array(signed.to_vec()).to_bytes());
    let signature = signature.unwrap();
    let parts = [
        bytes(&protected),
        unprotected,
        bytes(&payload),
        bytes(&signature),
    ];
    Value::Tag(18, Box::new(Value::Array(parts.to_vec()))).to_bytes()
}

/// The text of a message.
pub(crate) fn text(message: &[u8]) -> String {
    let mut packed = Vec::new();
    zlib::store(message, &mut packed);
    format!("HC1:{}", base45::encode(&packed))
}

/// A code of a key with these claims.
pub(crate) fn code(key: &Key, claims: &[(i64, Value)]) -> String {
    text(&message(key, claims, None))
}

//! The proof of a document of GDHCN: whether the network's own key signed it.
//!
//! The proof (`JsonWebSignature2020`, ES256, detached) is over hashes of two sets of RDF statements in
//! their canonical order (RDF Dataset Canonicalization): those of the proof's own words, then those of the
//! document. The documents of the network have one form, so their statements are written down directly,
//! without a reader of JSON-LD: each is about something that has a name, and there is nothing to be named.
//!
//! Invariants: a member that is not known here is refused, for what JSON-LD passes over nobody signed.

use std::collections::BTreeSet;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::did_proof_fault::DidProofFault;
use super::jwk::Jwk;
use super::sha256;
use crate::x509::{Certificate, PublicKeyKind, SubjectPublicKey};

const SECURITY: &str = "https://w3id.org/security#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const CREATED: &str = "http://purl.org/dc/terms/created";
const DATE_TIME: &str = "http://www.w3.org/2001/XMLSchema#dateTime";
const DID: &str = "https://www.w3.org/ns/did/v1";
const SUITE: &str = "https://w3id.org/security/suites/jws-2020/v1";
/// The network's own words; its networks for tests have `-DEV` or `-UAT` at the end.
const NETWORK: &str = "https://smart.who.int/trust/tng-context/v1";
const VALUE_SETS: &str = "https://smart.who.int/trust/ValueSet-";
/// Members of a key that name lists of the network.
const LISTED: [(&str, &str); 3] = [
    ("domain", "Domains"),
    ("participant", "Participants"),
    ("keyusage", "KeyUsage"),
];

/// A key that is known to sign documents of the network.
pub struct Anchor {
    /// The identifier under which proofs name it, where it is known.
    id: Option<String>,
    /// For r and s, and for the same in DER, which the network writes.
    fixed: ParsedPublicKey,
    der: ParsedPublicKey,
}

impl Anchor {
    /// Reads the document in which the network publishes its signing keys (`did.json`), a certificate, or
    /// a public key, these two in PEM or DER.
    ///
    /// # Errors
    /// [`DidProofFault::Anchor`].
    pub fn read(bytes: &[u8]) -> Result<Vec<Self>, DidProofFault> {
        let anchors = match serde_json::from_slice::<Value>(bytes) {
            Ok(json) => Self::published(&json),
            Err(_) => Self::of_der(bytes).map(|anchor| vec![anchor]),
        };
        let anchors = anchors.filter(|anchors| !anchors.is_empty());
        anchors.ok_or(DidProofFault::Anchor)
    }

    fn published(json: &Value) -> Option<Vec<Self>> {
        let methods = json.get("verificationMethod")?.as_array()?.iter();
        let read = methods.map(|method| {
            let key = Jwk::deserialize(method.get("publicKeyJwk")?).ok()?;
            let id = method.get("id")?.as_str()?.to_owned();
            Self::of_point(Some(id), &key.uncompressed()?)
        });
        read.collect()
    }

    fn of_der(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok();
        let body = text.and_then(|text| text.split("-----").nth(2));
        let der = match body {
            Some(body) => {
                let body: String = body.split_whitespace().collect();
                STANDARD.decode(body).ok()?
            }
            None => bytes.to_vec(),
        };
        let certificate = Certificate::from_der(&der).ok();
        let key = match &certificate {
            Some(certificate) => certificate.public_key().ok()?,
            None => SubjectPublicKey::from_spki(&der).ok()?,
        };
        let is_p256 = key.kind == PublicKeyKind::P256;
        is_p256.then(|| Self::of_point(None, key.key)).flatten()
    }

    fn of_point(id: Option<String>, point: &[u8]) -> Option<Self> {
        Some(Self {
            id,
            fixed: ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).ok()?,
            der: ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).ok()?,
        })
    }

    fn fits(&self, message: &[u8], signature: &[u8]) -> bool {
        let fixed = self.fixed.verify_sig(message, signature);
        fixed.is_ok() || self.der.verify_sig(message, signature).is_ok()
    }
}

impl std::fmt::Debug for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Anchor")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// When one of these keys signed a document of the network, as the proof says.
///
/// # Errors
/// [`DidProofFault`].
pub fn check(document: &[u8], anchors: &[Anchor]) -> Result<Timestamp, DidProofFault> {
    let json: Value = serde_json::from_slice(document).map_err(|_| DidProofFault::Form)?;
    let members = json.as_object().ok_or(DidProofFault::Form)?;
    let proof = members.get("proof").ok_or(DidProofFault::NoProof)?;
    let proof = Proof::deserialize(proof).map_err(|_| DidProofFault::Form)?;
    let created = proof.created.parse().map_err(|_| DidProofFault::Form)?;
    let (head, signature) = proof.signature()?;
    let words = statements(proof.statements()?);
    let said = statements(of_document(members)?);
    let message = [
        head.as_bytes(),
        b".",
        &sha256(words.as_bytes()),
        &sha256(said.as_bytes()),
    ];
    let message = message.concat();
    let named = |it: &&Anchor| {
        it.id
            .as_ref()
            .is_none_or(|id| *id == proof.verification_method)
    };
    let mut named = anchors.iter().filter(named).peekable();
    if named.peek().is_none() {
        return Err(DidProofFault::KeyUnknown);
    }
    let fits = named.any(|anchor| anchor.fits(&message, &signature));
    fits.then_some(created).ok_or(DidProofFault::Signature)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Proof {
    r#type: String,
    created: String,
    nonce: String,
    #[serde(rename = "proofPurpose")]
    purpose: String,
    verification_method: String,
    jws: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    alg: String,
    b64: bool,
    crit: Vec<String>,
}

impl Proof {
    /// The head of the detached signature (RFC 7797), and its bytes.
    fn signature(&self) -> Result<(&str, Vec<u8>), DidProofFault> {
        let read = || {
            let (head, signature) = self.jws.split_once("..")?;
            let json = URL_SAFE_NO_PAD.decode(head).ok()?;
            let said: Head = serde_json::from_slice(&json).ok()?;
            let is_known = said.alg == "ES256" && !said.b64 && said.crit == ["b64"];
            let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
            is_known.then_some((head, signature))
        };
        read().ok_or(DidProofFault::Algorithm)
    }

    /// What the proof says of itself, the signature left out; it is the one thing without a name.
    fn statements(&self) -> Result<Vec<String>, DidProofFault> {
        if self.r#type != "JsonWebSignature2020" || self.purpose != "assertionMethod" {
            return Err(DidProofFault::Algorithm);
        }
        let it = "_:c14n0";
        Ok(vec![
            format!(
                "{it} <{CREATED}> \"{}\"^^<{DATE_TIME}> .\n",
                quoted(&self.created)
            ),
            format!("{it} <{RDF}type> <{SECURITY}JsonWebSignature2020> .\n"),
            format!("{it} <{SECURITY}nonce> \"{}\" .\n", quoted(&self.nonce)),
            format!("{it} <{SECURITY}proofPurpose> <{SECURITY}assertionMethod> .\n"),
            format!(
                "{it} <{SECURITY}verificationMethod> {} .\n",
                name(&self.verification_method)?
            ),
        ])
    }
}

/// What a document says, the proof left out.
fn of_document(members: &Map<String, Value>) -> Result<Vec<String>, DidProofFault> {
    let network = network(members.get("@context"))?;
    known(
        members,
        &[
            "@context",
            "id",
            "controller",
            "verificationMethod",
            "proof",
        ],
    )?;
    let id = name(text(members, "id")?)?;
    let controller = name(text(members, "controller")?)?;
    let mut said = vec![format!("{id} <{SECURITY}controller> {controller} .\n")];
    let methods = members.get("verificationMethod").and_then(Value::as_array);
    for method in methods.ok_or(DidProofFault::Form)? {
        let key = match method {
            Value::String(reference) => name(reference)?,
            Value::Object(members) => of_key(members, network, &mut said)?,
            _ => return Err(DidProofFault::Form),
        };
        said.push(format!("{id} <{SECURITY}verificationMethod> {key} .\n"));
    }
    Ok(said)
}

/// Which network a document is of: `-DEV`, `-UAT`, or nothing for the one at work.
fn network(context: Option<&Value>) -> Result<&str, DidProofFault> {
    let contexts = context.and_then(Value::as_array).map(Vec::as_slice);
    let Some(
        [
            Value::String(did),
            Value::String(suite),
            Value::String(words),
        ],
    ) = contexts
    else {
        return Err(DidProofFault::Context);
    };
    let network = words
        .strip_prefix(NETWORK)
        .and_then(|it| it.strip_suffix(".jsonld"));
    let network = network.filter(|it| matches!(*it, "" | "-DEV" | "-UAT"));
    network
        .filter(|_| did == DID && suite == SUITE)
        .ok_or(DidProofFault::Context)
}

/// Adds what is said of a key, and gives its name.
fn of_key(
    members: &Map<String, Value>,
    network: &str,
    said: &mut Vec<String>,
) -> Result<String, DidProofFault> {
    let mut allowed = vec!["id", "type", "controller", "publicKeyJwk"];
    allowed.extend(LISTED.map(|(member, _)| member));
    known(members, &allowed)?;
    if text(members, "type")? != "JsonWebKey2020" {
        return Err(DidProofFault::Form);
    }
    let id = name(text(members, "id")?)?;
    let controller = name(text(members, "controller")?)?;
    let key = members.get("publicKeyJwk").ok_or(DidProofFault::Form)?;
    let key = quoted(&canonical(key)?);
    said.push(format!("{id} <{RDF}type> <{SECURITY}JsonWebKey2020> .\n"));
    said.push(format!("{id} <{SECURITY}controller> {controller} .\n"));
    said.push(format!(
        "{id} <{SECURITY}publicKeyJwk> \"{key}\"^^<{RDF}JSON> .\n"
    ));
    for (member, list) in LISTED {
        let Some(value) = members.get(member) else {
            continue;
        };
        let value = value.as_object().ok_or(DidProofFault::Form)?;
        known(value, &["code"])?;
        let code = text(value, "code")?;
        let code = code.strip_prefix('#').ok_or(DidProofFault::Form)?;
        let list = format!("{VALUE_SETS}{list}{network}.jsonld");
        let code = name(&format!("{list}#{code}"))?;
        said.push(format!("{id} <{list}> {code} .\n"));
    }
    Ok(id)
}

/// A key as RFC 8785 writes it. Its members are texts, or lists of texts.
fn canonical(key: &Value) -> Result<String, DidProofFault> {
    let members = key.as_object().ok_or(DidProofFault::Form)?;
    let is_text = |value: &Value| match value {
        Value::String(_) => true,
        Value::Array(items) => items.iter().all(Value::is_string),
        _ => false,
    };
    if !members.values().all(is_text) || !members.keys().all(|name| name.is_ascii()) {
        return Err(DidProofFault::Form);
    }
    let sorted: std::collections::BTreeMap<_, _> = members.iter().collect();
    serde_json::to_string(&sorted).map_err(|_| DidProofFault::Form)
}

/// Each statement once, in the order of their characters.
fn statements(said: Vec<String>) -> String {
    let sorted: BTreeSet<String> = said.into_iter().collect();
    sorted.into_iter().collect()
}

fn known(members: &Map<String, Value>, names: &[&str]) -> Result<(), DidProofFault> {
    let is_known = members
        .keys()
        .all(|member| names.contains(&member.as_str()));
    is_known.then_some(()).ok_or(DidProofFault::Form)
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<&'a str, DidProofFault> {
    let text = members.get(name).and_then(Value::as_str);
    text.ok_or(DidProofFault::Form)
}

/// The name of something (N-Quads `IRIREF`); whoever has other characters in it is refused.
fn name(text: &str) -> Result<String, DidProofFault> {
    let is_plain = |it: char| it > ' ' && !"<>\"{}|^`\\".contains(it);
    let is_name = text.contains(':') && text.chars().all(is_plain);
    is_name
        .then(|| format!("<{text}>"))
        .ok_or(DidProofFault::Form)
}

/// A text between quotation marks, in its canonical form.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('\n', "\\n").replace('\r', "\\r")
}

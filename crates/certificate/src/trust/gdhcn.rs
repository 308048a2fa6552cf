//! The trust list of WHO's Global Digital Health Certification Network: DID documents, version 2.
//!
//! A document lies at `…/trustlist[/<domain>[/<participant>[/<usage>]]]/did.json`, with `-` for any
//! domain or participant. The embedded form holds the keys, the reference form (`trustlist-ref`) only
//! names further documents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::fault::TrustFault;
use super::jwk::Jwk;
use super::listed::{Listed, ReadList, Role};
use crate::ddcc::two_letters;
use crate::x509::{Certificate, Kid};

/// Bytes of the longest document that is read: the whole list has some 400 kB.
const LONGEST: usize = 32 * 1024 * 1024;
/// The words of documents: those of DIDs, of proofs, and of the network at work.
const CONTEXT: [&str; 3] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
    "https://smart.who.int/trust/tng-context/v1.jsonld",
];
/// What the identifiers of all documents of a list have up to here.
const ROOT: &str = ":trustlist";
const KEY_TYPE: &str = "JsonWebKey2020";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    id: String,
    verification_method: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Method {
    id: String,
    public_key_jwk: Jwk,
}

/// A document as it was read.
#[derive(Clone, Debug)]
pub struct DidList {
    /// Its own identifier.
    pub id: String,
    /// The keys that it embeds.
    pub list: ReadList,
    /// The documents that it refers to.
    pub references: Vec<String>,
}

/// Reads a document of either form.
///
/// # Errors
/// [`TrustFault::TooLong`] or [`TrustFault::NotAList`]; what is wrong with single keys is in
/// [`ReadList::passed_over`].
pub fn read(json: &[u8]) -> Result<DidList, TrustFault> {
    if json.len() > LONGEST {
        return Err(TrustFault::TooLong);
    }
    let document: Document = serde_json::from_slice(json).map_err(|_| TrustFault::NotAList)?;
    let mut read = DidList {
        id: document.id,
        list: ReadList::default(),
        references: Vec::new(),
    };
    for (number, method) in document.verification_method.into_iter().enumerate() {
        if let Value::String(reference) = method {
            read.references.push(reference);
            continue;
        }
        let method = serde_json::from_value(method).map_err(|_| TrustFault::NotAList);
        read.list.add(number, method.and_then(Method::read));
    }
    Ok(read)
}

impl Method {
    fn read(self) -> Result<Listed, TrustFault> {
        let (path, kid) = self.id.split_once('#').ok_or(TrustFault::Id)?;
        let mut path = path.rsplit(':');
        let (Some(usage), Some(participant), Some(domain)) =
            (path.next(), path.next(), path.next())
        else {
            return Err(TrustFault::Id);
        };
        let der = self
            .public_key_jwk
            .x5c
            .first()
            .ok_or(TrustFault::Encoding)?;
        let der: String = der.split_ascii_whitespace().collect();
        let der = STANDARD.decode(der).map_err(|_| TrustFault::Encoding)?;
        let certificate = Certificate::from_der(&der)?;
        if !self.public_key_jwk.is_of(&certificate)? {
            return Err(TrustFault::OtherKey);
        }
        let role = match usage {
            "SCA" | "CSCA" => Role::Authority,
            "DSC" => Role::Signer,
            _ => Role::Other,
        };
        let country = country(participant, certificate.subject_country())?;
        let other_kid = other_kid(kid, certificate.kid());
        let listed = Listed::new(&country, role, certificate)?;
        Ok(Listed {
            domain: Some(domain.to_owned()),
            other_kid,
            ..listed
        })
    }
}

/// The country of a participant: the two letters of the three by which the network names it, whatever the
/// certificate leaves out. Where the three are no country's, as those of organisations and of tests, the
/// certificate says how it is abbreviated, of the same letters. No certificate may name another country.
fn country(participant: &str, subject: Option<&str>) -> Result<String, TrustFault> {
    let own = two_letters(participant).or((participant.len() == 2).then_some(participant));
    match (own, subject.map(str::to_ascii_uppercase)) {
        (None, None) => Err(TrustFault::Country),
        (Some(own), None) => Ok(own.to_owned()),
        (Some(own), Some(subject)) if own == subject => Ok(subject),
        (None, Some(subject)) if is_abbreviated(participant, &subject) => Ok(subject),
        (_, Some(_)) => Err(TrustFault::OtherCountry),
    }
}

/// Whether the letters of the shorter name stand in the longer one in this order.
fn is_abbreviated(long: &str, short: &str) -> bool {
    let mut letters = long.chars();
    short.chars().all(|it| letters.any(|letter| letter == it))
}

/// The bytes of a kid that is not the certificate's: Base64, not base64url; where it is neither padded
/// nor eight bytes, the text itself.
fn other_kid(text: &str, of_certificate: Kid) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok().filter(|bytes| bytes.len() == 8);
    let bytes = bytes.unwrap_or_else(|| text.as_bytes().to_vec());
    (bytes != of_certificate.as_bytes()).then_some(bytes)
}

/// Writes keys as an embedded document, without `proof`: only WHO can sign for the network. Signers
/// carry their authority's certificate where it is among the keys.
///
/// `did` is the identifier of the whole list (`did:web:…:v2:trustlist`), or of the part of it that the
/// document is (`…:trustlist:DCC:VNM`): keys are named below the whole list either way.
///
/// # Errors
/// [`TrustFault::KeyKind`] for a key that has no JWK here.
pub fn write(did: &str, participant: &str, listed: &[Listed]) -> Result<String, TrustFault> {
    let (root, controller) = around(did);
    let mut methods = Vec::with_capacity(listed.len());
    for it in listed {
        let authorities = listed.iter().filter(|other| {
            it.role == Role::Signer
                && other.role == Role::Authority
                && super::chain::is_issuer(&other.certificate, &it.certificate)
        });
        let authorities: Vec<&Certificate> = authorities.map(|it| &it.certificate).collect();
        let jwk = Jwk::of(&it.certificate, &authorities)?;
        // In identifiers an authority has the newer name, in the list of usages the one of the EU.
        let (usage, code) = match it.role {
            Role::Authority => ("SCA", "CSCA"),
            Role::Signer => ("DSC", "DSC"),
            Role::Other => continue,
        };
        let domain = it.domain.as_deref().unwrap_or("DCC");
        methods.push(json!({
            "id": format!("{root}:{domain}:{participant}:{usage}#{}", jwk.kid),
            "type": KEY_TYPE,
            "controller": controller,
            "publicKeyJwk": jwk,
            "domain": {"code": format!("#{domain}")},
            "participant": {"code": format!("#{participant}")},
            "keyusage": {"code": format!("#{code}")},
        }));
    }
    let document = json!({
        "@context": CONTEXT,
        "id": did,
        "controller": controller,
        "verificationMethod": methods,
    });
    Ok(format!("{document:#}"))
}

/// The whole list that a document belongs to, and the document above it, which the network names as
/// responsible for it; a whole list is so for itself.
fn around(did: &str) -> (&str, &str) {
    let end = did.find(&format!("{ROOT}:")).map(|at| at + ROOT.len());
    let Some(root) = end.and_then(|end| did.get(..end)) else {
        return (did, did);
    };
    (root, did.rsplit_once(':').map_or(root, |(above, _)| above))
}

/// Where the document of a `did:web` identifier lies (W3C did:web method).
pub fn address(did: &str) -> Option<String> {
    let path = did.split('#').next()?.strip_prefix("did:web:")?;
    let mut parts = path.split(':');
    let host = parts.next().filter(|host| !host.is_empty())?;
    let host = host.replace("%3A", ":").replace("%3a", ":");
    let folders: Vec<&str> = parts.collect();
    if folders.is_empty() {
        return Some(format!("https://{host}/.well-known/did.json"));
    }
    Some(format!("https://{host}/{}/did.json", folders.join("/")))
}

//! Whom a check trusts, from the bytes in which countries and issuers publish their keys.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::trusted_fault::TrustedFault;
use crate::hc1::TrustedKey;
use crate::keys::from_hex;
use crate::shc::{Directory, KeySet, is_issuer, jwk_of};
use crate::trust::{Listed, ReadList, Role, gateway, gdhcn};
use crate::x509::{Certificate, Kid};

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// A signer of health certificates.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Its country, where the list or the certificate names it.
    pub country: Option<String>,
    /// Its certificate.
    pub certificate: Certificate,
    /// Its key.
    pub key: TrustedKey,
}

impl Signer {
    /// Whether it may sign certificates at all, whose list names it as a signer: content or, as an
    /// authority that signs them itself (hcert specification), certificates.
    pub fn may_sign(&self) -> bool {
        self.certificate.may_sign_content() || self.certificate.may_sign_certificates()
    }

    /// Whether it signs what names this country as its issuer. Nobody says of which country some are.
    pub fn speaks_for(&self, country: Option<&str>) -> bool {
        let own = self.country.as_deref();
        own.zip(country).is_none_or(|(own, named)| own == named)
    }
}

/// Under what lists know one key.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Countries for which it signs.
    pub(super) countries: BTreeSet<String>,
    /// The names that codes give it.
    pub(super) names: BTreeSet<Vec<u8>>,
}

/// Keys of any number of lists.
#[derive(Clone, Debug, Default)]
pub struct Trusted {
    /// What is known of each key, by its `SubjectPublicKeyInfo`.
    known: HashMap<Vec<u8>, Known>,
    /// Signers of health certificates by the names that codes give their keys.
    signers: HashMap<Vec<u8>, Vec<Signer>>,
    /// Authorities of countries.
    authorities: Vec<Certificate>,
    /// Issuers of SMART Health Cards.
    issuers: Directory,
    /// Keys that are trusted for whichever issuer a card names.
    of_any_issuer: KeySet,
    sources: usize,
}

/// What was found in the bytes that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Signers of health certificates.
    pub signers: usize,
    /// Authorities that certify signers.
    pub authorities: usize,
    /// Issuers of SMART Health Cards.
    pub issuers: usize,
    /// Entries that could not be used.
    pub passed_over: usize,
}

impl Trusted {
    /// Adds a list of the EU's gateway, a `did.json` of GDHCN, a JSON object of certificates by the
    /// names of their keys, keys of issuers of cards (`{"issuer": …, "keys": […]}`, several of them in a
    /// list, or a snapshot of the VCI directory), or certificates in PEM or DER.
    ///
    /// # Errors
    /// [`TrustedFault`]; [`TrustedFault::NoIssuer`] for a JWKS that stands alone, see
    /// [`Trusted::add_issuer`].
    pub fn add(&mut self, bytes: &[u8]) -> Result<Added, TrustedFault> {
        let added = match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Array(items)) if items.iter().any(|it| it.get("keys").is_some()) => {
                self.add_issuers(&items)?
            }
            Ok(Value::Array(_)) => self.add_listed(gateway::read(bytes)?),
            Ok(json @ Value::Object(_)) => self.add_object(&json, bytes)?,
            Ok(_) => return Err(TrustedFault::Form),
            Err(_) => self.add_certificates(bytes)?,
        };
        self.sources += 1;
        Ok(added)
    }

    /// Adds the keys of an issuer of cards, a JWKS.
    ///
    /// # Errors
    /// [`TrustedFault::Issuer`] or [`TrustedFault::Keys`].
    pub fn add_issuer(&mut self, issuer: &str, jwks: &[u8]) -> Result<Added, TrustedFault> {
        if !is_issuer(issuer) {
            return Err(TrustedFault::Issuer);
        }
        let keys = KeySet::read(jwks)?;
        self.sources += 1;
        Ok(self.trust(issuer, keys))
    }

    /// Adds a JWKS whose keys are trusted for every issuer that a card names: for samples, where
    /// nobody's word counts.
    ///
    /// # Errors
    /// [`TrustedFault::Keys`].
    pub fn add_any_issuer(&mut self, jwks: &[u8]) -> Result<Added, TrustedFault> {
        let keys = KeySet::read(jwks)?;
        self.sources += 1;
        let passed_over = keys.faults().len();
        self.of_any_issuer.extend(keys);
        Ok(Added {
            issuers: 1,
            passed_over,
            ..Added::default()
        })
    }

    /// Takes the certificate of a lost key off, whichever list names it.
    pub fn distrust(&mut self, certificate: &[u8]) {
        for signers in self.signers.values_mut() {
            signers.retain(|it| it.certificate.as_der() != certificate);
        }
        self.authorities.retain(|it| it.as_der() != certificate);
    }

    /// Whether nothing was added.
    pub const fn is_empty(&self) -> bool {
        self.sources == 0
    }

    /// Every signer whose codes name their key so: all have to be tried.
    pub fn named(&self, kid: &[u8]) -> &[Signer] {
        self.signers.get(kid).map_or(&[], Vec::as_slice)
    }

    /// Under what lists know the key of a signer.
    pub(super) fn known(&self, signer: &Signer) -> Option<&Known> {
        self.known.get(signer.certificate.spki())
    }

    /// All signers, each with the name that codes give its key; in no order.
    pub fn signers(&self) -> impl Iterator<Item = (&[u8], &Signer)> {
        let named = self.signers.iter();
        named.flat_map(|(kid, signers)| signers.iter().map(move |signer| (kid.as_slice(), signer)))
    }

    /// The keys of issuers of cards as they publish them: `{"iss": …, "keys": […]}`, the issuer `*`
    /// standing for any; sorted.
    pub fn card_keys(&self) -> Vec<Value> {
        let published = |issuer: &str, keys: &KeySet| {
            let keys = keys.keys().iter();
            let keys: Vec<Value> = keys.map(|it| jwk_of(&it.key, it.crl_version)).collect();
            json!({"iss": issuer, "keys": keys})
        };
        let any = Some(&self.of_any_issuer).filter(|keys| !keys.keys().is_empty());
        let any = any.map(|keys| published("*", keys)).into_iter();
        let issuers = self.issuers.issuers();
        any.chain(issuers.map(|(issuer, keys)| published(issuer, keys)))
            .collect()
    }

    /// The authorities of countries.
    pub fn authorities(&self) -> &[Certificate] {
        &self.authorities
    }

    /// The signers whose certificate is exactly this one, one for each country that lists it.
    pub fn holders<'a>(&'a self, certificate: &'a Certificate) -> impl Iterator<Item = &'a Signer> {
        let named = self.named(certificate.kid().as_bytes()).iter();
        named.filter(|it| it.certificate.as_der() == certificate.as_der())
    }

    /// The issuers of cards, among them the one that is asked about where keys of any issuer are trusted.
    pub(super) fn directory(&self, issuer: &str) -> Cow<'_, Directory> {
        if self.of_any_issuer.keys().is_empty() || self.issuers.keys_of(issuer).is_some() {
            return Cow::Borrowed(&self.issuers);
        }
        let mut directory = Directory::default();
        directory.trust(issuer, self.of_any_issuer.clone());
        Cow::Owned(directory)
    }

    fn add_object(&mut self, json: &Value, bytes: &[u8]) -> Result<Added, TrustedFault> {
        if json.get("verificationMethod").is_some() {
            return Ok(self.add_listed(gdhcn::read(bytes)?.list));
        }
        if let Some(issuers) = json.get("issuerInfo").and_then(Value::as_array) {
            return self.add_issuers(issuers);
        }
        if json.get("keys").is_some() {
            return self.add_issuers(std::slice::from_ref(json));
        }
        self.add_by_name(json)
    }

    /// Objects with `issuer` (an address, or an object with `iss`) and `keys`.
    fn add_issuers(&mut self, issuers: &[Value]) -> Result<Added, TrustedFault> {
        let mut added = Added::default();
        for one in issuers {
            let issuer = one.get("issuer").ok_or(TrustedFault::NoIssuer)?;
            let address = issuer.as_str().or_else(|| issuer.get("iss")?.as_str());
            let address = address.filter(|it| is_issuer(it));
            let keys = KeySet::from_json(one)?;
            let found = self.trust(address.ok_or(TrustedFault::Issuer)?, keys);
            added.issuers += found.issuers;
            added.passed_over += found.passed_over;
        }
        Ok(added)
    }

    fn trust(&mut self, issuer: &str, keys: KeySet) -> Added {
        let passed_over = keys.faults().len();
        self.issuers.trust_too(issuer, keys);
        Added {
            issuers: 1,
            passed_over,
            ..Added::default()
        }
    }

    fn add_listed(&mut self, list: ReadList) -> Added {
        let mut added = Added {
            passed_over: list.passed_over.len(),
            ..Added::default()
        };
        for one in list.listed {
            match one.role {
                Role::Authority => {
                    self.authorities.push(one.certificate);
                    added.authorities += 1;
                }
                // What cannot verify anything is passed over, as everywhere in these lists.
                // Keys of the network's other domains sign records of patients and the like.
                Role::Signer if !one.signs_certificates() => {}
                Role::Signer => match self.add_signer(one) {
                    Ok(()) => added.signers += 1,
                    Err(_) => added.passed_over += 1,
                },
                Role::Other => {}
            }
        }
        added
    }

    fn add_signer(&mut self, listed: Listed) -> Result<(), TrustedFault> {
        let country = Some(listed.country.as_str());
        self.insert(country, &listed.certificate, listed.other_kid)
    }

    /// Certificates in Base64 by the names of their keys, in hexadecimal digits or Base64.
    fn add_by_name(&mut self, json: &Value) -> Result<Added, TrustedFault> {
        let mut added = Added::default();
        for (name, text) in json.as_object().into_iter().flatten() {
            let der = text.as_str().and_then(|text| STANDARD.decode(text).ok());
            let certificate = Certificate::from_der(&der.ok_or(TrustedFault::Form)?)?;
            let kid = from_hex::<8>(name).map(Vec::from);
            let kid = kid.or_else(|| STANDARD.decode(name).ok());
            self.insert(certificate.subject_country(), &certificate, kid)?;
            added.signers += 1;
        }
        Ok(added)
    }

    /// One certificate in DER, or any number in PEM. An authority's signs no codes itself.
    fn add_certificates(&mut self, bytes: &[u8]) -> Result<Added, TrustedFault> {
        let mut added = Added::default();
        for der in certificates(bytes)? {
            let certificate = Certificate::from_der(&der)?;
            if certificate.is_authority() {
                self.authorities.push(certificate);
                added.authorities += 1;
            } else {
                self.insert(certificate.subject_country(), &certificate, None)?;
                added.signers += 1;
            }
        }
        Ok(added)
    }

    /// Adds a signer under the name that its certificate gives its key, and under another one.
    fn insert(
        &mut self,
        country: Option<&str>,
        certificate: &Certificate,
        other_kid: Option<Vec<u8>>,
    ) -> Result<(), TrustedFault> {
        let own = TrustedKey::from_certificate(certificate)?;
        let own_name = own.kid.as_bytes().to_vec();
        let other = other_kid.filter(|name| *name != own_name);
        let known = self.known.entry(certificate.spki().to_vec()).or_default();
        known.countries.extend(country.map(str::to_owned));
        for name in std::iter::once(own_name).chain(other) {
            known.names.insert(name.clone());
            let kid = <[u8; 8]>::try_from(name.as_slice());
            let same_name = self.signers.entry(name).or_default();
            let same = |it: &Signer| {
                it.certificate.as_der() == certificate.as_der() && it.country.as_deref() == country
            };
            if same_name.iter().any(same) {
                continue;
            }
            same_name.push(Signer {
                country: country.map(str::to_owned),
                certificate: certificate.clone(),
                key: TrustedKey {
                    kid: kid.map_or(own.kid, Kid::from_bytes),
                    ..own.clone()
                },
            });
        }
        Ok(())
    }
}

/// The bytes of certificates in PEM, or the one in DER.
fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>, TrustedFault> {
    let Ok(mut text) = std::str::from_utf8(bytes) else {
        return Ok(vec![bytes.to_vec()]);
    };
    let mut found = Vec::new();
    while let Some((_, rest)) = text.split_once(PEM_BEGIN) {
        let (body, rest) = rest.split_once(PEM_END).ok_or(TrustedFault::Form)?;
        let body: String = body.split_whitespace().collect();
        found.push(STANDARD.decode(body).map_err(|_| TrustedFault::Form)?);
        text = rest;
    }
    if found.is_empty() {
        return Err(TrustedFault::Form);
    }
    Ok(found)
}

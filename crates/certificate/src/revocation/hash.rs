//! The hashes by which a certificate is named in a revocation list (EU gateway).

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::fault::RevocationFault;

/// What was hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HashType {
    /// The certificate's identifier: the right one where a person must not have any certificate
    /// under it.
    #[serde(rename = "UCI")]
    Uci,
    /// The issuing country and the identifier.
    #[serde(rename = "COUNTRYCODEUCI")]
    CountryUci,
    /// The signature: the right one where a certificate is issued again under its identifier.
    #[serde(rename = "SIGNATURE")]
    Signature,
}

/// How a signature is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureForm {
    /// r and s, as ES256. Only r is hashed: (r, −s) is a valid signature as well, and whoever has
    /// one can make the other.
    Ecdsa,
    /// One number, as PS256. All of it is hashed.
    Rsa,
}

/// The first 128 bits of a SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevocationHash([u8; 16]);

impl RevocationHash {
    /// The hash whose bytes were stored.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The sixteen bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Of a certificate's identifier (`ci`), as it is written in the certificate.
    pub fn of_uci(uci: &str) -> Self {
        Self::of(uci.as_bytes())
    }

    /// Of the issuing country (`iss` of the claims) and the identifier.
    pub fn of_country_uci(country: &str, uci: &str) -> Self {
        Self::of(&[country.as_bytes(), uci.as_bytes()].concat())
    }

    /// Of the signature as it stands in the certificate.
    pub fn of_signature(form: SignatureForm, signature: &[u8]) -> Self {
        let hashed = match form {
            SignatureForm::Ecdsa => signature.get(..signature.len() / 2).unwrap_or(signature),
            SignatureForm::Rsa => signature,
        };
        Self::of(hashed)
    }

    fn of(bytes: &[u8]) -> Self {
        let mut hash = [0; 16];
        for (byte, of_digest) in hash.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
            *byte = *of_digest;
        }
        Self(hash)
    }

    /// The form of the batches: 24 characters of Base64.
    pub fn to_base64(self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads the form of the batches.
    ///
    /// # Errors
    /// [`RevocationFault::Hash`] unless it is Base64 of sixteen bytes.
    pub fn from_base64(text: &str) -> Result<Self, RevocationFault> {
        let bytes = STANDARD.decode(text).map_err(|_| RevocationFault::Hash)?;
        let bytes = bytes.try_into().map_err(|_| RevocationFault::Hash)?;
        Ok(Self(bytes))
    }
}

impl fmt::Debug for RevocationHash {
    /// The hash of an identifier finds a person's certificate, so it is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RevocationHash")
    }
}

/// What a certificate's hashes are made of.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The issuing country, ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// The key's short name, usually eight bytes; with any other length only lists without a kid
    /// can name the certificate.
    pub kid: &'a [u8],
    /// The certificate's identifier, as it is written there.
    pub uci: &'a str,
    /// How the signature is made up.
    pub form: SignatureForm,
    /// The signature's bytes.
    pub signature: &'a [u8],
}

impl Subject<'_> {
    /// All hashes under which this certificate could be revoked.
    pub fn hashes(&self) -> CertificateHashes {
        self.hashes_of_signer(&[], &[])
    }

    /// As [`Subject::hashes`], looked up in the lists of the countries for which its signer speaks, whatever
    /// the certificate says of itself, and under every name of the key: some of what names them in a
    /// certificate is not signed. Without such a country, that of the certificate counts.
    pub fn hashes_of_signer(&self, countries: &[&str], kids: &[&[u8]]) -> CertificateHashes {
        let own = [self.country];
        let listed = if countries.is_empty() {
            &own
        } else {
            countries
        };
        let others = countries.iter().filter(|it| **it != self.country);
        let kids = std::iter::once(self.kid).chain(kids.iter().copied());
        let mut kids: Vec<[u8; 8]> = kids.filter_map(|kid| kid.try_into().ok()).collect();
        kids.sort_unstable();
        kids.dedup();
        CertificateHashes {
            countries: listed.iter().map(|it| (*it).to_owned()).collect(),
            kids,
            uci: RevocationHash::of_uci(self.uci),
            country_uci: RevocationHash::of_country_uci(self.country, self.uci),
            country_uci_too: others
                .map(|country| RevocationHash::of_country_uci(country, self.uci))
                .collect(),
            signature: RevocationHash::of_signature(self.form, self.signature),
        }
    }
}

impl fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("country", &self.country)
            .finish_non_exhaustive()
    }
}

/// The hashes of one certificate, with the countries and keys that they are looked up under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateHashes {
    pub(super) countries: Vec<String>,
    pub(super) kids: Vec<[u8; 8]>,
    uci: RevocationHash,
    country_uci: RevocationHash,
    /// Where the issuer in the certificate is not the country of its signer.
    country_uci_too: Vec<RevocationHash>,
    signature: RevocationHash,
}

impl CertificateHashes {
    /// The hash of one type.
    pub const fn of(&self, hash_type: HashType) -> RevocationHash {
        match hash_type {
            HashType::Uci => self.uci,
            HashType::CountryUci => self.country_uci,
            HashType::Signature => self.signature,
        }
    }

    /// Every hash of one type: there are several of country and identifier where the issuer in the
    /// certificate is not the country of its signer.
    pub fn each(&self, hash_type: HashType) -> impl Iterator<Item = RevocationHash> {
        let is_country = hash_type == HashType::CountryUci;
        let more = self.country_uci_too.iter().filter(move |_| is_country);
        std::iter::once(self.of(hash_type)).chain(more.copied())
    }

    /// All, each with its type.
    pub fn all(&self) -> impl Iterator<Item = (HashType, RevocationHash)> {
        let types = [HashType::Uci, HashType::CountryUci, HashType::Signature];
        let all = move |kind| self.each(kind).map(move |hash| (kind, hash));
        types.into_iter().flat_map(all)
    }
}

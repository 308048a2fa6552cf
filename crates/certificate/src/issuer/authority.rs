//! A country's authority of its own, for tests and demonstrations.

use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod,
    KeyUsagePurpose, PublicKeyData, SerialNumber, SignatureAlgorithm, SigningKey,
};

use super::fault::IssuerFault;
use super::key::{IssuerKey, X509Key};
use super::names::Names;
use crate::ecdsa;
use crate::keys::{KeyAlgorithm, RandomBytes, draw};
use crate::trust::sha256;
use crate::x509::{Certificate, PublicKeyKind, SubjectPublicKey, Usage, Validity};

/// The object identifiers of what a signer may sign, without their last number (hcert specification,
/// section 5).
const USAGES: [u64; 9] = [1, 3, 6, 1, 4, 1, 1847, 2021, 1];
const SHORTEST_RSA: usize = 2048;

/// What a signer is certified for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignerTerms<'a> {
    /// When its certificate is valid; health certificates that it signs end before.
    pub validity: Validity,
    /// What it may sign; everything, if empty.
    pub usages: &'a [Usage],
}

/// An authority (CSCA) with its key.
#[derive(Debug)]
pub struct Authority {
    certificate: Certificate,
    key: IssuerKey,
    names: Names,
}

impl Authority {
    /// Makes an authority that certifies itself.
    ///
    /// # Errors
    /// [`IssuerFault`]: the names, the validity or the random bytes.
    pub fn create(
        names: Names,
        key: IssuerKey,
        validity: Validity,
        random: &dyn RandomBytes,
    ) -> Result<Self, IssuerFault> {
        let mut params = params(&names, validity, random)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.key_identifier_method = key_identifier(SubjectKey::of(key.spki())?.key);
        let der = params.self_signed(&WritingKey::of(&key)?);
        let der = der.map_err(|_| IssuerFault::Library)?;
        Ok(Self {
            certificate: Certificate::from_der(der.der())?,
            key,
            names,
        })
    }

    /// An authority that was made here before.
    ///
    /// # Errors
    /// [`IssuerFault::OtherKey`], [`IssuerFault::NotAnAuthority`] or [`IssuerFault::Names`].
    pub fn of(certificate: Certificate, key: IssuerKey) -> Result<Self, IssuerFault> {
        if certificate.spki() != key.spki() {
            return Err(IssuerFault::OtherKey);
        }
        if !certificate.is_authority() || !certificate.may_sign_certificates() {
            return Err(IssuerFault::NotAnAuthority);
        }
        let names = Names::from_der(certificate.subject()).ok_or(IssuerFault::Names)?;
        Ok(Self {
            certificate,
            key,
            names,
        })
    }

    /// Certifies a signer's public key (`SubjectPublicKeyInfo` in DER).
    ///
    /// # Errors
    /// [`IssuerFault`]: the names, the key, the validity or the random bytes.
    pub fn certify(
        &self,
        names: &Names,
        spki: &[u8],
        terms: &SignerTerms<'_>,
        random: &dyn RandomBytes,
    ) -> Result<Certificate, IssuerFault> {
        let own = self.certificate.validity();
        let validity = terms.validity;
        if validity.not_before < own.not_before || validity.not_after > own.not_after {
            return Err(IssuerFault::Validity);
        }
        let subject = SubjectKey::of(spki)?;
        let mut params = params(names, validity, random)?;
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = extended(terms.usages);
        params.use_authority_key_identifier_extension = true;
        params.key_identifier_method = key_identifier(subject.key);
        let der = params
            .signed_by(&subject, &self.issuer()?)
            .map_err(|_| IssuerFault::Library)?;
        Ok(Certificate::from_der(der.der())?)
    }

    fn issuer(&self) -> Result<Issuer<'_, WritingKey<'_>>, IssuerFault> {
        let id = self.certificate.subject_key_id().unwrap_or_default();
        let mut params = CertificateParams::default();
        params.distinguished_name = self.names.to_distinguished()?;
        params.key_identifier_method = KeyIdMethod::PreSpecified(id.to_vec());
        Ok(Issuer::new(params, WritingKey::of(&self.key)?))
    }

    /// Its certificate, to be given to everybody.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Whose it is.
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// Its key.
    pub const fn key(&self) -> &IssuerKey {
        &self.key
    }
}

/// What authorities and signers have in common.
fn params(
    names: &Names,
    validity: Validity,
    random: &dyn RandomBytes,
) -> Result<CertificateParams, IssuerFault> {
    if validity.not_before >= validity.not_after {
        return Err(IssuerFault::Validity);
    }
    let mut serial: [u8; 16] = draw(random)?;
    // Positive, and as long as the others.
    if let Some(first) = serial.first_mut() {
        *first = *first & 0x3f | 0x40;
    }
    let beginning = rcgen::date_time_ymd(1970, 1, 1);
    let mut params = CertificateParams::default();
    params.distinguished_name = names.to_distinguished()?;
    params.serial_number = Some(SerialNumber::from_slice(&serial));
    params.not_before = beginning + since_1970(validity.not_before)?;
    params.not_after = beginning + since_1970(validity.not_after)?;
    Ok(params)
}

/// Certificates know whole seconds.
fn since_1970(moment: Timestamp) -> Result<std::time::Duration, IssuerFault> {
    let seconds = u64::try_from(moment.as_second()).map_err(|_| IssuerFault::Validity)?;
    // The year 9999 is the last that a certificate can name.
    if seconds >= 253_402_300_800 {
        return Err(IssuerFault::Validity);
    }
    Ok(std::time::Duration::from_secs(seconds))
}

/// RFC 7093 section 2, method 1: the first 160 bits of the SHA-256 of the key.
fn key_identifier(public_part: &[u8]) -> KeyIdMethod {
    let hash = sha256(public_part);
    KeyIdMethod::PreSpecified(hash.get(..20).unwrap_or_default().to_vec())
}

pub(super) fn extended(usages: &[Usage]) -> Vec<ExtendedKeyUsagePurpose> {
    let last = |usage: &Usage| match usage {
        Usage::Test => 1,
        Usage::Vaccination => 2,
        Usage::Recovery => 3,
    };
    let oid = |usage: &Usage| [&USAGES[..], &[last(usage)]].concat();
    usages
        .iter()
        .map(|usage| ExtendedKeyUsagePurpose::Other(oid(usage)))
        .collect()
}

const fn algorithm(algorithm: KeyAlgorithm) -> &'static SignatureAlgorithm {
    match algorithm {
        KeyAlgorithm::P256 => &rcgen::PKCS_ECDSA_P256_SHA256,
        KeyAlgorithm::Rsa => &rcgen::PKCS_RSA_SHA256,
    }
}

/// A private key as the writer of certificates uses it.
pub(super) struct WritingKey<'a> {
    key: &'a dyn X509Key,
    public: SubjectKey<'a>,
}

impl<'a> WritingKey<'a> {
    pub(super) fn of(key: &'a dyn X509Key) -> Result<Self, IssuerFault> {
        let public = SubjectKey::of(key.spki())?;
        Ok(Self { key, public })
    }
}

impl PublicKeyData for WritingKey<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.public.key
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.public.algorithm()
    }
}

impl SigningKey for WritingKey<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let signature = self.key.sign_for_x509(message);
        let signature = signature.map_err(|_| rcgen::Error::RemoteKeyError)?;
        Ok(match self.public.algorithm {
            KeyAlgorithm::P256 => ecdsa::in_der(&signature),
            KeyAlgorithm::Rsa => signature,
        })
    }
}

/// A public key as the writer of certificates uses it.
struct SubjectKey<'a> {
    algorithm: KeyAlgorithm,
    key: &'a [u8],
}

impl<'a> SubjectKey<'a> {
    fn of(spki: &'a [u8]) -> Result<Self, IssuerFault> {
        let key = SubjectPublicKey::from_spki(spki)?;
        let algorithm = match key.kind {
            PublicKeyKind::P256 => KeyAlgorithm::P256,
            PublicKeyKind::Rsa { bits } if bits >= SHORTEST_RSA => KeyAlgorithm::Rsa,
            _ => return Err(IssuerFault::KeyKind),
        };
        let key = key.key;
        Ok(Self { algorithm, key })
    }
}

impl PublicKeyData for SubjectKey<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.key
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        algorithm(self.algorithm)
    }
}

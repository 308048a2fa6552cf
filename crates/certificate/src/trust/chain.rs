//! From a signer to the authority of its country (RFC 5280 section 6, for chains of two).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P256_SHA512_ASN1, ECDSA_P384_SHA256_ASN1,
    ECDSA_P384_SHA384_ASN1, ECDSA_P384_SHA512_ASN1, ECDSA_P521_SHA256_ASN1, ECDSA_P521_SHA384_ASN1,
    ECDSA_P521_SHA512_ASN1, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, VerificationAlgorithm,
};
use jiff::Timestamp;

use super::fault::ChainFault;
use crate::x509::Certificate;

type Algorithms = &'static [&'static dyn VerificationAlgorithm];

/// Finds the authority that issued a signer's certificate, both valid at a time.
///
/// # Errors
/// [`ChainFault`]: of several authorities that come into question, what is wrong with the best.
pub fn check<'a>(
    signer: &Certificate,
    authorities: impl IntoIterator<Item = &'a Certificate>,
    at: Timestamp,
) -> Result<&'a Certificate, ChainFault> {
    if !signer.validity().contains(at) {
        return Err(ChainFault::Validity);
    }
    let mut fault = ChainFault::NoIssuer;
    for authority in authorities {
        if !is_issuer(authority, signer) {
            continue;
        }
        match check_issuer(authority, signer, at) {
            Ok(()) => return Ok(authority),
            Err(other) => fault = fault.max(other),
        }
    }
    Err(fault)
}

/// Whether the certificate names this authority as its issuer: by name, and by the key's identifier
/// where both have one.
pub(super) fn is_issuer(authority: &Certificate, signer: &Certificate) -> bool {
    let same_key = match (signer.authority_key_id(), authority.subject_key_id()) {
        (Some(wanted), Some(own)) => wanted == own,
        _ => true,
    };
    same_key && authority.subject() == signer.issuer()
}

fn check_issuer(
    authority: &Certificate,
    signer: &Certificate,
    at: Timestamp,
) -> Result<(), ChainFault> {
    if !authority.is_authority() || !authority.may_sign_certificates() {
        return Err(ChainFault::NotAnAuthority);
    }
    let algorithms = algorithms(signer).ok_or(ChainFault::Algorithm)?;
    // One of them is of the key's curve; the others refuse the key.
    let keys: Vec<ParsedPublicKey> = algorithms
        .iter()
        .filter_map(|algorithm| ParsedPublicKey::new(*algorithm, authority.spki()).ok())
        .collect();
    if keys.is_empty() {
        return Err(ChainFault::Algorithm);
    }
    let fits = |key: &ParsedPublicKey| key.verify_sig(signer.tbs(), signer.signature()).is_ok();
    if !keys.iter().any(fits) {
        return Err(ChainFault::Signature);
    }
    if !authority.validity().contains(at) {
        return Err(ChainFault::IssuerValidity);
    }
    Ok(())
}

/// What the object identifier of the signature allows (RFC 5758, RFC 4055).
fn algorithms(signer: &Certificate) -> Option<Algorithms> {
    Some(match signer.signature_algorithm().to_string().as_str() {
        "1.2.840.10045.4.3.2" => &[
            &ECDSA_P256_SHA256_ASN1,
            &ECDSA_P384_SHA256_ASN1,
            &ECDSA_P521_SHA256_ASN1,
        ],
        "1.2.840.10045.4.3.3" => &[
            &ECDSA_P256_SHA384_ASN1,
            &ECDSA_P384_SHA384_ASN1,
            &ECDSA_P521_SHA384_ASN1,
        ],
        "1.2.840.10045.4.3.4" => &[
            &ECDSA_P256_SHA512_ASN1,
            &ECDSA_P384_SHA512_ASN1,
            &ECDSA_P521_SHA512_ASN1,
        ],
        "1.2.840.113549.1.1.11" => &[&RSA_PKCS1_2048_8192_SHA256],
        "1.2.840.113549.1.1.12" => &[&RSA_PKCS1_2048_8192_SHA384],
        "1.2.840.113549.1.1.13" => &[&RSA_PKCS1_2048_8192_SHA512],
        // The hash is in the parameters; a wrong one does not verify.
        "1.2.840.113549.1.1.10" => &[
            &RSA_PSS_2048_8192_SHA256,
            &RSA_PSS_2048_8192_SHA384,
            &RSA_PSS_2048_8192_SHA512,
        ],
        _ => return None,
    })
}

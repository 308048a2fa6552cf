//! Asking a country's authority for a certificate (PKCS #10, RFC 2986).

use rcgen::{CertificateParams, KeyUsagePurpose};

use super::authority::{WritingKey, extended};
use super::fault::IssuerFault;
use super::key::X509Key;
use super::names::Names;
use crate::x509::Usage;

/// A request in DER, signed with the key that is to be certified. The authority decides what of
/// it the certificate will say.
///
/// # Errors
/// [`IssuerFault::Names`], [`IssuerFault::KeyKind`] or [`IssuerFault::Library`].
pub fn request(names: &Names, key: &dyn X509Key, usages: &[Usage]) -> Result<Vec<u8>, IssuerFault> {
    let mut params = CertificateParams::default();
    params.distinguished_name = names.to_distinguished()?;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = extended(usages);
    let request = params.serialize_request(&WritingKey::of(key)?);
    let request = request.map_err(|_| IssuerFault::Library)?;
    Ok(request.der().to_vec())
}

//! The hashes of a code that was read.

use super::hash::{CertificateHashes, SignatureForm, Subject};
use crate::cose::Algorithm;
use crate::dcc::{Dcc, Event};
use crate::hc1::Read;

impl From<Algorithm> for SignatureForm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Es256 => Self::Ecdsa,
            Algorithm::Ps256 => Self::Rsa,
        }
    }
}

/// The hashes under which an `HC1:` code could be revoked, whose signer nobody knows. Its country is the
/// issuer of the claims, and where there is none that of its content. `None` where the signature is of no
/// known algorithm.
pub fn hashes_of(read: &Read, dcc: &Dcc) -> Option<CertificateHashes> {
    hashes_of_signed(read, dcc, &[], &[])
}

/// As [`hashes_of`], in the lists of the signer's countries and under every name of its key, see
/// [`Subject::hashes_of_signer`].
pub fn hashes_of_signed(
    read: &Read,
    dcc: &Dcc,
    countries: &[&str],
    kids: &[&[u8]],
) -> Option<CertificateHashes> {
    let (country, uci) = match &dcc.event {
        Event::Vaccination(it) => (&it.country, &it.identifier),
        Event::Test(it) => (&it.country, &it.identifier),
        Event::Recovery(it) => (&it.country, &it.identifier),
    };
    let subject = Subject {
        country: match (&read.claims.issuer, countries) {
            (Some(issuer), _) => issuer,
            (None, [first, ..]) => first,
            (None, []) => country,
        },
        kid: read.message.kid_bytes().unwrap_or_default(),
        uci,
        form: read.message.algorithm().ok()?.into(),
        signature: read.message.signature(),
    };
    Some(subject.hashes_of_signer(countries, kids))
}

//! Keys and certificates that exist for one run.

use aws_lc_rs::rand::fill;
use jiff::Timestamp;
use khien_certificate::cose::MemorySigner;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::x509::{Certificate, Usage, Validity};

struct Library;

impl RandomBytes for Library {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        fill(bytes).map_err(|_| NoRandomBytes)
    }
}

/// A key that signs, with its certificate.
pub(crate) struct Key {
    pub(crate) signer: MemorySigner,
    pub(crate) certificate: Certificate,
}

/// Everybody who signs in the cases.
pub(crate) struct Keys {
    /// Signs everything with ES256.
    pub(crate) ec: Key,
    /// Signs everything with PS256.
    pub(crate) rsa: Key,
    /// Signs everything with ES256, and is somebody else.
    pub(crate) other: Key,
    /// Certifies the others, and may sign no content.
    pub(crate) authority: Key,
    /// May sign tests alone.
    pub(crate) tests_only: Key,
    /// May agree on keys, and sign nothing.
    pub(crate) agrees: Key,
}

fn names(common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "Bộ Y tế".to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// The signer whose certificate is changed so that it signs nothing.
const AGREES: &str = "DSC 5";

/// The certificate with another key usage than that for content. The authority's signature no longer fits.
fn with_usage(certificate: &Certificate, usage: [u8; 4]) -> Certificate {
    let mut der = certificate.as_der().to_vec();
    let signs = [0x03, 0x02, 0x07, 0x80];
    let at = der.windows(4).position(|it| it == signs).unwrap();
    der[at..at + 4].copy_from_slice(&usage);
    Certificate::from_der(&der).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

impl Keys {
    pub(crate) fn new() -> Self {
        let validity = Validity {
            not_before: at("2026-01-01T00:00:00Z"),
            not_after: at("2036-01-01T00:00:00Z"),
        };
        let root = IssuerKey::generate(KeyAlgorithm::P256, &Library).unwrap();
        let of_root = root.to_pkcs8().unwrap();
        let root = Authority::create(names("CSCA"), root, validity, &Library).unwrap();
        let key = |name: &str, algorithm, usages: &[Usage]| {
            let key = IssuerKey::generate(algorithm, &Library).unwrap();
            let terms = SignerTerms { validity, usages };
            let certificate = root.certify(&names(name), key.spki(), &terms, &Library);
            let mut certificate = certificate.unwrap();
            if name == AGREES {
                certificate = with_usage(&certificate, [0x03, 0x02, 0x03, 0x08]);
            }
            let pkcs8 = key.to_pkcs8().unwrap();
            Key {
                signer: MemorySigner::from_pkcs8(&pkcs8, certificate.kid()).unwrap(),
                certificate,
            }
        };
        let certificate = root.certificate().clone();
        Self {
            authority: Key {
                signer: MemorySigner::from_pkcs8(&of_root, certificate.kid()).unwrap(),
                certificate,
            },
            ec: key("DSC 1", KeyAlgorithm::P256, &[]),
            rsa: key("DSC 2", KeyAlgorithm::Rsa, &[]),
            other: key("DSC 3", KeyAlgorithm::P256, &[]),
            agrees: key(AGREES, KeyAlgorithm::P256, &[]),
            tests_only: key("DSC 4", KeyAlgorithm::P256, &[Usage::Test]),
        }
    }
}

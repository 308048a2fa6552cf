//! One certificate of a list.

use aws_lc_rs::digest::{SHA256, digest};

use super::fault::TrustFault;
use crate::x509::{Certificate, Kid, PublicKeyKind};

/// Bits of the shortest RSA key that is accepted.
const SHORTEST_RSA: usize = 2048;

/// What a listed certificate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The country's authority: it certifies signers (CSCA, in GDHCN SCA).
    Authority,
    /// A signer of health certificates (DSC).
    Signer,
    /// Anything else that lists carry: uploads, connections, encryption.
    Other,
}

/// A certificate with what the list says of it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// ISO 3166-1 alpha-2, as `iss` of a health certificate.
    pub country: String,
    /// What it is for.
    pub role: Role,
    /// The certificate.
    pub certificate: Certificate,
    /// The domain of GDHCN (`DCC`, `DDCC`, …), where the list has domains.
    pub domain: Option<String>,
    /// A kid that the list gives the key instead of that of the certificate, as the bytes by which
    /// codes name it.
    pub other_kid: Option<Vec<u8>>,
    pub(super) sha256: [u8; 32],
}

impl Listed {
    /// An entry for a certificate.
    ///
    /// # Errors
    /// [`TrustFault::Country`] or [`TrustFault::KeyKind`].
    pub fn new(country: &str, role: Role, certificate: Certificate) -> Result<Self, TrustFault> {
        if country.len() != 2 || !country.bytes().all(|c| c.is_ascii_uppercase()) {
            return Err(TrustFault::Country);
        }
        if role == Role::Signer {
            match certificate.public_key()?.kind {
                // One country signs with the second (see `cose::VerifyingKey`).
                PublicKeyKind::P256 | PublicKeyKind::P384 => {}
                PublicKeyKind::Rsa { bits } if bits >= SHORTEST_RSA => {}
                _ => return Err(TrustFault::KeyKind),
            }
        }
        Ok(Self {
            country: country.to_owned(),
            role,
            sha256: sha256(certificate.as_der()),
            certificate,
            domain: None,
            other_kid: None,
        })
    }

    /// The name by which codes refer to the key.
    pub fn kid(&self) -> Kid {
        self.certificate.kid()
    }

    /// The SHA-256 of the certificate, which tells keys of one kid apart.
    pub const fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// Whether a signer's health certificates are its business: the network lists keys of other domains, too,
    /// whose records are no certificates (`PH4H`, `IPS-PILGRIMAGE`).
    pub fn signs_certificates(&self) -> bool {
        let domain = self.domain.as_deref();
        domain.is_none_or(|domain| matches!(domain, "DCC" | "DDCC"))
    }

    /// Whether a code with this kid may have been signed with the key.
    pub fn answers_to(&self, kid: &[u8]) -> bool {
        self.kid().as_bytes() == kid || self.other_kid.as_deref() == Some(kid)
    }
}

/// An entry that could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Its place in the list, from 0.
    pub entry: usize,
    /// Why.
    pub fault: TrustFault,
}

/// A list as it was read.
#[derive(Clone, Debug, Default)]
pub struct ReadList {
    /// The usable entries.
    pub listed: Vec<Listed>,
    /// The others.
    pub passed_over: Vec<PassedOver>,
}

impl ReadList {
    pub(super) fn add(&mut self, entry: usize, read: Result<Listed, TrustFault>) {
        match read {
            Ok(listed) => self.listed.push(listed),
            Err(fault) => self.passed_over.push(PassedOver { entry, fault }),
        }
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut sha256 = [0; 32];
    for (to, from) in sha256.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
        *to = *from;
    }
    sha256
}

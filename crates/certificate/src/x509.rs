//! X.509 certificates (RFC 5280), read leniently: only what health certificates need of them.
//!
//! Certificates of national signers are in the field that a strict reader refuses (defaults written
//! out, lengths longer than needed), and their keys are good. So this is a walk through the TLV
//! structure that takes out what it needs and passes over the rest. Nothing here is a proof: that a
//! certificate was issued by whom it names is checked with [`Certificate::tbs`] and the issuer's key.
//!
//! Invariants: reading is bounded by the bytes given and never panics.

mod certificate;
mod der;
mod extension;
mod fault;
mod kid;
mod oid;
mod spki;
#[cfg(test)]
mod tests;
mod time;
mod usage;

pub use certificate::{Certificate, Validity};
pub use fault::X509Fault;
pub use kid::Kid;
pub use oid::Oid;
pub use spki::{PublicKeyKind, SubjectPublicKey};
pub use usage::{Usage, Usages};

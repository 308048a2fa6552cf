//! Whose signatures are trusted: lists of certificates, kept as signed files, looked up by key.
//!
//! Two forms of list are read: that of the EU gateway ([`gateway`]) and the DID documents of WHO's
//! GDHCN ([`gdhcn`]). A verifier works from files that were fetched some time ago
//! ([`SignedDocument`] says when, and by whom they were checked), for the host of a list may be gone.
//! What they list comes together in [`crate::check::Trusted`], and [`chain`] checks that a signer was
//! certified by its country's authority.
//!
//! The invariants: being on a list is what makes a key trusted, so whoever reads the newest file trusts no
//! key that it no longer names; one bad entry costs the list only that entry, and is reported.
//!
//! Whoever fetches a document of GDHCN checks its proof ([`did_proof`]) before sealing it. Not here:
//! fetching, and the gateway's own CMS signatures.

pub mod chain;
pub(crate) mod der;
pub mod did_proof;
mod did_proof_fault;
mod document;
mod fault;
pub mod gateway;
pub mod gdhcn;
mod jwk;
mod listed;

pub use did_proof_fault::DidProofFault;
pub use document::{SignedDocument, Stamp};
pub use fault::{ChainFault, DocumentFault, TrustFault};
pub(crate) use listed::sha256;
pub use listed::{Listed, PassedOver, ReadList, Role};

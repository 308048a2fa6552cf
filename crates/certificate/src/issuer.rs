//! The keys of an issuing country: authority, signers, requests, roll-over, the public list.
//!
//! A country has an authority (CSCA) that certifies signers (DSC), and signers that sign health
//! certificates. In production the authority is elsewhere, and a signer is certified on a
//! [`request()`]; for tests and demonstrations [`Authority`] makes the whole chain. [`SigningPlan`] says
//! which signer signs when, and which signers the public list has to name ([`public_list()`]).
//!
//! The invariants: keys leave memory only in key files ([`crate::keys::KeyFile`]); serial numbers are drawn
//! from the caller's random bytes and times are given. Two things are drawn inside the cryptographic library,
//! which offers no other way: RSA keys, and the number in each ECDSA signature.
//!
//! Not here: keys in a token, and reading or writing of files.

mod authority;
mod fault;
mod key;
mod names;
mod plan;
mod public_list;
mod request;

pub use authority::{Authority, SignerTerms};
pub use fault::IssuerFault;
pub use key::{IssuerKey, X509Key};
pub use names::Names;
pub use plan::{SigningPeriod, SigningPlan};
pub use public_list::{PublicList, public_list};
pub use request::request;

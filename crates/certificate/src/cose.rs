//! `COSE_Sign1` (RFC 9052) with the two algorithms of health certificates: ES256 and PS256.
//!
//! Reading is liberal in what the field writes differently (tags, where headers stand) and strict in
//! what decides: one algorithm, bound to the kind of key, and one form of signature.
//!
//! Not here: which keys are trusted, and what is signed.

mod algorithm;
mod fault;
mod key;
#[cfg(test)]
pub(crate) mod samples;
mod sign1;
mod signer;
#[cfg(test)]
mod tests;

pub use algorithm::Algorithm;
pub use fault::{CoseFault, SignerFault};
pub use key::VerifyingKey;
pub use sign1::{Envelope, Sign1, read, sign, write};
pub use signer::{MemorySigner, Signer};

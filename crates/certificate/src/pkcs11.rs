//! Signing with keys in a token or hardware security module (PKCS #11, version 2.40).
//!
//! In production the keys of a country's signers never leave such a module. A [`Token`] is one of
//! them, opened with several sessions, since a session makes one signature after the other; a
//! [`TokenSigner`] signs health certificates with one of its keys and a [`TokenKey`] certificate requests. Only
//! hashes go to the module: personal values do not.
//!
//! The invariants: a signer is given out only after a signature of the key was checked with its
//! certificate; the PIN is in no error and no `Debug`; a failed session is replaced by a new one once, then
//! the failure is the caller's.
//!
//! Not here: where the module's library lies, its label and the PIN, which the caller brings. Loading the
//! library is the one thing in this crate that opens a file.

mod fault;
mod key;
mod pool;
mod signer;
mod token;

pub use fault::TokenFault;
pub use key::TokenKey;
pub use signer::TokenSigner;
pub use token::{Pin, Token};

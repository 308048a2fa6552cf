//! The keys of an issuing country, as files: its authority, its signers, and which of them signs when.
//!
//! A folder holds `authority.pem` and `authority.key`, for each signer `signer-KID.pem` and, unless
//! its key is in a token, `signer-KID.key`, and `signers.json`, which says when each signs. Private keys
//! are encrypted under a passphrase; nothing that is there already is written over but
//! `signers.json`.

pub mod args;
mod country;
mod open;
mod pem;
mod plan;
mod secret;
mod signer_key;

pub use country::{Country, NewAuthority, NewSigner};
pub use open::OpenSigner;
pub use pem::{certificate_pem, request_pem};
pub use plan::{Period, Plan};
pub use secret::{first_line, passphrase, pin};
pub use signer_key::{AnyKey, of_file, of_token};

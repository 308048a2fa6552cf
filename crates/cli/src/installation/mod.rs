//! The keys of one installation: a folder with two files that only the service can read.
//!
//! `installation.key` holds 32 random bytes. What is sealed in the database (the secrets of
//! authenticators) and what browsers are given (tokens in forms) hang on it. `audit.key` is the key
//! that signs the chain of the audit, encrypted under a passphrase.

mod folder;
mod password;
mod vault;

pub use folder::{Keys, SHORTEST_PASSPHRASE, create, open, public_key};
pub(crate) use folder::{read_private, write_new};
pub(crate) use password::new_password;
pub use vault::InstallationVault;
pub(crate) use vault::derive;

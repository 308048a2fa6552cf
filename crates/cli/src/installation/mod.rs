//! The keys of one installation: a folder with files that only the service can read.
//!
//! `installation.key` holds 32 random bytes. What is sealed in the database (the secrets of
//! authenticators) and what browsers are given (tokens in forms) hang on it. `audit.key` is the key
//! that signs the chain of the audit, encrypted under a passphrase. `signers/` holds the keys with
//! which heads of facilities sign doses, each encrypted under its holder's PIN.

mod folder;
mod password;
mod signers;
mod vault;

pub use folder::{Keys, SHORTEST_PASSPHRASE, create, open, public_key};
pub(crate) use folder::{read_private, write_new};
pub(crate) use password::new_password;
pub use signers::SignerFolder;
pub use vault::InstallationVault;
pub(crate) use vault::derive;

//! Signing keys: ECDSA on the curve P-256 with SHA-256 (ES256), and the files that keep them.
//! The RSA keys of signers ([`crate::issuer::IssuerKey`]) rest in files of the same form.
//!
//! The invariants: a private key leaves memory only encrypted, nothing here opens a file, and no
//! text from outside makes a reader panic. Random bytes come from the caller ([`RandomBytes`])
//! but for one: the number that each ECDSA signature needs is drawn inside the cryptographic
//! library, which offers no other way. Two signatures over one message therefore differ.

mod fault;
mod file;
mod header;
mod id;
mod pem;
mod public;
mod random;
mod signing;
mod stretch;

pub use fault::{KeyFault, WrongSignature};
pub use file::KeyFile;
pub(crate) use file::PlainKey;
pub use header::KeyAlgorithm;
pub use id::KeyId;
pub(crate) use id::{from_hex, to_hex};
pub use public::{PublicKey, Signature};
pub(crate) use random::draw;
pub use random::{NoRandomBytes, RandomBytes};
pub use signing::SigningKey;
pub use stretch::{Cost, SHORTEST_PASSPHRASE};

//! Keys and signatures, and the certificates that they make.
//!
//! Here: [`keys`], the signing keys of the platform and the encrypted files in which they rest; and
//! vaccine certificates that other countries can read. [`hc1`] issues and reads the text of a code,
//! whose layers are [`base45`], [`zlib`], [`cose`] and [`cwt`] over [`cbor`]; [`dcc`] is its content,
//! [`icao`] the letters of names, [`uvci`] its identifier; [`x509`] reads the certificates of signers;
//! [`scan`] finds codes in pictures and PDF files; [`rules`] says by [`certlogic`] what a country makes
//! of a certificate; [`shc`] and [`ddcc`] are the forms of others; [`check`] says of a code of any of these
//! forms whether it is accepted; [`conformance`] runs the public suites.
//! Not here: reading and writing files, asking for the passphrase, the clock and the operating
//! system's random bytes, all of which the caller brings; nor any rule about who may sign what.
//!
//! ```
//! use khien_certificate::keys::{KeyFile, KeyFault, NoRandomBytes, RandomBytes};
//! # struct Counter;
//! # impl RandomBytes for Counter {
//! #     fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
//! #         for (at, byte) in bytes.iter_mut().enumerate() { *byte = u8::try_from(at % 251).unwrap_or(0); }
//! #         Ok(())
//! #     }
//! # }
//! # let random = Counter;
//! let file = KeyFile::create("chín con trâu trắng", &random)?;
//! let key = KeyFile::open(file.as_bytes(), "chín con trâu trắng")?;
//! let signature = key.sign(b"checkpoint 42")?;
//! assert!(key.public().verify(b"checkpoint 42", &signature).is_ok());
//! assert!(key.public().verify(b"checkpoint 43", &signature).is_err());
//! # Ok::<(), KeyFault>(())
//! ```

pub mod base45;
pub mod cbor;
pub mod certlogic;
pub mod check;
pub mod clock;
pub mod conformance;
pub mod cose;
pub mod cwt;
pub mod dcc;
pub mod ddcc;
pub mod dose_signing;
mod ecdsa;
pub mod hc1;
pub mod icao;
pub mod issuer;
pub mod keys;
pub mod merkle;
mod pasted;
#[cfg(feature = "pkcs11")]
pub mod pkcs11;
pub mod qr;
pub mod revocation;
pub mod rules;
pub mod scan;
pub mod shc;
pub mod trust;
pub mod uvci;
pub mod x509;
pub mod zlib;

pub use pasted::pasted;

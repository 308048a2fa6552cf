//! SMART Health Cards 1.4: reading, checking and issuing.
//!
//! A card is a JWS over a compressed FHIR bundle, shown as one QR code of digits. What a card *is*
//! and whether it may be *trusted* are two steps: [`Card::read`] says what is written, and only
//! [`Directory::check`] says whether the issuer signed it, and whether it is valid and not revoked.
//! Keys and revocation lists come from a directory that the caller fetched before, for nothing here
//! opens a connection. Source: the SMART Health Cards Framework 1.4 (VCI).
//!
//! ```
//! use khien_certificate::shc::{Directory, read_qr};
//! let fault = read_qr(&["shc:/567"]).unwrap_err();
//! assert_eq!(fault.code(), "shc-digits");
//! let unknown = Directory::default();
//! assert!(unknown.keys_of("https://example.org/issuer").is_none());
//! ```

mod bundle;
mod card;
mod check;
mod contents;
mod crl;
mod directory;
mod fault;
mod issue;
mod jwk;
mod jws;
mod numeric;

pub use bundle::{BundleFault, Remark, inspect};
pub use card::{Card, is_issuer};
pub use check::{Checked, Revocation};
pub use contents::{Contents, Shot};
pub use crl::{Crl, CrlFault, rid_of, rid_of_hash};
pub use directory::Directory;
pub use fault::ShcFault;
pub use issue::{CardSigner, Draft, DraftShot, VaccineCode};
pub use jwk::{JwkFault, KeySet, ShcKey, jwk_of, thumbprint};
pub use jws::Jws;
pub use numeric::{LONGEST_SINGLE, Scanned, read_qr, write_qr};

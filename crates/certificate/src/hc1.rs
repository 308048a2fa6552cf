//! Certificates as the text of a QR code: `HC1:`, base45, zlib, COSE, CWT, content.
//!
//! Issuing goes through [`Issuer`], which keeps its buffers from one certificate to the next.
//! Reading goes step by step, each bounded before the next begins; what was read is not yet
//! believed: [`Read::verify`] asks the keys, [`Read::check_time`] the moment, [`Read::check_usage`]
//! whether the key may sign such a certificate. Every refusal has its own reason code.
//!
//! Not here: where trusted keys come from, revocation, and the rules of countries.
//!
//! ```
//! use khien_certificate::hc1;
//! let fault = hc1::read("HC2:NCF").unwrap_err();
//! assert_eq!(fault.code(), "hc1-prefix");
//! ```

mod fault;
mod issue;
mod read;
#[cfg(test)]
mod tests;
mod trusted;

pub use fault::Hc1Fault;
pub use issue::{Hc1Text, Issuer, Packing, issue};
pub use read::{INFLATED_LIMIT, Read, Reader, check_key_period, read, unprefix};
pub use trusted::TrustedKey;

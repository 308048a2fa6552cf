//! Signing doses where they were given: the first of the two signatures behind a certificate.
//!
//! The head of a facility, the province's appointed signer, or the managing body of a facility that
//! is closed signs the doses of a day in one act ([`sign()`]); with a key that is elsewhere, in two
//! ([`prepare`], [`complete`]). The ministry says which authorities' certificates count
//! ([`accept_authority`]); everybody brings their own certificate ([`add_certificate`]). One dose is
//! proven alone by [`prove()`]. What is signed is in
//! [`dose_signing`](khien_certificate::dose_signing).

mod act;
mod authority;
mod certificate;
mod day;
mod facilities;
pub(crate) mod facts;
mod prove;
mod right;
mod sign;
mod token;

pub use act::{SigningAct, signing_act};
pub use authority::{AuthorityError, NewAuthority, accept_authority, authorities, end_authority};
pub use certificate::{
    CertificateError, NewCertificate, add_certificate, certificates, end_certificate,
};
pub use day::{DayError, DoubtfulSession, SigningDay, Waiting, signing_day, signing_days};
pub use facilities::signing_facilities;
pub use prove::{DoseProof, ProofError, prove};
pub use sign::{SignError, Signing, sign};
pub use token::{complete, prepare};

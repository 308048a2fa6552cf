//! The ministry's department of the demonstration: a country's authority and a signer, made anew with
//! each demonstration and never kept.

use crate::serve::Department;
use crate::serve::outside::{Clock, SystemRandom};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use khien_certificate::cose::MemorySigner;
use khien_certificate::hc1::Packing;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::x509::{Usage, Validity};
use khien_registry::passport::Ministry;
use std::sync::Arc;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Nobody has this address (RFC 6761): only the checker of the demonstration believes its cards.
pub const CARDS_AT: &str = "https://khien.example";

/// A department whose key signs for a year; what it signs holds for one more.
///
/// # Errors
/// If the system gives no random bytes.
pub fn department(clock: Clock) -> Result<Department> {
    // Certificates know whole seconds.
    let now = Timestamp::from_second(clock.now().as_second())?;
    let begin = now.saturating_sub(DAY)?;
    let (until, end) = (
        begin.saturating_add(DAY * 366)?,
        begin.saturating_add(DAY * 733)?,
    );
    let validity = Validity {
        not_before: begin,
        not_after: end,
    };
    let new_key = || IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom);
    let names = |common_name: &str| Names {
        country: "VN".to_owned(),
        organisation: "Khiên, bản dùng thử".to_owned(),
        common_name: common_name.to_owned(),
    };
    let authority = Authority::create(names("CSCA demo"), new_key()?, validity, &SystemRandom)?;
    let key = new_key()?;
    let terms = SignerTerms {
        validity,
        usages: &[Usage::Vaccination],
    };
    let certificate = authority.certify(&names("DSC demo"), key.spki(), &terms, &SystemRandom)?;
    let signer = MemorySigner::from_pkcs8(&key.to_pkcs8()?, certificate.kid())?;
    let ministry = Ministry {
        certificate,
        signer: Arc::new(signer),
        country: "VN".to_owned(),
        authority: "Khiên (bản dùng thử)".to_owned(),
        cards_at: Some(CARDS_AT.to_owned()),
        packing: Packing::Shorter,
        // The demonstration plays in June 2022.
        compares_clocks: false,
        random: Arc::new(SystemRandom),
    };
    let mut department = Department::default();
    department.add((begin, until), ministry);
    Ok(department)
}

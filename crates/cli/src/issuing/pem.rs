//! Certificates and requests as text (RFC 7468).

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::x509::Certificate;

const CERTIFICATE: &str = "CERTIFICATE";
const REQUEST: &str = "CERTIFICATE REQUEST";
const LINE: usize = 64;

/// A certificate as text.
pub fn certificate_pem(certificate: &Certificate) -> String {
    pem(CERTIFICATE, certificate.as_der())
}

/// A request as text.
pub fn request_pem(der: &[u8]) -> String {
    pem(REQUEST, der)
}

fn pem(what: &str, der: &[u8]) -> String {
    let text: Vec<char> = STANDARD.encode(der).chars().collect();
    let lines: Vec<String> = text
        .chunks(LINE)
        .map(|line| line.iter().collect())
        .collect();
    format!(
        "-----BEGIN {what}-----\n{}\n-----END {what}-----\n",
        lines.join("\n")
    )
}

/// Reads one certificate.
pub(super) fn certificate(text: &str) -> Result<Certificate> {
    let body = text.trim().strip_prefix("-----BEGIN CERTIFICATE-----");
    let body = body.and_then(|body| body.strip_suffix("-----END CERTIFICATE-----"));
    let body: String = body
        .context("not a certificate")?
        .split_whitespace()
        .collect();
    Ok(Certificate::from_der(&STANDARD.decode(body)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_is_refused() {
        for text in [
            "",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        ] {
            assert!(certificate(text).is_err());
        }
    }

    #[test]
    fn lines_are_as_long_as_other_programs_expect() {
        let text = request_pem(&[7; 200]);
        assert!(text.starts_with("-----BEGIN CERTIFICATE REQUEST-----\n"));
        assert!(text.lines().all(|line| line.len() <= LINE));
    }
}

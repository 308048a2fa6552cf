//! What comes from outside this program: certificates and signatures, in the forms in which the
//! authorities' programs write them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::x509::Certificate;

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";
/// DER of a sequence and of a whole number.
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
/// Bytes of r, and of s, on P-256.
const HALF: usize = 32;

/// The certificate of a file, PEM or DER; in DER.
pub(super) fn certificate(file: &[u8]) -> Option<Vec<u8>> {
    let der = match std::str::from_utf8(file) {
        Ok(text) if text.contains(PEM_BEGIN) => {
            let (_, after) = text.split_once(PEM_BEGIN)?;
            let (body, _) = after.split_once(PEM_END)?;
            let body: String = body.split_ascii_whitespace().collect();
            STANDARD.decode(body).ok()?
        }
        _ => file.to_vec(),
    };
    Certificate::from_der(&der).ok().map(|_| der)
}

/// The signature of a file: as bytes or in Base64; one of ECDSA as r and s, or in DER, as most
/// programs write it.
pub(super) fn signature(file: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(file).ok();
    let text = text.map(|text| text.split_ascii_whitespace().collect::<String>());
    let bytes = text.and_then(|text| STANDARD.decode(text).ok());
    let bytes = bytes.unwrap_or_else(|| file.to_vec());
    r_and_s(&bytes).unwrap_or(bytes)
}

/// r and s of a signature in DER (RFC 3279 §2.2.3).
fn r_and_s(der: &[u8]) -> Option<Vec<u8>> {
    let (body, rest) = element(SEQUENCE, der)?;
    let (r, after) = element(INTEGER, body)?;
    let (s, end) = element(INTEGER, after)?;
    if !rest.is_empty() || !end.is_empty() {
        return None;
    }
    let mut both = Vec::with_capacity(2 * HALF);
    for number in [r, s] {
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        let number = number.get(zeros..)?;
        both.resize(both.len() + HALF.checked_sub(number.len())?, 0);
        both.extend_from_slice(number);
    }
    Some(both)
}

/// What an element of a short length holds, and what follows it.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, rest) = der.split_at_checked(2)?;
    let [found, length] = head else { return None };
    if *found != tag || *length >= 0x80 {
        return None;
    }
    rest.split_at_checked(usize::from(*length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_taken_as_bytes_in_base64_and_in_der() {
        let mut raw = [7; 64];
        (raw[0], raw[32]) = (0, 0x80);
        let der = [&[0x30, 68, 2, 31][..], &raw[1..32], &[2, 33, 0], &raw[32..]].concat();
        let der = [&[0x30, u8::try_from(der.len() - 2).unwrap()][..], &der[2..]].concat();
        let text = STANDARD.encode(&der);
        let lines = format!("{}\r\n{}\n", &text[..20], &text[20..]);
        for file in [
            &raw[..],
            &der,
            lines.as_bytes(),
            STANDARD.encode(raw).as_bytes(),
        ] {
            assert_eq!(signature(file), raw);
        }
    }

    #[test]
    fn what_is_no_signature_stays_what_it_is() {
        for file in [
            &b""[..],
            b"0",
            &[0x30, 0x80, 2, 1, 1],
            &[0x30, 6, 2, 1, 1, 2, 1, 1, 9],
            &[0x30, 0x82, 1, 0],
            &[0xff; 256],
        ] {
            assert_eq!(signature(file), file);
        }
        let long = [&[0x30, 70, 2, 33][..], &[9; 33], &[2, 33], &[9; 33]].concat();
        assert_eq!(signature(&long), long);
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        let pem = format!("{PEM_BEGIN}\nAAAA\n{PEM_END}\n");
        for file in [&b""[..], b"0\x03abc", pem.as_bytes(), PEM_BEGIN.as_bytes()] {
            assert_eq!(certificate(file), None);
        }
    }
}

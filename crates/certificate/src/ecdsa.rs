//! ECDSA signatures in the two forms that people write: r and s one after the other, as COSE and JOSE have
//! them, and in DER, as X.509 and TLS do.

/// r and s, each as an `INTEGER` (RFC 5480 appendix A). All lengths are below 128.
pub(crate) fn in_der(signature: &[u8]) -> Vec<u8> {
    let (r, s) = signature.split_at(signature.len() / 2);
    let body: Vec<u8> = [r, s].into_iter().flat_map(integer).collect();
    let length = u8::try_from(body.len()).unwrap_or(u8::MAX);
    [vec![0x30, length], body].concat()
}

fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = number.get(zeros..).unwrap_or_default();
    let looks_negative = number.first().is_none_or(|byte| byte & 0x80 != 0);
    let sign: &[u8] = if looks_negative { &[0] } else { &[] };
    let length = u8::try_from(number.len() + sign.len()).unwrap_or(u8::MAX);
    [&[0x02, length], sign, number].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_der_wants_them_and_never_negative() {
        assert_eq!(integer(&[0, 0, 5]), [2, 1, 5]);
        assert_eq!(integer(&[0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[0x7f, 1]), [2, 2, 0x7f, 1]);
        assert_eq!(integer(&[0, 0]), [2, 1, 0]);
        let signature = in_der(&[0, 1, 0x80, 0]);
        assert_eq!(signature, [0x30, 8, 2, 1, 1, 2, 3, 0, 0x80, 0]);
    }
}

use proptest::prelude::*;

use super::samples::{PS256, es256};
use super::*;
use crate::cbor::{self, CborFault, Value};
use crate::x509::{Certificate, Kid, X509Fault};

const PAYLOAD: &[u8] = b"\xa1\x01\x62VN";

fn signed(signer: &dyn Signer) -> Vec<u8> {
    sign(PAYLOAD, signer).unwrap()
}

/// A message of these parts.
fn message(protected: &[u8], unprotected: Value, payload: Value, signature: &[u8]) -> Vec<u8> {
    Value::Array(vec![
        Value::Bytes(protected.to_vec()),
        unprotected,
        payload,
        Value::Bytes(signature.to_vec()),
    ])
    .to_bytes()
}

fn map(entries: &[(i128, Value)]) -> Value {
    Value::Map(
        entries
            .iter()
            .map(|(key, value)| (Value::Integer(*key), value.clone()))
            .collect(),
    )
}

/// An ES256 message with its headers and signature put where the caller wants them.
fn es256_message(protected: &Value, unprotected: &Value) -> (Vec<u8>, VerifyingKey) {
    let sample = es256();
    let protected = protected.to_bytes();
    let mut bytes = Vec::new();
    let mut writer = cbor::Writer::new(&mut bytes);
    writer.array(4);
    writer.text("Signature1");
    writer.bytes(&protected);
    writer.bytes(b"");
    writer.bytes(PAYLOAD);
    let signature = sample.signer.sign(&bytes).unwrap();
    let payload = Value::Bytes(PAYLOAD.to_vec());
    (
        message(&protected, unprotected.clone(), payload, &signature),
        sample.key,
    )
}

#[test]
fn what_is_signed_verifies_with_both_algorithms() {
    let es256 = es256();
    for (sample, algorithm, length) in [
        (&es256, Algorithm::Es256, 64),
        (&*PS256, Algorithm::Ps256, 256),
    ] {
        let read = read(&signed(&sample.signer)).unwrap();
        assert_eq!(read.tags(), [18]);
        assert_eq!(read.algorithm().unwrap(), algorithm);
        assert_eq!(
            read.algorithm_number(),
            Some(i128::from(algorithm.number()))
        );
        assert_eq!(read.kid().unwrap(), sample.signer.kid());
        assert_eq!(read.payload(), PAYLOAD);
        assert_eq!(read.signature().len(), length);
        read.verify(&sample.key).unwrap();
        assert_eq!(sample.key.algorithm(), algorithm);
    }
}

#[test]
fn every_key_of_the_same_name_is_tried() {
    let (one, other) = (es256(), es256());
    let read = read(&signed(&other.signer)).unwrap();
    assert_eq!(read.verify_any([&PS256.key, &one.key, &other.key]), Ok(2));
    assert_eq!(
        read.verify_any([&PS256.key, &one.key]),
        Err(CoseFault::SignatureWrong)
    );
    assert_eq!(
        read.verify_any([&one.key, &PS256.key]),
        Err(CoseFault::SignatureWrong)
    );
    assert_eq!(read.verify_any([&PS256.key]), Err(CoseFault::KeyAlgorithm));
    assert_eq!(read.verify_any([]), Err(CoseFault::KeyUnknown));
}

#[test]
fn tags_may_be_missing_or_doubled() {
    let sample = es256();
    let tagged = signed(&sample.signer);
    let bare = &tagged[1..];
    let doubly = [&[0xd8, 0x3d][..], &tagged].concat();
    for (bytes, tags) in [(bare, &[][..]), (&tagged, &[18]), (&doubly, &[61, 18])] {
        let read = read(bytes).unwrap();
        assert_eq!(read.tags(), tags);
        read.verify(&sample.key).unwrap();
    }
    for prefix in [&[0xd1][..], &[0xd8, 0x62], &[0xd2, 0xd2]] {
        assert_eq!(
            read(&[prefix, &tagged].concat()).unwrap_err(),
            CoseFault::Tag
        );
    }
}

#[test]
fn headers_may_stand_outside_and_the_protected_ones_win() {
    let alg = |number| (1, Value::Integer(number));
    let kid = |byte| (4, Value::Bytes(vec![byte; 8]));
    for (protected, unprotected) in [
        (map(&[alg(-7), kid(1)]), map(&[])),
        (map(&[alg(-7)]), map(&[kid(1)])),
        (map(&[]), map(&[alg(-7), kid(1)])),
        (map(&[alg(-7), kid(1)]), map(&[alg(-37), kid(2)])),
    ] {
        let (bytes, key) = es256_message(&protected, &unprotected);
        let read = read(&bytes).unwrap();
        assert_eq!(read.kid(), Ok(Kid::from_bytes([1; 8])));
        assert_eq!(read.verify(&key), Ok(()));
    }
    let text = message(
        b"",
        map(&[(4, Value::text("WHO"))]),
        Value::Bytes(vec![]),
        &[0; 64],
    );
    assert_eq!(read(&text).unwrap().kid_bytes(), Some(&b"WHO"[..]));
}

#[test]
fn what_the_headers_lack_is_named() {
    let bytes = |entries: &[(i128, Value)]| {
        message(
            &map(entries).to_bytes(),
            map(&[]),
            Value::Bytes(vec![]),
            &[0; 64],
        )
    };
    let none = read(&bytes(&[])).unwrap();
    assert_eq!(none.algorithm(), Err(CoseFault::NoAlgorithm));
    assert_eq!(none.kid(), Err(CoseFault::NoKid));
    assert_eq!(none.verify_any([]), Err(CoseFault::NoAlgorithm));
    for length in [0, 7, 9, 32] {
        let other = read(&bytes(&[(4, Value::Bytes(vec![0; length]))])).unwrap();
        assert_eq!(other.kid(), Err(CoseFault::KidLength));
    }
    // ES384, HMAC, none and numbers that do not exist.
    for number in [-35, -36, 5, 0, -8, i128::from(u64::MAX)] {
        let other = read(&bytes(&[(1, Value::Integer(number))])).unwrap();
        assert_eq!(other.algorithm(), Err(CoseFault::Algorithm));
    }
    let critical = bytes(&[(2, Value::Array(vec![Value::Integer(1)]))]);
    assert_eq!(read(&critical).unwrap_err(), CoseFault::Critical);
}

#[test]
fn another_structure_is_named() {
    let empty = Value::Bytes(vec![]);
    for (bytes, fault) in [
        (vec![0x84], CoseFault::Cbor(CborFault::Truncated)),
        (vec![0x80], CoseFault::Structure),
        (vec![0x01], CoseFault::Structure),
        (
            message(b"", map(&[]), Value::Null, b""),
            CoseFault::Detached,
        ),
        (
            message(b"", map(&[]), Value::text("x"), b""),
            CoseFault::Structure,
        ),
        (
            message(b"", empty.clone(), empty.clone(), b""),
            CoseFault::Structure,
        ),
        (
            message(&[0x80], map(&[]), empty.clone(), b""),
            CoseFault::Structure,
        ),
        (
            message(&[0xa2, 1, 0x26, 1, 0x26], map(&[]), empty, b""),
            CoseFault::Cbor(CborFault::DuplicateKey),
        ),
    ] {
        assert_eq!(read(&bytes).unwrap_err(), fault);
    }
}

/// r and s as DER integers.
fn der(signature: &[u8]) -> Vec<u8> {
    let integer = |half: &[u8]| {
        let zero = if half[0] & 0x80 == 0 { &[][..] } else { &[0] };
        [
            &[0x02, u8::try_from(half.len() + zero.len()).unwrap()],
            zero,
            half,
        ]
        .concat()
    };
    let body = [integer(&signature[..32]), integer(&signature[32..])].concat();
    [&[0x30, u8::try_from(body.len()).unwrap()][..], &body].concat()
}

#[test]
fn signatures_of_another_form_are_named() {
    let sample = es256();
    let good = read(&signed(&sample.signer)).unwrap();
    let header = map(&[(1, Value::Integer(-7))]).to_bytes();
    let with = |signature: &[u8]| {
        read(&message(
            &header,
            map(&[]),
            Value::Bytes(PAYLOAD.to_vec()),
            signature,
        ))
        .unwrap()
    };
    let long = [good.signature(), &[0]].concat();
    for (signature, fault) in [
        (der(good.signature()), CoseFault::SignatureDer),
        (long, CoseFault::SignatureTooLong),
        (vec![7; 256], CoseFault::SignatureTooLong),
        (
            good.signature()[..63].to_vec(),
            CoseFault::SignatureTooShort,
        ),
        (vec![], CoseFault::SignatureTooShort),
        (vec![0; 64], CoseFault::SignatureWrong),
        (vec![0xff; 64], CoseFault::SignatureWrong),
    ] {
        assert_eq!(with(&signature).verify(&sample.key), Err(fault));
        assert_eq!(with(&signature).verify_any([&sample.key]), Err(fault));
        assert!(fault.code().starts_with("signature-"));
    }
    let of_rsa = read(&signed(&PS256.signer)).unwrap();
    let header = map(&[(1, Value::Integer(-37))]).to_bytes();
    for (signature, fault) in [
        (&of_rsa.signature()[..255], CoseFault::SignatureTooShort),
        (&[7; 257][..], CoseFault::SignatureTooLong),
        (&[7; 256][..], CoseFault::SignatureWrong),
    ] {
        let bytes = message(&header, map(&[]), Value::Bytes(PAYLOAD.to_vec()), signature);
        assert_eq!(read(&bytes).unwrap().verify_any([&PS256.key]), Err(fault));
    }
}

#[test]
fn the_key_decides_the_algorithm() {
    let sample = es256();
    let (bytes, key) = es256_message(&map(&[(1, Value::Integer(-37))]), &map(&[]));
    let read = read(&bytes).unwrap();
    assert_eq!(read.verify(&key), Err(CoseFault::KeyAlgorithm));
    assert_eq!(
        sample.key.verify(Algorithm::Ps256, b"", b""),
        Err(CoseFault::KeyAlgorithm)
    );
    assert_eq!(
        PS256.key.verify(Algorithm::Es256, b"", b""),
        Err(CoseFault::KeyAlgorithm)
    );
}

#[test]
fn keys_of_other_kinds_are_refused() {
    assert_eq!(
        VerifyingKey::from_spki(b"").unwrap_err(),
        CoseFault::Key(X509Fault::Key)
    );
    let mut other_curve = es256().spki;
    other_curve[22] ^= 1;
    assert_eq!(
        VerifyingKey::from_spki(&other_curve).unwrap_err(),
        CoseFault::KeyKind
    );
    let mut off_curve = es256().spki;
    *off_curve.last_mut().unwrap() ^= 1;
    assert_eq!(
        VerifyingKey::from_spki(&off_curve).unwrap_err(),
        CoseFault::Key(X509Fault::Key)
    );
    // The same modulus with its first half cut away: 1024 bits.
    let short = short_rsa();
    assert_eq!(
        VerifyingKey::from_spki(&short).unwrap_err(),
        CoseFault::KeySize
    );
    assert_eq!(
        MemorySigner::from_pkcs8(b"no key", Kid::from_bytes([0; 8])).unwrap_err(),
        SignerFault::Key
    );
    assert!(MemorySigner::from_pkcs8(&PS256.pkcs8, PS256.signer.kid()).is_ok());
}

fn short_rsa() -> Vec<u8> {
    let tlv = |tag: u8, body: &[u8]| {
        let length = u16::try_from(body.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], body].concat()
    };
    let key = [tlv(0x02, &[0x77; 128]), tlv(0x02, &[1, 0, 1])].concat();
    let bits = [&[0][..], &tlv(0x30, &key)].concat();
    let name = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
    tlv(
        0x30,
        &[tlv(0x30, &tlv(0x06, &name)), tlv(0x03, &bits)].concat(),
    )
}

#[test]
fn the_key_of_a_lenient_certificate_is_used() {
    let der = include_bytes!("../../../../fixtures/dcc/certificates/finland.der");
    let certificate = Certificate::from_der(der).unwrap();
    let key = VerifyingKey::from_certificate(&certificate).unwrap();
    assert_eq!(key.algorithm(), Algorithm::Es256);
}

#[test]
fn nothing_secret_or_personal_is_printed() {
    let sample = es256();
    let printed = format!(
        "{:?} {:?} {:?}",
        sample.signer,
        sample.key,
        read(&signed(&sample.signer))
    );
    assert!(
        !printed.contains("VN") && !printed.contains("86, 78"),
        "{printed}"
    );
}

proptest! {
    #[test]
    fn foreign_and_changed_bytes_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        to in any::<u8>(),
    ) {
        let _ = read(&bytes);
        let sample = es256();
        let whole = signed(&sample.signer);
        let mut changed = whole.clone();
        let at = at.index(changed.len());
        changed[at] = to;
        if let Ok(read) = read(&changed) {
            // The kid is looked up elsewhere; everything else that is signed must not change.
            let same = changed == whole || read.signed_bytes() == self::read(&whole).unwrap().signed_bytes();
            prop_assert!(read.verify(&sample.key).is_err() || same);
        }
    }
}

/// One country signed with ES256 and a key of the curve P-384: SHA-256, r and s of 48 bytes.
#[test]
fn a_key_of_p384_verifies_es256() {
    use base64::Engine as _;
    let file = include_str!("../../../../fixtures/dcc/testdata/ES/2DCode/raw/402.json");
    let file: serde_json::Value = serde_json::from_str(file).unwrap();
    let der = file["TESTCTX"]["CERTIFICATE"].as_str().unwrap();
    let der = base64::engine::general_purpose::STANDARD
        .decode(der)
        .unwrap();
    let key = VerifyingKey::from_certificate(&Certificate::from_der(&der).unwrap()).unwrap();
    let code = crate::hc1::read(file["PREFIX"].as_str().unwrap()).unwrap();
    let message = code.message.signed_bytes();
    let signature = code.message.signature().to_vec();
    assert_eq!((key.algorithm(), signature.len()), (Algorithm::Es256, 96));
    assert_eq!(code.message.verify_any([&es256().key, &key]), Ok(1));
    for at in [0, 47, 48, 95] {
        let mut changed = signature.clone();
        changed[at] ^= 0x80;
        let verdict = key.verify(Algorithm::Es256, &message, &changed);
        assert_eq!(verdict, Err(CoseFault::SignatureWrong));
    }
    let of = |signature: &[u8]| key.verify(Algorithm::Es256, &message, signature);
    assert_eq!(of(&[0; 96]), Err(CoseFault::SignatureWrong));
    assert_eq!(of(&[0xff; 96]), Err(CoseFault::SignatureWrong));
    assert_eq!(of(&[0; 64]), Err(CoseFault::SignatureTooShort));
    assert_eq!(
        es256().key.verify(Algorithm::Es256, b"", &[1; 96]),
        Err(CoseFault::SignatureTooLong)
    );
}

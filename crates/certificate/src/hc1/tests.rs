use std::collections::BTreeSet;

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::base45;
use crate::cbor::{Value, Writer};
use crate::cose::samples::{PS256, Sample, es256};
use crate::cose::{self, Algorithm, MemorySigner, Signer, SignerFault};
use crate::cwt::Terms;
use crate::dcc::{self, Dcc};
use crate::x509::{Kid, Usage, Usages, Validity};
use crate::zlib::{Deflater, store};

fn dcc() -> Dcc {
    dcc::read(&Value::from_json(&json!({
        "ver": "1.3.0", "dob": "1983-10-10",
        "nam": {"fn": "Nguyễn", "gn": "Bảo Duy", "fnt": "NGUYEN", "gnt": "BAO<DUY"},
        "v": [{"ci": "URN:UVCI:01:VN:FFFE3D31FABD035899134A9D3BAE9BCF", "co": "VN", "dn": 2,
            "dt": "2021-03-18", "is": "Ban Co Yeu", "ma": "ORG-100030215",
            "mp": "EU/1/20/1528", "sd": 2, "tg": "840539006", "vp": "1119349007"}]
    })))
    .unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn terms() -> Terms {
    Terms {
        issuer: "VN".to_owned(),
        issued_at: at(1_649_950_687),
        expires_at: at(1_681_486_687),
    }
}

fn trusted(sample: &Sample) -> TrustedKey {
    TrustedKey {
        kid: sample.signer.kid(),
        key: sample.key.clone(),
        usages: Usages::ALL,
        validity: Validity {
            not_before: at(1_600_000_000),
            not_after: at(1_700_000_000),
        },
    }
}

fn code(fault: Result<impl Sized, Hc1Fault>) -> &'static str {
    fault.err().map_or("", |fault| fault.code())
}

#[test]
fn what_is_issued_is_read_and_verified_in_every_packing() {
    let es256 = es256();
    let all = [Packing::Stored, Packing::Compressed, Packing::Shorter];
    for sample in [&es256, &*PS256] {
        let mut lengths = Vec::new();
        for packing in all {
            let mut issuer = Issuer::new(&sample.signer, packing);
            // Twice: nothing of the first may be left in the buffers.
            issuer.issue(&dcc(), &terms()).unwrap();
            let text = issuer.issue(&dcc(), &terms()).unwrap();
            let read = read(text.as_str()).unwrap();
            let key = trusted(sample);
            assert_eq!(read.verify([&key]).unwrap().kid, sample.signer.kid());
            read.check_time(terms().issued_at).unwrap();
            read.check_usage(Usages::ALL).unwrap();
            read.check_key_period(&key).unwrap();
            assert!(read.dcc().unwrap() == dcc());
            assert_eq!(read.claims.issuer.as_deref(), Some("VN"));
            assert_eq!(read.message.tags(), [18]);
            dcc::schema::check(read.dcc_value().unwrap()).unwrap();
            lengths.push(text.into_string().len());
        }
        assert!(lengths[2] <= lengths[0].min(lengths[1]) + 6, "{lengths:?}");
        assert!(lengths[0] <= 1200, "{lengths:?}");
    }
}

#[test]
fn line_ends_around_a_text_are_passed_over_and_blanks_belong_to_it() {
    let sample = es256();
    let text = issue(&dcc(), &sample.signer, &terms(), Packing::Stored).unwrap();
    assert!(read(&format!("\n{}\r\n", text.as_str())).is_ok());
    assert_eq!(code(read(&format!(" {}", text.as_str()))), "hc1-prefix");
    assert_ne!(code(read(&format!("{} ", text.as_str()))), "");
}

/// The text of any bytes in place of the signed message.
fn packed(message: &[u8]) -> String {
    let mut out = Vec::new();
    store(message, &mut out);
    format!("HC1:{}", base45::encode(&out))
}

/// The text of a signed message around any claims.
fn around(claims: &Value, sample: &Sample) -> String {
    packed(&cose::sign(&claims.to_bytes(), &sample.signer).unwrap())
}

fn claims(entries: &[(i128, Value)]) -> Value {
    let entries = entries
        .iter()
        .map(|(key, value)| (Value::Integer(*key), value.clone()));
    Value::Map(entries.collect())
}

#[test]
fn every_malformed_step_has_its_own_reason() {
    let sample = es256();
    let mut bomb = Vec::new();
    Deflater::new().zlib(&vec![0; 3_000_000], &mut bomb);
    let hcert = (-260, claims(&[(1, Value::Map(vec![]))]));
    let mut twice = Vec::new();
    let mut writer = Writer::new(&mut twice);
    writer.map(2);
    for _ in 0..2 {
        writer.integer(1);
        writer.text("VN");
    }
    let twice = cose::sign(&twice, &sample.signer).unwrap();
    let cases = [
        (String::new(), "hc1-prefix"),
        ("HC2:NCF".to_owned(), "hc1-prefix"),
        ("hc1:NCF".to_owned(), "hc1-prefix"),
        (format!("HC1:{}", "A".repeat(4293)), "hc1-too-long"),
        ("HC1:NCFö".to_owned(), "base45-character"),
        ("HC1:NCF0".to_owned(), "base45-length"),
        ("HC1::::".to_owned(), "base45-range"),
        ("HC1:NCF".to_owned(), "zlib-damaged"),
        (
            format!("HC1:{}", base45::encode(&bomb[..1500])),
            "zlib-too-long",
        ),
        (packed(&[0x84]), "cbor-truncated"),
        (packed(&[0x81; 64]), "cbor-depth"),
        (packed(&[0xd2, 0x80]), "cose-structure"),
        (packed(&[0xd1, 0x80]), "cose-tag"),
        (packed(&twice), "cbor-duplicate-key"),
        (around(&Value::Null, &sample), "cwt-structure"),
        (
            around(&claims(&[(1, Value::Null)]), &sample),
            "cwt-no-hcert",
        ),
        (
            around(&claims(&[(1, Value::Integer(1)), hcert]), &sample),
            "cwt-issuer",
        ),
    ];
    let mut codes = BTreeSet::new();
    for (text, expected) in cases {
        assert_eq!(code(read(&text)), expected);
        codes.insert(expected);
    }
    assert_eq!(codes.len(), 15);
}

/// What is no time has to be seen by whoever asks for the time, and keeps nobody from reading the rest.
#[test]
fn a_code_whose_times_are_none_is_read_and_holds_at_no_time() {
    let sample = es256();
    let hcert = (-260, claims(&[(1, Value::Map(vec![]))]));
    let time = Value::text("2021-01-01");
    let read = read(&around(&claims(&[(4, time), hcert]), &sample)).unwrap();
    assert!(read.dcc_value().is_ok());
    assert_eq!(code(read.check_time(terms().issued_at)), "cwt-time");
}

#[test]
fn keys_and_moments_and_usages_have_their_own_reasons() {
    let (one, other) = (es256(), es256());
    let text = issue(&dcc(), &one.signer, &terms(), Packing::Shorter).unwrap();
    let read = read(text.as_str()).unwrap();
    assert_eq!(code(read.verify([])), "key-unknown");
    assert_eq!(code(read.verify([&trusted(&other)])), "key-unknown");

    let mut colliding = trusted(&other);
    colliding.kid = one.signer.kid();
    assert_eq!(code(read.verify([&colliding])), "signature-wrong");
    assert!(read.verify([&colliding, &trusted(&one)]).is_ok());
    let mut rsa = trusted(&PS256);
    rsa.kid = one.signer.kid();
    assert_eq!(code(read.verify([&rsa])), "key-algorithm");

    assert_eq!(code(read.check_time(at(1_649_950_686))), "not-yet-valid");
    assert_eq!(code(read.check_time(at(1_681_486_688))), "expired");

    let usages = crate::x509::Certificate::from_der(include_bytes!(
        "../../../../fixtures/dcc/certificates/test-only.der"
    ));
    let usages = usages.unwrap().usages();
    assert_eq!(read.usage(), Ok(Usage::Vaccination));
    assert_eq!(code(read.check_usage(usages)), "key-usage");

    let mut old = trusted(&one);
    old.validity.not_after = at(1_649_000_000);
    assert_eq!(code(read.check_key_period(&old)), "key-period");
    old.validity = Validity {
        not_before: at(1_650_000_000),
        not_after: at(1_700_000_000),
    };
    assert_eq!(code(read.check_key_period(&old)), "key-period");

    let endless = around(&claims(&[(-260, claims(&[(3, Value::Null)]))]), &one);
    let endless = super::read(&endless).unwrap();
    assert_eq!(code(endless.check_time(at(0))), "cwt-no-expiry");
    assert_eq!(code(endless.check_usage(Usages::ALL)), "dcc-missing");
}

#[test]
fn what_may_not_be_issued_is_not() {
    let sample = es256();
    let with = |terms: Terms| code(issue(&dcc(), &sample.signer, &terms, Packing::Stored));
    for issuer in ["", "V", "vn", "VNM", "V1"] {
        assert_eq!(
            with(Terms {
                issuer: issuer.to_owned(),
                ..terms()
            }),
            "terms-country"
        );
    }
    assert_eq!(
        with(Terms {
            expires_at: terms().issued_at,
            ..terms()
        }),
        "terms-order"
    );
    let mut unborn = dcc();
    unborn.birth_date = "yesterday".to_owned();
    let fault = issue(&unborn, &sample.signer, &terms(), Packing::Stored);
    assert_eq!(code(fault), "schema-pattern");
}

/// A token that fails, or that answers in another form.
struct Broken(Result<Vec<u8>, SignerFault>);

impl Signer for Broken {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn kid(&self) -> Kid {
        Kid::from_bytes([0; 8])
    }

    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, SignerFault> {
        self.0.clone()
    }
}

#[test]
fn a_signer_that_fails_or_answers_in_der_makes_no_certificate() {
    for (answer, expected) in [
        (Err(SignerFault::Unavailable), "signer-unavailable"),
        (Ok(vec![0x30; 71]), "signer-length"),
        (Ok(vec![]), "signer-length"),
    ] {
        let signer = Broken(answer);
        assert_eq!(
            code(issue(&dcc(), &signer, &terms(), Packing::Stored)),
            expected
        );
    }
}

#[test]
fn other_sub_claims_are_issued_and_kept_as_values() {
    let sample = es256();
    let content = Value::from_json(&json!({"name": "x"}));
    let mut issuer = Issuer::new(&sample.signer, Packing::Stored);
    let text = issuer.issue_sub_claim(3, &content, &terms()).unwrap();
    let read = read(text.as_str()).unwrap();
    read.verify([&trusted(&sample)]).unwrap();
    assert!(read.claims.sub_claim(3) == Some(&content));
    assert_eq!(read.claims.sub_claims().len(), 1);
    assert!(read.dcc_value().is_err());
}

#[test]
fn nothing_personal_is_printed() {
    let sample = es256();
    let text = issue(&dcc(), &sample.signer, &terms(), Packing::Stored).unwrap();
    let issuer = Issuer::new(&sample.signer, Packing::Stored);
    let printed = format!("{text:?} {issuer:?} {:?}", read(text.as_str()).unwrap());
    assert!(
        !printed.contains("NGUYEN") && !printed.contains("FFFE3D"),
        "{printed}"
    );
    assert!(!printed.contains(&text.as_str()[..40]));
    assert!(MemorySigner::from_pkcs8(&sample.pkcs8, sample.signer.kid()).is_ok());
}

proptest! {
    #[test]
    fn foreign_texts_never_panic(text in "(HC1:)?[0-9A-Z $%*+./:-]{0,300}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&text);
        let _ = read(&packed(&bytes));
    }

    #[test]
    fn a_changed_code_is_refused_somewhere(at in any::<prop::sample::Index>(), to in "[0-9A-Z $%*+./:-]") {
        let sample = es256();
        let text = issue(&dcc(), &sample.signer, &terms(), Packing::Compressed).unwrap().into_string();
        let at = 4 + at.index(text.len() - 4);
        let changed = format!("{}{to}{}", &text[..at], &text[at + 1..]);
        if changed != text {
            let believed = read(&changed).and_then(|read| {
                read.verify([&trusted(&sample)])?;
                Ok(read.message.payload().to_vec())
            });
            // Some bits of the packing mean nothing: what is believed then is what was signed.
            let signed = read(&text).unwrap().message.payload().to_vec();
            prop_assert!(believed.is_err() || believed.unwrap() == signed);
        }
    }
}

//! The forms of the WHO and its neighbours, from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::cbor::Value as Cbor;
use khien_certificate::conformance::{Outcome, ddcc::families};
use khien_certificate::cose::{MemorySigner, VerifyingKey};
use khien_certificate::cwt::Terms;
use khien_certificate::ddcc::{
    CertificateTerms, Coding, DDCC_VS, DdccFault, Divoc, Family, ICVP, Icvp, Vaccination,
    VaccinationStatus, Vds, Who,
};
use khien_certificate::hc1::{Issuer, Packing};
use khien_certificate::x509::Kid;
use proptest::prelude::*;
use serde_json::{Value, json};

static FILES: LazyLock<BTreeMap<String, Vec<u8>>> =
    LazyLock::new(|| support::folder(&support::fixture("ddcc")));

fn contents(name: &str) -> &'static [u8] {
    &FILES[&format!("validator/{name}Contents.txt")]
}

fn text(name: &str) -> &'static str {
    std::str::from_utf8(contents(name)).unwrap().trim_end()
}

#[expect(clippy::unnecessary_wraps, reason = "fields that may be missing")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn vaccination_status() -> VaccinationStatus {
    VaccinationStatus {
        name: "Nguyễn Văn Mẫu".to_owned(),
        birth_date: some("1990-01-02"),
        sex: Some(Coding::new(
            "http://hl7.org/fhir/administrative-gender",
            "male",
        )),
        identifier: some("034090001234"),
        vaccination: Vaccination {
            vaccine: Coding::new("http://snomed.info/sct", "1119349007"),
            brand: Some(Coding {
                display: some("Comirnaty"),
                ..Coding::new("urn:x", "1")
            }),
            lot: some("FJ5929"),
            date: "2021-09-12".to_owned(),
            dose: 2,
            total_doses: Some(2),
            country: Some(Coding {
                code: "VNM".to_owned(),
                system: None,
                display: None,
            }),
            centre: some("Trạm Y tế Mê Linh"),
            ..Vaccination::default()
        },
        certificate: CertificateTerms {
            hcid: some("VN-1"),
            valid_from: some("2021-09-26"),
            ..CertificateTerms::default()
        },
    }
}

fn icvp() -> Icvp {
    Icvp {
        name: "NGUYEN VAN MAU".to_owned(),
        birth_date: "1990-01-02".to_owned(),
        sex: some("male"),
        nationality: some("VNM"),
        document: some("B1234567"),
        document_type: some("PPN"),
        edition: some("1"),
        issued: some("2026-05-02"),
        product: "YellowFeverProductd2c75a15ed309658b3968519ddb31690".to_owned(),
        date: "2026-05-01".to_owned(),
        issuer: some("VNM"),
        batch: "Y7D341M".to_owned(),
        ..Icvp::default()
    }
}

fn issue(sub_claim: i128, content: &Cbor) -> (String, VerifyingKey) {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let document = pair.to_pkcs8v1().unwrap();
    let spki = pair.public_key().as_der().unwrap();
    let signer = MemorySigner::from_pkcs8(document.as_ref(), Kid::of_certificate(b"any")).unwrap();
    let terms = Terms {
        issuer: "VN".to_owned(),
        issued_at: "2026-05-01T00:00:00Z".parse().unwrap(),
        expires_at: "2027-05-01T00:00:00Z".parse().unwrap(),
    };
    let mut issuer = Issuer::new(&signer, Packing::Shorter);
    let number = i64::try_from(sub_claim).unwrap();
    let code = issuer.issue_sub_claim(number, content, &terms).unwrap();
    (
        code.into_string(),
        VerifyingKey::from_spki(spki.as_ref()).unwrap(),
    )
}

#[test]
fn every_family_is_unpacked() {
    let outcomes = families(&*FILES);
    let failed: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.ok).collect();
    assert_eq!(outcomes.len(), 14);
    assert_eq!(failed, [] as [&Outcome; 0]);
}

#[test]
fn a_code_that_holds_something_else_fails() {
    let mut files = FILES.clone();
    files.insert("validator/WHOQR1Unpacked.json".to_owned(), b"{}".to_vec());
    files.insert(
        "validator/SHCQR1Contents.txt".to_owned(),
        b"shc:/5".to_vec(),
    );
    files.insert("otherContents.txt".to_owned(), b"hello".to_vec());
    let outcomes = families(&files);
    assert_eq!(outcomes.iter().filter(|outcome| !outcome.ok).count(), 3);
}

#[test]
fn families_are_told_by_how_they_begin() {
    for (name, family) in [
        ("WHOQR1", Family::Hcert),
        ("SHCQR1", Family::Shc),
        ("DIVOCQR1", Family::Divoc),
        ("ICAOAUQR1", Family::Vds),
    ] {
        assert_eq!(Family::of(contents(name)), Some(family), "{name}");
    }
    assert_eq!(Family::of(b"PK\x03\x04"), Some(Family::Divoc));
    for other in [&b"HC2:6BF"[..], b"", b"https://example.org", b"B64:abc"] {
        assert_eq!(Family::of(other), None);
    }
}

#[test]
fn the_sample_of_the_who_is_read_field_by_field() {
    let who = Who::read(text("WHOQR1")).unwrap();
    assert!(who.claims.is_none());
    let data = who.vaccination_status().unwrap();
    assert_eq!(
        (data.name.as_str(), data.identifier.as_deref()),
        ("Eddie Murphy", Some("1234567890"))
    );
    assert_eq!(
        (data.vaccination.dose, data.vaccination.total_doses),
        (1, Some(2))
    );
    assert_eq!(data.vaccination.disease.as_ref().unwrap().code, "840539006");
    assert_eq!(
        data.certificate.hcid.as_deref(),
        Some("US111222333444555666")
    );
    assert_eq!(data.to_value().unwrap().to_json(), who.content().to_json());
    assert!(!format!("{who:?} {data:?} {:?}", data.certificate).contains("Murphy"));
}

#[test]
fn a_code_with_words_and_no_system_keeps_its_words() {
    let mut status = vaccination_status();
    let words = Coding {
        code: "VNM".to_owned(),
        system: None,
        display: some("Việt Nam"),
    };
    status.vaccination.country = Some(words);
    let value = status.to_value().unwrap();
    assert_eq!(VaccinationStatus::read(&value), Ok(status));
}

#[test]
fn a_test_certificate_is_no_vaccination() {
    let who = Who::read(text("WHOSingaporePCR")).unwrap();
    assert_eq!(who.vaccination_status(), Err(DdccFault::Missing("vaccine")));
    assert_eq!(
        Who::read(text("EUQR1")).unwrap_err(),
        DdccFault::NotThisForm
    );
    assert_eq!(
        Who::read("HC1:").unwrap_err().code(),
        Who::read("HC1:").unwrap_err().code()
    );
    assert_eq!(Who::read("shc:/").unwrap_err().code(), "hc1-prefix");
}

#[test]
fn our_sub_claim_is_read_and_verified() {
    let (code, key) = issue(DDCC_VS, &vaccination_status().to_value().unwrap());
    let who = Who::read(&code).unwrap();
    who.message.verify(&key).unwrap();
    assert_eq!(who.vaccination_status().unwrap(), vaccination_status());
    assert_eq!(who.claims.unwrap().issuer.as_deref(), Some("VN"));
}

#[test]
fn a_data_set_that_is_not_whole_is_refused() {
    for (changes, fault) in [
        (json!({"name": null}), DdccFault::Missing("name")),
        (json!({"name": ""}), DdccFault::Missing("name")),
        (json!({"name": 1}), DdccFault::Malformed("name")),
        (json!({"vaccine": null}), DdccFault::Missing("vaccine")),
        (
            json!({"vaccine": {"system": "x"}}),
            DdccFault::Malformed("vaccine"),
        ),
        (json!({"date": "12.9.2021"}), DdccFault::Malformed("date")),
        (json!({"dose": null}), DdccFault::Missing("dose")),
        (json!({"dose": 256}), DdccFault::Malformed("dose")),
        (json!({"dose": -1}), DdccFault::Malformed("dose")),
        (json!({"sex": 1}), DdccFault::Malformed("sex")),
        (
            json!({"valid_until": "later"}),
            DdccFault::Malformed("valid_until"),
        ),
    ] {
        let mut data = vaccination_status().to_value().unwrap().to_json();
        for (name, value) in changes.as_object().unwrap() {
            data[name] = value.clone();
        }
        assert_eq!(
            VaccinationStatus::read(&Cbor::from_json(&data)).unwrap_err(),
            fault,
            "{changes}"
        );
    }
    assert_eq!(
        VaccinationStatus::read(&Cbor::Null).unwrap_err(),
        DdccFault::NotThisForm
    );
    let nameless = VaccinationStatus {
        name: String::new(),
        ..vaccination_status()
    };
    assert_eq!(
        nameless.to_value().unwrap_err().code(),
        "ddcc-field-missing"
    );
}

#[test]
fn the_small_international_certificate_is_written_and_read() {
    let (code, key) = issue(ICVP, &icvp().to_value().unwrap());
    let read = khien_certificate::hc1::read(&code).unwrap();
    read.message.verify(&key).unwrap();
    assert_eq!(
        Icvp::read(read.claims.sub_claim(ICVP).unwrap()).unwrap(),
        icvp()
    );
    assert!(!format!("{:?}", icvp()).contains("MAU"));
}

#[test]
fn the_older_edition_is_read_too() {
    let older = json!({
        "n": "A", "dob": "1990-01-02", "ntl": "VNM", "nid": "B1", "ndt": "PPN",
        "v": [{"vp": "X", "dt": "2025-05-01", "cn": "Dr. A", "bo": "1", "vls": "2025-05-11", "vle": "2035-05-10"}],
    });
    let read = Icvp::read(&Cbor::from_json(&older)).unwrap();
    assert_eq!(
        (read.nationality.as_deref(), read.document.as_deref()),
        (Some("VNM"), Some("B1"))
    );
    assert_eq!(
        (read.date.as_str(), read.valid_until.as_deref()),
        ("2025-05-01", Some("2035-05-10"))
    );
    let mut single = older.clone();
    single["v"] = older["v"][0].clone();
    assert_eq!(Icvp::read(&Cbor::from_json(&single)).unwrap(), read);
    assert_eq!(read.to_value().unwrap_err(), DdccFault::Missing("s"));
}

#[test]
fn an_international_certificate_that_is_not_whole_is_refused() {
    let value = icvp().to_value().unwrap().to_json();
    for (place, change, fault) in [
        ("/n", json!(null), DdccFault::Missing("n")),
        ("/dob", json!("1990"), DdccFault::Missing("never")),
        ("/dob", json!("2.1.1990"), DdccFault::Malformed("dob")),
        ("/vx", json!([]), DdccFault::Missing("vx")),
        ("/vx", json!("x"), DdccFault::Malformed("vx")),
        ("/vx/vp", json!(null), DdccFault::Missing("vp")),
        ("/vx/bo", json!(7), DdccFault::Malformed("bo")),
        ("/vx/dv", json!(null), DdccFault::Missing("dv")),
        ("/vx/is", json!(null), DdccFault::NobodyNamed),
    ] {
        let mut changed = value.clone();
        *changed.pointer_mut(place).unwrap() = change;
        let read = Icvp::read(&Cbor::from_json(&changed));
        if fault == DdccFault::Missing("never") {
            // A year alone is all that some passports say.
            assert!(read.is_ok());
        } else {
            assert_eq!(read.unwrap_err(), fault, "{place}");
        }
    }
}

#[test]
fn divoc_is_unpacked_from_bytes_and_from_their_text() {
    let from_text = Divoc::read(contents("DIVOCQR1")).unwrap();
    let archive = STANDARD
        .decode(text("DIVOCQR1").strip_prefix("B64:").unwrap())
        .unwrap();
    assert_eq!(Divoc::read(&archive).unwrap(), from_text);
    assert_eq!(from_text.issuer(), "https://cowin.gov.in/");
    assert_eq!(from_text.name(), "Third March User One");
    let first = &from_text.evidence()[0];
    assert_eq!(
        (first.vaccine.as_str(), first.dose, first.total_doses),
        ("COVISHIELD", Some(1), Some(2))
    );
    assert!(!format!("{from_text:?}").contains("March"));
}

#[test]
fn a_damaged_archive_is_refused() {
    let archive = STANDARD
        .decode(text("DIVOCJamaica").strip_prefix("B64:").unwrap())
        .unwrap();
    for cut in [0, 4, 30, 100, archive.len() - 23] {
        assert_eq!(
            Divoc::read(&archive[..cut]).unwrap_err(),
            DdccFault::Archive,
            "{cut}"
        );
    }
    let mut changed = archive.clone();
    changed[200] ^= 1;
    assert_eq!(Divoc::read(&changed).unwrap_err(), DdccFault::Archive);
    // The list says that the file has 2 GB.
    let list = archive
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    let mut huge = archive.clone();
    huge[list + 27] = 0x7f;
    assert_eq!(Divoc::read(&huge).unwrap_err(), DdccFault::TooLong);
    assert_eq!(Divoc::read(&vec![0; 9000]).unwrap_err(), DdccFault::TooLong);
    assert_eq!(Divoc::read(b"B64:***").unwrap_err(), DdccFault::Archive);
}

#[test]
fn the_seals_of_australia_and_japan_fit() {
    for (name, issuer, doses) in [("ICAOAUQR1", "AUS", 1), ("ICAOJPQR1", "JPN", 3)] {
        let vds = Vds::read(contents(name)).unwrap();
        let signer = vds.verify().unwrap();
        assert_eq!(signer.as_der(), vds.signer().unwrap().as_der());
        assert_eq!((vds.issuer(), vds.kind()), (issuer, "icao.vacc"));
        assert_eq!(vds.vaccinations().len(), doses);
        assert!(!format!("{vds:?}").contains(vds.name()));
    }
}

#[test]
fn a_seal_that_does_not_fit_says_why() {
    let whole: Value = serde_json::from_slice(contents("ICAOAUQR1")).unwrap();
    for (place, change, fault) in [
        (
            "/data/msg/pid/n",
            json!("SOMEBODY ELSE"),
            DdccFault::Signature,
        ),
        ("/data/msg/ve/0/vd/0/seq", json!(2), DdccFault::Signature),
        (
            "/data/msg/ve/0/vd/0/seq",
            json!(1.5),
            DdccFault::Malformed("data"),
        ),
        ("/sig/alg", json!("ES384"), DdccFault::Algorithm),
        ("/sig/cer", json!("AAAA"), DdccFault::Signer),
        ("/sig/cer", json!(null), DdccFault::Signer),
        ("/sig/sigvl", json!("AAAA"), DdccFault::SignatureForm),
    ] {
        let mut changed = whole.clone();
        *changed.pointer_mut(place).unwrap() = change;
        let vds = Vds::read(changed.to_string().as_bytes()).unwrap();
        assert_eq!(vds.verify().unwrap_err(), fault, "{place}");
    }
    assert_eq!(Vds::read(b"{").unwrap_err(), DdccFault::NotJson);
    assert_eq!(Vds::read(b"{}").unwrap_err(), DdccFault::NotThisForm);
    assert_eq!(
        Vds::read(&vec![b' '; 20_000]).unwrap_err(),
        DdccFault::TooLong
    );
}

#[test]
fn the_seal_fits_however_the_json_is_laid_out() {
    let whole: Value = serde_json::from_slice(contents("ICAOJPQR1")).unwrap();
    let pretty = serde_json::to_vec_pretty(&whole).unwrap();
    assert!(Vds::read(&pretty).unwrap().verify().is_ok());
}

proptest! {
    #[test]
    fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), at in 0_usize..2000, byte in any::<u8>()) {
        let _ = Divoc::read(&bytes);
        let _ = Vds::read(&bytes);
        let _ = Family::of(&bytes);
        let mut archive = STANDARD.decode(text("DIVOCJamaica").strip_prefix("B64:").unwrap()).unwrap();
        let place = at % archive.len();
        archive[place] = byte;
        let _ = Divoc::read(&archive).map(|divoc| divoc.evidence());
        let mut json = contents("ICAOAUQR1").to_vec();
        let place = at % json.len();
        json[place] = byte;
        let _ = Vds::read(&json).map(|vds| (vds.vaccinations(), vds.verify().is_ok()));
    }

    #[test]
    fn foreign_codes_never_panic(text in "HC1:[0-9A-Z $%*+./:-]{0,200}", value in any::<Vec<u8>>()) {
        let _ = Who::read(&text);
        if let Ok(value) = khien_certificate::cbor::read(&value) {
            let _ = VaccinationStatus::read(&value);
            let _ = Icvp::read(&value);
        }
    }
}

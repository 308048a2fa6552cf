//! Codes as a verifier is shown them: what is trusted, what is accepted, and why not.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/card.rs"]
#[expect(dead_code, reason = "no directory is needed here")]
mod card;

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use khien_certificate::check::{Answer, Purpose, Question, Revoked, Trusted, TrustedFault, answer};
use khien_certificate::cose::{MemorySigner, Signer as _};
use khien_certificate::hc1;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::revocation::{
    Batch, BatchId, CertificateHashes, HashType, RevocationSet, hashes_of, slices,
};
use khien_certificate::rules::RuleSet;
use khien_certificate::shc::{jwk_of, thumbprint, write_qr};
use khien_certificate::trust::{Listed, Role, SignedDocument, Stamp, gateway};
use khien_certificate::x509::{Certificate, Usage, Validity};
use serde_json::Value;

/// A card of the sample issuer of the framework, and its keys.
const ISSUER: &str = "https://spec.smarthealth.cards/examples/issuer";
const CARD: &str = "shc/testdata/test-example-1195-byte-qrnumeric.txt";
const JWKS: &str = "shc/spec-example-issuer/jwks.json";

fn bytes(path: &str) -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    std::fs::read(fixtures.join(path)).unwrap()
}

fn text(path: &str) -> String {
    String::from_utf8(bytes(path)).unwrap().trim().to_owned()
}

fn ask(code: &str, trusted: &Trusted, at: &str) -> Answer {
    let at: Timestamp = at.parse().unwrap();
    answer(&[code], &Question::new(trusted, at))
}

fn signed_code() -> String {
    let cases = text("dcc/qa.jsonl");
    let mut cases = cases
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let signed = cases.find(|case| case["expect"]["verify"] == true);
    signed.unwrap()["prefix"].as_str().unwrap().to_owned()
}

#[test]
fn keys_vouch_for_the_cards_of_their_issuer_alone() {
    let (card, jwks) = (text(CARD), bytes(JWKS));
    let at = "2022-06-01T00:00:00Z";

    let mut right = Trusted::default();
    right.add_issuer(ISSUER, &jwks).unwrap();
    let told = ask(&card, &right, at);
    assert!(told.accepted(), "{told:?}");
    assert_eq!((told.family, told.verified), (Some("shc"), Some(true)));

    let mut other = Trusted::default();
    other
        .add_issuer("https://example.org/issuer", &jwks)
        .unwrap();
    let told = ask(&card, &other, at);
    assert_eq!(told.verified, Some(false));

    let mut sample = Trusted::default();
    sample.add_any_issuer(&jwks).unwrap();
    assert!(ask(&card, &sample, at).accepted());
}

#[test]
fn a_set_of_keys_has_to_say_whose_it_is() {
    let jwks = bytes(JWKS);
    let mut trusted = Trusted::default();
    assert_eq!(trusted.add(&jwks), Err(TrustedFault::NoIssuer));
    assert!(trusted.is_empty());
    let mut named: Value = serde_json::from_slice(&jwks).unwrap();
    named["issuer"] = ISSUER.into();
    let list = serde_json::json!([named]);
    for form in [named.to_string(), list.to_string()] {
        let mut trusted = Trusted::default();
        assert_eq!(trusted.add(form.as_bytes()).unwrap().issuers, 1);
        assert!(ask(&text(CARD), &trusted, "2022-06-01T00:00:00Z").accepted());
    }
    let odd = trusted.add_issuer("http://example.org", &jwks);
    assert_eq!(odd, Err(TrustedFault::Issuer));
}

#[test]
fn two_sets_of_keys_of_one_issuer_add_up() {
    let mut trusted = Trusted::default();
    trusted.add_issuer(ISSUER, &bytes(JWKS)).unwrap();
    trusted.add_issuer(ISSUER, b"{\"keys\":[]}").unwrap();
    assert!(ask(&text(CARD), &trusted, "2022-06-01T00:00:00Z").accepted());
}

#[test]
fn nothing_is_trusted_by_default_and_reading_asks_nobody() {
    let (code, trusted) = (signed_code(), Trusted::default());
    let question = Question::new(&trusted, Timestamp::UNIX_EPOCH);
    let checked = answer(&[&code], &question);
    assert_eq!((checked.accepted(), checked.verified), (false, None));
    assert_eq!(checked.reason.as_deref(), Some("key-unknown"));
    let purpose = Purpose::Read;
    let read = answer(
        &[&code],
        &Question {
            purpose,
            ..question
        },
    );
    assert_eq!((read.accepted(), read.reason), (true, None));
}

/// The end of this code is no number: it holds at no time, and what it says is there to be read.
#[test]
fn a_code_whose_end_is_no_time_is_shown_with_its_reason() {
    let code = text("ddcc/validator/EUUruguayContents.txt");
    let trusted = Trusted::default();
    let question = Question {
        purpose: Purpose::Read,
        ..Question::new(&trusted, Timestamp::UNIX_EPOCH)
    };
    let read = answer(&[&code], &question);
    assert_eq!(read.reason.as_deref(), Some("cwt-time"));
    assert!(!read.accepted() && read.payload["ver"].is_string());
}

/// One country's, with a key of the curve P-384.
#[test]
fn a_signer_of_p384_is_trusted_from_a_list() {
    let file: Value =
        serde_json::from_slice(&bytes("dcc/testdata/ES/2DCode/raw/402.json")).unwrap();
    let der = file["TESTCTX"]["CERTIFICATE"].as_str().unwrap();
    let certificate = Certificate::from_der(&STANDARD.decode(der).unwrap()).unwrap();
    let listed = Listed::new("ES", Role::Signer, certificate).unwrap();
    let mut trusted = Trusted::default();
    trusted
        .add(gateway::write(&[listed], Timestamp::UNIX_EPOCH).as_bytes())
        .unwrap();
    let code = file["PREFIX"].as_str().unwrap();
    let told = ask(code, &trusted, "2021-06-01T00:00:00Z");
    assert_eq!(told.verified, Some(true), "{told:?}");
}

#[test]
fn bytes_that_are_no_keys_are_refused_by_name() {
    let mut trusted = Trusted::default();
    for (bytes, code) in [
        (&b"1"[..], "trusted-form"),
        (b"no certificate", "trusted-form"),
        (b"{\"a\":1}", "trusted-form"),
        (b"\xff\x00", "x509-malformed"),
    ] {
        assert_eq!(trusted.add(bytes).unwrap_err().code(), code);
    }
    let added = trusted.add(&bytes("dcc/qa-dsc.json")).unwrap();
    assert_eq!(added.signers, 20);
    let did = trusted.add(&bytes("trust/gdhcn/dcc.json")).unwrap();
    assert!(did.signers > 0 && did.authorities > 0, "{did:?}");
}

/// The line has the fields that integrators know, and no others.
#[test]
fn the_answer_is_a_line_of_known_fields() {
    let mut trusted = Trusted::default();
    trusted.add(&bytes("dcc/qa-dsc.json")).unwrap();
    let told = ask(&signed_code(), &trusted, "2021-08-01T00:00:00Z");
    let line = serde_json::to_value(&told).unwrap();
    let fields: Vec<&String> = line.as_object().unwrap().keys().collect();
    let known = [
        "family", "payload", "headers", "claims", "verified", "reason", "rules",
    ];
    assert_eq!(fields.len(), known.len());
    assert!(
        known
            .iter()
            .all(|it| fields.iter().any(|field| field == it))
    );
    assert_eq!(line["headers"]["kid"].as_str().unwrap().len(), 16);
    assert!(!format!("{told:?}").contains("nam"));
}

/// A revocable card of an invented issuer.
fn revocable() -> (Trusted, String) {
    let keys = serde_json::json!({"keys": [jwk_of(card::KEY.public(), Some(3))]});
    let mut trusted = Trusted::default();
    trusted
        .add_issuer(card::ISSUER, keys.to_string().as_bytes())
        .unwrap();
    let qr = write_qr(&card::sign(&card::draft())).unwrap();
    (trusted, qr)
}

#[test]
fn a_card_is_refused_by_the_newest_list_of_its_key_alone() {
    let (trusted, qr) = revocable();
    let kid = thumbprint(card::KEY.public());
    let rid = "MKyCxh7p6uQ";
    for (version, rids, reason) in [
        (3, vec![rid.to_owned()], Some("shc-revoked")),
        (3, vec![format!("{rid}.1641000000")], Some("shc-revoked")),
        // Cards of before that second are revoked, not this one.
        (3, vec![format!("{rid}.1640000000")], None),
        (4, vec!["other".to_owned()], None),
        (2, vec![], Some("crl-version")),
    ] {
        let list = serde_json::json!({"kid": kid, "method": "rid", "ctr": version, "rids": rids});
        let mut revoked = Revoked::default();
        revoked.add(list.to_string().as_bytes(), &[]).unwrap();
        let question = Question {
            revoked: Some(&revoked),
            ..Question::new(&trusted, card::time("2022-06-01T00:00:00Z"))
        };
        let told = answer(&[&qr], &question);
        assert_eq!(told.reason.as_deref(), reason, "{version} {rids:?}");
        assert_eq!(told.verified, Some(true));
        // Whoever only reads is told nothing of it.
        let purpose = Purpose::Read;
        assert!(
            answer(
                &[&qr],
                &Question {
                    purpose,
                    ..question
                }
            )
            .accepted()
        );
    }
}

#[test]
fn lists_that_cannot_be_used_are_refused_by_name() {
    let mut revoked = Revoked::default();
    for (bytes, code) in [
        (&b"{}"[..], "revoked-form"),
        (b"{\"entries\": []}", "revocation-not-a-batch"),
        (b"{\"format\": \"x\"}", "revocation-not-an-index"),
        (b"{\"rids\": []}", "crl-not-a-list"),
        (b"khien-document 2\n", "document-version"),
    ] {
        assert_eq!(revoked.add(bytes, &[]).unwrap_err().code(), code);
    }
    assert!(revoked.lists().is_empty());
}

fn code_of(trusted: &mut Trusted) -> (String, CertificateHashes) {
    let code = signed_code();
    trusted.add(&bytes("dcc/qa-dsc.json")).unwrap();
    let read = hc1::read(&code).unwrap();
    let hashes = hashes_of(&read, &read.dcc().unwrap()).unwrap();
    (code, hashes)
}

fn index_of(read: &str, hashes: &CertificateHashes, revision: u64) -> (String, Vec<Vec<u8>>) {
    let claims = hc1::read(read).unwrap();
    let mut set = RevocationSet::new();
    set.insert(Batch {
        id: BatchId::new("1").unwrap(),
        country: claims.claims.issuer.unwrap(),
        expires: card::time("2021-09-01T00:00:00Z"),
        kid: None,
        hash_type: HashType::Signature,
        entries: vec![hashes.of(HashType::Signature)],
    })
    .unwrap();
    let at = card::time("2021-07-31T00:00:00Z");
    let (index, slices) = slices::cut(&set, &slices::Terms::default(), revision, at);
    (
        index.to_json(),
        slices.into_iter().map(|it| it.bytes).collect(),
    )
}

#[test]
fn slices_refuse_until_they_expire_and_what_is_missing_is_never_taken_for_good() {
    let mut trusted = Trusted::default();
    let (code, hashes) = code_of(&mut trusted);
    let (index, slices) = index_of(&code, &hashes, 7);
    let ask = |revoked: &Revoked, at: &str| {
        let question = Question {
            revoked: Some(revoked),
            ..Question::new(&trusted, card::time(at))
        };
        answer(&[&code], &question).reason
    };
    let (before, after) = ("2021-08-01T00:00:00Z", "2021-09-01T00:00:00Z");
    let mut revoked = Revoked::default();
    revoked.add(index.as_bytes(), &[]).unwrap();
    assert_eq!(revoked.missing(), 1);
    assert_eq!(ask(&revoked, before).as_deref(), Some("revocation-unknown"));
    for slice in &slices {
        revoked.add(slice, &[]).unwrap();
    }
    assert_eq!(ask(&revoked, before).as_deref(), Some("revoked"));
    assert_eq!(ask(&revoked, after), None);

    // Slices may come first, and an older index changes nothing.
    let mut other_order = Revoked::default();
    for slice in &slices {
        other_order.add(slice, &[]).unwrap();
    }
    other_order.add(index.as_bytes(), &[]).unwrap();
    assert_eq!(ask(&other_order, before).as_deref(), Some("revoked"));
    let withdrawn = index.replace("\"revision\":7", "\"revision\":8");
    let mut withdrawn: Value = serde_json::from_str(&withdrawn).unwrap();
    withdrawn["lists"][0]["slices"] = serde_json::json!([]);
    other_order
        .add(withdrawn.to_string().as_bytes(), &[])
        .unwrap();
    assert_eq!(ask(&other_order, before), None);
    other_order.add(index.as_bytes(), &[]).unwrap();
    assert_eq!(ask(&other_order, before), None);
}

#[test]
fn a_signed_list_counts_by_its_key_and_a_list_of_tomorrow_shows_a_wrong_clock() {
    let mut trusted = Trusted::default();
    let (code, hashes) = code_of(&mut trusted);
    let (index, _) = index_of(&code, &hashes, 7);
    let stamp = Stamp {
        kind: "revocation-index".to_owned(),
        source: "https://example.vn".to_owned(),
        fetched: card::time("2021-08-01T00:00:00Z"),
    };
    let sealed = SignedDocument::seal(&stamp, index.as_bytes(), &card::KEY).unwrap();
    let mut revoked = Revoked::default();
    let stranger = revoked.add(&sealed, &[]).unwrap_err();
    assert_eq!(stranger.code(), "document-unknown-key");
    let keys = [card::KEY.public().clone()];
    revoked.add(&sealed, &keys).unwrap();
    assert!(revoked.lists()[0].is_signed);

    let clock = card::time("2021-07-30T00:00:00Z");
    let question = Question {
        revoked: Some(&revoked),
        clock: Some(clock),
        ..Question::new(&trusted, clock)
    };
    let told = answer(&[&code], &question);
    assert_eq!(told.reason.as_deref(), Some("clock-wrong"));
}

struct Library;

impl RandomBytes for Library {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| NoRandomBytes)
    }
}

struct Sealed {
    authority: Certificate,
    signer: Certificate,
    text: String,
}

fn names(country: &str, common_name: &str) -> Names {
    Names {
        country: country.to_owned(),
        organisation: "Bộ Y tế".to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// A seal of ICAO's form: an authority of one country, a signer of a second, a code of a third.
fn sealed(of_authority: &str, of_signer: &str, of_code: &str) -> Sealed {
    sealed_with(
        (of_authority, of_signer, of_code),
        "icao.vacc",
        &[],
        |der| der,
    )
}

/// As [`sealed`], of a kind, by a key for these certificates, its own certificate changed.
fn sealed_with(
    (of_authority, of_signer, of_code): (&str, &str, &str),
    kind: &str,
    usages: &[Usage],
    change: fn(Vec<u8>) -> Vec<u8>,
) -> Sealed {
    let validity = Validity {
        not_before: card::time("2026-01-01T00:00:00Z"),
        not_after: card::time("2027-01-01T00:00:00Z"),
    };
    let [key, own] = [1, 2].map(|_| IssuerKey::generate(KeyAlgorithm::P256, &Library).unwrap());
    let root = Authority::create(names(of_authority, "CSCA"), key, validity, &Library).unwrap();
    let terms = SignerTerms { validity, usages };
    let signer = root.certify(&names(of_signer, "VDS"), own.spki(), &terms, &Library);
    let signer = change(signer.unwrap().as_der().to_vec());
    let signer = Certificate::from_der(&signer).unwrap();
    let data = serde_json::json!({
        "hdr": {"t": kind, "v": 1, "is": of_code},
        "msg": {"pid": {"n": "Nguyen Van Mau"}, "ve": []},
    });
    let sealing = MemorySigner::from_pkcs8(&own.to_pkcs8().unwrap(), signer.kid()).unwrap();
    let signature = sealing.sign(data.to_string().as_bytes()).unwrap();
    let text = serde_json::json!({"data": data, "sig": {
        "alg": "ES256", "cer": URL_SAFE_NO_PAD.encode(signer.as_der()),
        "sigvl": URL_SAFE_NO_PAD.encode(signature),
    }});
    Sealed {
        authority: root.certificate().clone(),
        signer,
        text: text.to_string(),
    }
}

#[test]
fn a_seal_counts_by_its_signer_or_by_the_authority_of_its_own_country() {
    let at = "2026-06-01T00:00:00Z";
    let reason = |sealed: &Sealed, trusted: &[&Certificate], at: &str| {
        let mut keys = Trusted::default();
        for certificate in trusted {
            keys.add(certificate.as_der()).unwrap();
        }
        ask(&sealed.text, &keys, at).reason
    };
    let good = sealed("VN", "VN", "VNM");
    assert_eq!(reason(&good, &[&good.authority], at), None);
    assert_eq!(reason(&good, &[&good.signer], at), None);
    let early = reason(&good, &[&good.authority], "2025-12-31T00:00:00Z");
    assert_eq!(early.as_deref(), Some("vds-signer-validity"));

    let stranger = sealed("VN", "VN", "VNM");
    for other in [&stranger.signer, &stranger.authority] {
        let told = reason(&good, &[other], at);
        assert_eq!(told.as_deref(), Some("vds-signer-unknown"));
    }

    // Neither an authority nor a signer speaks for another country.
    for (authority, signer, code) in [
        ("VN", "VN", "DEU"),
        ("VN", "DE", "VNM"),
        ("VN", "VN", "UTO"),
    ] {
        let odd = sealed(authority, signer, code);
        let told = reason(&odd, &[&odd.authority, &odd.signer], at);
        assert_eq!(told.as_deref(), Some("vds-signer-country"));
    }
    let abroad = sealed("VN", "DE", "DEU");
    let told = reason(&abroad, &[&abroad.authority], at);
    assert_eq!(told.as_deref(), Some("vds-signer-unknown"));
}

/// The key usage in a certificate: digital signatures, agreeing on keys.
fn agrees(mut der: Vec<u8>) -> Vec<u8> {
    let signs = [0x03, 0x02, 0x07, 0x80];
    let at = der.windows(4).position(|it| it == signs).unwrap();
    der[at..at + 4].copy_from_slice(&[0x03, 0x02, 0x03, 0x08]);
    der
}

#[test]
fn not_every_key_of_a_country_seals_and_not_every_seal_is_of_health() {
    let at = "2026-06-01T00:00:00Z";
    let own = ("VN", "VN", "VNM");
    for (sealed, expected) in [
        (sealed_with(own, "icao.test", &[], |der| der), None),
        (
            sealed_with(own, "icao.visa", &[], |der| der),
            Some("vds-kind"),
        ),
        // A key for health certificates of the EU names its usages, and this is none of them.
        (
            sealed_with(own, "icao.vacc", &[Usage::Test], |der| der),
            Some("key-purpose"),
        ),
        (
            sealed_with(own, "icao.vacc", &[], agrees),
            Some("key-purpose"),
        ),
    ] {
        let mut keys = Trusted::default();
        keys.add(sealed.signer.as_der()).unwrap();
        let told = ask(&sealed.text, &keys, at);
        assert_eq!(told.reason.as_deref(), expected);
        // Whoever reads it is shown it.
        let question = Question {
            purpose: Purpose::Read,
            ..Question::new(&keys, at.parse().unwrap())
        };
        assert_eq!(answer(&[&sealed.text], &question).verified, Some(true));
    }
}

#[test]
fn a_listed_signer_of_seals_counts_under_the_country_of_its_list() {
    let listed = |sealed: &Sealed, country: &str| {
        let entry = Listed::new(country, Role::Signer, sealed.signer.clone()).unwrap();
        let list = gateway::write(&[entry], card::time("2026-01-01T00:00:00Z"));
        let mut keys = Trusted::default();
        keys.add(list.as_bytes()).unwrap();
        ask(&sealed.text, &keys, "2026-06-01T00:00:00Z").reason
    };
    let good = sealed("VN", "VN", "VNM");
    assert_eq!(listed(&good, "VN"), None);
    let told = listed(&good, "FR");
    assert_eq!(told.as_deref(), Some("vds-signer-country"));
}

#[test]
fn rules_are_written_for_no_seal() {
    let sealed = sealed("VN", "VN", "VNM");
    let mut keys = Trusted::default();
    keys.add(sealed.signer.as_der()).unwrap();
    let rules = RuleSet::default();
    let question = Question {
        rules: Some((&rules, "VN")),
        ..Question::new(&keys, card::time("2026-06-01T00:00:00Z"))
    };
    let told = answer(&[&sealed.text], &question).reason;
    assert_eq!(told.as_deref(), Some("rules-none"));
}

//! Trust lists: what is read of them, what is passed over, who is trusted and who no longer.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use khien_certificate::check::Trusted;
use khien_certificate::keys::{KeyFile, PublicKey, SigningKey};
use khien_certificate::trust::{
    ChainFault, DocumentFault, Listed, Role, SignedDocument, Stamp, chain, did_proof, gateway,
    gdhcn,
};
use khien_certificate::x509::Certificate;
use proptest::prelude::*;
use random::Counter;

const DCC: &[u8] = include_bytes!("../../../fixtures/trust/gdhcn/dcc.json");
const XXA: &[u8] = include_bytes!("../../../fixtures/trust/gdhcn/dcc-xxa.json");
const REFERENCE: &[u8] = include_bytes!("../../../fixtures/trust/gdhcn/reference-dcc-xxa.json");

static KEYS: LazyLock<[SigningKey; 2]> = LazyLock::new(|| [1, 2].map(key));

fn key(seed: u8) -> SigningKey {
    let file = KeyFile::create("chín con trâu trắng", &Counter::new(seed)).unwrap();
    KeyFile::open(file.as_bytes(), "chín con trâu trắng").unwrap()
}

fn now() -> Timestamp {
    "2026-08-22T18:00:00Z".parse().unwrap()
}

/// The keys of country XA.
fn xa() -> Vec<Listed> {
    gdhcn::read(XXA).unwrap().list.listed
}

fn signer() -> Listed {
    let mut signers = xa().into_iter().filter(|it| it.role == Role::Signer);
    signers.next().unwrap()
}

fn authority() -> Listed {
    let signer = signer();
    let issuer = |it: &Listed| {
        it.role == Role::Authority
            && it.certificate.subject() == signer.certificate.issuer()
            && it.certificate.subject_key_id() == signer.certificate.authority_key_id()
    };
    xa().into_iter().find(issuer).unwrap()
}

#[test]
fn an_embedded_list_is_read_with_its_roles() {
    let read = gdhcn::read(XXA).unwrap();
    assert_eq!(read.id, "did:web:tng-cdn-dev.who.int:v2:trustlist:DCC:XXA");
    assert!(
        read.list.passed_over.is_empty(),
        "{:?}",
        read.list.passed_over
    );
    let count = |role| read.list.listed.iter().filter(|it| it.role == role).count();
    assert_eq!(
        [Role::Authority, Role::Signer, Role::Other].map(count),
        [4, 1, 2]
    );
    assert!(read.list.listed.iter().all(|it| it.country == "XA"));
    assert!(
        read.list
            .listed
            .iter()
            .all(|it| it.domain.as_deref() == Some("DCC"))
    );
}

/// Half of all coordinates have a zero byte in front there.
#[test]
fn a_whole_domain_is_read_with_its_keys_of_p384() {
    let read = gdhcn::read(DCC).unwrap();
    let faults: Vec<(usize, &str)> = read
        .list
        .passed_over
        .iter()
        .map(|it| (it.entry, it.fault.code()))
        .collect();
    assert_eq!((read.list.listed.len(), faults), (90, vec![]));
}

/// What is wrong with the chains of all signers to authorities of their country.
fn chained(listed: &[Listed], at: Timestamp) -> Vec<ChainFault> {
    let signers = listed.iter().filter(|it| it.role == Role::Signer);
    let faults = signers.filter_map(|signer| {
        let of_country = |it: &&Listed| it.role == Role::Authority && it.country == signer.country;
        let authorities = listed.iter().filter(of_country).map(|it| &it.certificate);
        chain::check(&signer.certificate, authorities, at).err()
    });
    faults.collect()
}

/// Of a whole domain of the development network: fifteen test keys have expired, and eight were
/// certified by authorities that only other domains list.
#[test]
fn the_signers_of_a_domain_that_have_an_authority_there_lead_to_it() {
    let listed = gdhcn::read(DCC).unwrap().list.listed;
    let signers = listed.iter().filter(|it| it.role == Role::Signer).count();
    let left_out: Vec<ChainFault> = chained(&listed, now());
    let because = |fault| left_out.iter().filter(|it| **it == fault).count();
    assert_eq!(signers, 38);
    assert_eq!(because(ChainFault::Validity), 15);
    assert_eq!(because(ChainFault::NoIssuer), 8);
    assert_eq!(left_out.len(), 23);
}

/// Some participants call their key by a word instead of the hash of its certificate.
#[test]
fn a_key_that_is_listed_under_a_name_is_found_under_it() {
    let kid = "DSC#";
    let text = std::str::from_utf8(XXA).unwrap();
    let at = text.find(kid).unwrap() + kid.len();
    let renamed = format!("{}ABCDEFGH{}", &text[..at], &text[at + 12..]);
    let mut trusted = Trusted::default();
    trusted.add(renamed.as_bytes()).unwrap();
    let named = trusted.named(b"ABCDEFGH");
    assert_eq!(named.len(), 1);
    let kid = *signer().kid().as_bytes();
    let own = trusted.named(&kid)[0].certificate.as_der();
    assert_eq!(own, named[0].certificate.as_der());
}

#[test]
fn a_reference_list_names_documents() {
    let read = gdhcn::read(REFERENCE).unwrap();
    assert!(read.list.listed.is_empty());
    assert_eq!(read.references.len(), 4);
    assert_eq!(
        gdhcn::address(&read.references[0]).unwrap(),
        "https://tng-cdn-dev.who.int/v2/trustlist-ref/DCC/XXA/SCA/did.json"
    );
    assert_eq!(
        gdhcn::address("did:web:localhost%3A8443").unwrap(),
        "https://localhost:8443/.well-known/did.json"
    );
    for wrong in ["did:key:z6Mk", "did:web:", "https://who.int"] {
        assert_eq!(gdhcn::address(wrong), None);
    }
}

#[test]
fn a_did_entry_with_a_mistake_is_passed_over_with_its_reason() {
    let read: serde_json::Value = serde_json::from_slice(XXA).unwrap();
    let change = |pointer: &str, value: serde_json::Value| {
        let mut changed = read.clone();
        *changed
            .pointer_mut(&format!("/verificationMethod/0{pointer}"))
            .unwrap() = value;
        let read = gdhcn::read(changed.to_string().as_bytes()).unwrap();
        assert_eq!(read.list.listed.len(), 6);
        assert_eq!(read.list.passed_over[0].entry, 0);
        read.list.passed_over[0].fault.code()
    };
    for (pointer, value, code) in [
        ("", serde_json::json!({"id": 5}), "trust-list-form"),
        ("/id", "no-hash".into(), "trust-entry-id"),
        ("/id", "a:b#kid".into(), "trust-entry-id"),
        (
            "/publicKeyJwk/x5c",
            serde_json::json!([]),
            "trust-entry-encoding",
        ),
        ("/publicKeyJwk/x5c/0", "!".into(), "trust-entry-encoding"),
        (
            "/publicKeyJwk/x5c/0",
            "MIIC".into(),
            "trust-entry-certificate",
        ),
        ("/publicKeyJwk/x", "AAAA".into(), "trust-entry-other-key"),
        (
            "/publicKeyJwk/y",
            serde_json::Value::Null,
            "trust-entry-other-key",
        ),
    ] {
        assert_eq!(change(pointer, value), code, "{pointer}");
    }
    assert_eq!(gdhcn::read(b"[]").unwrap_err().code(), "trust-list-form");
    assert_eq!(
        gdhcn::read(&vec![b' '; 33 << 20]).unwrap_err().code(),
        "trust-list-too-long"
    );
}

#[test]
fn both_forms_are_read_as_they_were_written() {
    let listed = xa();
    let same = |read: &[Listed], written: &[&Listed]| {
        let name = |it: &Listed| (it.role, it.country.clone(), *it.sha256());
        let read: Vec<_> = read.iter().map(name).collect();
        let written: Vec<_> = written.iter().map(|it| name(it)).collect();
        assert_eq!(read, written);
    };
    let read = gateway::read(gateway::write(&listed, now()).as_bytes()).unwrap();
    assert!(read.passed_over.is_empty());
    same(&read.listed, &listed.iter().collect::<Vec<_>>());

    for did in [
        "did:web:example.org:trustlist",
        "did:web:example.org:trustlist:DCC:XXA",
    ] {
        let written = gdhcn::write(did, "XXA", &listed).unwrap();
        let read = gdhcn::read(written.as_bytes()).unwrap();
        let public: Vec<&Listed> = listed.iter().filter(|it| it.role != Role::Other).collect();
        same(&read.list.listed, &public);
        assert!(read.list.listed.iter().all(|it| it.other_kid.is_none()));
    }
}

/// Member by member as the network's own document of the same keys, but for the host, the network for
/// tests and how numbers are padded.
#[test]
fn a_document_is_written_as_the_network_writes_it() {
    let place = "did:web:tng-cdn-dev.who.int:v2:trustlist:DCC:XXA";
    let written = gdhcn::write(place, "XXA", &xa()).unwrap();
    let written: serde_json::Value = serde_json::from_str(&written).unwrap();
    let theirs: serde_json::Value = serde_json::from_slice(XXA).unwrap();
    for member in ["id", "controller"] {
        assert_eq!(written[member], theirs[member]);
    }
    let words = theirs["@context"].to_string().replace("v1-DEV", "v1");
    assert_eq!(written["@context"].to_string(), words);
    let known = theirs["verificationMethod"].as_array().unwrap();
    let methods = written["verificationMethod"].as_array().unwrap();
    assert_eq!(methods.len(), 5);
    for method in methods {
        let same = known.iter().find(|it| it["id"] == method["id"]).unwrap();
        for member in ["type", "controller", "domain", "participant", "keyusage"] {
            assert_eq!(method[member], same[member], "{member}");
        }
    }
}

/// What is not known to the reader of proofs has the code `did-proof-form`.
#[test]
fn a_document_as_it_is_written_can_be_signed() {
    let written = gdhcn::write("did:web:example.org:v2:trustlist", "XXA", &xa()).unwrap();
    let mut signed: serde_json::Value = serde_json::from_str(&written).unwrap();
    let theirs: serde_json::Value = serde_json::from_slice(XXA).unwrap();
    signed["proof"] = theirs["proof"].clone();
    let anchors = did_proof::Anchor::read(signer().certificate.as_der()).unwrap();
    let fault = did_proof::check(signed.to_string().as_bytes(), &anchors).unwrap_err();
    assert_eq!(fault.code(), "did-proof-signature");
}

#[test]
fn a_gateway_entry_with_a_mistake_is_passed_over_with_its_reason() {
    let json = gateway::write(&[signer()], now());
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    for (field, value, code) in [
        ("rawData", "!", "trust-entry-encoding"),
        ("rawData", "MIIC", "trust-entry-thumbprint"),
        ("kid", "AAAAAAAAAAA=", "trust-entry-kid"),
        ("country", "XXA", "trust-entry-country"),
        ("country", "xa", "trust-entry-country"),
        ("timestamp", "yesterday", "trust-list-form"),
    ] {
        let mut changed = read.clone();
        changed[0][field] = value.into();
        let list = gateway::read(changed.to_string().as_bytes()).unwrap();
        assert!(list.listed.is_empty());
        assert_eq!(list.passed_over[0].fault.code(), code);
    }
    let mut changed = read;
    changed[0]["rawData"] = "MIIC".into();
    changed[0]["thumbprint"] = serde_json::Value::Null;
    let list = gateway::read(changed.to_string().as_bytes()).unwrap();
    assert_eq!(list.passed_over[0].fault.code(), "trust-entry-certificate");
    assert_eq!(gateway::read(b"{}").unwrap_err().code(), "trust-list-form");
}

/// A verifier once took the key of one country for that of another with the same name.
#[test]
fn keys_of_one_name_and_certificates_of_two_countries_are_all_candidates() {
    let der = STANDARD.encode(signer().certificate.as_der());
    let other = gdhcn::read(DCC).unwrap().list.listed;
    let other = other
        .into_iter()
        .find(|it| it.role == Role::Signer && it.country != "XA");
    let other = STANDARD.encode(other.unwrap().certificate.as_der());
    let mut trusted = Trusted::default();
    for der in [&der, &other, &der] {
        let list = serde_json::json!({"0101010101010101": der}).to_string();
        trusted.add(list.as_bytes()).unwrap();
    }
    assert_eq!(trusted.named(&[1; 8]).len(), 2);
    // On the list of a second country it signs for both; on one list twice, once.
    let (own, mut abroad) = (signer(), signer());
    abroad.country = "XB".to_owned();
    let mut trusted = Trusted::default();
    for listed in [&own, &abroad, &own] {
        let list = gateway::write(std::slice::from_ref(listed), now());
        trusted.add(list.as_bytes()).unwrap();
    }
    let named = trusted.named(own.kid().as_bytes());
    let countries: Vec<_> = named
        .iter()
        .filter_map(|it| it.country.as_deref())
        .collect();
    assert_eq!(countries, ["XA", "XB"]);
}

#[test]
fn authorities_are_no_candidates() {
    let authority = authority();
    let mut trusted = Trusted::default();
    let list = gateway::write(std::slice::from_ref(&authority), now());
    assert_eq!(trusted.add(list.as_bytes()).unwrap().authorities, 1);
    assert!(trusted.named(authority.kid().as_bytes()).is_empty());
    assert_eq!(trusted.authorities().len(), 1);
}

#[test]
fn a_signer_leads_to_the_authority_of_its_country() {
    let (signer, authority) = (signer().certificate, authority().certificate);
    let valid = signer.validity().not_before;
    let found = chain::check(&signer, [&authority], valid).unwrap();
    assert_eq!(found.as_der(), authority.as_der());
    let no_one: [&Certificate; 0] = [];
    for (authorities, at, code) in [
        (no_one.to_vec(), valid, "chain-no-issuer"),
        (vec![&signer], valid, "chain-no-issuer"),
        (
            vec![&authority],
            valid - SignedDuration::from_secs(1),
            "chain-validity",
        ),
        (
            vec![&authority],
            signer.validity().not_after + SignedDuration::from_secs(1),
            "chain-validity",
        ),
    ] {
        assert_eq!(
            chain::check(&signer, authorities, at).unwrap_err().code(),
            code
        );
    }
    let mut der = signer.as_der().to_vec();
    *der.last_mut().unwrap() ^= 1;
    let forged = Certificate::from_der(&der).unwrap();
    let fault = chain::check(&forged, [&authority], valid).unwrap_err();
    assert_eq!(fault, ChainFault::Signature);
}

#[test]
fn a_signer_without_its_authority_leads_nowhere() {
    let valid = signer().certificate.validity().not_before;
    assert_eq!(chained(&xa(), valid), []);
    let without = xa().into_iter().filter(|it| it.role != Role::Authority);
    let without: Vec<Listed> = without.collect();
    assert_eq!(chained(&without, valid), [ChainFault::NoIssuer]);
}

fn stamp() -> Stamp {
    Stamp {
        kind: "gdhcn-did".to_owned(),
        source: "https://tng-cdn-dev.who.int/v2/trustlist/DCC/XXA/did.json".to_owned(),
        fetched: now(),
    }
}

fn public() -> [PublicKey; 2] {
    [0, 1].map(|at| KEYS[at].public().clone())
}

#[test]
fn a_cached_document_is_read_as_it_was_sealed_and_tells_its_age() {
    for body in [XXA, b"", b"line\nline\n\0\xff"] {
        let sealed = SignedDocument::seal(&stamp(), body, &KEYS[1]).unwrap();
        let document = SignedDocument::open(&sealed, "gdhcn-did", &public()).unwrap();
        assert_eq!((document.body(), document.stamp()), (body, &stamp()));
        assert_eq!(document.key_id(), KEYS[1].key_id());
        let tomorrow = now() + SignedDuration::from_hours(24);
        assert_eq!(document.age(tomorrow), SignedDuration::from_hours(24));
        assert!(!document.shows_a_wrong_clock(tomorrow));
        assert!(document.shows_a_wrong_clock(now() - SignedDuration::from_hours(24)));
        assert!(!document.shows_a_wrong_clock(now() - SignedDuration::from_mins(5)));
    }
}

#[test]
fn a_cached_document_with_a_mistake_is_refused_with_its_reason() {
    let sealed = SignedDocument::seal(&stamp(), b"body", &KEYS[0]).unwrap();
    let text = String::from_utf8(sealed).unwrap();
    let cases = [
        (text.replace("khien-document", "khien-key"), "document-form"),
        (String::new(), "document-form"),
        (text.replace("document 1", "document 2"), "document-version"),
        (text.replace("fetched", "got"), "document-malformed"),
        (
            text.replace("signature: ", "signature: !"),
            "document-malformed",
        ),
        (text.replace("key-id: ", "key-id: x"), "document-malformed"),
        (
            text.lines().take(4).collect::<Vec<_>>().join("\n"),
            "document-malformed",
        ),
        (text.replace("body", "bod"), "document-length"),
        (text.clone() + "\n", "document-length"),
        (text.replace("body", "BODY"), "document-signature"),
        (text.replace("2026", "2027"), "document-signature"),
        (text.replace("DCC", "DDC"), "document-signature"),
    ];
    for (changed, code) in cases {
        let fault = SignedDocument::open(changed.as_bytes(), "gdhcn-did", &public()).unwrap_err();
        assert_eq!(fault.code(), code, "{changed}");
    }
    let open = |kind, keys: &[PublicKey]| SignedDocument::open(text.as_bytes(), kind, keys);
    assert_eq!(open("rules", &public()), Err(DocumentFault::OtherKind));
    assert_eq!(
        open("gdhcn-did", &public()[1..]),
        Err(DocumentFault::UnknownKey)
    );
    for source in ["", "two\nlines", &"x".repeat(301)] {
        let stamp = Stamp {
            source: source.to_owned(),
            ..stamp()
        };
        assert_eq!(
            SignedDocument::seal(&stamp, b"", &KEYS[0]),
            Err(DocumentFault::Line)
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = gdhcn::read(&bytes);
        let _ = gateway::read(&bytes);
        let _ = SignedDocument::open(&bytes, "gdhcn-did", &public());
    }

    #[test]
    fn no_changed_list_makes_a_reader_panic(at in 0..XXA.len(), to: u8) {
        let mut changed = XXA.to_vec();
        changed[at] = to;
        let _ = gdhcn::read(&changed);
    }

    #[test]
    fn no_changed_document_is_taken(at: prop::sample::Index, to: u8) {
        let sealed = SignedDocument::seal(&stamp(), b"some body", &KEYS[0]).unwrap();
        let mut changed = sealed.clone();
        let at = at.index(changed.len());
        changed[at] = to;
        let opened = SignedDocument::open(&changed, "gdhcn-did", &public());
        prop_assert_eq!(opened.is_ok(), changed == sealed);
    }
}

/// The document of country XA with another participant or domain in its ids.
fn renamed(from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(XXA).unwrap();
    text.replace(from, to).into_bytes()
}

#[test]
fn a_participant_speaks_for_its_own_country_alone() {
    // The certificates name XA, which stands in XXA and is no country's.
    for (participant, faults) in [("XXA", 0), ("XA", 0), ("VNM", 7), ("XXB", 7), ("VN", 7)] {
        let read = gdhcn::read(&renamed("DCC:XXA:", &format!("DCC:{participant}:"))).unwrap();
        let passed_over = read.list.passed_over;
        assert_eq!(passed_over.len(), faults, "{participant}");
        let code = "trust-entry-other-country";
        assert!(passed_over.iter().all(|it| it.fault.code() == code));
    }
}

#[test]
fn keys_of_domains_without_certificates_sign_none() {
    let trusted = |domain: &str| {
        let mut trusted = Trusted::default();
        let ids = renamed("trustlist:DCC:XXA:", &format!("trustlist:{domain}:XXA:"));
        trusted.add(&ids).unwrap().signers
    };
    for (domain, signers) in [("DCC", 1), ("DDCC", 1), ("PH4H", 0), ("IPS-PILGRIMAGE", 0)] {
        assert_eq!(trusted(domain), signers, "{domain}");
    }
}

/// A certificate that leaves its country out is that of its participant.
#[test]
fn a_participant_gives_its_country_to_a_certificate_without_one() {
    let der = signer().certificate.as_der().to_vec();
    // The attribute countryName becomes one that is not looked at, serialNumber.
    let at = der
        .windows(5)
        .rposition(|it| it == [6, 3, 0x55, 4, 6])
        .unwrap();
    let mut nameless = der.clone();
    nameless[at + 4] = 5;
    assert_eq!(
        Certificate::from_der(&nameless).unwrap().subject_country(),
        None
    );
    let (old, new) = (STANDARD.encode(der), STANDARD.encode(nameless));
    let text = String::from_utf8(renamed("DCC:XXA:", "DCC:VNM:")).unwrap();
    assert!(text.contains(&old));
    let read = gdhcn::read(text.replace(&old, &new).as_bytes()).unwrap();
    let countries: Vec<&str> = read
        .list
        .listed
        .iter()
        .map(|it| it.country.as_str())
        .collect();
    assert_eq!(countries, ["VN"]);
}

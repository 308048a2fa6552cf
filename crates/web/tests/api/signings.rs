//! Doses signed by the API, with a key that the caller keeps.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use khien_certificate::cose::{MemorySigner, Signer as _, VerifyingKey};
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::merkle::{Hash, proves};
use khien_certificate::x509::{Certificate, Validity};
use khien_domain::rights::{Assignment, Role, Scope};
use khien_store::{Moment, SigningAuthorityRow, SigningCertificateRow};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{COMMUNE, Client, ELSEWHERE, STATION, Site, at_facility, id7};

const CERTIFICATE: u128 = 800;
const SIGNING: u128 = 900;

/// The same bytes for every key: these are nobody's.
struct Drawn(u8);

impl RandomBytes for Drawn {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(self.0);
        Ok(())
    }
}

fn names(common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "CA thử".to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// Somebody's key with their certificate, of an authority that the ministry accepted.
async fn signer_of(site: &Site, account: Uuid) -> MemorySigner {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let validity = Validity {
        not_before: at("2021-01-01T00:00:00Z"),
        not_after: at("2024-01-01T00:00:00Z"),
    };
    let key = |seed| IssuerKey::generate(KeyAlgorithm::P256, &Drawn(seed)).unwrap();
    let authority = Authority::create(names("Gốc"), key(1), validity, &Drawn(3)).unwrap();
    let own = key(2);
    let terms = SignerTerms {
        validity,
        usages: &[],
    };
    let certificate = authority.certify(&names("Trưởng trạm"), own.spki(), &terms, &Drawn(4));
    let certificate = certificate.unwrap();
    let mut tx = site.registry.store().write().await.unwrap();
    tx.insert_signing_authority(&SigningAuthorityRow {
        id: id7(700),
        name: "CA thử".to_owned(),
        certificate: authority.certificate().as_der().to_vec(),
        added_by: account,
        added_at: Moment(site.now()),
        ended_at: None,
        reason: "công văn 1".to_owned(),
    })
    .await
    .unwrap();
    tx.insert_signing_certificate(&SigningCertificateRow {
        id: id7(CERTIFICATE),
        account_id: account,
        authority_id: id7(700),
        certificate: certificate.as_der().to_vec(),
        added_at: Moment(site.now()),
        ended_at: None,
        reason: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    MemorySigner::from_pkcs8(&own.to_pkcs8().unwrap(), certificate.kid()).unwrap()
}

/// A head with two doses of one day, 100 and 101, and the key of their certificate.
async fn ready(site: &Site) -> (Client<'_>, MemorySigner) {
    let (head, account) = site
        .staff_of(&[at_facility(Role::FacilityHead, STATION)])
        .await;
    for (person, dose) in [(1, 100), (2, 101)] {
        let person = site.add_person(person, COMMUNE).await;
        let body = json!({
            "id": id7(dose), "person": person, "product": "comirnaty",
            "lot_number": "FK0892", "given_on": "2022-05-12",
        });
        head.post("/doses", body).await.done(StatusCode::CREATED);
    }
    let key = signer_of(site, account).await;
    (head, key)
}

fn wanted(doses: &[u128]) -> Value {
    let doses: Vec<Value> = doses
        .iter()
        .map(|dose| json!({ "id": id7(*dose), "version": 1 }))
        .collect();
    json!({ "id": id7(SIGNING), "doses": doses, "certificate": id7(CERTIFICATE) })
}

fn signed(key: &MemorySigner, statement: &Value) -> Value {
    let signature = key.sign(statement.as_str().unwrap().as_bytes()).unwrap();
    json!({ "signature": STANDARD.encode(signature) })
}

fn prepare() -> String {
    format!("/facilities/{STATION}/signings")
}

fn complete() -> String {
    format!("/signings/{}/complete", id7(SIGNING))
}

#[tokio::test]
async fn a_day_is_read_prepared_signed_elsewhere_and_each_dose_proven() {
    let site = Site::new().await;
    let (head, key) = ready(&site).await;
    let days = head
        .get(&format!("/facilities/{STATION}/signing-days"))
        .await;
    let days = &days.done(StatusCode::OK)["days"];
    assert_eq!(
        days[0],
        json!({"day": "2022-05-12", "doses": 2, "days_late": 2})
    );
    let day = format!("/facilities/{STATION}/signing-days/2022-05-12");
    let shown = head.get(&day).await;
    let shown = shown.done(StatusCode::OK);
    assert_eq!(shown["doses"][0]["identity_settled"], false);
    assert_eq!(shown["doses"][1]["dose"]["id"], id7(101).to_string());

    let prepared = head.post(&prepare(), wanted(&[100, 101])).await;
    let prepared = prepared.done(StatusCode::OK).clone();
    let again = head.post(&prepare(), wanted(&[101, 100])).await;
    assert_eq!(again.done(StatusCode::OK), &prepared);
    let signature = signed(&key, &prepared["statement"]);
    for _ in 0..2 {
        let done = head.post(&complete(), signature.clone()).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json);
    }
    let empty = head.get(&day).await;
    assert_eq!(empty.done(StatusCode::OK)["doses"], json!([]));
    let proof = head.get(&format!("/doses/{}/proof", id7(100))).await;
    assert!(holds(proof.done(StatusCode::OK)));
    let mut forged = proof.json.clone();
    let facts = forged["facts"]
        .as_str()
        .unwrap()
        .replace("FK0892", "FK0893");
    forged["facts"] = json!(facts);
    assert!(!holds(&forged));
}

/// As somebody checks it who has nothing else.
fn holds(proof: &Value) -> bool {
    let text = |name: &str| proof[name].as_str().unwrap();
    let bytes = |name: &str| STANDARD.decode(text(name)).unwrap();
    let hash = |hex: &str| {
        let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        let bytes: Vec<u8> = (0..64).step_by(2).map(byte).collect();
        Hash::try_from(bytes.as_slice()).unwrap()
    };
    let number = |name: &str| usize::try_from(proof[name].as_u64().unwrap()).unwrap();
    let statement: Value = serde_json::from_str(text("statement")).unwrap();
    let path = proof["path"].as_array().unwrap().iter();
    let path: Vec<Hash> = path.map(|it| hash(it.as_str().unwrap())).collect();
    let certificate = Certificate::from_der(&bytes("certificate")).unwrap();
    let key = VerifyingKey::from_certificate(&certificate).unwrap();
    let message = text("statement").as_bytes();
    let leaf = Hash::of_entry(text("facts").as_bytes());
    let place = (number("place"), number("leaves"));
    key.verify(key.algorithm(), message, &bytes("signature"))
        .is_ok()
        && proves(
            leaf,
            place,
            &path,
            hash(statement["root"].as_str().unwrap()),
        )
}

#[tokio::test]
async fn what_does_not_fit_signs_nothing_and_says_why() {
    let site = Site::new().await;
    let (head, key) = ready(&site).await;
    let mut wrong = wanted(&[100]);
    wrong["certificate"] = json!(id7(999));
    let refused = head.post(&prepare(), wrong).await;
    assert_eq!(refused.problem(), (422, "certificate-unusable"));
    let refused = head.post(&prepare(), wanted(&[100, 999])).await;
    assert_eq!(refused.problem(), (409, "doses-not-waiting"));
    let refused = head.post(&prepare(), wanted(&[])).await;
    assert_eq!(refused.fault(), ("/doses", "unreadable"));
    let mut old = wanted(&[100]);
    old["doses"][0]["version"] = json!(7);
    let refused = head.post(&prepare(), old).await;
    assert_eq!(refused.problem(), (409, "doses-changed"));
    assert_eq!(refused.json["doses"], json!([id7(100)]));
    let nothing = head.post(&complete(), json!({ "signature": "AAAA" })).await;
    assert_eq!(nothing.problem(), (404, "not-found"));

    let prepared = head.post(&prepare(), wanted(&[100])).await;
    let prepared = prepared.done(StatusCode::OK).clone();
    let other = head.post(&prepare(), wanted(&[101])).await;
    assert_eq!(other.problem(), (422, "key-reused"));
    let garbage = head.post(&complete(), json!({ "signature": "?" })).await;
    assert_eq!(garbage.fault(), ("/signature", "unreadable"));
    let forged = signed(&key, &json!("something else"));
    let forged = head.post(&complete(), forged).await;
    assert_eq!(forged.problem(), (422, "signature-wrong"));
    assert_eq!(forged.json["reason"], "signature-wrong");
    let seen = head.with("if-match", "\"1\"");
    let correction = json!({
        "product": "comirnaty", "lot_number": "FK0999", "given_on": "2022-05-12",
        "kind": "primary", "ordinal": 1, "reason": "theo phiếu",
    });
    let dose = format!("/doses/{}", id7(100));
    seen.put(&dose, correction).await.done(StatusCode::OK);
    let late = head
        .post(&complete(), signed(&key, &prepared["statement"]))
        .await;
    assert_eq!(late.problem(), (409, "doses-changed"));
    let proof = head.get(&format!("{dose}/proof")).await;
    assert_eq!(proof.problem(), (409, "dose-not-signed"));
}

#[tokio::test]
async fn a_statement_is_completed_by_whoever_prepared_it() {
    let site = Site::new().await;
    let (head, key) = ready(&site).await;
    let prepared = head.post(&prepare(), wanted(&[100])).await;
    let signature = signed(&key, &prepared.done(StatusCode::OK)["statement"]);
    let other = site.head().await;
    let refused = other.post(&complete(), signature).await;
    assert_eq!(refused.problem(), (404, "not-found"));
    let smuggled = site
        .staff(&[at_facility(Role::FacilityHead, ELSEWHERE)])
        .await;
    let elsewhere = format!("/facilities/{ELSEWHERE}/signings");
    let mut another = wanted(&[100]);
    another["id"] = json!(id7(SIGNING + 1));
    let refused = smuggled.post(&elsewhere, another.clone()).await;
    assert_eq!(refused.problem(), (422, "certificate-unusable"));
    let theirs = head.post(&elsewhere, another).await;
    assert_eq!(theirs.problem(), (403, "forbidden"));
}

#[tokio::test]
async fn the_signer_of_the_province_sees_its_facilities_and_everybody_in_the_authorities() {
    let site = Site::new().await;
    let (head, _) = ready(&site).await;
    let role = Assignment::lasting(Role::AppointedSigner, Scope::Province("34".to_owned()));
    let signer = site.staff(&[role]).await;
    let days = format!("/facilities/{STATION}/signing-days");
    signer.get(&days).await.done(StatusCode::OK);
    let elsewhere = format!("/facilities/{ELSEWHERE}/signing-days");
    assert_eq!(signer.get(&elsewhere).await.problem().0, 403);
    for lost in [
        "/facilities/99999/signing-days",
        "/facilities/34001/signing-days/tomorrow",
    ] {
        assert_eq!(
            signer.get(lost).await.problem(),
            (404, "not-found"),
            "{lost}"
        );
    }
    let own = head.get("/signing-certificates").await;
    let own = &own.done(StatusCode::OK)["certificates"][0];
    assert_eq!(own["id"], id7(CERTIFICATE).to_string());
    let none = signer.get("/signing-certificates").await;
    assert_eq!(none.done(StatusCode::OK)["certificates"], json!([]));
    let clerk = site.clerk().await;
    let known = clerk.get("/signing-authorities").await;
    let known = &known.done(StatusCode::OK)["authorities"][0];
    assert_eq!(known["id"], own["authority"]);
}

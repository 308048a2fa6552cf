//! Passports in the forms of others: given to whoever asks, following the passport.

use khien_certificate::check::{Question, Revoked, Trusted, answer};
use khien_certificate::keys::{KeyAlgorithm, PublicKey};
use khien_certificate::revocation::RevocationHash;
use khien_certificate::shc::{Card, Crl, Jws, jwk_of, read_qr, rid_of_hash, thumbprint};
use khien_domain::rights::Role;
use khien_registry::passport::{self, AskError, Form, Ministry, ask_form, revoke};
use khien_store::CertificateFormRow;
use serde_json::{Value, json};

use crate::desks::{actor, by, in_station};
use crate::merges::give;
use crate::passports::{
    MAY, NEXT_DAY, department, entries, of_key, passports, sign_again, signed, step, view,
};
use crate::signings::{correct, issued};
use crate::support::{STATION, World, at, id};

const ADDRESS: &str = "https://ho-chieu.example.vn";

fn with_cards(ministry: Ministry) -> Ministry {
    Ministry {
        cards_at: Some(ADDRESS.to_owned()),
        ..ministry
    }
}

/// The father has a passport.
async fn ready(world: &World, seed: u8) -> Ministry {
    let ministry = with_cards(signed(world, seed).await);
    step(world, &ministry, MAY).await;
    ministry
}

async fn ask(world: &World, form: Form, time: &str) -> Result<(), AskError> {
    let head = in_station(Role::FacilityHead);
    let desk = by(world, &head, Some(STATION), time);
    ask_form(&world.registry, &desk, id(10), form).await
}

async fn forms(world: &World) -> Vec<CertificateFormRow> {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.certificate_forms(&[id(10)]).await.unwrap()
}

/// Asks for a form and has it given.
async fn given(world: &World, ministry: &Ministry, form: Form) -> String {
    ask(world, form, MAY).await.unwrap();
    assert_eq!(step(world, ministry, MAY).await.forms, 1);
    let forms = forms(world).await;
    let row = forms.iter().find(|row| row.form == form.code()).unwrap();
    row.code.clone().unwrap()
}

/// What verifiers trust of a department.
fn trusted(ministry: &Ministry) -> Trusted {
    let key = PublicKey::from_spki(ministry.certificate.spki()).unwrap();
    let keys = json!({"keys": [jwk_of(&key, None)]}).to_string();
    let mut trusted = Trusted::default();
    trusted.add(ministry.certificate.as_der()).unwrap();
    trusted.add_issuer(ADDRESS, keys.as_bytes()).unwrap();
    trusted
}

/// What a code says to whoever trusts the department.
fn believed(code: &str, ministry: &Ministry, revoked: Option<&Revoked>) -> (Option<String>, Value) {
    let trusted = trusted(ministry);
    let question = Question {
        revoked,
        ..Question::new(&trusted, at(NEXT_DAY))
    };
    let told = answer(&[code], &question);
    (told.reason.clone(), told.payload.clone())
}

/// The doses of a card, by code, day and lot.
fn shots(code: &str) -> Vec<(String, String, String)> {
    let jws = Jws::read(&read_qr(&[code]).unwrap().jws).unwrap();
    let contents = Card::read(jws.payload()).unwrap().contents();
    let shots = contents.shots.into_iter();
    shots.map(|it| (it.code, it.occurrence, it.lot)).collect()
}

fn shot(code: &str, day: &str, lot: &str) -> (String, String, String) {
    (code.to_owned(), day.to_owned(), lot.to_owned())
}

async fn a_card_tells_every_dose_and_is_believed(world: World) {
    let ministry = ready(&world, 31).await;
    let code = given(&world, &ministry, Form::HealthCard).await;
    assert_eq!(believed(&code, &ministry, None).0, None);
    assert_eq!(shots(&code), [shot("208", "2021-09-01", "FK0112")]);
    let passport = passports(&world, 10).await.remove(0);
    let jws = Jws::read(&read_qr(&[&code]).unwrap().jws).unwrap();
    let card = Card::read(jws.payload()).unwrap();
    assert_eq!(card.contents().name, "Văn An Trần");
    assert_eq!(card.expires(), Some(passport.expires_at.0));
    let hash = RevocationHash::of_uci(&passport.uvci);
    assert_eq!(card.rid(), Some(rid_of_hash(hash.as_bytes()).as_str()));
    // It stands in the audit, with the digest of the code alone.
    let seen = view(&world, 10, MAY).await;
    assert!(seen.forms[0].code == Some(code));
}

async fn the_whos_form_tells_the_last_dose(world: World) {
    let ministry = ready(&world, 32).await;
    let code = given(&world, &ministry, Form::VaccinationStatus).await;
    let (reason, payload) = believed(&code, &ministry, None);
    assert_eq!(reason, None);
    let passport = passports(&world, 10).await.remove(0);
    assert_eq!(payload["hcid"], passport.uvci);
    assert_eq!(payload["name"], "Trần Văn An");
    assert_eq!(payload["vaccine"]["code"], "XM0GQ8");
    assert_eq!(payload["brand"]["code"], "XM8NQ0");
    assert_eq!(payload["country"]["code"], "VNM");
    assert_eq!(payload["lot"], "FK0112");
    assert_eq!(
        (&payload["dose"], &payload["total_doses"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(payload["valid_until"], "2023-05-14");
}

async fn asking_twice_gives_one(world: World) {
    let ministry = ready(&world, 33).await;
    for _ in 0..2 {
        ask(&world, Form::HealthCard, MAY).await.unwrap();
    }
    assert_eq!(step(&world, &ministry, MAY).await.forms, 1);
    ask(&world, Form::HealthCard, MAY).await.unwrap();
    let told = step(&world, &ministry, MAY).await;
    assert_eq!((told.forms, told.issued), (0, 0));
    assert_eq!(passports(&world, 10).await.len(), 1);
}

async fn nobody_gets_a_form_without_a_passport_or_right(world: World) {
    let ministry = with_cards(signed(&world, 34).await);
    let refused = ask(&world, Form::HealthCard, MAY).await;
    assert!(matches!(refused, Err(AskError::NoPassport)));
    step(&world, &ministry, MAY).await;
    let stranger = in_station(Role::ListSubmitter);
    let desk = by(&world, &stranger, Some(STATION), MAY);
    let refused = ask_form(&world.registry, &desk, id(10), Form::HealthCard).await;
    assert!(matches!(refused, Err(AskError::NotAllowed(_))));
    let refused = ask(&world, Form::HealthCard, "2024-05-14T05:00:00Z").await;
    assert!(matches!(refused, Err(AskError::NoPassport)));
    let head = in_station(Role::FacilityHead);
    let desk = by(&world, &head, Some(STATION), MAY);
    let refused = ask_form(&world.registry, &desk, id(999), Form::HealthCard).await;
    assert!(matches!(refused, Err(AskError::NoPerson)));
    assert!(forms(&world).await.is_empty());
}

/// The next passport has the forms of the last without asking.
async fn a_form_follows_the_passport(world: World) {
    let ministry = ready(&world, 35).await;
    let first = given(&world, &ministry, Form::HealthCard).await;
    give(&world, 22, 10, "vero-cell", "2021-10-01").await;
    sign_again(&world, 22, 35).await;
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!((told.issued, told.corrected, told.forms), (1, 0, 1));
    let now = forms(&world).await.remove(0).code.unwrap();
    assert_ne!(now, first);
    let both = [
        shot("208", "2021-09-01", "FK0112"),
        shot("510", "2021-10-01", "FK0112"),
    ];
    assert_eq!(shots(&now), both);
    // What the first says is still so.
    assert!(entries(&world).await.is_empty());
}

/// The passport itself tells no lot, and nothing of the dose before the last.
async fn what_only_a_form_tells_is_corrected_too(world: World) {
    let ministry = ready(&world, 36).await;
    given(&world, &ministry, Form::HealthCard).await;
    correct(&world, 20, "FK0199").await;
    assert_eq!(step(&world, &ministry, MAY).await.issued, 0);
    sign_again(&world, 20, 36).await;
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!((told.issued, told.corrected, told.forms), (1, 1, 1));
    let issued = passports(&world, 10).await;
    assert_eq!(issued[1].state, "revoked");
    let now = forms(&world).await.remove(0).code.unwrap();
    assert_eq!(shots(&now), [shot("208", "2021-09-01", "FK0199")]);
}

/// One entry speaks for all forms of a passport; cards have a list of their own.
async fn revoking_a_passport_revokes_its_forms(world: World) {
    let ministry = ready(&world, 37).await;
    let card = given(&world, &ministry, Form::HealthCard).await;
    let status = given(&world, &ministry, Form::VaccinationStatus).await;
    let office = actor(
        Role::PreventiveMedicine,
        khien_domain::rights::Scope::Nation,
    );
    let desk = by(&world, &office, None, NEXT_DAY);
    let passport = passports(&world, 10).await.remove(0);
    revoke(&world.registry, &desk, passport.id, "sai lô")
        .await
        .unwrap();
    let told = passport::revoked_cards(&world.registry, at(NEXT_DAY)).await;
    let told = told.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(&told[0].kid, ministry.certificate.kid().as_bytes());
    let key = PublicKey::from_spki(ministry.certificate.spki()).unwrap();
    let mut list = Crl::new(&thumbprint(&key), 1);
    list.revoke(&rid_of_hash(&told[0].hash), None).unwrap();
    let mut revoked = Revoked::default();
    revoked
        .add(list.to_json().to_string().as_bytes(), &[])
        .unwrap();
    let reason = |code: &str, lists| believed(code, &ministry, lists).0;
    assert_eq!(
        reason(&card, Some(&revoked)).as_deref(),
        Some("shc-revoked")
    );
    assert_eq!(reason(&status, Some(&revoked)), None, "by the other list");
    let entry = entries(&world).await.remove(0);
    assert_eq!(entry.hash, told[0].hash);
    // Nothing that says the same is given again.
    let refused = ask(&world, Form::HealthCard, NEXT_DAY).await;
    assert!(matches!(refused, Err(AskError::NoPassport)));
}

/// Lists name the key of the passport: a form of another key would not be found there.
async fn a_form_is_signed_by_the_key_of_its_passport(world: World) {
    ready(&world, 38).await;
    let next = with_cards(department(139));
    ask(&world, Form::HealthCard, MAY).await.unwrap();
    let told = step(&world, &next, NEXT_DAY).await;
    assert_eq!((told.issued, told.renewed, told.forms), (1, 1, 1));
    let issued = passports(&world, 10).await;
    assert_eq!(issued[1].state, "superseded");
    let code = forms(&world).await.remove(0).code.unwrap();
    assert_eq!(believed(&code, &next, None).0, None);
    assert!(entries(&world).await.is_empty());
}

/// It is said why, and may be asked for again.
async fn where_there_can_be_no_card_it_is_said(world: World) {
    let ministry = signed(&world, 40).await;
    step(&world, &ministry, MAY).await;
    ask(&world, Form::HealthCard, MAY).await.unwrap();
    assert_eq!(step(&world, &ministry, MAY).await.forms, 0);
    let fault = async || forms(&world).await.remove(0).fault;
    assert_eq!(fault().await.as_deref(), Some("no_address"));
    // With an RSA key that signs for cards nobody can.
    let rsa = with_cards(of_key(issued(141, KeyAlgorithm::Rsa), 141));
    ask(&world, Form::HealthCard, NEXT_DAY).await.unwrap();
    let told = step(&world, &rsa, NEXT_DAY).await;
    assert_eq!((told.issued, told.forms), (1, 0));
    assert_eq!(fault().await.as_deref(), Some("key"));
    // The WHO's form knows such signatures.
    ask(&world, Form::VaccinationStatus, NEXT_DAY)
        .await
        .unwrap();
    assert_eq!(step(&world, &rsa, NEXT_DAY).await.forms, 1);
}

on_both_engines!(
    a_card_tells_every_dose_and_is_believed,
    the_whos_form_tells_the_last_dose,
    asking_twice_gives_one,
    nobody_gets_a_form_without_a_passport_or_right,
    a_form_follows_the_passport,
    what_only_a_form_tells_is_corrected_too,
    revoking_a_passport_revokes_its_forms,
    a_form_is_signed_by_the_key_of_its_passport,
    where_there_can_be_no_card_it_is_said,
);

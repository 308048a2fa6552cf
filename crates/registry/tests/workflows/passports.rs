//! Passports: issued by themselves, replaced, revoked, renewed; and why not yet.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use khien_certificate::dcc::{Dcc, Event};
use khien_certificate::hc1::{self, Packing, TrustedKey};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::revocation::RevocationHash;
use khien_domain::passport::Obstacle;
use khien_domain::rights::{Role, Scope};
use khien_domain::{ConfirmationChannel, IdentityState};
use khien_registry::passport::{
    self, IssueError, Issued, Ministry, PassportView, Verified, issue_due, note_renewals, of_person,
};
use khien_registry::person::{self, Correction, Merging, PersonForm};
use khien_registry::unit::{IdentityWord, confirm_identity};
use khien_registry::{dose, signing};
use khien_store::{CertificateRow, Moment};
use uuid::Uuid;

use crate::desks::{actor, by, in_commune, in_station};
use crate::merges::{enter, give};
use crate::signings::{correct, correct_with, issued, issued_until, order, ready, sign, state};
use crate::support::{STATION, World, an, at, id};

/// After the day from which passports follow signatures by themselves.
pub(crate) const MAY: &str = "2022-05-14T05:00:00Z";
/// Within the days before the end of a passport issued in May.
const SOON: &str = "2023-05-02T05:00:00Z";
pub(crate) const NEXT_DAY: &str = "2022-05-15T05:00:00Z";

/// Bytes that never come twice.
pub(crate) struct Counted(AtomicU8);

impl RandomBytes for Counted {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        Ok(())
    }
}

/// The ministry's department with a key of its own.
pub(crate) fn department(seed: u8) -> Ministry {
    department_until(seed, "2024-01-01T00:00:00Z")
}

/// With a certificate that lasts until a moment.
fn department_until(seed: u8, until: &str) -> Ministry {
    of_key(issued_until(seed, KeyAlgorithm::P256, until), seed)
}

pub(crate) fn of_key(issued: crate::signings::Issued, seed: u8) -> Ministry {
    Ministry {
        certificate: issued.certificate,
        signer: Arc::new(issued.key),
        country: "VN".to_owned(),
        authority: "Bộ Y tế".to_owned(),
        cards_at: None,
        packing: Packing::Shorter,
        compares_clocks: false,
        random: Arc::new(Counted(AtomicU8::new(seed))),
    }
}

pub(crate) async fn step(world: &World, ministry: &Ministry, time: &str) -> Issued {
    let when = (&world.ids as &dyn khien_registry::NewIds, at(time));
    let mut verified = Verified::default();
    issue_due(&world.registry, ministry, &mut verified, when, 100)
        .await
        .unwrap()
}

/// The father with a signed dose, and the department.
pub(crate) async fn signed(world: &World, seed: u8) -> Ministry {
    let issued = issued(seed, KeyAlgorithm::P256);
    ready(world, &issued).await;
    let both = [id(20), id(21)];
    let head = in_station(Role::FacilityHead);
    sign(world, &head, order(&both), &issued).await.unwrap();
    department(seed + 100)
}

pub(crate) async fn passports(world: &World, person: u128) -> Vec<CertificateRow> {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.certificates_of(id(person)).await.unwrap()
}

pub(crate) async fn view(world: &World, person: u128, time: &str) -> PassportView {
    let head = in_station(Role::FacilityHead);
    let desk = by(world, &head, Some(STATION), time);
    of_person(&world.registry, &desk, id(person)).await.unwrap()
}

/// What a code says, to whoever trusts the department's certificate.
fn read(code: &str, ministry: &Ministry) -> Dcc {
    let read = hc1::read(code).unwrap();
    let key = TrustedKey::from_certificate(&ministry.certificate).unwrap();
    read.verify([&key]).unwrap();
    read.check_time(at(NEXT_DAY)).unwrap();
    read.dcc().unwrap()
}

fn numbers(dcc: &Dcc) -> (u32, u32) {
    match &dcc.event {
        Event::Vaccination(vaccination) => (vaccination.dose, vaccination.doses),
        _ => panic!("no vaccination"),
    }
}

async fn who_is_verified_and_signed_gets_one_without_asking(world: World) {
    let ministry = signed(&world, 1).await;
    let told = step(&world, &ministry, MAY).await;
    assert_eq!((told.looked_at, told.issued), (3, 1));
    let issued = passports(&world, 10).await;
    let dcc = read(&issued[0].code, &ministry);
    assert_eq!(dcc.name.surname_letters.as_deref(), Some("TRAN"));
    assert_eq!(dcc.name.given_letters.as_deref(), Some("VAN<AN"));
    assert_eq!(dcc.birth_date, "1960-08-05");
    assert_eq!(numbers(&dcc), (1, 2));
    let Event::Vaccination(vaccination) = &dcc.event else {
        panic!("no vaccination");
    };
    assert_eq!(vaccination.identifier, issued[0].uvci);
    assert_eq!(vaccination.product, "EU/1/20/1528");
    assert_eq!(issued[0].expires_at, Moment(at("2023-05-14T16:59:59Z")));
    // The mother's birth date is wrong: nothing was issued, and nobody waits any more.
    assert!(passports(&world, 11).await.is_empty());
    assert_eq!(step(&world, &ministry, MAY).await, Issued::default());
    let seen = view(&world, 10, MAY).await;
    assert_eq!(seen.current.unwrap().id, issued[0].id);
    assert!(seen.standing.obstacles.is_empty());
}

async fn everything_in_the_way_is_told(world: World) {
    let authority = issued(2, KeyAlgorithm::P256);
    ready(&world, &authority).await;
    let seen = view(&world, 11, MAY).await;
    assert_eq!(
        seen.standing.obstacles,
        [
            Obstacle::Identity(IdentityState::Mismatch),
            Obstacle::Unsigned { doses: 1 }
        ]
    );
    assert_eq!(seen.standing.unsigned[0].facility, STATION);
    assert!(seen.current.is_none() && !seen.standing.waits_for_wave);
    let stranger = in_station(Role::ListSubmitter);
    let desk = by(&world, &stranger, Some(STATION), MAY);
    let refused = of_person(&world.registry, &desk, id(11)).await;
    assert!(matches!(
        refused,
        Err(passport::PassportError::NotAllowed(_))
    ));
}

/// As of two servers: each takes one of somebody's notes.
async fn two_steps_at_once_issue_nothing_twice(world: World) {
    let ministry = signed(&world, 13).await;
    note(&world, 10).await;
    let one = async || {
        let when = (&world.ids as &dyn khien_registry::NewIds, at(MAY));
        issue_due(
            &world.registry,
            &ministry,
            &mut Verified::default(),
            when,
            1,
        )
        .await
    };
    for _ in 0..4 {
        let (first, second) = tokio::join!(one(), one());
        for told in [first, second] {
            assert!(
                matches!(told, Ok(_) | Err(IssueError::Overtaken)),
                "{told:?}"
            );
        }
    }
    while step(&world, &ministry, MAY).await.looked_at > 0 {}
    let issued = passports(&world, 10).await;
    let counting = issued.iter().filter(|it| it.state == "issued");
    assert_eq!(counting.count(), 1);
    assert!(entries(&world).await.is_empty());
}

/// What one record says must not keep everybody else waiting.
async fn a_record_that_no_passport_can_tell_holds_nobody_up(world: World) {
    let ministry = signed(&world, 11).await;
    let mut tx = world.registry.store().write().await.unwrap();
    let mut old = tx.person(id(11)).await.unwrap().unwrap();
    "verified".clone_into(&mut old.identity);
    old.date_of_birth = Some("1899".to_owned());
    assert!(tx.update_person(&old).await.unwrap());
    tx.commit().await.unwrap();
    let told = step(&world, &ministry, MAY).await;
    assert_eq!((told.looked_at, told.issued), (3, 1));
    let seen = view(&world, 11, MAY).await;
    assert_eq!(seen.standing.obstacles, [Obstacle::BirthDate]);

    // What nobody foresaw, a country that is none: it is told, and the passport that was there stays.
    let mut tx = world.registry.store().write().await.unwrap();
    let mut odd = tx.dose(id(20)).await.unwrap().unwrap();
    (odd.id, odd.country, odd.state) = (id(22), "v1".to_owned(), "recorded".to_owned());
    odd.given_on = khien_store::Day(crate::desks::day("2021-10-01"));
    tx.insert_dose(&odd).await.unwrap();
    tx.commit().await.unwrap();
    sign_again(&world, 22, 11).await;
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!(told.refused, [(id(10), "schema-pattern")]);
    assert_eq!(passports(&world, 10).await[0].state, "issued");

    // An authority whose name is too long would be in everybody's: they wait until that is mended.
    note(&world, 10).await;
    let long = Ministry {
        authority: "Y".repeat(81),
        ..ministry
    };
    let when = (&world.ids as &dyn khien_registry::NewIds, at(NEXT_DAY));
    let refused = issue_due(&world.registry, &long, &mut Verified::default(), when, 100).await;
    assert_eq!(refused.unwrap_err().code(), "ministry-authority");
}

/// Signs one more dose of the station.
pub(crate) async fn sign_again(world: &World, dose: u128, seed: u8) {
    let authority = issued(seed, KeyAlgorithm::P256);
    let one = [id(dose)];
    let again = signing::Signing {
        id: khien_registry::NewIds::new_id(&world.ids, at(NEXT_DAY)),
        ..order(&one)
    };
    let head = in_station(Role::FacilityHead);
    sign(world, &head, again, &authority).await.unwrap();
}

/// Somebody is due to be issued another.
pub(crate) async fn note(world: &World, person: u128) {
    let mut tx = world.registry.store().write().await.unwrap();
    let due = khien_store::CertificateDueRow {
        id: id(960),
        person_id: id(person),
        cause: "reissue".to_owned(),
        is_released: true,
    };
    tx.insert_certificate_due(&[due]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_further_dose_gives_another_and_revokes_nothing(world: World) {
    let ministry = signed(&world, 3).await;
    step(&world, &ministry, MAY).await;
    give(&world, 22, 10, "comirnaty", "2021-10-01").await;
    sign_again(&world, 22, 3).await;
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!((told.issued, told.corrected, told.revoked), (1, 0, 0));
    let issued = passports(&world, 10).await;
    assert_eq!(numbers(&read(&issued[0].code, &ministry)), (2, 2));
    assert_eq!(issued[1].state, "superseded");
    assert_eq!(issued[1].replaced_by, Some(issued[0].id));
    assert!(entries(&world).await.is_empty());
}

pub(crate) async fn entries(world: &World) -> Vec<passport::RevokedEntry> {
    passport::revoked(&world.registry, at(NEXT_DAY), (Uuid::nil(), 100))
        .await
        .unwrap()
}

async fn a_correction_issues_anew_and_revokes_in_one_step(world: World) {
    let ministry = signed(&world, 4).await;
    step(&world, &ministry, MAY).await;
    let mended = PersonForm {
        full_name: "Trần Văn Ân".to_owned(),
        ..an()
    };
    // The register knows no Ân: the passport stays until somebody has mended that.
    let row = crate::merges::row(&world, 10).await;
    let correction = |form, seen_version| Correction {
        person: id(10),
        form,
        seen_version,
        reason: "theo căn cước",
    };
    let desk = world.clerk(MAY);
    person::correct(&world.registry, &desk, correction(&mended, row.version))
        .await
        .unwrap();
    step(&world, &ministry, MAY).await;
    assert_eq!(passports(&world, 10).await[0].state, "issued");
    // The commune has the last word.
    let row = crate::merges::row(&world, 10).await;
    let station = in_commune(Role::CommuneStation);
    let said = IdentityWord {
        id: id(950),
        person: id(10),
        seen_version: row.version,
        channel: ConfirmationChannel::ReadAloud,
        refused: &[],
    };
    let at_home = by(&world, &station, Some(STATION), NEXT_DAY);
    confirm_identity(&world.registry, &at_home, said)
        .await
        .unwrap();
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!((told.issued, told.corrected), (1, 1));
    let issued = passports(&world, 10).await;
    assert_eq!(issued[1].state, "revoked");
    let hash = RevocationHash::of_uci(&issued[1].uvci);
    let entries = entries(&world).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(&entries[0].hash, hash.as_bytes());
    assert_eq!(&entries[0].kid, ministry.certificate.kid().as_bytes());
}

/// The day of a dose, as the head corrects and signs it.
pub(crate) async fn correct_day(world: &World, (dose, on): (u128, &str), seed: u8) {
    correct_with(world, dose, |it| it.given_on = crate::desks::day(on)).await;
    sign_again(world, dose, seed).await;
}

pub(crate) async fn state_of(world: &World) -> Vec<String> {
    let issued = passports(world, 10).await;
    issued.into_iter().map(|row| row.state).collect()
}

/// Verifiers believe it until its end: what ends the one that counts must reach it.
async fn an_earlier_passport_goes_with_what_it_says(world: World) {
    let ministry = signed(&world, 15).await;
    step(&world, &ministry, MAY).await;
    note(&world, 10).await;
    step(&world, &ministry, MAY).await;
    assert_eq!(state_of(&world).await, ["issued", "superseded"]);
    // What both say is corrected: neither is believed.
    correct_day(&world, (20, "2021-09-02"), 15).await;
    let told = step(&world, &ministry, NEXT_DAY).await;
    assert_eq!((told.issued, told.corrected, told.revoked), (1, 1, 1));
    assert_eq!(state_of(&world).await, ["issued", "revoked", "revoked"]);
    assert_eq!(entries(&world).await.len(), 2);
}

async fn a_voided_dose_takes_earlier_passports_with_it(world: World) {
    let ministry = signed(&world, 16).await;
    step(&world, &ministry, MAY).await;
    note(&world, 10).await;
    step(&world, &ministry, MAY).await;
    let head = in_station(Role::FacilityHead);
    let desk = by(&world, &head, Some(STATION), MAY);
    dose::void(&world.registry, &desk, id(20), "không tiêm")
        .await
        .unwrap();
    assert_eq!(state_of(&world).await, ["revoked", "revoked"]);
}

/// The name of who issues is no word about the person.
async fn another_name_of_the_department_issues_and_revokes_nothing(world: World) {
    let ministry = signed(&world, 17).await;
    step(&world, &ministry, MAY).await;
    let renamed = Ministry {
        authority: "Cục Phòng bệnh".to_owned(),
        ..ministry
    };
    give(&world, 22, 11, "comirnaty", "2021-10-01").await;
    let mut tx = world.registry.store().write().await.unwrap();
    let due = khien_store::CertificateDueRow {
        id: id(961),
        person_id: id(10),
        cause: "identity".to_owned(),
        is_released: true,
    };
    tx.insert_certificate_due(&[due]).await.unwrap();
    tx.commit().await.unwrap();
    let told = step(&world, &renamed, NEXT_DAY).await;
    assert_eq!((told.issued, told.revoked), (0, 0));
    assert_eq!(state_of(&world).await, ["issued"]);
}

async fn a_corrected_dose_keeps_its_passport_until_it_is_signed_again(world: World) {
    let ministry = signed(&world, 5).await;
    step(&world, &ministry, MAY).await;
    correct(&world, 20, "FK0199").await;
    step(&world, &ministry, MAY).await;
    assert_eq!(passports(&world, 10).await[0].state, "issued");
    let seen = view(&world, 10, MAY).await;
    assert_eq!(seen.standing.obstacles, [Obstacle::Corrected { doses: 1 }]);
    sign_again(&world, 20, 5).await;
    // A lot is not in the passport: it says what it said, and stays.
    assert_eq!(step(&world, &ministry, NEXT_DAY).await.issued, 0);
    assert_eq!(passports(&world, 10).await.len(), 1);
}

async fn a_voided_dose_takes_its_passport_with_it(world: World) {
    let ministry = signed(&world, 6).await;
    step(&world, &ministry, MAY).await;
    let head = in_station(Role::FacilityHead);
    let desk = by(&world, &head, Some(STATION), MAY);
    dose::void(&world.registry, &desk, id(20), "nhập nhầm")
        .await
        .unwrap();
    // In the transaction that voids it: no step has run.
    let issued = passports(&world, 10).await;
    assert_eq!((issued.len(), issued[0].state.as_str()), (1, "revoked"));
    assert_eq!(entries(&world).await.len(), 1);
    step(&world, &ministry, NEXT_DAY).await;
    let seen = view(&world, 10, NEXT_DAY).await;
    assert_eq!(seen.standing.obstacles, [Obstacle::NoDose]);
}

async fn what_a_column_says_without_a_signature_gives_nothing(world: World) {
    let ministry = signed(&world, 7).await;
    let mut tx = world.registry.store().write().await.unwrap();
    // Somebody with a hand on the database: another product, still marked as signed.
    let mut forged = tx.dose(id(20)).await.unwrap().unwrap();
    "janssen".clone_into(&mut forged.product_code);
    assert!(tx.update_dose(&forged).await.unwrap());
    tx.commit().await.unwrap();
    let told = step(&world, &ministry, MAY).await;
    assert_eq!((told.issued, told.broken), (0, vec![id(20)]));

    give(&world, 22, 11, "comirnaty", "2021-10-01").await;
    let mut tx = world.registry.store().write().await.unwrap();
    let mut mother = tx.person(id(11)).await.unwrap().unwrap();
    "verified".clone_into(&mut mother.identity);
    assert!(tx.update_person(&mother).await.unwrap());
    tx.mark_signed(&[id(22)], Moment(at(MAY))).await.unwrap();
    tx.commit().await.unwrap();
    note(&world, 11).await;
    assert_eq!(state(&world, 22).await, "signed");
    assert_eq!(step(&world, &ministry, MAY).await.broken, [id(22)]);
    assert!(passports(&world, 11).await.is_empty());
}

async fn before_its_end_a_passport_is_renewed(world: World) {
    let ministry = signed(&world, 8).await;
    step(&world, &ministry, MAY).await;
    let early = (
        &world.ids as &dyn khien_registry::NewIds,
        at("2023-04-20T05:00:00Z"),
    );
    assert_eq!(note_renewals(&world.registry, early, 100).await.unwrap(), 0);
    let soon = (&world.ids as &dyn khien_registry::NewIds, at(SOON));
    for expected in [1, 0] {
        let noted = note_renewals(&world.registry, soon, 100).await.unwrap();
        assert_eq!(noted, expected);
    }
    // The department's key covers no whole year any more.
    let mut verified = Verified::default();
    let refused = issue_due(&world.registry, &ministry, &mut verified, soon, 100).await;
    assert!(matches!(refused, Err(IssueError::KeyPeriod)));
    let rolled = department_until(121, "2026-01-01T00:00:00Z");
    let told = step(&world, &rolled, SOON).await;
    assert_eq!((told.issued, told.renewed, told.corrected), (1, 1, 0));
    let issued = passports(&world, 10).await;
    assert_eq!((issued[1].state.as_str(), issued.len()), ("superseded", 2));
    // Verifiers need both keys until the old passport ends, then one.
    let keys = async |time| passport::signers(&world.registry, at(time)).await.unwrap();
    assert_eq!(keys(SOON).await.len(), 2);
    assert_eq!(keys("2023-06-01T00:00:00Z").await.len(), 1);
}

async fn a_wrong_clock_and_an_ended_key_issue_nothing(world: World) {
    let ministry = signed(&world, 9).await;
    step(&world, &ministry, NEXT_DAY).await;
    let head = in_station(Role::FacilityHead);
    let desk = by(&world, &head, Some(STATION), MAY);
    dose::void(&world.registry, &desk, id(21), "nhập nhầm")
        .await
        .unwrap();
    let fault = async |time: &str| {
        let when = (&world.ids as &dyn khien_registry::NewIds, at(time));
        let mut verified = Verified::default();
        issue_due(&world.registry, &ministry, &mut verified, when, 100).await
    };
    let behind = fault(MAY).await.unwrap_err();
    assert!(matches!(behind, IssueError::Clock));
    assert_eq!(behind.code(), "clock");

    let office = actor(Role::PreventiveMedicine, Scope::Nation);
    let desk = by(&world, &office, None, NEXT_DAY);
    let signer = passports(&world, 10).await[0].signer_id;
    passport::end_signer(&world.registry, &desk, signer, "lộ khóa")
        .await
        .unwrap();
    let ended = fault(NEXT_DAY).await.unwrap_err();
    assert!(matches!(ended, IssueError::KeyEnded));
    let keys = passport::signers(&world.registry, at(NEXT_DAY)).await;
    assert!(keys.unwrap().is_empty());
}

async fn what_a_lost_key_signed_is_issued_anew_by_the_next(world: World) {
    let ministry = signed(&world, 12).await;
    step(&world, &ministry, MAY).await;
    let office = actor(Role::PreventiveMedicine, Scope::Nation);
    crate::passport_orders::appoint(&world).await;
    let desk = by(&world, &office, None, MAY);
    let signer = passports(&world, 10).await[0].signer_id;
    passport::end_signer(&world.registry, &desk, signer, "lộ khóa")
        .await
        .unwrap();
    // Nobody believes it: it is shown as ended, and nothing is in the way of another.
    let seen = view(&world, 10, MAY).await;
    assert!(seen.current.is_none() && seen.standing.obstacles.is_empty());
    assert_eq!(seen.issued[0].reason.as_deref(), Some("key_ended"));
    crate::passport_orders::work(&world).await;
    let next = department(130);
    assert_eq!(step(&world, &next, NEXT_DAY).await.issued, 1);
    let seen = view(&world, 10, NEXT_DAY).await;
    read(&seen.current.unwrap().code, &next);
    let old = &passports(&world, 10).await[1];
    assert_eq!(
        (old.state.as_str(), old.reason.as_deref()),
        ("superseded", Some("key_ended"))
    );
    let orders = passport::order_progress(&world.registry, &desk, 10).await;
    assert_eq!(orders.unwrap()[0].order.reached, 1);
}

async fn of_two_joined_records_one_passport_is_left(world: World) {
    let ministry = signed(&world, 10).await;
    let other = PersonForm {
        id_number: String::new(),
        ..an()
    };
    enter(&world, 12, &other).await;
    give(&world, 23, 12, "comirnaty", "2021-12-01").await;
    sign_again(&world, 23, 10).await;
    step(&world, &ministry, MAY).await;
    let head = in_station(Role::FacilityHead);
    let (survivor, loser) = (
        crate::merges::row(&world, 12).await,
        crate::merges::row(&world, 10).await,
    );
    let merging = Merging {
        id: id(600),
        survivor: (id(12), survivor.version),
        loser: (id(10), loser.version),
        keep: &[],
        reason: "một người",
    };
    let desk = by(&world, &head, Some(STATION), NEXT_DAY);
    person::merge(&world.registry, &desk, merging)
        .await
        .unwrap();
    assert_eq!(passports(&world, 10).await[0].state, "revoked");
    step(&world, &ministry, NEXT_DAY).await;
    let merged = of_person(&world.registry, &desk, id(10)).await;
    assert!(matches!(merged, Err(passport::PassportError::Merged(to)) if to == id(12)));
}

on_both_engines!(
    who_is_verified_and_signed_gets_one_without_asking,
    everything_in_the_way_is_told,
    a_record_that_no_passport_can_tell_holds_nobody_up,
    two_steps_at_once_issue_nothing_twice,
    what_a_lost_key_signed_is_issued_anew_by_the_next,
    a_further_dose_gives_another_and_revokes_nothing,
    a_correction_issues_anew_and_revokes_in_one_step,
    a_corrected_dose_keeps_its_passport_until_it_is_signed_again,
    a_voided_dose_takes_its_passport_with_it,
    what_a_column_says_without_a_signature_gives_nothing,
    before_its_end_a_passport_is_renewed,
    a_wrong_clock_and_an_ended_key_issue_nothing,
    of_two_joined_records_one_passport_is_left,
    an_earlier_passport_goes_with_what_it_says,
    a_voided_dose_takes_earlier_passports_with_it,
    another_name_of_the_department_issues_and_revokes_nothing,
);

//! Doses signed where they were given.

use std::cell::Cell;

use khien_certificate::cose::{CoseFault, MemorySigner, VerifyingKey};
use khien_certificate::dose_signing::Statement;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::merkle::{Hash, proves, root};
use khien_certificate::trust::{ChainFault, chain};
use khien_certificate::x509::{Certificate, Validity};
use khien_domain::rights::{Role, Scope};
use khien_domain::{DoseKind, Ordinal};
use khien_registry::dose::{self, DoseCorrection};
use khien_registry::signing::{
    self, CertificateError, DayError, DoseProof, NewAuthority, NewCertificate, ProofError,
    SignError, Signing,
};
use khien_registry::{Actor, By};
use uuid::Uuid;

use crate::desks::{actor, by, day, in_province, in_station};
use crate::merges::{LATER, give};
use crate::support::{FACTORY, HOSPITAL, STATION, World, an, at, id, lan};

const SIGNING: Uuid = Uuid::from_u128(900);
const CERTIFICATE: Uuid = Uuid::from_u128(800);
const AUTHORITY: Uuid = Uuid::from_u128(700);

/// Bytes that differ from call to call.
pub(crate) struct Drawn(pub(crate) Cell<u8>);

impl RandomBytes for Drawn {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        for byte in bytes {
            self.0.set(self.0.get().wrapping_mul(31).wrapping_add(7));
            *byte = self.0.get();
        }
        Ok(())
    }
}

pub(crate) fn names(common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "CA thử".to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// An authority whose certificates are accepted, and somebody's key and certificate by it.
pub(crate) struct Issued {
    pub(crate) authority: Authority,
    pub(crate) certificate: Certificate,
    pub(crate) key: MemorySigner,
}

pub(crate) fn issued(seed: u8, algorithm: KeyAlgorithm) -> Issued {
    issued_until(seed, algorithm, "2024-01-01T00:00:00Z")
}

/// With certificates that last until a moment.
pub(crate) fn issued_until(seed: u8, algorithm: KeyAlgorithm, until: &str) -> Issued {
    let random = Drawn(Cell::new(seed));
    let validity = Validity {
        not_before: at("2021-01-01T00:00:00Z"),
        not_after: at(until),
    };
    let key = || IssuerKey::generate(algorithm, &random).unwrap();
    let authority = Authority::create(names("Gốc"), key(), validity, &random).unwrap();
    let holder = key();
    let terms = SignerTerms {
        validity,
        usages: &[],
    };
    let certificate = authority
        .certify(&names("Trưởng trạm"), holder.spki(), &terms, &random)
        .unwrap();
    let key = MemorySigner::from_pkcs8(&holder.to_pkcs8().unwrap(), certificate.kid()).unwrap();
    Issued {
        authority,
        certificate,
        key,
    }
}

fn ministry() -> Actor {
    actor(Role::PreventiveMedicine, Scope::Nation)
}

fn at_station<'a>(world: &'a World, who: &'a Actor) -> By<'a> {
    by(world, who, Some(STATION), LATER)
}

/// Two people with a dose each of the station, 20 and 21; the head can sign.
pub(crate) async fn ready(world: &World, issued: &Issued) {
    for (number, form) in [(10, an()), (11, lan())] {
        crate::merges::enter(world, number, &form).await;
    }
    give(world, 20, 10, "comirnaty", "2021-09-01").await;
    give(world, 21, 11, "comirnaty", "2021-09-01").await;
    accept(world, issued, AUTHORITY).await;
    let head = in_station(Role::FacilityHead);
    let new = NewCertificate {
        id: CERTIFICATE,
        certificate: issued.certificate.as_der(),
    };
    signing::add_certificate(&world.registry, &at_station(world, &head), new)
        .await
        .unwrap();
}

async fn accept(world: &World, issued: &Issued, id: Uuid) {
    let ministry = ministry();
    let new = NewAuthority {
        id,
        name: "CA thử",
        certificate: issued.authority.certificate().as_der(),
        reason: "công văn 1",
    };
    signing::accept_authority(&world.registry, &by(world, &ministry, None, LATER), new)
        .await
        .unwrap();
}

pub(crate) fn order(doses: &[Uuid]) -> Signing<'_> {
    Signing {
        id: SIGNING,
        facility: STATION,
        doses,
        seen: &[],
        certificate: CERTIFICATE,
    }
}

pub(crate) async fn sign(
    world: &World,
    who: &Actor,
    order: Signing<'_>,
    issued: &Issued,
) -> Result<(), SignError> {
    signing::sign(&world.registry, &at_station(world, who), order, &issued.key).await
}

pub(crate) async fn state(world: &World, dose: u128) -> String {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.dose(id(dose)).await.unwrap().unwrap().state
}

async fn proof(world: &World, dose: u128) -> Result<DoseProof, ProofError> {
    let head = in_station(Role::FacilityHead);
    signing::prove(&world.registry, &at_station(world, &head), id(dose)).await
}

/// As somebody checks it who has nothing but the proof and trusts the authority.
fn holds(proof: &DoseProof, issued: &Issued) -> bool {
    let certificate = Certificate::from_der(&proof.certificate).unwrap();
    let trusted = [issued.authority.certificate()];
    let statement = Statement::read(&proof.statement).unwrap();
    let leaf = Hash::of_entry(proof.facts.as_bytes());
    let mut way = vec![leaf];
    way.extend(&proof.path);
    let top = root(&[leaf, proof.path[0]]).filter(|_| proof.place.0 == 0);
    let top = top.or_else(|| root(&[proof.path[0], leaf])).unwrap();
    let key = VerifyingKey::from_certificate(&certificate).unwrap();
    let signed = key.verify(
        key.algorithm(),
        proof.statement.as_bytes(),
        &proof.signature,
    );
    chain::check(&certificate, trusted, at(LATER)).is_ok()
        && signed.is_ok()
        && top.to_string() == statement.root
        && proves(leaf, proof.place, &proof.path, top)
}

pub(crate) async fn correct(world: &World, dose: u128, lot: &str) {
    correct_with(world, dose, |it| lot.clone_into(&mut it.lot_number)).await;
}

/// What the head corrects of a dose.
pub(crate) async fn correct_with(
    world: &World,
    dose: u128,
    change: impl FnOnce(&mut DoseCorrection),
) {
    let mut tx = world.registry.store().read().await.unwrap();
    let row = tx.dose(id(dose)).await.unwrap().unwrap();
    drop(tx);
    let mut correction = DoseCorrection {
        dose: id(dose),
        seen_version: row.version,
        product: row.product_code,
        lot: None,
        lot_number: row.lot_number.unwrap_or_default(),
        given_on: row.given_on.0,
        kind: DoseKind::Primary,
        ordinal: Ordinal::FIRST,
        reason: "theo sổ".to_owned(),
        overridden: None,
    };
    change(&mut correction);
    let head = in_station(Role::FacilityHead);
    dose::correct(&world.registry, &at_station(world, &head), correction)
        .await
        .unwrap();
}

async fn one_signature_covers_a_day_and_each_dose_is_proven_alone(world: World) {
    let issued = issued(1, KeyAlgorithm::P256);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    let who = at_station(&world, &head);
    let days = signing::signing_days(&world.registry, &who, STATION)
        .await
        .unwrap();
    assert_eq!((days.len(), days[0].doses), (1, 2));
    let shown = signing::signing_day(&world.registry, &who, STATION, day("2021-09-01"))
        .await
        .unwrap();
    // Lan's birth date is one digit wrong.
    assert_eq!((shown.waiting.len(), shown.unverified()), (2, 1));
    let doses: Vec<Uuid> = shown.waiting.iter().map(|it| it.dose.id).collect();

    sign(&world, &head, order(&doses), &issued).await.unwrap();
    sign(&world, &head, order(&doses), &issued).await.unwrap();
    for number in [20, 21] {
        assert_eq!(state(&world, number).await, "signed");
        let proof = proof(&world, number).await.unwrap();
        assert!(holds(&proof, &issued));
        let mut forged = proof.clone();
        forged.facts = forged.facts.replace("FK0112", "FK0113");
        assert!(!holds(&forged, &issued));
    }
    assert!(
        signing::signing_days(&world.registry, &who, STATION)
            .await
            .unwrap()
            .is_empty()
    );
    let mut tx = world.registry.store().read().await.unwrap();
    let entries = tx.audit_of("dose", &id(20).to_string(), 10).await.unwrap();
    assert_eq!(entries[0].act, "dose_sign");
    assert_eq!(tx.dose_signings(STATION, 10).await.unwrap().len(), 1);
}

async fn a_change_of_the_dose_voids_its_signature_alone_and_asks_again(world: World) {
    let issued = issued(2, KeyAlgorithm::P256);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    let both = [id(20), id(21)];
    sign(&world, &head, order(&both), &issued).await.unwrap();
    correct(&world, 20, "FK0199").await;
    assert_eq!(state(&world, 20).await, "corrected");
    assert!(matches!(
        proof(&world, 20).await,
        Err(ProofError::NotSigned)
    ));
    assert!(holds(&proof(&world, 21).await.unwrap(), &issued));

    let alone = [id(20)];
    let again = Signing {
        id: id(901),
        ..order(&alone)
    };
    sign(&world, &head, again, &issued).await.unwrap();
    let newest = proof(&world, 20).await.unwrap();
    assert!(newest.facts.contains("FK0199") && newest.path.is_empty());
    dose::void(
        &world.registry,
        &at_station(&world, &head),
        id(21),
        "nhập nhầm",
    )
    .await
    .unwrap();
    assert!(matches!(
        proof(&world, 21).await,
        Err(ProofError::NotSigned)
    ));
}

async fn with_a_token_the_statement_goes_out_and_the_signature_comes_back(world: World) {
    use khien_certificate::cose::Signer as _;
    let issued = issued(3, KeyAlgorithm::Rsa);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    let who = at_station(&world, &head);
    let both = [id(20), id(21)];
    let statement = signing::prepare(&world.registry, &who, order(&both))
        .await
        .unwrap();
    let same = signing::prepare(&world.registry, &who, order(&both))
        .await
        .unwrap();
    assert_eq!(statement, same);
    assert_eq!(state(&world, 20).await, "recorded");

    let other = issued.key.sign(b"something else").unwrap();
    let refused = signing::complete(&world.registry, &who, SIGNING, &other).await;
    assert!(matches!(
        refused,
        Err(SignError::Signature(CoseFault::SignatureWrong))
    ));
    correct(&world, 21, "FK0199").await;
    let signature = issued.key.sign(statement.as_bytes()).unwrap();
    let late = signing::complete(&world.registry, &who, SIGNING, &signature).await;
    assert!(matches!(late, Err(SignError::Changed(doses)) if doses == [id(21)]));
    assert_eq!(state(&world, 20).await, "recorded");

    let anew = Signing {
        id: id(901),
        ..order(&both)
    };
    let statement = signing::prepare(&world.registry, &who, anew).await.unwrap();
    let signature = issued.key.sign(statement.as_bytes()).unwrap();
    for _ in 0..2 {
        signing::complete(&world.registry, &who, id(901), &signature)
            .await
            .unwrap();
    }
    assert!(holds(&proof(&world, 21).await.unwrap(), &issued));
    let nobodys = signing::complete(&world.registry, &who, id(999), &signature).await;
    assert!(matches!(nobodys, Err(SignError::NoStatement)));
}

async fn who_may_sign_for_a_facility_depends_on_whether_it_is_open(world: World) {
    let issued = issued(4, KeyAlgorithm::P256);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    let body = actor(Role::ManagingBody, Scope::ManagingBody("bqp".to_owned()));
    let province = in_province(Role::AppointedSigner);
    let clerk = in_station(Role::Clerk);
    let elsewhere = actor(Role::FacilityHead, Scope::Facility(HOSPITAL.to_owned()));
    let nothing: [Uuid; 1] = [id(999)];
    let allowed = async |who: &Actor| {
        let done = sign(&world, who, order(&nothing), &issued).await;
        match done {
            Err(SignError::NotWaiting) => true,
            Err(SignError::NotAllowed(_)) => false,
            other => panic!("{other:?}"),
        }
    };
    let asked = [&head, &province, &body, &clerk, &elsewhere];
    // A facility that has a managing body is not the province's.
    for (managed, closed, may) in [
        (false, false, [true, true, false, false, false]),
        (false, true, [false, true, false, false, false]),
        (true, false, [true, false, false, false, false]),
        (true, true, [false, false, true, false, false]),
    ] {
        let mut tx = world.registry.store().write().await.unwrap();
        let mut station = tx.facility(STATION).await.unwrap().unwrap();
        station.managing_body = managed.then(|| "bqp".to_owned());
        station.closed_on = closed.then(|| khien_store::Day(day("2022-01-31")));
        assert!(tx.update_facility(&station).await.unwrap());
        tx.commit().await.unwrap();
        for (who, may) in asked.iter().zip(may) {
            let role = &who.assignments[0].role;
            assert_eq!(
                allowed(who).await,
                may,
                "{role:?}, managed {managed}, closed {closed}"
            );
        }
    }
}

async fn only_certificates_of_accepted_authorities_sign(world: World) {
    let (one, other) = (issued(5, KeyAlgorithm::P256), issued(6, KeyAlgorithm::P256));
    ready(&world, &one).await;
    let head = in_station(Role::FacilityHead);
    let who = at_station(&world, &head);
    let new = |certificate| NewCertificate {
        id: id(801),
        certificate,
    };
    let unknown =
        signing::add_certificate(&world.registry, &who, new(other.certificate.as_der())).await;
    assert!(matches!(
        unknown,
        Err(CertificateError::Chain(
            ChainFault::NoIssuer | ChainFault::Signature
        ))
    ));
    let again =
        signing::add_certificate(&world.registry, &who, new(one.certificate.as_der())).await;
    assert!(matches!(again, Err(CertificateError::Known)));
    let garbage = signing::add_certificate(&world.registry, &who, new(b"0\x03abc")).await;
    assert!(matches!(garbage, Err(CertificateError::Unreadable(_))));
    let clerk = in_station(Role::Clerk);
    let nobody =
        signing::add_certificate(&world.registry, &at_station(&world, &clerk), new(b"")).await;
    assert!(matches!(nobody, Err(CertificateError::NotAllowed(_))));
}

async fn what_was_ended_signs_nothing_new(world: World) {
    let (one, other) = (issued(8, KeyAlgorithm::P256), issued(9, KeyAlgorithm::P256));
    ready(&world, &one).await;
    let head = in_station(Role::FacilityHead);
    let who = at_station(&world, &head);
    let new = |certificate| NewCertificate {
        id: id(801),
        certificate,
    };
    let doses = [id(20)];
    // Another's key with this certificate.
    let forged = sign(&world, &head, order(&doses), &other).await;
    assert!(matches!(
        forged,
        Err(SignError::Signature(CoseFault::SignatureWrong))
    ));
    let ministry = ministry();
    let national = by(&world, &ministry, None, LATER);
    signing::end_authority(&world.registry, &national, AUTHORITY, "lộ khóa")
        .await
        .unwrap();
    let ended = sign(&world, &head, order(&doses), &one).await;
    assert!(matches!(
        ended,
        Err(SignError::Certificate(CertificateError::Chain(_)))
    ));
    accept(&world, &other, id(701)).await;
    signing::add_certificate(&world.registry, &who, new(other.certificate.as_der()))
        .await
        .unwrap();
    signing::end_certificate(&world.registry, &who, id(801), "mất thẻ")
        .await
        .unwrap();
    let lost = Signing {
        certificate: id(801),
        ..order(&doses)
    };
    let lost = sign(&world, &head, lost, &other).await;
    assert!(matches!(
        lost,
        Err(SignError::Certificate(CertificateError::NoCertificate))
    ));
    assert_eq!(state(&world, 20).await, "recorded");
}

async fn all_doses_are_signed_or_none(world: World) {
    let issued = issued(7, KeyAlgorithm::P256);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    for doses in [vec![id(20), id(999)], vec![id(20), id(20)]] {
        let refused = sign(&world, &head, order(&doses), &issued).await;
        assert!(matches!(refused, Err(SignError::NotWaiting)), "{refused:?}");
    }
    assert!(matches!(
        sign(&world, &head, order(&[]), &issued).await,
        Err(SignError::Count)
    ));
    let factory = Signing {
        facility: FACTORY,
        ..order(&[])
    };
    assert!(matches!(
        sign(&world, &head, factory, &issued).await,
        Err(SignError::Count)
    ));
    assert_eq!(state(&world, 20).await, "recorded");
}

async fn what_waits_is_found_by_facility_and_what_was_signed_by_its_act(world: World) {
    let issued = issued(12, KeyAlgorithm::P256);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    let who = at_station(&world, &head);
    let facilities = signing::signing_facilities(&world.registry, &who)
        .await
        .unwrap();
    assert_eq!((facilities.len(), facilities[0].doses), (1, 2));
    let province = in_province(Role::AppointedSigner);
    let far = by(&world, &province, None, LATER);
    let same = signing::signing_facilities(&world.registry, &far).await;
    assert_eq!(same.unwrap(), facilities);
    // In 2025 its province became part of another; the facility keeps its code.
    for (province, found) in [("33", 1), ("34", 0)] {
        let merged = actor(Role::AppointedSigner, Scope::Province(province.to_owned()));
        let then = by(&world, &merged, None, "2025-07-01T02:00:00Z");
        let there = signing::signing_facilities(&world.registry, &then).await;
        assert_eq!(there.unwrap().len(), found, "{province}");
    }
    let clerk = in_station(Role::Clerk);
    let nowhere = signing::signing_facilities(&world.registry, &at_station(&world, &clerk)).await;
    assert!(matches!(nowhere, Err(DayError::NotAllowed(_))));

    let both = [id(20), id(21)];
    sign(&world, &head, order(&both), &issued).await.unwrap();
    let act = signing::signing_act(&world.registry, &who, SIGNING).await;
    let act = act.unwrap();
    assert_eq!((act.row.doses, act.people, act.verified), (2, 2, 1));
    assert_eq!(act.days, [day("2021-09-01")]);
    let mut other = in_station(Role::FacilityHead);
    other.account = id(5);
    let others = signing::signing_act(&world.registry, &at_station(&world, &other), SIGNING).await;
    assert!(matches!(others, Err(SignError::NoStatement)));
}

async fn a_dose_that_was_changed_since_it_was_looked_at_is_not_signed(world: World) {
    let issued = issued(11, KeyAlgorithm::P256);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    let who = at_station(&world, &head);
    let shown = signing::signing_day(&world.registry, &who, STATION, day("2021-09-01"))
        .await
        .unwrap();
    let seen: Vec<(Uuid, i64)> = shown
        .waiting
        .iter()
        .map(|it| (it.dose.id, it.dose.version))
        .collect();
    correct(&world, 21, "FK0199").await;
    let both = [id(20), id(21)];
    let wanted = Signing {
        seen: &seen,
        ..order(&both)
    };
    let refused = sign(&world, &head, wanted, &issued).await;
    assert!(matches!(refused, Err(SignError::Changed(doses)) if doses == [id(21)]));
    let refused = signing::prepare(&world.registry, &who, wanted).await;
    assert!(matches!(refused, Err(SignError::Changed(doses)) if doses == [id(21)]));
    assert_eq!(state(&world, 20).await, "recorded");
    let one = [id(20)];
    let rest = Signing {
        doses: &one,
        ..wanted
    };
    sign(&world, &head, rest, &issued).await.unwrap();
    assert_eq!(state(&world, 20).await, "signed");
}

async fn an_id_stands_for_one_act(world: World) {
    let issued = issued(10, KeyAlgorithm::P256);
    ready(&world, &issued).await;
    let head = in_station(Role::FacilityHead);
    let one = [id(20)];
    sign(&world, &head, order(&one), &issued).await.unwrap();
    // As many doses, but another: to say that it is signed would be a lie.
    let another = [id(21)];
    let refused = sign(&world, &head, order(&another), &issued).await;
    assert!(matches!(refused, Err(SignError::Known)));
    let who = at_station(&world, &head);
    let refused = signing::prepare(&world.registry, &who, order(&another)).await;
    assert!(matches!(refused, Err(SignError::Known)));
    assert_eq!(state(&world, 21).await, "recorded");
    let other = [id(21), id(20)];
    assert!(matches!(
        sign(&world, &head, order(&other), &issued).await,
        Err(SignError::Known)
    ));
}

on_both_engines!(
    one_signature_covers_a_day_and_each_dose_is_proven_alone,
    a_change_of_the_dose_voids_its_signature_alone_and_asks_again,
    with_a_token_the_statement_goes_out_and_the_signature_comes_back,
    who_may_sign_for_a_facility_depends_on_whether_it_is_open,
    only_certificates_of_accepted_authorities_sign,
    what_was_ended_signs_nothing_new,
    all_doses_are_signed_or_none,
    what_waits_is_found_by_facility_and_what_was_signed_by_its_act,
    a_dose_that_was_changed_since_it_was_looked_at_is_not_signed,
    an_id_stands_for_one_act,
);

//! Passports as rows.

use khien_store::{
    CertificateDueRow, CertificateEnd, CertificateRow, Cohort, ConfirmationRow, DocumentSignerRow,
    DueCountRow, FunnelCounts, RevocationRow, StoreError, Tx,
};

use crate::examples::{at, dose, ground, id, person};
use crate::support::TestStore;

fn signer(number: u128) -> DocumentSignerRow {
    DocumentSignerRow {
        id: id(number),
        kid: vec![u8::try_from(number).unwrap(); 8],
        certificate: vec![0x30, u8::try_from(number).unwrap()],
        added_at: at(0),
        needed_until: at(1_000),
        ended_at: None,
        reason: None,
    }
}

pub(crate) fn certificate(number: u128, person: u128, dose: u128) -> CertificateRow {
    CertificateRow {
        id: id(number),
        person_id: id(person),
        dose_id: id(dose),
        signer_id: id(50),
        batch_id: id(70),
        uvci: format!("URN:UVCI:01:VN:{number}"),
        content: vec![1; 32],
        code: "HC1:".to_owned(),
        issued_at: at(i64::try_from(number).unwrap()),
        expires_at: at(1_000),
        state: "issued".to_owned(),
        replaced_by: None,
        ended_at: None,
        reason: None,
    }
}

fn due(number: u128, person: u128, is_released: bool) -> CertificateDueRow {
    CertificateDueRow {
        id: id(number),
        person_id: id(person),
        cause: "signed".to_owned(),
        is_released,
    }
}

pub(crate) fn ended(number: u128, by: Option<u128>) -> CertificateEnd<'static> {
    CertificateEnd {
        id: id(number),
        state: if by.is_some() {
            "superseded"
        } else {
            "revoked"
        },
        replaced_by: by.map(id),
        at: at(500),
        reason: "renewed",
    }
}

const NOBODY: [uuid::Uuid; 0] = [];

/// People 2 and 3 with a dose each, 10 and 11, and a key.
pub(crate) async fn two_people(tx: &mut Tx) {
    ground(tx).await;
    tx.insert_person(&person(3)).await.unwrap();
    for row in [dose(10, 2), dose(11, 3)] {
        tx.insert_dose(&row).await.unwrap();
    }
    tx.insert_document_signer(&signer(50)).await.unwrap();
}

async fn of_a_person_one_passport_counts(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    two_people(&mut tx).await;
    let first = certificate(60, 2, 10);
    tx.insert_certificates(std::slice::from_ref(&first))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    let second = certificate(61, 2, 10);
    let refused = tx.insert_certificates(std::slice::from_ref(&second)).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
    drop(tx);
    let mut tx = test.store.write().await.unwrap();
    // The old one names the new one before that is there.
    assert!(tx.end_certificate(&ended(60, Some(61))).await.unwrap());
    assert!(!tx.end_certificate(&ended(60, Some(61))).await.unwrap());
    tx.insert_certificates(std::slice::from_ref(&second))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.read().await.unwrap();
    let all = tx.certificates_of(id(2)).await.unwrap();
    assert_eq!((all.len(), all[1].replaced_by), (2, Some(id(61))));
}

async fn a_passport_is_found_by_person_dose_name_and_end(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    two_people(&mut tx).await;
    let mut gone = certificate(60, 2, 10);
    "superseded".clone_into(&mut gone.state);
    gone.ended_at = Some(at(500));
    let second = certificate(61, 2, 10);
    tx.insert_certificates(&[gone.clone(), second.clone()])
        .await
        .unwrap();
    let current = tx.current_certificates(&[id(3), id(2)]).await.unwrap();
    assert!(current == [second.clone()]);
    // The newest first.
    let about = tx.valid_certificates_about(id(10), at(500)).await.unwrap();
    assert!(about == [second.clone(), gone]);
    assert!(
        tx.valid_certificates_about(id(10), at(1_000))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        tx.valid_certificates_about(id(11), at(500))
            .await
            .unwrap()
            .is_empty()
    );
    let called = tx.certificate_called("URN:UVCI:01:VN:60").await.unwrap();
    assert!(called.is_some_and(|row| row.id == id(60)));
    assert_eq!(tx.last_certificate_at().await.unwrap(), Some(at(61)));
    let expiring = async |tx: &mut Tx, until| {
        let between = (at(0), at(until));
        tx.expiring_certificates(between, 10).await.unwrap()
    };
    assert_eq!(expiring(&mut tx, 1_000).await, []);
    assert_eq!(expiring(&mut tx, 1_001).await, [(id(61), id(2))]);
}

async fn who_is_due_has_turns_and_is_taken_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    two_people(&mut tx).await;
    let rows = [due(80, 2, false), due(81, 3, true), due(82, 2, false)];
    tx.insert_certificate_due(&rows).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    let released = tx.certificate_due(false, 10).await.unwrap();
    assert_eq!(released, [rows[1].clone()]);
    assert_eq!(tx.certificate_due(true, 2).await.unwrap(), rows[..2]);
    assert_eq!(
        tx.count_certificate_due().await.unwrap(),
        DueCountRow {
            rows: 3,
            released: 1
        }
    );
    tx.delete_certificate_due(&[id(80), id(81)]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    assert_eq!(tx.certificate_due(true, 10).await.unwrap(), rows[2..]);
}

/// A passport that was revoked.
pub(crate) async fn revoked(tx: &mut Tx) -> RevocationRow {
    two_people(tx).await;
    tx.insert_certificates(&[certificate(60, 2, 10)])
        .await
        .unwrap();
    assert!(tx.end_certificate(&ended(60, None)).await.unwrap());
    let row = RevocationRow {
        id: id(90),
        certificate_id: id(60),
        kid: vec![5; 8],
        hash: vec![6; 16],
        expires_at: at(1_000),
        revoked_by: None,
        revoked_at: at(500),
        reason: "x".to_owned(),
        withdrawn_by: None,
        withdrawn_at: None,
        withdrawn_reason: None,
        holds: true,
    };
    tx.insert_revocations(std::slice::from_ref(&row))
        .await
        .unwrap();
    row
}

async fn a_revocation_ends_with_its_passport(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let row = revoked(&mut tx).await;
    let listed = async |tx: &mut Tx, moment, after| {
        let after = id(after);
        tx.revocations(at(moment), after, 10).await.unwrap()
    };
    assert_eq!(listed(&mut tx, 600, 0).await, std::slice::from_ref(&row));
    assert_eq!(listed(&mut tx, 600, 90).await, []);
    assert_eq!(listed(&mut tx, 1_000, 0).await, []);
}

async fn a_revocation_is_withdrawn_with_its_passport(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    revoked(&mut tx).await;
    assert_eq!(tx.count_revocations().await.unwrap(), (1, 0));
    let held = tx.held(&[id(2), id(3)]).await.unwrap();
    assert_eq!(
        (held.len(), held[0].person_id, held[0].dose_id),
        (1, id(2), id(10))
    );
    assert!(tx.held(&[id(3)]).await.unwrap().is_empty());
    assert!(tx.reinstate_certificate(id(60)).await.unwrap());
    assert!(!tx.reinstate_certificate(id(60)).await.unwrap());
    let whose = (id(1), at(700));
    assert!(tx.withdraw_revocation(id(60), whose, "nhầm").await.unwrap());
    assert!(!tx.withdraw_revocation(id(60), whose, "nhầm").await.unwrap());
    assert_eq!(tx.revocations(at(600), id(0), 10).await.unwrap(), []);
    assert_eq!(tx.count_revocations().await.unwrap(), (1, 1));
    assert!(tx.held(&[id(2)]).await.unwrap().is_empty());
    let kept = tx.revocations_of(id(60)).await.unwrap();
    assert_eq!(kept[0].withdrawn_at, Some(at(700)));
}

async fn keys_are_kept_and_needed_ever_longer(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    two_people(&mut tx).await;
    let mut again = signer(51);
    again.certificate = signer(50).certificate;
    tx.insert_document_signer(&again).await.unwrap();
    for until in [2_000, 1_500] {
        tx.need_document_signer(id(50), at(until)).await.unwrap();
    }
    let signers = tx.document_signers().await.unwrap();
    assert_eq!((signers.len(), signers[0].needed_until), (1, at(2_000)));
    for first in [true, false] {
        let ended = tx.end_document_signer(id(50), at(9), "lộ").await.unwrap();
        assert_eq!(ended, first);
    }
}

/// Person 2 is verified, and both doses are signed.
async fn signed(tx: &mut Tx) {
    two_people(tx).await;
    let mut settled = tx.person(id(2)).await.unwrap().unwrap();
    "verified".clone_into(&mut settled.identity);
    assert!(tx.update_person(&settled).await.unwrap());
    tx.mark_signed(&[id(10), id(11)], at(5)).await.unwrap();
}

async fn a_wave_finds_whom_nothing_holds_back(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    signed(&mut tx).await;
    let here = ["12688".to_owned()];
    let wave = async |tx: &mut Tx, communes: Option<&[String]>| {
        let nil = uuid::Uuid::nil();
        tx.people_of_wave(communes, nil, 10).await.unwrap()
    };
    assert_eq!(wave(&mut tx, None).await, [id(2)]);
    assert_eq!(wave(&mut tx, Some(&here)).await, [id(2)]);
    assert_eq!(wave(&mut tx, Some(&["00001".to_owned()])).await, NOBODY);
    tx.insert_certificates(&[certificate(60, 2, 10)])
        .await
        .unwrap();
    assert_eq!(wave(&mut tx, None).await, NOBODY);
}

/// What the commune says of somebody's identity.
fn word(number: u128, refused: &str) -> ConfirmationRow {
    ConfirmationRow {
        id: id(number),
        attendance_id: None,
        person_id: id(3),
        dose_id: None,
        gate: "identity".to_owned(),
        channel: "read_aloud".to_owned(),
        refused: refused.to_owned(),
        should_be: None,
        confirmed_at: at(i64::try_from(number).unwrap()),
        noted_by: None,
    }
}

/// The register's answer settles it, or the commune's word since then; the newest counts.
async fn the_last_word_settles_an_identity(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    signed(&mut tx).await;
    let wave = async |tx: &mut Tx| {
        tx.people_of_wave(None, uuid::Uuid::nil(), 10)
            .await
            .unwrap()
    };
    let verified = async |tx: &mut Tx| tx.count_funnel("34001", at(0)).await.unwrap().verified;
    for (number, refused, settled) in [
        (80, "", (2, 2)),
        (81, "full_name", (1, 1)),
        (82, "", (2, 2)),
    ] {
        tx.insert_confirmation(&word(number, refused))
            .await
            .unwrap();
        let found = wave(&mut tx).await.len();
        assert_eq!((found, verified(&mut tx).await), settled);
    }
    // The register answers after that.
    let mut asked = tx.person(id(3)).await.unwrap().unwrap();
    "mismatch".clone_into(&mut asked.identity);
    asked.identity_at = Some(at(90));
    assert!(tx.update_person(&asked).await.unwrap());
    assert_eq!(wave(&mut tx).await, [id(2)]);
    assert_eq!(verified(&mut tx).await, 1);
}

/// Of person 2, a passport that another took the place of.
async fn superseded(tx: &mut Tx) {
    two_people(tx).await;
    tx.insert_certificates(&[certificate(60, 2, 10)])
        .await
        .unwrap();
    assert!(tx.end_certificate(&ended(60, Some(61))).await.unwrap());
    tx.insert_certificates(&[certificate(61, 2, 10)])
        .await
        .unwrap();
}

/// Verifiers believe it until its end.
async fn what_another_took_the_place_of_is_valid_until_its_end(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    superseded(&mut tx).await;
    let ids = |rows: Vec<CertificateRow>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let both = [id(2), id(3)];
    let valid = tx.superseded_certificates(&both, at(500)).await.unwrap();
    assert_eq!(ids(valid), [id(60)]);
    let over = tx.superseded_certificates(&both, at(1_000)).await.unwrap();
    assert!(over.is_empty());
    let about = tx.valid_certificates_about(id(10), at(500)).await.unwrap();
    assert_eq!(ids(about), [id(61), id(60)]);
    let all = [(id(60), id(2)), (id(61), id(2))];
    for (superseded_at, found) in [
        (None, &all[1..]),
        (Some(at(500)), &all),
        (Some(at(1_000)), &all[1..]),
    ] {
        let cohort = Cohort {
            signer: Some(id(50)),
            superseded_at,
            ..Cohort::default()
        };
        let told = tx.certificates_of_cohort(cohort, id(0), 10).await.unwrap();
        assert_eq!(told, found);
    }
}

/// It is superseded once only, and may be revoked; taken back, it is as it was.
async fn what_another_took_the_place_of_is_revoked_and_comes_back_as_it_was(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    superseded(&mut tx).await;
    let state = async |tx: &mut Tx| {
        let row = tx.certificate(id(60)).await.unwrap().unwrap();
        (row.state, row.replaced_by, row.ended_at)
    };
    let next = Some(id(61));
    assert!(!tx.end_certificate(&ended(60, Some(61))).await.unwrap());
    assert!(tx.end_certificate(&ended(60, None)).await.unwrap());
    let revoked = ("revoked".to_owned(), next, Some(at(500)));
    assert_eq!(state(&mut tx).await, revoked);
    assert!(tx.reinstate_certificate(id(60)).await.unwrap());
    let back = ("superseded".to_owned(), next, Some(at(61)));
    assert_eq!(state(&mut tx).await, back);
}

async fn who_was_looked_at_waits_for_no_wave(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    two_people(&mut tx).await;
    let rows = [due(80, 2, false), due(81, 3, false), due(82, 2, true)];
    tx.insert_certificate_due(&rows).await.unwrap();
    tx.delete_waiting_certificate_due(&[id(2)]).await.unwrap();
    assert_eq!(tx.certificate_due(true, 10).await.unwrap(), rows[1..]);
}

async fn a_cohort_finds_what_it_names(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    signed(&mut tx).await;
    tx.insert_certificates(&[certificate(60, 2, 10)])
        .await
        .unwrap();
    let given = dose(10, 2);
    let day = given.given_on.0.to_string();
    let all = Cohort {
        product: &given.product_code,
        lot: given.lot_number.as_deref().unwrap_or_default(),
        facility: "34001",
        from: &day,
        until: &day,
        signer: Some(id(50)),
        superseded_at: None,
    };
    let none = Cohort {
        from: "2031-01-01",
        ..all
    };
    let of_key = |number| Cohort {
        signer: Some(id(number)),
        ..Cohort::default()
    };
    let nil = uuid::Uuid::nil();
    let found = tx.certificates_of_cohort(all, nil, 10).await.unwrap();
    assert_eq!(found, [(id(60), id(2))]);
    for other in [none, of_key(51)] {
        assert_eq!(tx.certificates_of_cohort(other, nil, 10).await.unwrap(), []);
    }
    let found = tx.certificates_of_cohort(of_key(50), nil, 10).await;
    assert_eq!(found.unwrap(), [(id(60), id(2))]);
    assert_eq!(
        tx.certificates_of_cohort(all, id(60), 10).await.unwrap(),
        []
    );
}

/// Each facility is counted by itself, the one first that was counted the longest ago.
async fn the_funnel_of_a_facility_is_counted_and_kept(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    signed(&mut tx).await;
    let counts = |certified| FunnelCounts {
        recorded: 2,
        verified: 1,
        signed: 1,
        certified,
    };
    assert_eq!(tx.count_funnel("34001", at(10)).await.unwrap(), counts(0));
    tx.insert_certificates(&[certificate(60, 2, 10)])
        .await
        .unwrap();
    assert_eq!(tx.count_funnel("34001", at(10)).await.unwrap(), counts(1));
    // It ends by itself, or with its key.
    assert_eq!(
        tx.count_funnel("34001", at(1_000)).await.unwrap(),
        counts(0)
    );
    assert!(tx.end_document_signer(id(50), at(9), "lộ").await.unwrap());
    assert_eq!(tx.count_funnel("34001", at(10)).await.unwrap(), counts(0));
    let next = tx.uncounted_facility(at(10)).await.unwrap();
    let next = next.unwrap();
    tx.put_funnel(&next, counts(1), at(10)).await.unwrap();
    tx.put_funnel(&next, counts(0), at(11)).await.unwrap();
    assert_ne!(tx.uncounted_facility(at(10)).await.unwrap(), Some(next));
    assert_eq!(tx.funnels().await.unwrap()[0].counts, counts(0));
}

on_both_engines!(
    of_a_person_one_passport_counts,
    a_passport_is_found_by_person_dose_name_and_end,
    who_is_due_has_turns_and_is_taken_once,
    a_revocation_ends_with_its_passport,
    a_revocation_is_withdrawn_with_its_passport,
    keys_are_kept_and_needed_ever_longer,
    a_wave_finds_whom_nothing_holds_back,
    the_last_word_settles_an_identity,
    a_cohort_finds_what_it_names,
    the_funnel_of_a_facility_is_counted_and_kept,
    what_another_took_the_place_of_is_valid_until_its_end,
    what_another_took_the_place_of_is_revoked_and_comes_back_as_it_was,
    who_was_looked_at_waits_for_no_wave,
);

//! Signing of doses.

use khien_store::{
    DoseSignatureRow, DoseSigningRow, SigningAuthorityRow, SigningCertificateRow, StoreError, Tx,
    UnsignedDayRow, UnsignedFacilityRow,
};

use crate::examples::{at, day, dose, facility, ground, id, person};
use crate::support::TestStore;

fn authority(number: u128) -> SigningAuthorityRow {
    SigningAuthorityRow {
        id: id(number),
        name: "CA thử nghiệm".to_owned(),
        certificate: vec![0x30, u8::try_from(number).unwrap()],
        added_by: id(1),
        added_at: at(i64::try_from(number).unwrap()),
        ended_at: None,
        reason: "công văn 1".to_owned(),
    }
}

fn certificate(number: u128, authority: u128) -> SigningCertificateRow {
    SigningCertificateRow {
        id: id(number),
        account_id: id(1),
        authority_id: id(authority),
        certificate: vec![0x30, 0x82, u8::try_from(number).unwrap()],
        added_at: at(i64::try_from(number).unwrap()),
        ended_at: None,
        reason: None,
    }
}

fn signing(number: u128, certificate: u128) -> DoseSigningRow {
    DoseSigningRow {
        id: id(number),
        facility_code: "34001".to_owned(),
        certificate_id: id(certificate),
        statement: "{}".to_owned(),
        root: vec![7; 32],
        doses: 2,
        signature: None,
        prepared_by: id(1),
        prepared_at: at(50),
        signed_at: None,
    }
}

fn leaf(signing: u128, place: i64, dose: u128) -> DoseSignatureRow {
    DoseSignatureRow {
        signing_id: id(signing),
        place,
        dose_id: id(dose),
        leaf: vec![u8::try_from(dose).unwrap(); 32],
    }
}

/// Doses 10 and 11 on one day, 12 on the next, and a certificate to sign with.
async fn three_doses(tx: &mut Tx) {
    ground(tx).await;
    tx.insert_person(&person(3)).await.unwrap();
    let mut next = dose(12, 2);
    next.given_on = day("2021-10-15");
    for row in [dose(10, 2), dose(11, 3), next] {
        tx.insert_dose(&row).await.unwrap();
    }
    tx.insert_signing_authority(&authority(20)).await.unwrap();
    tx.insert_signing_certificate(&certificate(30, 20))
        .await
        .unwrap();
}

async fn authorities_begin_and_end(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_signing_authority(&authority(20)).await.unwrap();
    tx.insert_signing_authority(&authority(21)).await.unwrap();
    assert!(
        tx.end_signing_authority(id(20), at(90), "lộ khóa")
            .await
            .unwrap()
    );
    assert!(
        !tx.end_signing_authority(id(20), at(91), "nữa")
            .await
            .unwrap()
    );
    let mut ended = authority(20);
    ended.ended_at = Some(at(90));
    ended.reason = "lộ khóa".to_owned();
    assert_eq!(
        tx.signing_authorities().await.unwrap(),
        [authority(21), ended]
    );
}

async fn certificates_begin_and_end(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_signing_authority(&authority(21)).await.unwrap();
    for number in [30, 31] {
        let row = certificate(number, 21);
        tx.insert_signing_certificate(&row).await.unwrap();
    }
    assert!(
        tx.end_signing_certificate(id(30), at(92), "mất thẻ")
            .await
            .unwrap()
    );
    assert!(
        !tx.end_signing_certificate(id(30), at(93), "nữa")
            .await
            .unwrap()
    );
    let mut lost = certificate(30, 21);
    lost.ended_at = Some(at(92));
    lost.reason = Some("mất thẻ".to_owned());
    assert!(tx.signing_certificate(id(30)).await.unwrap() == Some(lost.clone()));
    let all = tx.signing_certificates_of(id(1)).await.unwrap();
    assert!(all == [certificate(31, 21), lost]);
    tx.commit().await.unwrap();

    let mut tx = test.store.write().await.unwrap();
    let mut again = certificate(32, 21);
    again.certificate = certificate(31, 21).certificate;
    let refused = tx.insert_signing_certificate(&again).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
}

async fn what_waits_for_a_signature_is_found_by_day(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    three_doses(&mut tx).await;
    let first = dose(10, 2).given_on;
    let days = |doses| {
        let of = |day, doses| UnsignedDayRow { day, doses };
        [of(first, doses), of(day("2021-10-15"), 1)]
    };
    assert_eq!(tx.unsigned_days("34001", 10).await.unwrap(), days(2));
    assert_eq!(tx.unsigned_days("34001", 1).await.unwrap(), days(2)[..1]);
    assert_eq!(tx.mark_signed(&[id(11), id(77)], at(60)).await.unwrap(), 1);
    assert_eq!(tx.mark_signed(&[id(11)], at(61)).await.unwrap(), 0);
    assert_eq!(tx.unsigned_days("34001", 10).await.unwrap(), days(1));
    assert!(tx.unsigned_doses("34001", first).await.unwrap() == [dose(10, 2)]);
    let mut signed = dose(11, 3);
    signed.state = "signed".to_owned();
    signed.version += 1;
    signed.updated_at = at(60);
    let both = tx.doses_by_ids(&[id(11), id(10)]).await.unwrap();
    assert!(both == [dose(10, 2), signed]);
}

async fn what_waits_for_a_signature_is_found_by_facility(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    three_doses(&mut tx).await;
    let one = UnsignedFacilityRow {
        code: "34001".to_owned(),
        name: facility("34001").name,
        doses: 3,
        oldest: dose(10, 2).given_on,
    };
    let own = tx.unsigned_facility("34001").await.unwrap();
    assert_eq!(own.as_ref(), Some(&one));
    assert_eq!(tx.unsigned_facility("34002").await.unwrap(), None);
    let communes = ["12688", "12712"].map(str::to_owned);
    let there = tx.unsigned_in_communes(&communes, 10).await.unwrap();
    assert_eq!(there, std::slice::from_ref(&one));
    assert_eq!(
        tx.unsigned_in_communes(&communes[1..], 10).await.unwrap(),
        []
    );

    let mut closed = tx.facility("34001").await.unwrap().unwrap();
    closed.managing_body = Some("bqp".to_owned());
    closed.closed_on = Some(day("2021-12-01"));
    assert!(tx.update_facility(&closed).await.unwrap());
    assert_eq!(tx.unsigned_in_communes(&communes, 10).await.unwrap(), []);
    for (body, on, found) in [
        ("bqp", "2021-12-01", 1),
        ("bqp", "2021-11-30", 0),
        ("bca", "2021-12-01", 0),
    ] {
        let closed = tx.unsigned_of_closed(body, day(on), 10).await.unwrap();
        assert_eq!(closed.len(), found, "{body} {on}");
    }
    tx.mark_signed(&[id(10), id(11), id(12)], at(60))
        .await
        .unwrap();
    assert_eq!(tx.unsigned_facility("34001").await.unwrap(), None);
}

async fn a_signature_comes_under_its_statement_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    three_doses(&mut tx).await;
    let leaves = [leaf(40, 0, 11), leaf(40, 1, 10)];
    tx.insert_dose_signing(&signing(40, 30), &leaves)
        .await
        .unwrap();
    assert_eq!(tx.dose_signings("34001", 10).await.unwrap(), []);
    assert_eq!(tx.signatures_of_dose(id(10)).await.unwrap(), []);
    assert!(
        tx.complete_dose_signing(id(40), &[9; 64], at(60))
            .await
            .unwrap()
    );
    assert!(
        !tx.complete_dose_signing(id(40), &[8; 64], at(61))
            .await
            .unwrap()
    );
    let mut done = signing(40, 30);
    done.signature = Some(vec![9; 64]);
    done.signed_at = Some(at(60));
    assert_eq!(tx.dose_signing(id(40)).await.unwrap(), Some(done.clone()));
    assert_eq!(tx.dose_signings("34001", 10).await.unwrap(), [done]);
    assert_eq!(tx.dose_signatures(id(40)).await.unwrap(), leaves);

    let mut second = signing(41, 30);
    second.signature = Some(vec![7; 64]);
    second.signed_at = Some(at(70));
    second.doses = 1;
    let alone = [leaf(41, 0, 10)];
    tx.insert_dose_signing(&second, &alone).await.unwrap();
    let of_ten = tx.signatures_of_dose(id(10)).await.unwrap();
    assert_eq!(of_ten, [alone[0].clone(), leaves[1].clone()]);
    assert_eq!(tx.dose_signing(id(77)).await.unwrap(), None);
}

on_both_engines!(
    authorities_begin_and_end,
    certificates_begin_and_end,
    what_waits_for_a_signature_is_found_by_day,
    what_waits_for_a_signature_is_found_by_facility,
    a_signature_comes_under_its_statement_once,
);

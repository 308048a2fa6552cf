//! People of a unit by what is wrong with their records.

use khien_store::{ConfirmationRow, FaultCountRow, Faulty, Tx};

use crate::examples::{at, dose, ground, id, person};
use crate::support::TestStore;

/// Residents 2 (vaccinated, refused a field), 3 (vaccinated, silent), 4 (of another commune,
/// vaccinated here), 5 (nothing at all).
async fn people(tx: &mut Tx) {
    ground(tx).await;
    for (number, identity, fields) in [
        (3, "mismatch", "full_name date_of_birth"),
        (4, "no_number", "id_number"),
        (5, "verified", ""),
    ] {
        let mut row = person(number);
        row.identity = identity.to_owned();
        row.identity_fields = fields.to_owned();
        row.hamlet = (number != 5).then(|| "Thôn 3".to_owned());
        if number == 4 {
            row.commune_code = Some("12712".to_owned());
        }
        tx.insert_person(&row).await.unwrap();
    }
    for number in [2, 3, 4] {
        tx.insert_dose(&dose(20 + number, number)).await.unwrap();
    }
    for (number, seconds, refused) in [(30, 0, ""), (31, 5, "phone")] {
        let said = ConfirmationRow {
            id: id(number),
            attendance_id: None,
            person_id: id(2),
            dose_id: Some(id(22)),
            gate: "attendance".to_owned(),
            channel: "slip".to_owned(),
            refused: refused.to_owned(),
            should_be: None,
            confirmed_at: at(seconds),
            noted_by: None,
        };
        tx.insert_confirmation(&said).await.unwrap();
    }
}

fn counted(identity: &str, fields: &str, dosed: bool, said: Option<&str>) -> FaultCountRow {
    FaultCountRow {
        identity: identity.to_owned(),
        identity_fields: fields.to_owned(),
        dosed,
        said: said.map(str::to_owned),
        people: 1,
    }
}

async fn people_are_counted_by_fault_and_last_word(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    people(&mut tx).await;
    let mismatch = counted("mismatch", "full_name date_of_birth", true, None);
    let pending = counted("pending", "", true, Some("refused"));
    let expected = [
        mismatch.clone(),
        pending.clone(),
        counted("verified", "", false, None),
    ];
    assert_eq!(tx.faults_of_commune("12688").await.unwrap(), expected);
    let expected = [
        mismatch,
        counted("no_number", "id_number", true, None),
        pending,
    ];
    assert_eq!(tx.faults_of_facility("34001").await.unwrap(), expected);
    assert_eq!(tx.hamlets("12688").await.unwrap(), ["Thôn 3"]);
}

async fn people_with_a_fault_come_page_by_page(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    people(&mut tx).await;
    let all = Faulty {
        limit: 9,
        ..Faulty::default()
    };
    let field = |name| Faulty {
        field: Some(name),
        ..all
    };
    let said = |word| Faulty {
        said: Some(word),
        ..all
    };
    for (wanted, commune, facility) in [
        (all, &[2, 3, 5][..], &[2, 3, 4][..]),
        (field("date_of_birth"), &[3], &[3]),
        (field("birth"), &[], &[]),
        (field("id_number"), &[], &[4]),
        (said("refused"), &[2], &[2]),
        (said("nothing"), &[3], &[3, 4]),
        (
            Faulty {
                identity: Some("verified"),
                ..all
            },
            &[5],
            &[],
        ),
        (
            Faulty {
                hamlet: Some("Thôn 3"),
                ..all
            },
            &[3],
            &[3, 4],
        ),
        (Faulty { limit: 1, ..all }, &[2], &[2]),
        (
            Faulty {
                after: ("an tran van", id(3)),
                ..all
            },
            &[5],
            &[4],
        ),
    ] {
        let ids = |rows: Vec<khien_store::PersonRow>| -> Vec<u128> {
            rows.iter().map(|row| row.id.as_u128()).collect()
        };
        let found = tx.faulty_of_commune("12688", wanted).await.unwrap();
        assert_eq!(ids(found), commune, "{wanted:?}");
        let found = tx.faulty_of_facility("34001", wanted).await.unwrap();
        assert_eq!(ids(found), facility, "{wanted:?}");
    }
}

on_both_engines!(
    people_are_counted_by_fault_and_last_word,
    people_with_a_fault_come_page_by_page,
);

//! Rosters, sessions, attendance, confirmations, reactions.

use khien_store::{
    ConfirmationRow, ReactionRow, RosterEntryRow, RosterRow, SessionLotRow, StoreError,
};

use crate::examples::{at, attendance, day, dose, ground, id, lot, person, session};
use crate::support::TestStore;

async fn a_session_is_found_by_facility_commune_and_day(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    assert_eq!(tx.session(id(30)).await.unwrap(), Some(session(30)));
    let (from, below) = (day("2021-09-15"), day("2021-09-16"));
    assert_eq!(
        tx.sessions_of_facility("34001", from, below).await.unwrap(),
        [session(30)]
    );
    assert_eq!(
        tx.sessions_in_commune("12688", from, below).await.unwrap(),
        [session(30)]
    );
    let later = tx
        .sessions_of_facility("34001", below, day("2022-01-01"))
        .await
        .unwrap();
    assert!(later.is_empty());
}

async fn two_who_close_one_session_meet(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    let mut closed = session(30);
    closed.state = "closed".to_owned();
    assert!(tx.update_session(&closed).await.unwrap());
    assert!(!tx.update_session(&closed).await.unwrap());
}

async fn lots_on_the_table_are_counted_anew(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    tx.insert_lot(&lot(40, "ABX1")).await.unwrap();
    let mut row = SessionLotRow {
        session_id: id(30),
        lot_id: id(40),
        place: 1,
        vials_opened: 0,
        doses_wasted: 0,
    };
    tx.put_session_lot(&row).await.unwrap();
    row.vials_opened = 3;
    tx.put_session_lot(&row).await.unwrap();
    assert_eq!(tx.session_lots(id(30)).await.unwrap(), [row]);
}

async fn a_person_attends_a_session_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    tx.insert_attendance(&attendance(50, 30, 2)).await.unwrap();
    let mut row = tx.attendance_of(id(30), id(2)).await.unwrap().unwrap();
    row.state = "checked_in".to_owned();
    row.on_list = false;
    assert!(tx.update_attendance(&row).await.unwrap());
    let read = tx.attendance(id(50)).await.unwrap().unwrap();
    assert_eq!(
        (read.state.as_str(), read.on_list, read.version),
        ("checked_in", false, 2)
    );
    assert_eq!(tx.attendances(id(30)).await.unwrap().len(), 1);
    let again = tx.insert_attendance(&attendance(51, 30, 2)).await;
    assert!(matches!(again, Err(StoreError::Exists(_))));
}

async fn confirmations_and_reactions_are_kept(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    tx.insert_attendance(&attendance(50, 30, 2)).await.unwrap();
    tx.insert_dose(&dose(10, 2)).await.unwrap();
    let said = ConfirmationRow {
        id: id(60),
        attendance_id: Some(id(50)),
        person_id: id(2),
        dose_id: Some(id(10)),
        gate: "attendance".to_owned(),
        channel: "slip".to_owned(),
        refused: "date_of_birth".to_owned(),
        should_be: Some("{\"date_of_birth\":\"04/10/1981\"}".to_owned()),
        confirmed_at: at(5),
        noted_by: Some(id(1)),
    };
    tx.insert_confirmation(&said).await.unwrap();
    assert_eq!(
        tx.confirmations(id(2)).await.unwrap(),
        std::slice::from_ref(&said)
    );
    assert_eq!(tx.confirmations_of_session(id(30)).await.unwrap(), [said]);
    let reaction = ReactionRow {
        id: id(70),
        person_id: id(2),
        dose_id: id(10),
        severity: "mild".to_owned(),
        symptoms: "fever".to_owned(),
        noted_at: at(6),
        noted_by: id(1),
    };
    tx.insert_reaction(&reaction).await.unwrap();
    assert_eq!(tx.reactions(id(2)).await.unwrap(), [reaction]);
    tx.insert_person(&person(3)).await.unwrap();
    assert!(tx.move_reaction(id(70), id(3)).await.unwrap());
    assert!(tx.move_confirmation(id(60), id(3)).await.unwrap());
    assert!(!tx.move_confirmation(id(61), id(3)).await.unwrap());
    assert!(tx.reactions(id(2)).await.unwrap().is_empty());
    assert_eq!(tx.confirmations(id(3)).await.unwrap().len(), 1);
}

async fn a_session_counts_by_state_and_by_the_last_word_of_the_people(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    tx.insert_session(&session(31)).await.unwrap();
    for number in 3..6 {
        tx.insert_person(&person(number)).await.unwrap();
    }
    for number in 2..6 {
        tx.insert_attendance(&attendance(50 + number, 30, number))
            .await
            .unwrap();
    }
    tx.insert_attendance(&attendance(90, 31, 2)).await.unwrap();
    let mut of_session = dose(10, 2);
    of_session.session_id = Some(id(30));
    tx.insert_dose(&of_session).await.unwrap();
    let mut dosed = attendance(52, 30, 2);
    dosed.state = "left".to_owned();
    dosed.dose_id = Some(id(10));
    assert!(tx.update_attendance(&dosed).await.unwrap());
    for (number, refused, seconds) in [(60, "date_of_birth", 5), (61, "", 6)] {
        let said = ConfirmationRow {
            id: id(number),
            attendance_id: Some(id(52)),
            person_id: id(2),
            dose_id: Some(id(10)),
            gate: "attendance".to_owned(),
            channel: "slip".to_owned(),
            refused: refused.to_owned(),
            should_be: None,
            confirmed_at: at(seconds),
            noted_by: None,
        };
        tx.insert_confirmation(&said).await.unwrap();
    }
    let reaction = ReactionRow {
        id: id(70),
        person_id: id(2),
        dose_id: id(10),
        severity: "mild".to_owned(),
        symptoms: "fever".to_owned(),
        noted_at: at(6),
        noted_by: id(1),
    };
    tx.insert_reaction(&reaction).await.unwrap();
    let counts = tx.session_counts(id(30)).await.unwrap();
    let told: Vec<_> = counts
        .iter()
        .map(|row| {
            (
                row.state.as_str(),
                row.on_list,
                row.dosed,
                row.said.as_deref(),
                row.people,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("expected", true, false, None, 3),
            ("left", true, true, Some("confirmed"), 1)
        ]
    );
    assert_eq!(
        tx.reaction_counts(id(30)).await.unwrap(),
        [("mild".to_owned(), 1)]
    );
    assert_eq!(tx.people_of_session(id(30)).await.unwrap().len(), 4);
    let attended = tx.attendances_of_person(id(2)).await.unwrap();
    let sessions: Vec<_> = attended.iter().map(|row| row.session_id).collect();
    assert_eq!(sessions, [id(30), id(31)]);
}

fn roster() -> RosterRow {
    RosterRow {
        id: id(80),
        name: "Tổ 3".to_owned(),
        facility_code: Some("34001".to_owned()),
        organisation: Some("thcs-dong-hung".to_owned()),
        commune_code: "12688".to_owned(),
        drafted_by: id(1),
        state: "drafted".to_owned(),
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

async fn who_is_taken_off_a_roster_is_no_longer_on_it(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_roster(&roster()).await.unwrap();
    let entry = RosterEntryRow {
        roster_id: id(80),
        person_id: id(2),
        police_result: None,
        police_note: None,
    };
    tx.insert_roster_entry(&entry).await.unwrap();
    assert_eq!(tx.people_of_roster(id(80)).await.unwrap().len(), 1);
    assert!(!tx.delete_roster_entry(id(80), id(9)).await.unwrap());
    assert!(tx.delete_roster_entry(id(80), id(2)).await.unwrap());
    assert!(tx.roster_entries(id(80)).await.unwrap().is_empty());
}

async fn a_place_on_a_roster_goes_to_another_record_of_the_person(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_person(&person(3)).await.unwrap();
    tx.insert_roster(&roster()).await.unwrap();
    let entry = RosterEntryRow {
        roster_id: id(80),
        person_id: id(2),
        police_result: Some("right".to_owned()),
        police_note: None,
    };
    tx.insert_roster_entry(&entry).await.unwrap();
    let gone = tx.move_roster_entry(id(80), id(9), id(3)).await.unwrap();
    assert!(!gone);
    assert!(tx.move_roster_entry(id(80), id(2), id(3)).await.unwrap());
    assert!(tx.rosters_of_person(id(2)).await.unwrap().is_empty());
    let moved = tx.rosters_of_person(id(3)).await.unwrap();
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0].police_result.as_deref(), Some("right"));
}

async fn a_roster_is_checked_person_by_person(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    let roster = roster();
    tx.insert_roster(&roster).await.unwrap();
    let entry = RosterEntryRow {
        roster_id: id(80),
        person_id: id(2),
        police_result: None,
        police_note: None,
    };
    tx.insert_roster_entry(&entry).await.unwrap();
    tx.insert_roster_entry(&entry).await.unwrap();
    assert_eq!(
        tx.check_roster_entry(id(80), id(2), "right", None)
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        tx.check_roster_entry(id(80), id(9), "right", None)
            .await
            .unwrap(),
        0
    );
    let entries = tx.roster_entries(id(80)).await.unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].police_result.as_deref(), Some("right"));
    let mut checked = tx.roster(id(80)).await.unwrap().unwrap();
    checked.state = "checked".to_owned();
    assert!(tx.update_roster(&checked).await.unwrap());
    assert!(
        tx.rosters("12688", Some("drafted"), 9)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(tx.rosters("12688", None, 9).await.unwrap().len(), 1);
}

on_both_engines!(
    a_session_counts_by_state_and_by_the_last_word_of_the_people,
    a_session_is_found_by_facility_commune_and_day,
    two_who_close_one_session_meet,
    lots_on_the_table_are_counted_anew,
    a_person_attends_a_session_once,
    confirmations_and_reactions_are_kept,
    a_roster_is_checked_person_by_person,
    who_is_taken_off_a_roster_is_no_longer_on_it,
    a_place_on_a_roster_goes_to_another_record_of_the_person,
);

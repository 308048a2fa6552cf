//! Rows to begin with.

use jiff::Timestamp;
use khien_store::{
    AccountRow, AttendanceRow, AuditRow, Day, DoseRow, FacilityRow, ImportRow, JobRow, LotRow,
    Moment, PersonRow, SessionRow, Tx,
};
use uuid::Uuid;

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn at(seconds: i64) -> Moment {
    Moment(Timestamp::from_second(1_630_000_000 + seconds).unwrap())
}

pub(crate) fn day(text: &str) -> Day {
    Day(text.parse().unwrap())
}

pub(crate) fn person(number: u128) -> PersonRow {
    PersonRow {
        id: id(number),
        full_name: "Trần Văn An".to_owned(),
        folded_name: "tran van an".to_owned(),
        call_name: "an tran van".to_owned(),
        date_of_birth: Some("1990-08-05".to_owned()),
        sex: Some("M".to_owned()),
        id_number: Some(format!("034090{number:06}")),
        old_number: None,
        insurance_number: None,
        phone: Some("0912345678".to_owned()),
        nationality: None,
        commune_code: Some("12688".to_owned()),
        hamlet: None,
        address: None,
        workplace: None,
        priority_group: Some("10".to_owned()),
        guardian_id: None,
        state: "active".to_owned(),
        merged_into: None,
        identity: "pending".to_owned(),
        identity_fields: String::new(),
        identity_at: None,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn facility(code: &str) -> FacilityRow {
    FacilityRow {
        code: code.to_owned(),
        name: "Trạm Y tế xã Đông Hưng".to_owned(),
        kind: "commune_station".to_owned(),
        commune_code: "12688".to_owned(),
        managing_body: None,
        closed_on: None,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn account(number: u128, login: &str) -> AccountRow {
    AccountRow {
        id: id(number),
        login: login.to_owned(),
        name: "Phạm Thị Lan".to_owned(),
        password_hash: Some("$argon2id$".to_owned()),
        password_until: None,
        totp_secret: Some(vec![1, 2, 3]),
        totp_last_step: None,
        openid_issuer: None,
        openid_subject: None,
        failures: 0,
        failed_at: None,
        language: "vi".to_owned(),
        closed_at: None,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn lot(number: u128, text: &str) -> LotRow {
    LotRow {
        id: id(number),
        product_code: "AZ".to_owned(),
        number: text.to_owned(),
        number_key: text.to_owned(),
        expires_on: Some(day("2021-12-31")),
        doses_per_vial: 10,
        created_at: at(0),
    }
}

pub(crate) fn session(number: u128) -> SessionRow {
    SessionRow {
        id: id(number),
        facility_code: "34001".to_owned(),
        roster_id: None,
        name: "Buổi sáng".to_owned(),
        place: "Nhà văn hoá thôn 3".to_owned(),
        commune_code: "12688".to_owned(),
        held_on: day("2021-09-15"),
        state: "planned".to_owned(),
        opened_at: None,
        closed_at: None,
        closing: None,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn attendance(number: u128, session: u128, person: u128) -> AttendanceRow {
    AttendanceRow {
        id: id(number),
        session_id: id(session),
        person_id: id(person),
        on_list: true,
        state: "expected".to_owned(),
        checked_in_at: None,
        consent: None,
        consent_by: None,
        screening: None,
        screened_by: None,
        dose_id: None,
        watch_until: None,
        left_at: None,
        version: 1,
        updated_at: at(0),
    }
}

pub(crate) fn dose(number: u128, person: u128) -> DoseRow {
    DoseRow {
        id: id(number),
        person_id: id(person),
        product_code: "AZ".to_owned(),
        lot_id: None,
        lot_number: Some("ABX3340".to_owned()),
        facility_code: Some("34001".to_owned()),
        session_id: None,
        import_id: None,
        country: "VN".to_owned(),
        given_on: day("2021-09-15"),
        given_at: Some(at(10)),
        given_by: None,
        kind: "primary".to_owned(),
        ordinal: 1,
        source: "session".to_owned(),
        state: "recorded".to_owned(),
        overrides: None,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn import(number: u128, by: u128) -> ImportRow {
    ImportRow {
        id: id(number),
        facility_code: "34001".to_owned(),
        file_name: "danh sach.xlsx".to_owned(),
        file_digest: vec![7; 32],
        file_bytes: 3,
        state: "uploaded".to_owned(),
        fault: None,
        rows_total: 0,
        uploaded_by: id(by),
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn job(number: u128, seconds: i64) -> JobRow {
    JobRow {
        id: id(number),
        kind: "import".to_owned(),
        lane: "long".to_owned(),
        subject: id(500),
        order_text: "{}".to_owned(),
        state: "waiting".to_owned(),
        run_after: at(seconds),
        leased_until: None,
        attempts: 0,
        done_steps: 0,
        all_steps: 0,
        fault: None,
        asked_by: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn audit(number: u128, seconds: i64) -> AuditRow {
    AuditRow {
        id: id(number),
        at: at(seconds),
        actor: Some(id(1)),
        act: "person.register".to_owned(),
        subject_kind: "person".to_owned(),
        subject_id: id(2).to_string(),
        place: "12688".to_owned(),
        before: None,
        after: Some("{}".to_owned()),
        reason: None,
    }
}

/// A facility, an account and a person, to refer to.
pub(crate) async fn ground(tx: &mut Tx) {
    tx.insert_facility(&facility("34001")).await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    tx.insert_person(&person(2)).await.unwrap();
}

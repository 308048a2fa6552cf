//! What is there, here and elsewhere.

use khien_domain::rights::Role;
use khien_store::{
    AttendanceRow, Day, DoseRow, FigureRow, ImportRow, ImportRowRow, LotRow, Moment,
    PersonMergeRow, RosterRow, SessionRow, StockMoveRow, TokenRow,
};
use uuid::Uuid;

use super::Side;
use crate::support::{ELSEWHERE, STATION, Site, at_facility, id7};

/// Puts one of everything into a facility and its commune.
pub(super) async fn furnish(
    site: &Site,
    number: u128,
    facility: &'static str,
    commune: &'static str,
) -> Side {
    let partner = site
        .add_account(&[at_facility(Role::PartnerApp, facility)])
        .await;
    let things = Side {
        partner,
        token: id7(number + 9),
        facility,
        commune,
        person: site.add_person(number, commune).await,
        dose: id7(number + 1),
        lot: id7(number + 2),
        figure: id7(number + 3),
        session: id7(number + 4),
        sent: id7(number + 5),
        attendance: id7(number + 6),
        roster: id7(number + 7),
        import: id7(number + 8),
        import_row: id7(number + 10),
        merge: id7(number + 11),
    };
    let account = site
        .add_account(&[at_facility(Role::FacilityHead, facility)])
        .await;
    let joined = site.add_person(number + 12, commune).await;
    let at = Moment(site.now());
    let mut tx = site.registry.store().write().await.unwrap();
    tx.insert_dose(&dose_row(&things, at)).await.unwrap();
    tx.insert_lot(&lot_row(&things, at)).await.unwrap();
    tx.insert_figure(&figure_row(&things, account, at))
        .await
        .unwrap();
    let other = if facility == STATION {
        ELSEWHERE
    } else {
        STATION
    };
    let sent = StockMoveRow {
        id: things.sent,
        facility_code: other.to_owned(),
        lot_id: things.lot,
        session_id: None,
        kind: "transfer_out".to_owned(),
        vials: -3,
        other_facility: Some(facility.to_owned()),
        answers: None,
        reason: None,
        paper: None,
        moved_on: day("2022-05-09"),
        moved_by: account,
        created_at: at,
    };
    tx.insert_stock_move(&sent).await.unwrap();
    tx.insert_session(&session_row(&things, at)).await.unwrap();
    let attendance = attendance_row(&things, at);
    tx.insert_attendance(&attendance).await.unwrap();
    tx.insert_token(&token_row(&things, at)).await.unwrap();
    let roster = roster_row(&things, account, at);
    tx.insert_roster(&roster).await.unwrap();
    tx.insert_import(&import_row(&things, account, at))
        .await
        .unwrap();
    tx.put_import_row(&row_of_import(&things)).await.unwrap();
    let merge = merge_row(&things, (joined, account), at);
    tx.insert_person_merge(&merge).await.unwrap();
    tx.commit().await.unwrap();
    things
}

fn lot_row(side: &Side, at: Moment) -> LotRow {
    LotRow {
        id: side.lot,
        product_code: "comirnaty".to_owned(),
        number: format!("FK{}", side.lot.as_u128() % 10_000),
        number_key: format!("FK{}", side.lot.as_u128() % 10_000),
        expires_on: None,
        doses_per_vial: 6,
        created_at: at,
    }
}

fn figure_row(side: &Side, account: Uuid, at: Moment) -> FigureRow {
    FigureRow {
        id: side.figure,
        facility_code: side.facility.to_owned(),
        day: day("2022-05-01"),
        doses_given: 100,
        corrects: None,
        reason: None,
        reported_by: account,
        reported_at: at,
    }
}

fn day(text: &str) -> Day {
    Day(text.parse().unwrap())
}

fn dose_row(side: &Side, at: Moment) -> DoseRow {
    DoseRow {
        id: side.dose,
        person_id: side.person,
        product_code: "comirnaty".to_owned(),
        lot_id: None,
        lot_number: None,
        facility_code: Some(side.facility.to_owned()),
        session_id: None,
        import_id: None,
        country: "VN".to_owned(),
        given_on: day("2021-08-01"),
        given_at: None,
        given_by: None,
        kind: "primary".to_owned(),
        ordinal: 1,
        source: "partner".to_owned(),
        state: "recorded".to_owned(),
        overrides: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn session_row(side: &Side, at: Moment) -> SessionRow {
    SessionRow {
        id: side.session,
        facility_code: side.facility.to_owned(),
        roster_id: None,
        name: "Tiêm tại trạm".to_owned(),
        place: "Trạm y tế".to_owned(),
        commune_code: side.commune.to_owned(),
        held_on: day("2022-05-14"),
        state: "open".to_owned(),
        opened_at: Some(at),
        closed_at: None,
        closing: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn token_row(side: &Side, at: Moment) -> TokenRow {
    TokenRow {
        id: side.token,
        secret_hash: vec![1; 32],
        account_id: side.partner,
        name: "máy chủ".to_owned(),
        acts: "api_dose_record".to_owned(),
        per_minute: 60,
        made_by: side.partner,
        created_at: at,
        expires_at: at,
        used_at: None,
    }
}

fn attendance_row(side: &Side, at: Moment) -> AttendanceRow {
    AttendanceRow {
        id: side.attendance,
        session_id: side.session,
        person_id: side.person,
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
        updated_at: at,
    }
}

fn roster_row(side: &Side, account: Uuid, at: Moment) -> RosterRow {
    RosterRow {
        id: side.roster,
        name: "Đợt 3".to_owned(),
        facility_code: Some(side.facility.to_owned()),
        organisation: None,
        commune_code: side.commune.to_owned(),
        drafted_by: account,
        state: "drafted".to_owned(),
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn import_row(side: &Side, account: Uuid, at: Moment) -> ImportRow {
    ImportRow {
        id: side.import,
        facility_code: side.facility.to_owned(),
        file_name: "a.csv".to_owned(),
        file_digest: side.facility.as_bytes().to_vec(),
        file_bytes: 1,
        state: "uploaded".to_owned(),
        fault: None,
        rows_total: 0,
        uploaded_by: account,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn row_of_import(side: &Side) -> ImportRowRow {
    ImportRowRow {
        id: side.import_row,
        import_id: side.import,
        sheet: String::new(),
        line: 2,
        kind: "error".to_owned(),
        typed: "{}".to_owned(),
        mended: None,
        reasons: "no_name".to_owned(),
        person_id: None,
        verdict: None,
        applied: None,
        applied_at: None,
    }
}

/// Another record that was joined to the person's. The samples show an old version, so that it is
/// never taken back and every role may try.
fn merge_row(side: &Side, (joined, account): (Uuid, Uuid), at: Moment) -> PersonMergeRow {
    PersonMergeRow {
        id: side.merge,
        survivor_id: side.person,
        loser_id: joined,
        moved: "{}".to_owned(),
        reason: "trùng".to_owned(),
        merged_by: account,
        merged_at: at,
        split_by: None,
        split_at: None,
    }
}

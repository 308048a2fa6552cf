//! The requests.
//!
//! Long because it is a table: a sample of each operation.

use axum::http::Method;
use khien_domain::rights::Act;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Sample, Side, Where};
use crate::support::id7;

/// A request for each operation, about the things of a side.
pub(super) fn all(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let mut all = people(side, fresh);
    all.extend(doses(side, fresh));
    all.extend(signings(side, fresh));
    all.extend(places(side));
    all.extend(stock(side, fresh));
    all.extend(figures(side, fresh));
    all.extend(sessions(side, fresh));
    all.extend(ways_back(side));
    all.extend(lists(side, fresh));
    all.extend(imports(side));
    all.extend(tokens(side, fresh));
    all.push(post(
        "check_code",
        "/codes/check".to_owned(),
        Where::Nowhere,
        json!({ "text": "HC1:6BF", "country": "VN" }),
    ));
    all.extend(passports(fresh));
    all
}

fn get(id: &'static str, path: String, place: Where) -> Sample {
    Sample {
        id,
        method: Method::GET,
        path,
        body: None,
        place,
        act: None,
        headers: Vec::new(),
    }
}

fn post(id: &'static str, path: String, place: Where, body: Value) -> Sample {
    Sample {
        id,
        method: Method::POST,
        path,
        body: Some(body),
        place,
        act: None,
        headers: Vec::new(),
    }
}

fn put(id: &'static str, path: String, place: Where, body: Value) -> Sample {
    Sample {
        method: Method::PUT,
        ..post(id, path, place, body)
    }
}

fn people(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let person = format!("/persons/{}", side.person);
    let fields = json!({ "full_name": "Lê Thị Mơ", "commune_code": side.commune });
    let of = |part: &str| format!("{person}/{part}");
    vec![
        post(
            "register_person",
            "/persons".to_owned(),
            Where::Person,
            json!({ "id": fresh, "person": fields, "another_person": true }),
        ),
        post(
            "search_persons",
            "/persons/search".to_owned(),
            Where::Somewhere,
            json!({ "text": "tran van an" }),
        ),
        post(
            "look_up_person",
            "/persons/look-up".to_owned(),
            Where::Somewhere,
            json!({
                "id_number": "034090001234", "full_name": "Trần Văn An",
                "date_of_birth": "1990-08-05", "consent": "Đ-12",
            }),
        ),
        get("read_person", person.clone(), Where::Person),
        put(
            "correct_person",
            person.clone(),
            Where::Attended,
            json!({ "person": fields, "reason": "theo CCCD" }),
        ),
        get("list_doses_of_person", of("doses"), Where::Person),
        get("list_verdicts_of_person", of("verdicts"), Where::Person),
        get("read_history_of_person", of("history"), Where::Person),
        get("read_passport_of_person", of("passport"), Where::Person),
        post(
            "ask_form_of_passport",
            of("passport/forms"),
            Where::Person,
            json!({ "form": "shc" }),
        ),
        get("list_merges_of_person", of("merges"), Where::Person),
        post(
            "preview_merge",
            of("merge-preview"),
            Where::Attended,
            json!({ "other": id7(999_999) }),
        ),
        post(
            "merge_persons",
            of("merge"),
            Where::Attended,
            json!({ "id": fresh, "other": { "id": id7(999_999), "version": 1 }, "reason": "trùng" }),
        ),
        post(
            "merge_cluster",
            of("merge-cluster"),
            Where::Attended,
            json!({
                "id": fresh, "others": [{ "id": id7(999_999), "version": 1 }], "reason": "trùng",
            }),
        ),
        post(
            "separate_person",
            of("separate"),
            Where::Attended,
            json!({
                "doses": [side.dose], "to_known": { "id": id7(999_999), "version": 1 },
                "reason": "hai người",
            }),
        ),
        post(
            "split_merge",
            format!("/merges/{}/split", side.merge),
            Where::Unit,
            json!({ "reason": "gộp nhầm" }),
        ),
        get("read_job", format!("/jobs/{fresh}"), Where::Nowhere),
    ]
}

fn doses(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let dose = format!("/doses/{}", side.dose);
    vec![
        Sample {
            act: Some(Act::DoseBackEntry),
            ..post(
                "record_dose",
                "/doses".to_owned(),
                Where::Facility,
                json!({
                    "id": fresh, "person": side.person, "product": "comirnaty",
                    "facility": side.facility, "given_on": "2021-08-03",
                }),
            )
        },
        Sample {
            act: Some(Act::DoseRecord),
            ..post(
                "record_dose",
                "/doses".to_owned(),
                Where::Person,
                json!({
                    "id": fresh, "person": side.person, "product": "comirnaty",
                    "country": "DE", "given_on": "2021-08-03",
                }),
            )
        },
        get("read_dose", dose.clone(), Where::Dose),
        put(
            "correct_dose",
            dose.clone(),
            Where::Facility,
            json!({
                "product": "comirnaty", "given_on": "2021-08-02", "kind": "primary",
                "ordinal": 1, "reason": "theo phiếu",
            }),
        ),
        post(
            "void_dose",
            format!("{dose}/void"),
            Where::Facility,
            json!({ "reason": "nhầm người" }),
        ),
        post(
            "enter_recovered_case",
            "/recovered-cases".to_owned(),
            Where::Unit,
            json!({
                "id": fresh, "person": side.person, "positive_on": "2021-12-01", "test": "pcr",
            }),
        ),
        get(
            "list_recovered_cases",
            format!("/communes/{}/recovered-cases", side.commune),
            Where::Unit,
        ),
    ]
}

fn signings(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let facility = format!("/facilities/{}", side.facility);
    vec![
        get(
            "list_signing_days",
            format!("{facility}/signing-days"),
            Where::Facility,
        ),
        get(
            "read_signing_day",
            format!("{facility}/signing-days/2021-08-01"),
            Where::Facility,
        ),
        get(
            "prove_dose",
            format!("/doses/{}/proof", side.dose),
            Where::Person,
        ),
        get(
            "list_signing_certificates",
            "/signing-certificates".to_owned(),
            Where::Somewhere,
        ),
        get(
            "list_signing_authorities",
            "/signing-authorities".to_owned(),
            Where::Nowhere,
        ),
        post(
            "prepare_signing",
            format!("{facility}/signings"),
            Where::Facility,
            json!({
                "id": fresh, "doses": [{ "id": side.dose, "version": 1 }],
                "certificate": id7(999_999),
            }),
        ),
        post(
            "complete_signing",
            format!("/signings/{fresh}/complete"),
            Where::Somewhere,
            json!({ "signature": "AAAA" }),
        ),
    ]
}

fn passports(fresh: Uuid) -> Vec<Sample> {
    let orders = "/passport-orders".to_owned();
    let revocation = format!("/passports/{}/revocation", id7(999_999));
    let reason = json!({ "reason": "nghi giả" });
    vec![
        post(
            "order_passports",
            orders.clone(),
            Where::Nation,
            json!({ "id": fresh, "kind": "wave", "reason": "công văn 1908" }),
        ),
        post(
            "preview_passport_order",
            format!("{orders}/preview"),
            Where::Nation,
            json!({ "kind": "wave" }),
        ),
        get("list_passport_orders", orders.clone(), Where::Nation),
        get(
            "read_passport_order",
            format!("{orders}/{fresh}"),
            Where::Nation,
        ),
        post(
            "find_passport",
            "/passports/look-up".to_owned(),
            Where::Nation,
            json!({ "identifier": "01:VN:1" }),
        ),
        post(
            "revoke_passport",
            revocation.clone(),
            Where::Nation,
            reason.clone(),
        ),
        post(
            "reinstate_passport",
            format!("{revocation}/withdrawal"),
            Where::Nation,
            reason,
        ),
    ]
}

fn places(side: &Side) -> Vec<Sample> {
    let facility = format!("/facilities/{}", side.facility);
    let form = json!({
        "name": "Trạm Y tế", "kind": "commune_station", "commune_code": side.commune,
    });
    let mut entered = form.clone();
    entered["code"] = json!(side.facility);
    let mut changed = form;
    changed["reason"] = json!("đổi tên");
    let at = |path: &str| path.to_owned();
    vec![
        get("read_me", at("/accounts/me"), Where::Nowhere),
        get("list_facilities", at("/facilities"), Where::Nowhere),
        get("read_facility", facility.clone(), Where::Nowhere),
        get("list_vaccines", at("/catalogue/vaccines"), Where::Nowhere),
        get("list_units", at("/catalogue/units"), Where::Nowhere),
        get("list_policies", at("/catalogue/policies"), Where::Nowhere),
        post(
            "set_policy",
            at("/catalogue/policies"),
            Where::Nation,
            json!({
                "key": "lockout_minutes", "value": "15", "valid_from": "2023-01-01",
                "reason": "công văn 2000/BYT-DP",
            }),
        ),
        get("read_rights", at("/catalogue/rights"), Where::Nowhere),
        get("read_lot", format!("/lots/{}", side.lot), Where::Nowhere),
        post(
            "enter_facility",
            at("/facilities"),
            Where::Facility,
            entered,
        ),
        put(
            "change_facility",
            facility.clone(),
            Where::Facility,
            changed,
        ),
        post(
            "close_facility",
            format!("{facility}/close"),
            Where::Facility,
            json!({ "closed_on": "2022-05-31", "reason": "hết chiến dịch" }),
        ),
    ]
}

fn stock(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let vials = json!({
        "id": fresh, "facility": side.facility, "lot": side.lot, "vials": 3, "on": "2022-05-10",
    });
    let with = |name: &str, value: &str| {
        let mut body = vials.clone();
        body[name] = json!(value);
        body
    };
    let at = |path: &str| path.to_owned();
    vec![
        get(
            "read_stock",
            format!("/facilities/{}/stock", side.facility),
            Where::Facility,
        ),
        post(
            "enter_lot",
            at("/lots"),
            Where::Facility,
            json!({
                "id": fresh, "facility": side.facility, "product": "comirnaty", "number": "FP1430",
            }),
        ),
        post(
            "receive_vials",
            at("/stock/receipts"),
            Where::Facility,
            vials.clone(),
        ),
        post(
            "waste_vials",
            at("/stock/wastage"),
            Where::Facility,
            with("reason", "broken"),
        ),
        post(
            "send_vials",
            at("/stock/transfers"),
            Where::Facility,
            with("to", "34999"),
        ),
        post(
            "confirm_arrival",
            at("/stock/arrivals"),
            Where::Facility,
            json!({
                "id": fresh, "sent": side.sent, "facility": side.facility, "vials": 3,
                "on": "2022-05-10",
            }),
        ),
    ]
}

fn figures(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let facility = format!("/facilities/{}", side.facility);
    let days = "from=2022-05-01&to=2022-05-14";
    vec![
        post(
            "report_figure",
            "/figures".to_owned(),
            Where::Facility,
            json!({
                "id": fresh, "facility": side.facility, "day": "2022-05-01", "doses_given": 12,
            }),
        ),
        post(
            "correct_figure",
            format!("/figures/{}/correct", side.figure),
            Where::Facility,
            json!({ "id": fresh, "doses_given": 13, "reason": "đếm lại" }),
        ),
        get(
            "compare_figures",
            format!("/figures?{days}&unit={}", side.commune),
            Where::Unit,
        ),
        get(
            "read_funnel",
            format!("/funnel?unit={}", side.commune),
            Where::Unit,
        ),
        get(
            "list_figures_of_facility",
            format!("{facility}/figures?{days}"),
            Where::Facility,
        ),
    ]
}

fn sessions(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let session = format!("/sessions/{}", side.session);
    let at = |part: &str| format!("/attendances/{}/{part}", side.attendance);
    vec![
        get(
            "list_sessions",
            format!("/facilities/{}/sessions?on=2022-05-14", side.facility),
            Where::Board,
        ),
        post(
            "plan_session",
            "/sessions".to_owned(),
            Where::Facility,
            json!({
                "id": fresh, "facility": side.facility, "name": "Đợt 4", "place": "Nhà văn hoá",
                "commune": side.commune, "held_on": "2022-05-20",
            }),
        ),
        get("read_session", session.clone(), Where::Session),
        post(
            "open_session",
            format!("{session}/open"),
            Where::Session,
            json!({}),
        ),
        post(
            "close_session",
            format!("{session}/close"),
            Where::Session,
            json!({ "lots": [] }),
        ),
        post(
            "check_in",
            format!("{session}/check-ins"),
            Where::Session,
            json!({ "id": fresh, "person": id7(999_999) }),
        ),
        post(
            "record_consent",
            at("consent"),
            Where::Session,
            json!({ "answer": "given" }),
        ),
        post(
            "record_screening",
            at("screening"),
            Where::Session,
            json!({ "result": "fit" }),
        ),
        post(
            "give_dose",
            at("dose"),
            Where::Session,
            json!({ "id": fresh }),
        ),
        post(
            "record_confirmation",
            at("confirmation"),
            Where::Session,
            json!({ "id": fresh, "channel": "slip" }),
        ),
        post(
            "record_reaction",
            at("reaction"),
            Where::Session,
            json!({ "id": fresh, "severity": "mild", "signs": ["fever"] }),
        ),
        post("record_leaving", at("leave"), Where::Session, json!({})),
    ]
}

fn ways_back(side: &Side) -> Vec<Sample> {
    let session = format!("/sessions/{}", side.session);
    let at = |part: &str| format!("/attendances/{}/{part}", side.attendance);
    vec![
        post(
            "reopen_session",
            format!("{session}/reopen"),
            Where::Session,
            json!({ "reason": "đóng nhầm" }),
        ),
        Sample {
            act: Some(Act::SessionDose),
            ..post(
                "put_lots",
                format!("{session}/lots"),
                Where::Session,
                json!({ "lots": [] }),
            )
        },
        post(
            "undo_check_in",
            at("undo-check-in"),
            Where::Session,
            json!({}),
        ),
        post(
            "take_back_dose",
            at("take-back"),
            Where::Session,
            json!({ "reason": "nhầm người" }),
        ),
    ]
}

fn lists(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let roster = format!("/rosters/{}", side.roster);
    let of = |part: &str| format!("{roster}/{part}");
    vec![
        get(
            "list_rosters",
            format!("/communes/{}/rosters", side.commune),
            Where::Somewhere,
        ),
        post(
            "draft_roster",
            "/rosters".to_owned(),
            Where::Roster,
            json!({
                "id": fresh, "name": "Đợt 5", "commune": side.commune, "facility": side.facility,
            }),
        ),
        get("read_roster", roster.clone(), Where::Roster),
        post(
            "add_people_to_roster",
            of("people"),
            Where::Roster,
            json!({ "people": [id7(999_999)] }),
        ),
        post(
            "check_roster",
            of("findings"),
            Where::Roster,
            json!({ "findings": [{ "person": id7(999_999), "result": "right" }] }),
        ),
        post("approve_roster", of("approve"), Where::Roster, json!({})),
        post(
            "use_roster",
            of("use"),
            Where::Roster,
            json!({ "session": side.session }),
        ),
    ]
}

fn imports(side: &Side) -> Vec<Sample> {
    let import = format!("/imports/{}", side.import);
    let of = |part: &str| format!("{import}/{part}");
    vec![
        Sample {
            headers: vec![
                ("content-type", "text/csv".to_owned()),
                ("idempotency-key", id7(777).to_string()),
                ("khien-facility", side.facility.to_owned()),
            ],
            ..post(
                "upload_import",
                "/imports".to_owned(),
                Where::Facility,
                json!(1),
            )
        },
        get("read_import", import.clone(), Where::Facility),
        get("list_import_rows", of("rows"), Where::Facility),
        get(
            "read_import_row",
            format!("/import-rows/{}", side.import_row),
            Where::Facility,
        ),
        post(
            "mend_import_row",
            format!("/import-rows/{}/mend", side.import_row),
            Where::Facility,
            json!({ "person": { "full_name": "Lê Thị Mơ" } }),
        ),
        post("apply_import", of("apply"), Where::Facility, json!({})),
        post(
            "undo_import",
            of("undo"),
            Where::Facility,
            json!({ "reason": "nộp nhầm" }),
        ),
    ]
}

fn tokens(side: &Side, fresh: Uuid) -> Vec<Sample> {
    let tokens = format!("/accounts/{}/tokens", side.partner);
    vec![
        post(
            "make_token",
            tokens.clone(),
            Where::Partner,
            json!({
                "id": fresh, "name": "máy chủ", "acts": ["api_dose_record"], "per_minute": 60,
                "expires_at": "2022-12-31T00:00:00Z",
            }),
        ),
        get("list_tokens", tokens, Where::Partner),
        post(
            "end_token",
            format!("/tokens/{}/end", side.token),
            Where::Partner,
            json!({ "reason": "lộ mã" }),
        ),
    ]
}

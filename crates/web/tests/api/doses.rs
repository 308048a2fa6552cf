//! Doses by the API.

use axum::http::StatusCode;
use khien_domain::rights::{Act, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{COMMUNE, Client, ELSEWHERE, STATION, Site, id7};

fn dose(person: Uuid, day: &str) -> Value {
    json!({
        "id": id7(100), "person": person, "product": "comirnaty",
        "lot_number": "FK0892", "given_on": day,
    })
}

async fn partner(site: &Site) -> Client<'_> {
    let scope = Scope::Facility(STATION.to_owned());
    site.partner(scope, &[Act::ApiDoseRecord], 600).await
}

#[tokio::test]
async fn a_dose_is_recorded_once_however_often_it_is_sent() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let clerk = site.clerk().await;
    let first = clerk.post("/doses", dose(person, "2021-08-01")).await;
    let made = first.done(StatusCode::CREATED).clone();
    assert_eq!(first.header("etag"), "\"1\"");
    let address = format!("/api/v1/doses/{}", id7(100));
    assert_eq!(first.header("location"), address);
    assert_eq!(made["kind"], "primary");
    assert_eq!(made["ordinal"], 1);
    assert_eq!(made["facility"], STATION);
    assert_eq!(made["source"], "back_entry");
    let again = clerk.post("/doses", dose(person, "2021-08-01")).await;
    assert_eq!(again.done(StatusCode::OK), &made);
    let read = clerk.get(&format!("/doses/{}", id7(100))).await;
    assert_eq!(read.done(StatusCode::OK), &made);
}

#[tokio::test]
async fn an_id_that_stands_for_another_dose_is_refused() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let clerk = site.clerk().await;
    let first = clerk.post("/doses", dose(person, "2021-08-01")).await;
    first.done(StatusCode::CREATED);
    let other = clerk.post("/doses", dose(person, "2021-08-02")).await;
    assert_eq!(other.problem(), (422, "key-reused"));
    let head = site.head().await.with("if-match", "\"1\"");
    let corrected = json!({
        "product": "comirnaty", "lot_number": "FK0892", "given_on": "2021-08-02",
        "kind": "primary", "ordinal": 1, "reason": "theo phiếu tiêm",
    });
    let path = format!("/doses/{}", id7(100));
    let corrected = head.put(&path, corrected).await;
    assert_eq!(corrected.done(StatusCode::OK)["given_on"], "2021-08-02");
    let retry = clerk.post("/doses", dose(person, "2021-08-01")).await;
    assert_eq!(
        retry.done(StatusCode::OK)["given_on"],
        "2021-08-02",
        "a correction since then makes no retry another dose"
    );
}

#[tokio::test]
async fn the_key_stands_for_the_id() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let clerk = site.clerk().await;
    let mut body = dose(person, "2021-08-01");
    body.as_object_mut().unwrap().remove("id");
    let without = clerk.post("/doses", body.clone()).await;
    assert_eq!(without.problem(), (400, "key-missing"));
    let keyed = clerk.with("idempotency-key", &id7(7).to_string());
    let made = keyed.post("/doses", body.clone()).await;
    assert_eq!(made.done(StatusCode::CREATED)["id"], id7(7).to_string());
    let again = keyed.post("/doses", body).await;
    again.done(StatusCode::OK);
    let both = keyed.post("/doses", dose(person, "2021-08-01")).await;
    assert_eq!(both.problem(), (400, "key-not-the-id"));
}

#[tokio::test]
async fn a_stop_is_told_with_its_code_and_overridden_by_those_who_may() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let clerk = site.clerk().await;
    let first = clerk.post("/doses", dose(person, "2021-08-01")).await;
    first.done(StatusCode::CREATED);
    let mut second = dose(person, "2021-08-05");
    second["id"] = json!(id7(101));
    let stopped = clerk.post("/doses", second.clone()).await;
    assert_eq!(stopped.problem(), (422, "dose-stopped"));
    let stop = &stopped.json["stops"][0];
    assert_eq!(stop["code"], "too_early");
    assert_eq!(stop["may_be_overridden"], true);
    assert!(stop["detail"].as_str().unwrap().contains("/08/2021"));
    second["override"] = json!({ "stops": ["too_early"], "reason": "chỉ định của bác sĩ" });
    let clerk_again = clerk.post("/doses", second.clone()).await;
    assert_eq!(clerk_again.problem(), (403, "forbidden"));
    let head = site.head().await;
    let recorded = head.post("/doses", second).await;
    assert_eq!(
        recorded.done(StatusCode::CREATED)["overridden"],
        json!(["too_early"])
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_pointed_at() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let clerk = site.clerk().await;
    for (field, value, code) in [
        ("given_on", json!("01/08/2021"), "unreadable"),
        ("given_on", json!(20_210_801), "wrong-type"),
        ("country", json!("Lào"), "unreadable"),
        ("facility", json!("99999"), "unknown"),
        ("person", json!(id7(999)), "unknown"),
        ("ordinal", json!(0), "unreadable"),
        ("giver", json!("x"), "unknown-field"),
        ("id", json!(Uuid::nil()), "not-version-7"),
    ] {
        let mut body = dose(person, "2021-08-01");
        body[field] = value.clone();
        let refused = clerk.post("/doses", body).await;
        assert_eq!(
            refused.fault(),
            (format!("/{field}").as_str(), code),
            "{value}"
        );
    }
}

#[tokio::test]
async fn of_two_corrections_the_second_sees_both_versions() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let head = site.head().await;
    let made = head.post("/doses", dose(person, "2021-08-01")).await;
    made.done(StatusCode::CREATED);
    let path = format!("/doses/{}", id7(100));
    let body = |lot: &str| {
        json!({
            "product": "comirnaty", "lot_number": lot, "given_on": "2021-08-01",
            "kind": "primary", "ordinal": 1, "reason": "theo vỏ lọ",
        })
    };
    let blind = head.put(&path, body("A1")).await;
    assert_eq!(blind.problem(), (428, "version-missing"));
    let seen = head.with("if-match", made.header("etag"));
    let first = seen.put(&path, body("A1")).await;
    first.done(StatusCode::OK);
    assert_eq!(first.header("etag"), "\"2\"");
    let second = seen.put(&path, body("B2")).await;
    assert_eq!(second.problem(), (412, "version-changed"));
    assert_eq!(second.json["yours"]["lot_number"], "B2");
    assert_eq!(second.json["current"]["lot_number"], "A1");
    assert_eq!(second.json["differs"], json!(["/lot_number"]));
    assert_eq!(second.json["current_etag"], "\"2\"");
    let seen = head.with("if-match", first.header("etag"));
    let same = seen.put(&path, body("A1")).await;
    assert_eq!(same.problem(), (409, "dose-unchanged"));
}

#[tokio::test]
async fn a_voided_dose_stays_and_counts_no_more() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let head = site.head().await;
    head.post("/doses", dose(person, "2021-08-01"))
        .await
        .done(StatusCode::CREATED);
    let path = format!("/doses/{}/void", id7(100));
    let without = head.post(&path, json!({ "reason": " " })).await;
    assert_eq!(without.fault(), ("/reason", "missing"));
    for _ in 0..2 {
        let voided = head.post(&path, json!({ "reason": "nhầm người" })).await;
        assert_eq!(voided.done(StatusCode::OK)["state"], "voided");
    }
}

#[tokio::test]
async fn a_partner_records_for_its_facility_and_reads_what_it_recorded() {
    let site = Site::new().await;
    let person = site.add_person(1, COMMUNE).await;
    let partner = partner(&site).await;
    let made = partner.post("/doses", dose(person, "2021-08-01")).await;
    assert_eq!(made.done(StatusCode::CREATED)["source"], "partner");
    let read = partner.get(&format!("/doses/{}", id7(100))).await;
    read.done(StatusCode::OK);
    let mut elsewhere = dose(person, "2021-10-01");
    elsewhere["id"] = json!(id7(101));
    elsewhere["facility"] = json!(ELSEWHERE);
    let refused = partner.post("/doses", elsewhere).await;
    assert_eq!(refused.problem(), (403, "forbidden"));
    let mut of_clerk = dose(person, "2021-11-01");
    of_clerk["id"] = json!(id7(102));
    let clerk = site.clerk().await;
    clerk
        .post("/doses", of_clerk)
        .await
        .done(StatusCode::CREATED);
    let others = partner.get(&format!("/doses/{}", id7(102))).await;
    assert_eq!(others.problem(), (403, "forbidden"));
}

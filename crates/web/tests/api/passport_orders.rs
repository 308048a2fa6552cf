//! Orders about passports, one passport ended and believed again, and the funnel, by the API.

use axum::http::StatusCode;
use jiff::Timestamp;
use khien_certificate::uvci;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_store::{CertificateRow, DocumentSignerRow, FunnelCounts, Moment};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::samples::World;
use crate::support::{COMMUNE, Client, STATION, id7};

const PASSPORT: u128 = 71;
const ORDERS: &str = "/passport-orders";

fn at(text: &str) -> Moment {
    Moment(text.parse::<Timestamp>().unwrap())
}

fn identifier() -> String {
    uvci::opaque("VN", &[7; 16]).unwrap()
}

/// A world where somebody here has a passport.
async fn world() -> World {
    let world = World::new().await;
    let mut tx = world.site.registry.store().write().await.unwrap();
    let key = DocumentSignerRow {
        id: id7(72),
        kid: vec![1; 8],
        certificate: vec![1],
        added_at: at("2022-04-15T00:00:00Z"),
        needed_until: at("2023-04-16T00:00:00Z"),
        ended_at: None,
        reason: None,
    };
    tx.insert_document_signer(&key).await.unwrap();
    let row = CertificateRow {
        id: id7(PASSPORT),
        person_id: world.here.person,
        dose_id: world.here.dose,
        signer_id: id7(72),
        batch_id: id7(73),
        uvci: identifier(),
        content: vec![1; 32],
        code: "HC1:".to_owned(),
        issued_at: at("2022-04-16T00:00:00Z"),
        expires_at: at("2023-04-16T00:00:00Z"),
        state: "issued".to_owned(),
        replaced_by: None,
        ended_at: None,
        reason: None,
    };
    tx.insert_certificates(&[row]).await.unwrap();
    tx.commit().await.unwrap();
    world
}

async fn ministry(world: &World) -> Client<'_> {
    let role = Assignment::lasting(Role::PreventiveMedicine, Scope::Nation);
    world.site.staff(&[role]).await
}

fn cohort(number: u128, facility: &str) -> Value {
    json!({
        "id": id7(number), "kind": "revoke", "reason": "lô hỏng",
        "cohort": { "facility": facility, "from": "2021-08-01" },
    })
}

#[tokio::test]
async fn an_order_is_looked_at_given_once_and_read_again() {
    let world = world().await;
    let ministry = ministry(&world).await;
    let preview = format!("{ORDERS}/preview");
    for (facility, reaches) in [(STATION, 1), ("01002", 0)] {
        let mut looked = cohort(80, facility);
        let looked = looked.as_object_mut().unwrap();
        looked.retain(|name, _| name == "kind" || name == "cohort");
        let seen = ministry.post(&preview, json!(looked)).await;
        assert_eq!(seen.done(StatusCode::OK)["reaches"], reaches);
    }
    for _ in 0..2 {
        let given = ministry.post(ORDERS, cohort(80, STATION)).await;
        let place = given.header("location").to_owned();
        let given = given.done(StatusCode::ACCEPTED);
        assert_eq!(
            (&given["state"], &given["reached"]),
            (&json!("waiting"), &json!(0))
        );
        let read = ministry.get(place.trim_start_matches("/api/v1")).await;
        assert_eq!(read.done(StatusCode::OK), given);
    }
    let list = ministry.get(ORDERS).await;
    let list = list.done(StatusCode::OK);
    assert_eq!(list["orders"].as_array().unwrap().len(), 1);
    assert_eq!(list["orders"][0]["cohort"]["from"], "2021-08-01");
    assert_eq!(
        (&list["due"], &list["waiting_for_wave"]),
        (&json!(0), &json!(0))
    );
    let other = ministry.post(ORDERS, cohort(80, "01002")).await;
    assert_eq!(other.problem(), (422, "key-reused"));
    let nothing = ministry.get(&format!("{ORDERS}/{}", id7(81))).await;
    assert_eq!(nothing.problem().0, 404);
}

#[tokio::test]
async fn an_order_says_whose_and_why() {
    let world = world().await;
    let ministry = ministry(&world).await;
    let with = |pairs: &[(&str, Value)]| {
        let mut body = json!({ "id": id7(80), "kind": "wave", "reason": "x" });
        for (name, value) in pairs {
            body[*name] = value.clone();
        }
        body
    };
    let (revoke, lot) = (json!("revoke"), json!({ "lot": "FK0112" }));
    for (body, fault) in [
        (with(&[("reason", json!(" "))]), ("/reason", "missing")),
        (with(&[("unit", json!("xx"))]), ("/unit", "unknown")),
        (
            with(&[("cohort", lot.clone())]),
            ("/cohort", "not-with-this"),
        ),
        (with(&[("kind", revoke.clone())]), ("/cohort", "missing")),
        (
            with(&[("kind", revoke.clone()), ("cohort", json!({}))]),
            ("/cohort", "missing"),
        ),
        (
            with(&[("kind", revoke), ("cohort", lot), ("unit", json!("34"))]),
            ("/unit", "not-with-this"),
        ),
        (with(&[("kind", json!("all"))]), ("/kind", "unreadable")),
    ] {
        let refused = ministry.post(ORDERS, body.clone()).await;
        assert_eq!(refused.fault(), fault, "{body}");
    }
    let list = ministry.get(ORDERS).await;
    assert_eq!(list.done(StatusCode::OK)["orders"], json!([]));
}

#[tokio::test]
async fn a_passport_is_found_revoked_and_believed_again() {
    let world = world().await;
    let ministry = ministry(&world).await;
    let find = async |identifier: &str| {
        let body = json!({ "identifier": identifier });
        ministry.post("/passports/look-up", body).await
    };
    let found = find(&identifier()).await;
    let found = found.done(StatusCode::OK);
    assert_eq!(
        (&found["state"], &found["key_ended"]),
        (&json!("issued"), &json!(false))
    );
    assert!(found.get("person").is_none() && found.get("code").is_none());
    assert_eq!(find("01:VN:ABC").await.problem().0, 404);
    let mistyped = format!("{}?", identifier().trim_end_matches(|c| c != '#'));
    assert_eq!(find(&mistyped).await.fault(), ("/identifier", "unreadable"));

    let passport = found["id"].as_str().unwrap();
    let revocation = format!("/passports/{passport}/revocation");
    let withdrawal = format!("{revocation}/withdrawal");
    let reason = |text: &str| json!({ "reason": text });
    let silent = ministry.post(&revocation, reason(" ")).await;
    assert_eq!(silent.fault(), ("/reason", "missing"));
    let early = ministry.post(&withdrawal, reason("nhầm")).await;
    assert_eq!(early.problem(), (409, "passport-state"));
    for _ in 0..2 {
        let revoked = ministry.post(&revocation, reason("nghi giả")).await;
        revoked.done(StatusCode::NO_CONTENT);
    }
    let found = find(&identifier()).await;
    let found = found.done(StatusCode::OK);
    assert_eq!(
        (&found["state"], &found["reason"]),
        (&json!("revoked"), &json!("nghi giả"))
    );
    let back = ministry.post(&withdrawal, reason("nhầm")).await;
    back.done(StatusCode::NO_CONTENT);
    assert_eq!(find(&identifier()).await.json["state"], "issued");

    // The person gets another passport while the first is revoked: that one stays revoked.
    let revoked = ministry.post(&revocation, reason("nghi giả")).await;
    revoked.done(StatusCode::NO_CONTENT);
    let mut tx = world.site.registry.store().write().await.unwrap();
    let first = tx.certificate(id7(PASSPORT)).await.unwrap().unwrap();
    let other = CertificateRow {
        id: id7(74),
        uvci: uvci::opaque("VN", &[8; 16]).unwrap(),
        state: "issued".to_owned(),
        ended_at: None,
        reason: None,
        ..first
    };
    tx.insert_certificates(&[other]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = ministry.post(&withdrawal, reason("nhầm")).await;
    assert_eq!(refused.problem(), (409, "passport-another"));
    let nobodys = format!("/passports/{}/revocation", Uuid::nil());
    assert_eq!(ministry.post(&nobodys, reason("x")).await.problem().0, 404);
}

#[tokio::test]
async fn the_funnel_is_read_from_the_nation_down_to_the_facility() {
    let world = world().await;
    let ministry = ministry(&world).await;
    let counts = FunnelCounts {
        recorded: 4,
        verified: 3,
        signed: 2,
        certified: 1,
    };
    let mut tx = world.site.registry.store().write().await.unwrap();
    let then = at("2022-05-14T01:15:00Z");
    tx.put_funnel(STATION, counts, then).await.unwrap();
    tx.commit().await.unwrap();
    for (path, level) in [
        ("/funnel".to_owned(), "province"),
        ("/funnel?unit=34".to_owned(), "district"),
        (format!("/funnel?unit={COMMUNE}"), "facility"),
    ] {
        let answer = ministry.get(&path).await;
        let funnel = answer.done(StatusCode::OK);
        let doses = json!({ "recorded": 4, "verified": 3, "signed": 2, "certified": 1 });
        assert_eq!(funnel["total"], doses, "{path}");
        assert_eq!(funnel["parts"][0]["level"], level);
        assert_eq!(funnel["parts"][0]["doses"], doses);
        assert_eq!(funnel["counted_at"], "2022-05-14T01:15:00Z");
    }
    let nowhere = ministry.get("/funnel?unit=xx").await;
    assert_eq!(nowhere.problem().0, 404);
    let unknown = ministry.get("/funnel?facility=34001").await;
    assert_eq!(unknown.problem(), (400, "query-unreadable"));
}

#[tokio::test]
async fn a_passport_is_asked_for_in_another_form() {
    let world = world().await;
    let clerk = world.site.clerk().await;
    let passport = format!("/persons/{}/passport", world.here.person);
    let forms = format!("{passport}/forms");
    let told = clerk.get(&passport).await;
    assert_eq!(told.done(StatusCode::OK)["forms"], json!([]));
    let asked = clerk.post(&forms, json!({"form": "shc"})).await;
    let waits = json!([{"form": "shc", "code": null, "fault": null}]);
    assert_eq!(asked.done(StatusCode::OK)["forms"], waits);
    let odd = clerk.post(&forms, json!({"form": "icao"})).await;
    assert_eq!(odd.problem().0, 422);
    let nobody = format!("/persons/{}/passport/forms", Uuid::nil());
    let nobody = clerk.post(&nobody, json!({"form": "shc"})).await;
    assert_eq!(nobody.problem().0, 404);
    // Without a passport that is valid there is no form of one.
    let ministry = ministry(&world).await;
    let revocation = format!("/passports/{}/revocation", id7(PASSPORT));
    let revoked = ministry
        .post(&revocation, json!({"reason": "sai lô"}))
        .await;
    revoked.done(StatusCode::NO_CONTENT);
    let refused = clerk.post(&forms, json!({"form": "ddcc"})).await;
    assert_eq!(refused.problem(), (409, "no-passport"));
}

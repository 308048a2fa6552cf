//! The ways back: a session opened again, a check-in undone, a row of an import mended.

use axum::http::StatusCode;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_store::ImportRow;
use serde_json::json;

use crate::samples::World;
use crate::support::{COMMUNE, STATION, Site, id7};

#[tokio::test]
async fn a_session_is_closed_and_opened_again_with_a_reason() {
    let site = Site::new().await;
    let head = site.head().await;
    let plan = json!({
        "id": id7(70), "facility": STATION, "name": "Buổi sáng", "place": "Trạm y tế",
        "commune": COMMUNE, "held_on": "2022-05-14",
    });
    head.post("/sessions", plan).await.done(StatusCode::OK);
    let session = format!("/sessions/{}", id7(70));
    let act = async |version: &str, act: &str, body| {
        let seen = head.with("if-match", version);
        seen.post(&format!("{session}/{act}"), body).await
    };
    let why = json!({ "reason": "còn một người đến" });
    let early = act("\"1\"", "reopen", why.clone()).await;
    assert_eq!(early.problem(), (409, "wrong-state"));
    let opened = act("\"1\"", "open", json!({})).await;
    let tag = opened.header("etag").to_owned();
    let closed = act(&tag, "close", json!({ "lots": [] })).await;
    assert_eq!(closed.done(StatusCode::OK)["state"], "closed");
    let closed = closed.header("etag").to_owned();

    let stale = act(&tag, "reopen", why.clone()).await;
    assert_eq!(stale.problem(), (412, "version-changed"));
    assert_eq!(stale.json["current_etag"], closed);
    let silent = act(&closed, "reopen", json!({ "reason": " " })).await;
    assert_eq!(silent.fault(), ("/reason", "missing"));
    let again = act(&closed, "reopen", why).await;
    assert_eq!(again.done(StatusCode::OK)["state"], "open");
    let lots = format!("{session}/lots");
    let table = head.post(&lots, json!({ "lots": [id7(999)] })).await;
    assert_eq!(table.fault(), ("/lots", "unknown"));
}

#[tokio::test]
async fn a_check_in_is_undone_and_a_dose_that_is_not_there_is_not_taken_back() {
    let world = World::new().await;
    let head = world.site.head().await;
    let session = format!("/sessions/{}", world.here.session);
    let came = json!({ "id": id7(71), "person": world.here.person });
    let came = head.post(&format!("{session}/check-ins"), came).await;
    assert_eq!(came.done(StatusCode::OK)["state"], "checked_in");
    let at = |act: &str| format!("/attendances/{}/{act}", world.here.attendance);
    let undone = head.post(&at("undo-check-in"), json!({})).await;
    assert_eq!(undone.done(StatusCode::OK)["state"], "expected");
    let twice = head.post(&at("undo-check-in"), json!({})).await;
    assert_eq!(twice.problem(), (409, "wrong-step"));
    let nothing = head
        .post(&at("take-back"), json!({ "reason": "nhầm" }))
        .await;
    assert_eq!(nothing.problem(), (409, "wrong-step"));
}

#[tokio::test]
async fn a_row_is_mended_until_its_import_is_applied() {
    let world = World::new().await;
    let here = Scope::Facility(STATION.to_owned());
    let clerk = Assignment::lasting(Role::Clerk, here);
    let clerk = world.site.staff(&[clerk]).await;
    let row = format!("/import-rows/{}", world.here.import_row);
    let mend = format!("{row}/mend");
    let read = clerk.get(&row).await;
    let mut typed = read.done(StatusCode::OK)["typed"].clone();
    typed["person"]["full_name"] = json!("Lê Thị Mơ");
    let early = clerk.post(&mend, typed.clone()).await;
    assert_eq!(early.problem(), (409, "row-closed"), "it is not read yet");

    let mut tx = world.site.registry.store().write().await.unwrap();
    let import = tx.import(world.here.import).await.unwrap().unwrap();
    let reviewed = ImportRow {
        state: "reviewed".to_owned(),
        ..import
    };
    tx.update_import(&reviewed).await.unwrap();
    tx.commit().await.unwrap();

    let mended = clerk.post(&mend, typed).await;
    let mended = mended.done(StatusCode::OK);
    assert_eq!(mended["mended"], true);
    assert_eq!(mended["typed"]["person"]["full_name"], "Lê Thị Mơ");
    let wrong = clerk
        .post(&mend, json!({ "person": { "name": "Mơ" } }))
        .await;
    assert_eq!(wrong.fault(), ("/person/name", "unknown-field"));
}

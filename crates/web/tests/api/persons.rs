//! People by the API.

use axum::http::StatusCode;
use khien_domain::rights::{Act, Scope};
use serde_json::{Value, json};

use crate::support::{COMMUNE, COMMUNE_ELSEWHERE, Client, Site, id7};

fn lan() -> Value {
    json!({
        "id": id7(50),
        "person": {
            "full_name": "PHẠM  THỊ LAN", "date_of_birth": "1965-02-10", "sex": "F",
            "id_number": "034165005678", "commune_code": COMMUNE,
        },
    })
}

async fn registered(clerk: &Client<'_>) -> Value {
    let made = clerk.post("/persons", lan()).await;
    assert_eq!(made.header("etag"), "\"1\"");
    made.done(StatusCode::CREATED).clone()
}

#[tokio::test]
async fn somebody_is_entered_once_found_and_read() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    let made = registered(&clerk).await;
    assert_eq!(made["person"]["full_name"], "Phạm Thị Lan");
    assert_eq!(made["person"]["sex"], "F");
    assert_eq!(made["identity"], "pending");
    let again = clerk.post("/persons", lan()).await;
    assert_eq!(again.done(StatusCode::OK), &made);
    let path = format!("/persons/{}", id7(50));
    assert_eq!(clerk.get(&path).await.done(StatusCode::OK), &made);
    for text in ["pham thi lan", "034165005678", "lan 1965-02-10"] {
        let found = clerk.post("/persons/search", json!({ "text": text })).await;
        let hit = &found.done(StatusCode::OK)["people"][0];
        assert_eq!(hit["id"], id7(50).to_string(), "{text}");
        assert_eq!(hit["id_number_ends"], "5678");
    }
    let short = clerk.post("/persons/search", json!({ "text": "a" })).await;
    assert_eq!(short.problem(), (422, "question-too-short"));
}

#[tokio::test]
async fn why_there_is_no_passport_yet_is_told() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    registered(&clerk).await;
    let path = format!("/persons/{}/passport", id7(50));
    let told = clerk.get(&path).await;
    let told = told.done(StatusCode::OK);
    assert_eq!(told["current"], Value::Null);
    assert_eq!(told["waits_for_wave"], false);
    let codes: Vec<&str> = told["obstacles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["identity_pending", "no_dose"]);
    let words = "Chưa có mũi tiêm nào của cơ sở trong nước.";
    assert_eq!(told["obstacles"][1]["text"], words);
    let english = clerk.with("accept-language", "en").get(&path).await;
    let words = "There is no dose of a facility in this country.";
    let told = english.done(StatusCode::OK);
    assert_eq!(told["obstacles"][1]["text"], words);
    let nobody = format!("/persons/{}/passport", id7(99));
    assert_eq!(clerk.get(&nobody).await.problem().0, 404);
}

#[tokio::test]
async fn an_id_that_stands_for_somebody_else_is_refused() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    registered(&clerk).await;
    let mut other = lan();
    other["person"]["full_name"] = json!("Lê Thị Mơ");
    let refused = clerk.post("/persons", other).await;
    assert_eq!(refused.problem(), (422, "key-reused"));
}

#[tokio::test]
async fn who_may_be_known_is_entered_only_with_a_word() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    registered(&clerk).await;
    let mut twin = lan();
    twin["id"] = json!(id7(51));
    let refused = clerk.post("/persons", twin.clone()).await;
    assert_eq!(refused.problem(), (409, "person-may-be-known"));
    assert_eq!(refused.json["persons"], json!([id7(50)]));
    twin["another_person"] = json!(true);
    clerk.post("/persons", twin).await.done(StatusCode::CREATED);
}

#[tokio::test]
async fn fields_that_cannot_be_taken_are_pointed_at() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    for (field, value, code) in [
        ("full_name", "", "missing"),
        ("date_of_birth", "10/2/1965", "unreadable"),
        ("date_of_birth", "1965-02-30", "unreadable"),
        ("sex", "Nữ", "unreadable"),
        ("name", "Lan", "unknown-field"),
    ] {
        let mut body = lan();
        body["person"][field] = json!(value);
        let refused = clerk.post("/persons", body).await;
        let pointer = format!("/person/{field}");
        assert_eq!(refused.fault(), (pointer.as_str(), code), "{value}");
    }
    let mut orphan = lan();
    orphan["person"]["guardian"] = json!(id7(999));
    let refused = clerk.post("/persons", orphan).await;
    assert_eq!(refused.fault(), ("/person/guardian", "unknown"));
}

#[tokio::test]
async fn of_two_clerks_the_second_sees_both_versions_and_chooses() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    registered(&clerk).await;
    let path = format!("/persons/{}", id7(50));
    let body = |phone: &str| {
        let mut body = json!({ "person": lan()["person"], "reason": "theo CCCD" });
        body["person"]["full_name"] = json!("Phạm Thị Lan");
        body["person"]["phone"] = json!(phone);
        body
    };
    let blind = clerk.put(&path, body("0912345678")).await;
    assert_eq!(blind.problem(), (428, "version-missing"));
    let seen = clerk.with("if-match", "\"1\"");
    let first = seen.put(&path, body("0912345678")).await;
    assert_eq!(first.done(StatusCode::OK)["person"]["phone"], "0912345678");
    let second = seen.put(&path, body("0987654321")).await;
    assert_eq!(second.problem(), (412, "version-changed"));
    assert_eq!(second.json["differs"], json!(["/phone"]));
    assert_eq!(second.json["yours"]["phone"], "0987654321");
    assert_eq!(second.json["current"]["phone"], "0912345678");
    let tag = second.json["current_etag"].as_str().unwrap();
    let chosen = clerk.with("if-match", tag);
    let chosen = chosen.put(&path, body("0987654321")).await;
    assert_eq!(chosen.header("etag"), "\"3\"");
}

#[tokio::test]
async fn doses_verdicts_and_history_belong_to_the_record() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    registered(&clerk).await;
    let dose = json!({
        "id": id7(60), "person": id7(50), "product": "comirnaty", "given_on": "2021-08-01",
    });
    clerk.post("/doses", dose).await.done(StatusCode::CREATED);
    let part = |name: &str| format!("/persons/{}/{name}", id7(50));
    let doses = clerk.get(&part("doses")).await;
    assert_eq!(
        doses.done(StatusCode::OK)["doses"][0]["id"],
        id7(60).to_string()
    );
    let verdicts = clerk.get(&part("verdicts")).await;
    assert_eq!(verdicts.done(StatusCode::OK)["verdicts"], json!([]));
    let history = clerk.get(&part("history")).await;
    let entries = history.done(StatusCode::OK)["entries"].as_array().unwrap();
    let acts: Vec<&str> = entries
        .iter()
        .map(|it| it["act"].as_str().unwrap())
        .collect();
    assert_eq!(acts, ["person_read", "person_read", "person_register"]);
    assert_eq!(entries[2]["after"]["full_name"], "Phạm Thị Lan");
    let nobody = clerk.get(&format!("/persons/{}", id7(999))).await;
    assert_eq!(nobody.problem(), (404, "not-found"));
}

#[tokio::test]
async fn a_partner_looks_up_only_whom_it_knows_and_who_agreed() {
    let site = Site::new().await;
    let id = site.add_person(1, COMMUNE).await;
    site.add_person(2, COMMUNE_ELSEWHERE).await;
    let asked = |name: &str, born: &str, consent: &str| {
        json!({
            "id_number": "034090001234", "full_name": name, "date_of_birth": born,
            "consent": consent,
        })
    };
    let acts = [Act::ApiPersonRead];
    let province = Scope::Province("34".to_owned());
    let partner = site.partner(province, &acts, 600).await;
    let found = partner
        .post(
            "/persons/look-up",
            asked("Trần Văn An", "1990-08-05", "Đ-12"),
        )
        .await;
    assert_eq!(found.done(StatusCode::OK)["id"], id.to_string());
    assert_eq!(found.json["doses"], json!([]));
    for (name, born, code) in [
        ("Trần Văn Bình", "1990-08-05", (404, "not-found")),
        ("Trần Văn An", "1990-08-06", (404, "not-found")),
        ("", "", (404, "not-found")),
    ] {
        let refused = partner
            .post("/persons/look-up", asked(name, born, "Đ-12"))
            .await;
        assert_eq!(refused.problem(), code);
    }
    let silent = partner
        .post("/persons/look-up", asked("Trần Văn An", "1990-08-05", " "))
        .await;
    assert_eq!(silent.fault(), ("/consent", "missing"));
    let far = Scope::Province("79".to_owned());
    let far = site.partner(far, &acts, 600).await;
    let refused = far
        .post(
            "/persons/look-up",
            asked("Trần Văn An", "1990-08-05", "Đ-12"),
        )
        .await;
    assert_eq!(refused.problem(), (404, "not-found"));
    let clerk = site.clerk().await;
    let history = clerk.get(&format!("/persons/{id}/history")).await;
    let entry = &history.done(StatusCode::OK)["entries"][0];
    assert_eq!(
        (&entry["act"], &entry["reason"]),
        (&json!("api_person_read"), &json!("Đ-12"))
    );
}

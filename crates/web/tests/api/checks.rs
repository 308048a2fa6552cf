//! Codes of passports checked by the API.

use axum::http::StatusCode;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_web::{Published, Sources};
use serde_json::{Value, json};

use crate::support::{COMMUNE, Site};

const VECTORS: &str = include_str!("../../../../fixtures/checker/vectors.json");
const RULES: &[u8] = include_bytes!("../../../../fixtures/checker/rules.json");

#[tokio::test]
async fn the_same_codes_get_the_same_answers_as_on_the_command_line() {
    let site = Site::new().await;
    let file: Value = serde_json::from_str(VECTORS).unwrap();
    let mut sources = Sources::default();
    let trust = file["trust"].to_string();
    sources.trusted.add(trust.as_bytes()).unwrap();
    sources.rules.push(RULES.to_vec());
    let here = Scope::Commune(COMMUNE.to_owned());
    let station = Assignment::lasting(Role::CommuneStation, here);
    let client = site.staff(&[station]).await;
    let vectors = file["vectors"].as_array().unwrap();
    let right = json!({ "text": vectors[0]["text"], "at": vectors[0]["at"] });
    let nobody = client.post("/codes/check", right).await;
    assert_eq!(nobody.done(StatusCode::OK)["reason"], "lists-missing");
    site.app
        .publish(Published::new(site.now(), sources).unwrap());
    for vector in vectors.iter().filter(|it| it["reason"] != "revoked") {
        let asked = json!({
            "text": vector["text"], "at": vector["at"], "country": vector["country"],
        });
        let told = client.post("/codes/check", asked).await;
        let told = told.done(StatusCode::OK);
        for field in ["family", "verified", "reason"] {
            assert_eq!(told[field], vector[field], "{}", vector["name"]);
        }
    }
    let text = vectors[0]["text"].as_str().unwrap();
    let pasted = json!({ "text": format!("\u{feff} {text}\u{a0}\n"), "at": vectors[0]["at"] });
    let told = client.post("/codes/check", pasted).await;
    let told = told.done(StatusCode::OK);
    assert_eq!(told["reason"], vectors[0]["reason"], "as it was pasted");
    let wrong = json!({ "text": "HC1:6BF", "at": "yesterday" });
    let wrong = client.post("/codes/check", wrong).await;
    assert_eq!(wrong.problem(), (422, "body-invalid"));
}

//! Who is let in, how often, and in which words they are turned away.

use axum::http::{Method, StatusCode};
use khien_domain::rights::{Act, Assignment, Role, Scope};
use serde_json::json;

use crate::support::{STATION, Site, at_facility, id7};

fn here() -> Scope {
    Scope::Facility(STATION.to_owned())
}

#[tokio::test]
async fn nobody_gets_in_without_a_token_or_a_session() {
    let site = Site::new().await;
    let stranger = site.stranger();
    let refused = stranger.get("/doses/x").await;
    assert_eq!(refused.problem(), (401, "signed-out"));
    assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"khien\"");
    for text in [
        "khien_0",
        "x",
        "khien_00000000000000000000000000000001_AAAA",
    ] {
        let wrong = stranger.with("authorization", &format!("Bearer {text}"));
        let refused = wrong.get("/doses/x").await;
        assert_eq!(refused.problem(), (401, "token-unknown"), "{text}");
    }
}

#[tokio::test]
async fn a_token_ends_and_is_good_for_its_acts_only() {
    let site = Site::new().await;
    let figures = site.partner(here(), &[Act::ApiFigureRead], 600).await;
    let path = format!("/doses/{}", id7(1));
    let refused = figures.get(&path).await;
    assert_eq!(refused.problem(), (403, "token-not-for-this"));
    let doses = site.partner(here(), &[Act::ApiDoseRecord], 600).await;
    assert_eq!(doses.get(&path).await.problem(), (404, "not-found"));
    site.wait(24 * 3600);
    assert_eq!(doses.get(&path).await.problem(), (401, "token-ended"));
}

#[tokio::test]
async fn a_session_changes_nothing_without_the_token_of_its_pages() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    let forged = clerk.without("x-csrf-token");
    let refused = forged.post("/doses", json!({})).await;
    assert_eq!(refused.problem(), (403, "csrf-missing"));
    let read = forged.get("/accounts/me").await;
    read.done(StatusCode::OK);
}

#[tokio::test]
async fn more_requests_than_allowed_wait() {
    let site = Site::new().await;
    let partner = site.partner(here(), &[Act::ApiDoseRecord], 3).await;
    let path = format!("/doses/{}", id7(1));
    for left in ["2", "1", "0"] {
        let answer = partner.get(&path).await;
        assert_eq!(answer.problem(), (404, "not-found"));
        assert_eq!(answer.header("ratelimit-limit"), "3");
        assert_eq!(answer.header("ratelimit-remaining"), left);
        assert_eq!(answer.header("ratelimit-policy"), "3;w=60");
    }
    let over = partner.get(&path).await;
    assert_eq!(over.problem(), (429, "too-many"));
    assert_eq!(over.header("retry-after"), "20");
    assert_eq!(over.header("ratelimit-reset"), "60");
    site.wait(20);
    assert_eq!(partner.get(&path).await.problem(), (404, "not-found"));
}

#[tokio::test]
async fn problems_speak_both_languages() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    let vi = clerk.get("/nowhere").await;
    assert_eq!(vi.problem(), (404, "not-found"));
    let clerk = clerk.with("accept-language", "en-US,en;q=0.9");
    let en = clerk.post("/doses", json!([])).await;
    assert_eq!(en.json["title"], "Fields cannot be taken as sent");
    let words = &en.json["languages"]["vi"]["title"];
    assert_eq!(words, "Có mục không nhận được như đã gửi");
    assert_eq!(en.json["type"], "urn:khien:problem:body-invalid");
}

#[tokio::test]
async fn only_json_of_a_bearable_size_is_read() {
    let site = Site::new().await;
    let clerk = site.clerk().await;
    let form = clerk.with("content-type", "application/x-www-form-urlencoded");
    assert_eq!(
        form.post("/doses", json!({})).await.problem(),
        (415, "media-type")
    );
    let huge = Some("1".repeat(1 << 20));
    let refused = clerk.call(&Method::POST, "/doses", huge).await;
    assert_eq!(refused.problem(), (413, "too-large"));
    let broken = Some("{".to_owned());
    let refused = clerk.call(&Method::POST, "/doses", broken).await;
    assert_eq!(refused.problem(), (400, "body-malformed"));
    let deleted = clerk.call(&Method::DELETE, "/doses", None).await;
    assert_eq!(deleted.problem(), (405, "method-not-allowed"));
}

#[tokio::test]
async fn programs_get_no_cookies() {
    let site = Site::new().await;
    let answer = site.stranger().get("/openapi.json").await;
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(answer.done(StatusCode::OK)["openapi"], "3.1.0");
}

#[tokio::test]
async fn who_calls_is_told_what_they_are() {
    let site = Site::new().await;
    let clerk = site.staff(&[at_facility(Role::Clerk, STATION)]).await;
    let me = clerk.get("/accounts/me").await;
    let me = me.done(StatusCode::OK);
    assert_eq!(me["facility"], STATION);
    assert_eq!(me["roles"][0]["role"], "clerk");
    assert!(me["csrf_token"].as_str().is_some_and(|it| it.len() > 40));
    let partner = site.partner(here(), &[Act::ApiDoseRecord], 60).await;
    let me = partner.get("/accounts/me").await;
    let me = me.done(StatusCode::OK);
    assert_eq!(me["csrf_token"], json!(null));
    assert_eq!(me["token"]["acts"], json!(["api_dose_record"]));
    assert_eq!(me["token"]["per_minute"], 60);
}

#[tokio::test]
async fn a_token_is_made_used_and_ended_by_those_who_look_after_the_partner() {
    let site = Site::new().await;
    let operator = Assignment::lasting(Role::InformationTechnology, Scope::Nation);
    let operator = site.staff(&[operator]).await;
    let partner = site
        .add_account(&[at_facility(Role::PartnerApp, STATION)])
        .await;
    let tokens = format!("/accounts/{partner}/tokens");
    let wanted = json!({
        "id": id7(8), "name": "máy chủ", "acts": ["api_dose_record"], "per_minute": 60,
        "expires_at": "2022-12-31T00:00:00Z",
    });
    let made = operator.post(&tokens, wanted.clone()).await;
    let shown = made.done(StatusCode::CREATED)["token"].as_str().unwrap();
    assert!(shown.starts_with("khien_"));
    let again = operator.post(&tokens, wanted.clone()).await;
    assert_eq!(again.problem(), (409, "token-made"));
    let program = site
        .stranger()
        .with("authorization", &format!("Bearer {shown}"));
    for _ in 0..2 {
        let me = program.get("/accounts/me").await;
        assert_eq!(me.done(StatusCode::OK)["id"], partner.to_string());
    }
    let forged = format!("Bearer {}{}", &shown[..40], "A".repeat(shown.len() - 40));
    let forged = site.stranger().with("authorization", &forged);
    let refused = forged.get("/accounts/me").await;
    assert_eq!(refused.problem(), (401, "token-unknown"));
    let listed = operator.get(&tokens).await;
    let line = &listed.done(StatusCode::OK)["tokens"][0];
    assert_eq!(line["used_at"], "2022-05-14T02:30:00Z");
    let end = format!("/tokens/{}/end", id7(8));
    let ended = operator.post(&end, json!({ "reason": "lộ mã" })).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    site.wait(5);
    let refused = program.get("/accounts/me").await;
    assert_eq!(refused.problem(), (401, "token-ended"));
    for (field, value) in [
        ("acts", json!(["person_read"])),
        ("acts", json!([])),
        ("per_minute", json!(0)),
        ("expires_at", json!("2099-01-01T00:00:00Z")),
        ("expires_at", json!("mai")),
    ] {
        let mut wrong = wanted.clone();
        wrong["id"] = json!(id7(9));
        wrong[field] = value;
        let refused = operator.post(&tokens, wrong).await;
        assert_eq!(refused.fault().0, format!("/{field}"));
    }
}

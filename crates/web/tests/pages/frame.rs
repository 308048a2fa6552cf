//! What holds for every address, whatever page lies there: who may send a form, what a browser is
//! told, in which words a refusal is said.

use axum::http::StatusCode;
use khien_web::LateBody;

use crate::support::{Site, get, post};

const ENGLISH: (&str, &str) = ("accept-language", "en-GB,en;q=0.9");

#[tokio::test]
async fn a_page_that_is_not_there_is_said_in_the_readers_language() {
    let site = Site::new().await;
    let vietnamese = site.send(get("/nowhere", &[])).await;
    assert_eq!(vietnamese.status, StatusCode::NOT_FOUND);
    assert!(vietnamese.text.contains("<h1>Không có trang này</h1>"));
    assert!(vietnamese.text.contains("<html lang=\"vi\""));
    let english = site.send(get("/nowhere", &[ENGLISH])).await;
    assert!(english.text.contains("<h1>There is no such page</h1>"));
}

#[tokio::test]
async fn programs_get_a_stable_code_and_both_languages() {
    let answer = Site::new()
        .await
        .send(get("/api/v1/nowhere", &[ENGLISH]))
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let body: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(body["code"], "not-found");
    assert_eq!(body["title"], "There is no such page");
    assert_eq!(body["languages"]["vi"]["title"], "Không có trang này");
}

#[tokio::test]
async fn a_wrong_method_and_a_broken_form_are_no_blank_pages() {
    let site = Site::new().await;
    let method = site.send(get("/sign-out", &[])).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(method.header("allow"), "POST");
    assert!(method.text.contains("<h1>"));
    let long = format!("name={}", "x".repeat(300_000));
    let large = site.send(post("/sign-in", &[], &long)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.text.contains("<h1>Nội dung gửi lên quá lớn</h1>"));
}

#[tokio::test]
async fn who_sends_too_slowly_is_told_why() {
    let site = Site::new().await;
    for (language, said) in [
        ("vi", "Tệp hoặc biểu mẫu gửi lên quá chậm"),
        ("en", "The file or form came too slowly"),
    ] {
        let late = LateBody::default();
        late.give_up();
        for path in ["/sign-in", "/api/v1/doses"] {
            let mut request = post(path, &[("accept-language", language)], "name=a");
            request.extensions_mut().insert(late.clone());
            let answer = site.send(request).await;
            assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
            assert!(answer.text.contains(said), "{}", answer.text);
        }
    }
}

#[tokio::test]
async fn a_server_that_is_well_says_so() {
    let answer = Site::new().await.send(get("/health", &[])).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.text, "ready\n");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn nothing_inline_runs_and_nothing_leaves_the_site() {
    let answer = Site::new().await.send(get("/sign-in", &[])).await;
    assert_eq!(answer.status, StatusCode::OK);
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"));
    assert!(policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe"));
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("vary").contains("HX-Request"));
    for attribute in ["src=\"http", "href=\"http", "action=\"http"] {
        assert!(!answer.text.contains(attribute), "{attribute}");
    }
}

#[tokio::test]
async fn a_form_counts_only_with_the_token_of_its_own_session() {
    let site = Site::new().await;
    let page = site.send(get("/sign-in", &[])).await;
    let (cookies, token) = (page.cookies(), page.token());
    assert!(cookies.starts_with("__Host-khien-visit="), "{cookies}");
    let body = format!("csrf={token}&unit=facility-34001");
    let good = site
        .send(post("/unit", &[("cookie", &cookies)], &body))
        .await;
    assert_eq!(good.location(), "/station");
    let elsewhere = site.send(post("/unit", &[], &body)).await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
    let bare = site
        .send(post("/unit", &[("cookie", &cookies)], "unit=a"))
        .await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN);
    assert!(bare.text.contains("<h1>Biểu mẫu đã quá cũ</h1>"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_before_it_is_read() {
    let site = Site::new().await;
    let page = site.send(get("/sign-in", &[])).await;
    let cookies = page.cookies();
    let headers = [
        ("cookie", cookies.as_str()),
        ("sec-fetch-site", "cross-site"),
    ];
    let body = format!("csrf={}&name=a&password=b", page.token());
    let answer = site.send(post("/unit", &headers, &body)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("Yêu cầu đến từ trang web khác"));
}

#[tokio::test]
async fn language_and_theme_change_by_a_link_and_lead_back() {
    let site = Site::new().await;
    let link = site.send(get("/language/en?back=%2Fsign-in", &[])).await;
    assert_eq!(link.status, StatusCode::SEE_OTHER);
    assert_eq!(link.header("location"), "/sign-in");
    let cookies = link.cookies();
    let page = site.send(get("/sign-in", &[("cookie", &cookies)])).await;
    assert!(page.text.contains("<html lang=\"en\""));
    let theme = site.send(get("/theme/dark?back=//evil.example", &[])).await;
    assert_eq!(theme.header("location"), "/");
    let page = site
        .send(get("/sign-in", &[("cookie", &theme.cookies())]))
        .await;
    assert!(page.text.contains("data-theme=\"dark\""));
    let unknown = site.send(get("/language/xx", &[])).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_door_and_back() {
    let site = Site::new().await;
    let page = site.send(get("/station/lots?page=2", &[])).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(
        page.header("location"),
        "/sign-in?back=/station/lots%3Fpage%3D2"
    );
    let part = site
        .send(get("/station/lots", &[("hx-request", "true")]))
        .await;
    assert_eq!(part.header("hx-redirect"), "/sign-in");
}

#[tokio::test]
async fn files_of_ours_are_kept_for_ever_and_carry_no_cookie() {
    let site = Site::new().await;
    let page = site.send(get("/sign-in", &[])).await;
    let style = page
        .text
        .split("rel=\"stylesheet\" href=\"")
        .nth(1)
        .unwrap();
    let style = style.split('"').next().unwrap();
    let gzip = [("accept-encoding", "gzip, br")];
    let packed = site.send(get(style, &gzip)).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.header("cache-control").contains("immutable"));
    assert_eq!(packed.header("set-cookie"), "");
    let plain = site.send(get(style, &[])).await;
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert!(plain.text.contains("--bg"));
    let old = site
        .send(get("/assets/khien.0000000000000000.css", &[]))
        .await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_are_compressed_where_the_browser_takes_it() {
    let site = Site::new().await;
    let plain = site.send(get("/sign-in", &[])).await;
    let packed = site
        .send(get("/sign-in", &[("accept-encoding", "gzip")]))
        .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(plain.header("content-encoding"), "");
}

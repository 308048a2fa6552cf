//! What holds for every address, whatever page lies there: who may send a form, what a browser is
//! told, in which words a refusal is said.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::sync::atomic::{AtomicU8, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use khien_web::{App, Outside, Settings, router};
use tower::ServiceExt;

fn site() -> Router {
    let dice = AtomicU8::new(1);
    let outside = Outside::new(
        || jiff::Timestamp::UNIX_EPOCH,
        move |bytes| bytes.fill(dice.fetch_add(1, Ordering::Relaxed)),
    );
    router(App::new(Settings::new([7; 32]), outside))
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Cookies as a browser sends them back.
    fn cookies(&self) -> String {
        let set = self.headers.get_all("set-cookie").iter();
        let pairs = set.map(|value| value.to_str().unwrap().split(';').next().unwrap());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The token of the first form.
    fn token(&self) -> &str {
        let rest = self.text.split("name=\"csrf\" value=\"").nth(1);
        rest.and_then(|rest| rest.split('"').next())
            .expect("a form")
    }
}

async fn send(site: &Router, request: Request<Body>) -> Answer {
    let response = site.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn get(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(Method::POST).uri(path);
    request = request.header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

const ENGLISH: (&str, &str) = ("accept-language", "en-GB,en;q=0.9");

#[tokio::test]
async fn a_page_that_is_not_there_is_said_in_the_readers_language() {
    let site = site();
    let vietnamese = send(&site, get("/nowhere", &[])).await;
    assert_eq!(vietnamese.status, StatusCode::NOT_FOUND);
    assert!(vietnamese.text.contains("<h1>Không có trang này</h1>"));
    assert!(vietnamese.text.contains("<html lang=\"vi\""));
    let english = send(&site, get("/nowhere", &[ENGLISH])).await;
    assert!(english.text.contains("<h1>There is no such page</h1>"));
}

#[tokio::test]
async fn programs_get_a_stable_code_and_both_languages() {
    let answer = send(&site(), get("/api/v1/nowhere", &[ENGLISH])).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let body: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(body["code"], "not-found");
    assert_eq!(body["title"], "There is no such page");
    assert_eq!(body["languages"]["vi"]["title"], "Không có trang này");
}

#[tokio::test]
async fn a_wrong_method_and_a_broken_form_are_no_blank_pages() {
    let site = site();
    let method = send(&site, get("/sign-out", &[])).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(method.header("allow"), "POST");
    assert!(method.text.contains("<h1>"));
    let long = format!("name={}", "x".repeat(300_000));
    let large = send(&site, post("/sign-in", &[], &long)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.text.contains("<h1>Tệp quá lớn</h1>"));
}

#[tokio::test]
async fn nothing_inline_runs_and_nothing_leaves_the_site() {
    let answer = send(&site(), get("/sign-in", &[])).await;
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
    let site = site();
    let page = send(&site, get("/sign-in", &[])).await;
    let (cookies, token) = (page.cookies(), page.token());
    assert!(cookies.starts_with("__Host-khien-visit="), "{cookies}");
    let body = format!("csrf={token}&name=duyen.tt&password=x");
    let good = send(&site, post("/sign-in", &[("cookie", &cookies)], &body)).await;
    assert_eq!(good.status, StatusCode::OK);
    assert!(good.text.contains("duyen.tt"), "what was typed stays");
    assert!(!good.text.contains("value=\"x\""), "but not the password");
    let elsewhere = send(&site, post("/sign-in", &[], &body)).await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
    let bare = send(&site, post("/sign-in", &[("cookie", &cookies)], "name=a")).await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN);
    assert!(bare.text.contains("<h1>Biểu mẫu đã quá cũ</h1>"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_before_it_is_read() {
    let site = site();
    let page = send(&site, get("/sign-in", &[])).await;
    let cookies = page.cookies();
    let headers = [
        ("cookie", cookies.as_str()),
        ("sec-fetch-site", "cross-site"),
    ];
    let body = format!("csrf={}&name=a&password=b", page.token());
    let answer = send(&site, post("/sign-in", &headers, &body)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("Yêu cầu đến từ trang web khác"));
}

#[tokio::test]
async fn language_and_theme_change_by_a_link_and_lead_back() {
    let site = site();
    let link = send(&site, get("/language/en?back=%2Fsign-in", &[])).await;
    assert_eq!(link.status, StatusCode::SEE_OTHER);
    assert_eq!(link.header("location"), "/sign-in");
    let cookies = link.cookies();
    let page = send(&site, get("/sign-in", &[("cookie", &cookies)])).await;
    assert!(page.text.contains("<html lang=\"en\""));
    let theme = send(&site, get("/theme/dark?back=//evil.example", &[])).await;
    assert_eq!(theme.header("location"), "/");
    let page = send(&site, get("/sign-in", &[("cookie", &theme.cookies())])).await;
    assert!(page.text.contains("data-theme=\"dark\""));
    let unknown = send(&site, get("/language/xx", &[])).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_door_and_back() {
    let site = site();
    let page = send(&site, get("/station/lots?page=2", &[])).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(
        page.header("location"),
        "/sign-in?back=/station/lots%3Fpage%3D2"
    );
    let part = send(&site, get("/station/lots", &[("hx-request", "true")])).await;
    assert_eq!(part.header("hx-redirect"), "/sign-in");
}

#[tokio::test]
async fn files_of_ours_are_kept_for_ever_and_carry_no_cookie() {
    let site = site();
    let page = send(&site, get("/sign-in", &[])).await;
    let style = page
        .text
        .split("rel=\"stylesheet\" href=\"")
        .nth(1)
        .unwrap();
    let style = style.split('"').next().unwrap();
    let gzip = [("accept-encoding", "gzip, br")];
    let packed = send(&site, get(style, &gzip)).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.header("cache-control").contains("immutable"));
    assert_eq!(packed.header("set-cookie"), "");
    let plain = send(&site, get(style, &[])).await;
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert!(plain.text.contains("--bg"));
    let old = send(&site, get("/assets/khien.0000000000000000.css", &[])).await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_are_compressed_where_the_browser_takes_it() {
    let site = site();
    let plain = send(&site, get("/sign-in", &[])).await;
    let packed = send(&site, get("/sign-in", &[("accept-encoding", "gzip")])).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(plain.header("content-encoding"), "");
}

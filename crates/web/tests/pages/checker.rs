//! The checker: a page for everybody, what a device keeps of it, and the server's own answer.

use axum::http::StatusCode;
use khien_certificate::check::Trusted;
use khien_web::{Published, Sources};
use serde_json::Value;

use crate::support::{Site, encoded, get, now, post};

const QA: &str = include_str!("../../../../fixtures/dcc/qa.jsonl");
const SIGNERS: &[u8] = include_bytes!("../../../../fixtures/dcc/qa-dsc.json");

/// A site that trusts the signers of the public samples, as of some hours ago.
async fn site(hours: i64) -> Site {
    let site = Site::new().await;
    let mut sources = Sources::default();
    sources.trusted.add(SIGNERS).unwrap();
    let made = now() - jiff::SignedDuration::from_hours(hours);
    site.app.publish(Published::new(made, sources).unwrap());
    site
}

/// A code of Austria's whose signer is known, and a moment at which it held.
fn sample() -> (String, String) {
    let cases = QA
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut trusted = Trusted::default();
    trusted.add(SIGNERS).unwrap();
    let mut held = cases.filter_map(|case| {
        let text = case["prefix"].as_str()?.to_owned();
        let at = jiff::Timestamp::from_second(case["expect"]["iat"].as_i64()? + 86_400).ok()?;
        let question = khien_certificate::check::Question::new(&trusted, at);
        let accepted = khien_certificate::check::answer(&[&text], &question).accepted();
        let local = jiff::tz::TimeZone::fixed(jiff::tz::offset(7)).to_datetime(at);
        accepted.then(|| (text, local.strftime("%Y-%m-%dT%H:%M").to_string()))
    });
    held.next().unwrap()
}

fn form(text: &str, at: &str) -> String {
    format!("text={}&at={}&country=", encoded(text), encoded(at))
}

#[tokio::test]
async fn a_browser_that_cannot_check_is_answered_by_the_server_and_nothing_comes_back() {
    let site = site(1).await;
    let (text, at) = sample();
    let page = site
        .send(get("/checker", &[("accept-language", "en")]))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("action=\"/checker/en\""));
    assert!(
        !page.text.contains("clock-shift"),
        "by the clock of the device"
    );
    let answer = site.send(post("/checker/en", &[], &form(&text, &at))).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.text.contains("data-result=\"valid\""),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("data-proven=\"true\""));
    assert!(answer.text.contains(">VALID</h2>"));
    assert!(
        !answer.text.contains(&text[..40]),
        "the code does not come back"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    for (before, after) in [(" ", ""), ("\u{feff}\u{a0}", " \r\n"), ("", "\u{a0}")] {
        let pasted = form(&format!("{before}{text}{after}"), &at);
        let answer = site.send(post("/checker/en", &[], &pasted)).await;
        assert!(answer.text.contains("data-result=\"valid\""), "{after:?}");
    }
    // Another moment, another answer.
    let later = site
        .send(post("/checker/vi", &[], &form(&text, "2039-01-01T00:00")))
        .await;
    assert!(later.text.contains("data-reason=\"expired\""));
    assert!(later.text.contains(">KHÔNG HỢP LỆ</h2>"));
}

#[tokio::test]
async fn what_cannot_be_told_is_not_called_wrong() {
    let site = site(1).await;
    for (text, reason, outcome) in [
        ("https://example.org", "family-unknown", "open"),
        ("HC1:6BF", "zlib-damaged", "refused"),
        ("HC1:a", "base45-length", "refused"),
    ] {
        let answer = site.send(post("/checker/vi", &[], &form(text, ""))).await;
        let said = format!("data-result=\"{outcome}\" data-reason=\"{reason}\"");
        assert!(answer.text.contains(&said), "{text}: {}", answer.text);
    }
    let none = Site::new().await;
    let (text, at) = sample();
    let answer = none.send(post("/checker/vi", &[], &form(&text, &at))).await;
    assert!(answer.text.contains("data-reason=\"lists-missing\""));
}

#[tokio::test]
async fn lists_of_more_than_a_week_accept_nothing() {
    let (text, at) = sample();
    let fresh = site(7 * 24).await;
    let answer = fresh
        .send(post("/checker/vi", &[], &form(&text, &at)))
        .await;
    assert!(answer.text.contains("data-result=\"valid\""));
    let old = site(7 * 24 + 1).await;
    let answer = old.send(post("/checker/vi", &[], &form(&text, &at))).await;
    assert!(answer.text.contains("data-reason=\"lists-old\""));
    let wrong = old
        .send(post("/checker/vi", &[], &form("HC1:6BF", &at)))
        .await;
    assert!(
        wrong.text.contains("data-reason=\"zlib-damaged\""),
        "a fault stays one"
    );
}

#[tokio::test]
async fn the_lists_are_sent_once_and_hold_keys_that_browsers_take() {
    let site = site(1).await;
    let first = site.send(get("/checker/lists.json", &[])).await;
    assert_eq!(first.header("content-type"), "application/json");
    assert_eq!(first.header("cache-control"), "public, no-cache");
    assert_eq!(first.header("set-cookie"), "");
    let lists: Value = serde_json::from_str(&first.text).unwrap();
    let signers = lists["signers"].as_array().unwrap();
    assert!(signers.len() > 10);
    for signer in signers {
        assert!(["P-256", "P-384", "RSA"].contains(&signer["kind"].as_str().unwrap()));
        assert!(!signer["usages"].as_array().unwrap().is_empty());
    }
    assert!(
        lists["valueSets"]["country-2-codes"]
            .as_array()
            .unwrap()
            .len()
            > 200
    );
    assert_eq!(lists["revocation"]["format"], "khien-revocation-index");
    let name = first.header("etag").to_owned();
    let again = site
        .send(get("/checker/lists.json", &[("if-none-match", &name)]))
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let slice = site.send(get("/checker/revoked/00", &[])).await;
    assert_eq!(slice.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_can_be_installed_and_kept() {
    let site = site(1).await;
    let page = site.send(get("/checker/en", &[])).await;
    assert!(page.header("permissions-policy").contains("camera=(self)"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self'") && policy.contains("manifest-src 'self'"));
    assert!(!policy.contains("unsafe"));
    assert!(page.text.contains("data-theme=\"dark\""));
    let manifest = site
        .send(get(page.after("rel=\"manifest\" href=\""), &[]))
        .await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let manifest: Value = serde_json::from_str(&manifest.text).unwrap();
    assert_eq!(
        (&manifest["scope"], &manifest["start_url"]),
        (&"/checker".into(), &"/checker".into())
    );
    let worker = site.send(get("/checker/worker.js", &[])).await;
    assert_eq!(worker.header("service-worker-allowed"), "/checker");
    assert_eq!(worker.header("cache-control"), "no-cache");
    let files = worker
        .text
        .split("const FILES = ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    let files: Vec<String> = serde_json::from_str(files.trim_end_matches(';')).unwrap();
    assert!(files.contains(&page.after("type=\"module\" src=\"").to_owned()));
    for file in files {
        let answer = site.send(get(&file, &[])).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}");
    }
    assert_eq!(
        site.send(get("/checker/xx", &[])).await.status,
        StatusCode::NOT_FOUND
    );
    let old = site
        .send(get("/checker/files/0000000000000000/page.js", &[]))
        .await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
}

/// Whoever checks our cards elsewhere asks at the address of their issuer, from any page.
#[tokio::test]
async fn keys_of_cards_and_their_lists_are_everybodys() {
    let site = Site::new().await;
    for path in [
        "/.well-known/jwks.json",
        "/.well-known/crl/abc.json",
        "/checker/signers.pem",
    ] {
        let none = site.send(get(path, &[])).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{path}");
    }
    let sources = Sources {
        card_keys: Some("{\"keys\":[]}".to_owned()),
        card_lists: vec![("abc".to_owned(), "{\"rids\":[]}".to_owned())],
        signers_pem: Some("-----BEGIN".to_owned()),
        ..Sources::default()
    };
    site.app.publish(Published::new(now(), sources).unwrap());
    let pem = site.send(get("/checker/signers.pem", &[])).await;
    assert_eq!(pem.text, "-----BEGIN");
    let index = site.send(get("/checker/revocation.json", &[])).await;
    assert!(
        index.text.contains("khien-revocation-index"),
        "{}",
        index.text
    );
    for (path, json) in [
        ("/.well-known/jwks.json", "{\"keys\":[]}"),
        ("/.well-known/crl/abc.json", "{\"rids\":[]}"),
    ] {
        let told = site.send(get(path, &[])).await;
        assert_eq!(told.text, json);
        assert_eq!(told.header("content-type"), "application/json");
        assert_eq!(told.header("access-control-allow-origin"), "*");
        assert_eq!(told.header("set-cookie"), "", "{path}");
    }
    for path in ["/.well-known/crl/abc", "/.well-known/crl/other.json"] {
        let none = site.send(get(path, &[])).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{path}");
    }
}

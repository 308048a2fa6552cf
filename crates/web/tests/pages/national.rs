//! Signing in with the national login, as far as it goes without its provider.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use khien_registry::credentials::openid::{Client, TokenRequest};
use khien_web::{Carried, Carrier, NationalLogin, Settings, Unreachable};

use crate::support::{Answer, Browser, Site};

const ISSUER: &str = "https://id.example.vn";

/// A provider that publishes itself and then knows nobody; or none.
#[derive(Clone)]
struct Provider {
    is_there: bool,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Provider {
    fn new(is_there: bool) -> Self {
        let asked = Arc::default();
        Self { is_there, asked }
    }

    fn login(&self) -> NationalLogin {
        let client = Client {
            id: "khien".to_owned(),
            secret: None,
            redirect_address: format!("https://khien.example.vn{}", NationalLogin::BACK),
        };
        NationalLogin::new("VNeID".to_owned(), ISSUER.to_owned(), client, self.clone()).unwrap()
    }

    fn document(address: &str) -> String {
        if address.ends_with("/keys") {
            return r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"a","use":"sig","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#.to_owned();
        }
        format!(
            r#"{{"issuer":"{ISSUER}","authorization_endpoint":"{ISSUER}/authorize","token_endpoint":"{ISSUER}/token","jwks_uri":"{ISSUER}/keys"}}"#
        )
    }
}

impl Carrier for Provider {
    fn read<'a>(&'a self, address: &'a str) -> Carried<'a> {
        self.asked.lock().unwrap().push(address.to_owned());
        let away = || Unreachable("connection refused".to_owned());
        let document = Self::document(address).into_bytes();
        let answer = self.is_there.then_some(document).ok_or_else(away);
        Box::pin(async move { answer })
    }

    fn exchange<'a>(&'a self, _request: &'a TokenRequest) -> Carried<'a> {
        Box::pin(async { Ok(br#"{"error":"invalid_grant"}"#.to_vec()) })
    }
}

async fn offered(provider: &Provider) -> Site {
    let mut settings = Settings::new([7; 32]);
    settings.national_login = Some(Arc::new(provider.login()));
    Site::with_settings(settings).await
}

/// Sends a browser to the provider; answers the `state` it left with.
async fn gone(browser: &mut Browser<'_>) -> String {
    let answer = browser
        .open("/sign-in/national?back=%2Fstation%2Fpeople")
        .await;
    let address = answer.location().to_owned();
    assert!(address.starts_with("https://id.example.vn/authorize?response_type=code&"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-khien-attempt="), "{cookie}");
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    browser.cookies = format!("{}; {}", browser.cookies, answer.cookies());
    let state = address.split("&state=").nth(1).unwrap();
    state.split('&').next().unwrap().to_owned()
}

/// Comes back with this query; answers the page that the browser ends at.
async fn returned(browser: &Browser<'_>, query: &str) -> Answer {
    let back = browser
        .open(&format!("/sign-in/national/back?{query}"))
        .await;
    let cookie = back.header("set-cookie");
    assert!(cookie.contains("khien-attempt=;") && cookie.contains("Max-Age=0"));
    let there = back.location().to_owned();
    assert!(there.starts_with("/sign-in?refused="), "{there}");
    assert!(
        !there.contains("code="),
        "the code is not kept in an address"
    );
    browser.open(&there).await
}

#[tokio::test]
async fn the_national_login_is_offered_only_where_there_is_one() {
    let without = Site::new().await;
    let browser = without.visitor("vi").await;
    assert!(
        !browser
            .open("/sign-in")
            .await
            .text
            .contains("/sign-in/national")
    );
    for path in ["/sign-in/national", "/sign-in/national/back?code=1"] {
        assert_eq!(browser.open(path).await.status, StatusCode::NOT_FOUND);
    }
    let site = offered(&Provider::new(true)).await;
    for (language, words) in [("vi", "Đăng nhập bằng VNeID"), ("en", "Sign in with VNeID")] {
        let page = site.visitor(language).await.open("/sign-in").await;
        assert!(page.text.contains(words), "{}", page.text);
    }
}

#[tokio::test]
async fn whoever_comes_back_without_an_answer_is_told_why() {
    let site = offered(&Provider::new(true)).await;
    for (language, denied, failed) in [
        (
            "vi",
            "Bạn chưa hoàn tất đăng nhập bên đó.",
            "Không xác minh được câu trả lời",
        ),
        (
            "en",
            "You did not finish signing in there.",
            "could not be verified",
        ),
    ] {
        let mut browser = site.visitor(language).await;
        let state = gone(&mut browser).await;
        let page = returned(&browser, &format!("state={state}&error=access_denied")).await;
        assert!(page.text.contains(denied), "{}", page.text);
        assert!(
            page.text.contains("value=\"/station/people\""),
            "the way back is kept"
        );
        let page = returned(&browser, &format!("state={state}&code=abc")).await;
        assert!(page.text.contains(failed), "{}", page.text);
        let query = format!("state={state}&code=abc&iss=https%3A%2F%2Fother.example");
        let page = returned(&browser, &query).await;
        assert!(page.text.contains(failed), "{}", page.text);
    }
}

#[tokio::test]
async fn only_the_browser_that_left_comes_back() {
    let site = offered(&Provider::new(true)).await;
    let mut victim = site.visitor("en").await;
    let mut attacker = site.visitor("en").await;
    let (own, other) = (gone(&mut victim).await, gone(&mut attacker).await);
    assert_ne!(own, other);
    let begin = "you came back in another browser";
    for state in [other.as_str(), "", "x"] {
        let page = returned(&victim, &format!("state={state}&code=abc")).await;
        assert!(page.text.contains(begin), "{}", page.text);
    }
    let mut mixed = site.visitor("en").await;
    let attempt = attacker.cookies.rsplit("; ").next().unwrap();
    mixed.cookies = format!("{}; {attempt}", mixed.cookies);
    let page = returned(&mixed, &format!("state={other}&code=abc")).await;
    assert!(
        page.text.contains(begin),
        "an attempt opens in its own browser only"
    );
    let page = returned(&site.visitor("en").await, "state=x&code=abc").await;
    assert!(page.text.contains(begin));
}

#[tokio::test]
async fn a_provider_that_is_away_leaves_the_password() {
    let provider = Provider::new(false);
    let site = offered(&provider).await;
    let browser = site.visitor("en").await;
    let there = browser
        .open("/sign-in/national")
        .await
        .location()
        .to_owned();
    let page = browser.open(&there).await;
    assert!(page.text.contains("does not answer now"), "{}", page.text);
    assert!(page.text.contains("name=\"password\""));
}

#[tokio::test]
async fn the_provider_is_read_once_for_many() {
    let provider = Provider::new(true);
    let site = offered(&provider).await;
    for _ in 0..3 {
        gone(&mut site.visitor("vi").await).await;
    }
    let asked = provider.asked.lock().unwrap().clone();
    let expected = [
        "https://id.example.vn/.well-known/openid-configuration",
        "https://id.example.vn/keys",
    ];
    assert_eq!(asked, expected);
}

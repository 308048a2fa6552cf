//! A site on a real store, and a browser that keeps its cookies.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use jiff::Timestamp;
use khien_domain::rights::{Role, Scope};
use khien_domain::{Answers, PopulationRegister, Record, RegisterFault};
use khien_registry::account::{NoRandomBytes, RandomBytes, Secrets};
use khien_registry::credentials::{ApplicationKey, SessionToken};
use khien_registry::{NewIds, Registry, job};
use khien_store::{AccountRow, AssignmentRow, FacilityRow, LoginRow, Moment, Store};
use khien_web::{App, Outside, Settings, Vault, router};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// Commune and facility that the stories play in.
pub(crate) const COMMUNE: &str = "12688";
pub(crate) const DISTRICT: &str = "340";
pub(crate) const STATION: &str = "34001";
/// The clinic of a factory, whose workbook is among the samples.
pub(crate) const FACTORY: &str = "34105";
/// When they play.
/// Between the parts of a form.
const EDGE: &str = "edge-of-parts";
const NOW: &str = "2022-05-14T02:30:00Z";

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// Ids that count.
#[derive(Default)]
pub(crate) struct Counting(AtomicU64);

impl NewIds for Counting {
    fn new_id(&self, _at: Timestamp) -> Uuid {
        Uuid::from_u128(1 << 64 | u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

/// A register that never answers: what was asked waits.
struct Away;

impl PopulationRegister for Away {
    fn ask<'a>(&'a self, _records: &'a [Record<'a>]) -> Answers<'a> {
        Box::pin(async { Err(RegisterFault::Away) })
    }
}

/// These stories begin when somebody is in already; only tokens are drawn.
struct Drawn(ApplicationKey);

impl RandomBytes for Drawn {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(9);
        Ok(())
    }
}

impl Vault for Drawn {
    fn secrets(&self) -> Secrets<'_> {
        Secrets {
            random: self,
            key: &self.0,
        }
    }
}

/// What the server said.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Cookies as a browser sends them back.
    pub(crate) fn cookies(&self) -> String {
        let set = self.headers.get_all("set-cookie").iter();
        let pairs = set.map(|value| value.to_str().unwrap().split(';').next().unwrap());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The value of the first field or link that begins like this.
    pub(crate) fn after(&self, start: &str) -> &str {
        let rest = self.text.split(start).nth(1).expect("it is on the page");
        rest.split('"').next().unwrap()
    }

    /// The token of the page's forms.
    pub(crate) fn token(&self) -> &str {
        self.after("name=\"csrf\" value=\"")
    }

    /// Where the answer leads.
    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        self.header("location")
    }
}

/// A site with one station and its people.
pub(crate) struct Site {
    pub(crate) router: Router,
    pub(crate) app: App,
    pub(crate) registry: Registry,
    ids: Counting,
    _folder: TempDir,
}

impl Site {
    /// An empty registry with one facility, and nobody signed in.
    pub(crate) async fn new() -> Self {
        Self::with_settings(Settings::new([7; 32])).await
    }

    /// The same, with other settings.
    pub(crate) async fn with_settings(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("registry.db").display());
        let store = Store::open(&address).await.unwrap();
        store.migrate().await.unwrap();
        let registry = Registry::new(store, Arc::new(Away));
        let dice = AtomicU8::new(1);
        let random = move |bytes: &mut [u8]| bytes.fill(dice.fetch_add(1, Ordering::Relaxed));
        let outside = Outside::new(now, random, Counting(AtomicU64::new(1 << 32)));
        let vault = Drawn(ApplicationKey::from_bytes(&[3; 32]).unwrap());
        let app = App::new(settings, outside, registry.clone(), vault);
        let site = Self {
            router: router(app.clone()),
            app,
            registry,
            ids: Counting::default(),
            _folder: folder,
        };
        site.add_facility(STATION, "Trạm Y tế xã An Châu").await;
        site.add_facility(FACTORY, "Công ty May Hưng Phát").await;
        site
    }

    async fn add_facility(&self, code: &str, name: &str) {
        let at = Moment(now());
        let mut tx = self.registry.store().write().await.unwrap();
        tx.insert_facility(&FacilityRow {
            code: code.to_owned(),
            name: name.to_owned(),
            kind: if code == STATION {
                "commune_station"
            } else {
                "clinic"
            }
            .to_owned(),
            commune_code: COMMUNE.to_owned(),
            managing_body: None,
            closed_on: None,
            version: 1,
            created_at: at,
            updated_at: at,
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// The browser of somebody with these roles at the station.
    pub(crate) async fn sign_in(&self, name: &str, roles: &[Role]) -> Browser<'_> {
        self.sign_in_at(name, roles, STATION).await
    }

    /// The browser of somebody with these roles at a facility.
    pub(crate) async fn sign_in_at(
        &self,
        name: &str,
        roles: &[Role],
        facility: &str,
    ) -> Browser<'_> {
        let account = self.account_at(name, roles, facility).await;
        let at = Moment(now());
        let mut dice = [7; 32];
        dice[..16].copy_from_slice(account.as_bytes());
        let token = SessionToken::from_random(dice);
        let mut tx = self.registry.store().write().await.unwrap();
        let login = LoginRow {
            token_hash: token.hash().as_bytes().to_vec(),
            account_id: account,
            begun_at: at,
            seen_at: at,
            expires_at: Moment(
                now()
                    .saturating_add(jiff::SignedDuration::from_hours(8))
                    .unwrap(),
            ),
            second_step_due: false,
        };
        tx.insert_login(&login).await.unwrap();
        tx.commit().await.unwrap();
        Browser {
            site: self,
            cookies: format!("__Host-khien-session={}", token.to_text().as_str()),
            language: "vi",
        }
    }

    /// The browser of nobody yet, as it is after its first page.
    pub(crate) async fn visitor(&self, language: &'static str) -> Browser<'_> {
        let mut browser = Browser {
            site: self,
            cookies: String::new(),
            language,
        };
        browser.cookies = browser.open("/sign-in").await.cookies();
        browser
    }

    /// The login of an account, by the name of its holder.
    pub(crate) async fn login_of(&self, name: &str) -> String {
        let mut tx = self.registry.store().read().await.unwrap();
        let accounts = tx.accounts("", 100).await.unwrap();
        let found = accounts.into_iter().find(|row| row.name == name);
        found.expect("there is such an account").login
    }

    /// The browser of somebody without an account.
    pub(crate) fn stranger(&self, language: &'static str) -> Browser<'_> {
        Browser {
            site: self,
            cookies: String::new(),
            language,
        }
    }

    /// An account with these roles, at the station where they are a facility's.
    pub(crate) async fn account(&self, name: &str, roles: &[Role]) -> Uuid {
        self.account_at(name, roles, STATION).await
    }

    async fn account_at(&self, name: &str, roles: &[Role], facility: &str) -> Uuid {
        let account = self.ids.new_id(now());
        let mut tx = self.registry.store().write().await.unwrap();
        tx.insert_account(&account_row(account, name))
            .await
            .unwrap();
        for role in roles {
            let scope = match role {
                Role::CommuneStation | Role::CommunePolice | Role::CommuneCommittee => {
                    Scope::Commune(COMMUNE.to_owned())
                }
                Role::DistrictHealthCentre | Role::DistrictPolice => {
                    Scope::District(DISTRICT.to_owned())
                }
                Role::InformationTechnology
                | Role::PreventiveMedicine
                | Role::PartnerApp
                | Role::Auditor
                | Role::RegisterOwner => Scope::Nation,
                _ => Scope::Facility(facility.to_owned()),
            };
            let row = AssignmentRow {
                id: self.ids.new_id(now()),
                account_id: account,
                role: role.code().to_owned(),
                scope_kind: scope.kind().code().to_owned(),
                scope_code: scope.code(),
                until: None,
            };
            tx.insert_assignment(&row).await.unwrap();
        }
        tx.commit().await.unwrap();
        account
    }

    /// Does the work that waits.
    pub(crate) async fn work(&self) {
        while job::run_one(&self.registry, &self.ids, &now).await.unwrap() {}
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

fn account_row(id: Uuid, name: &str) -> AccountRow {
    let at = Moment(now());
    AccountRow {
        id,
        login: format!("a{}", id.as_u128()),
        name: name.to_owned(),
        password_hash: None,
        password_until: None,
        totp_secret: None,
        totp_last_step: None,
        openid_issuer: None,
        openid_subject: None,
        failures: 0,
        failed_at: None,
        language: "vi".to_owned(),
        closed_at: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

/// Somebody's browser.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    pub(crate) cookies: String,
    pub(crate) language: &'static str,
}

impl Browser<'_> {
    /// Opens a page.
    pub(crate) async fn open(&self, path: &str) -> Answer {
        let request = get(
            path,
            &[
                ("cookie", &self.cookies),
                ("accept-language", self.language),
            ],
        );
        self.site.send(request).await
    }

    /// Asks for a part of a page, as htmx does.
    pub(crate) async fn part(&self, path: &str) -> Answer {
        let headers = [
            ("cookie", self.cookies.as_str()),
            ("accept-language", self.language),
            ("hx-request", "true"),
        ];
        self.site.send(get(path, &headers)).await
    }

    /// Registers somebody born on a day like `5/8/1960`; answers the id.
    pub(crate) async fn register(&self, name: &str, born: &str, number: &str) -> String {
        let form = self.open("/station/people/new").await;
        let id = form.after("name=\"id\" value=\"").to_owned();
        let born: Vec<&str> = born.split('/').collect();
        let fields = [
            ("id", id.as_str()),
            ("full_name", name),
            ("born_d", born[0]),
            ("born_m", born[1]),
            ("born_y", born[2]),
            ("sex", "F"),
            ("number", number),
            ("nationality", "VN"),
            ("another", "yes"),
        ];
        let saved = self.send(&form, "/station/people/new", &fields).await;
        assert!(saved.location().contains("done=person"), "{}", saved.text);
        id
    }

    /// Receives forty vials of six doses each; answers the lot.
    pub(crate) async fn receive(&self, number: &str) -> String {
        let form = self.open("/station/lots/receive").await;
        let id = form.after("name=\"id\" value=\"").to_owned();
        let receipt = [
            ("id", id.as_str()),
            ("product", "comirnaty"),
            ("lot", number),
            ("expires", "31/08/2022"),
            ("vials", "40"),
        ];
        let received = self.send(&form, "/station/lots/receive", &receipt).await;
        let lot = received.location().split('?').next().unwrap();
        lot.rsplit('/').next().unwrap().to_owned()
    }

    /// Sends a form of a page that was opened.
    pub(crate) async fn send(&self, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("csrf={}", page.token());
        for (name, value) in fields {
            write!(body, "&{name}={}", encoded(value)).unwrap();
        }
        let headers = [
            ("cookie", self.cookies.as_str()),
            ("accept-language", self.language),
            ("host", "khien.example"),
        ];
        self.site.send(post(path, &headers, &body)).await
    }

    /// Saves a file.
    pub(crate) async fn save(&self, path: &str) -> (HeaderMap, Vec<u8>) {
        let request = get(path, &[("cookie", &self.cookies)]);
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        assert_eq!(parts.status, StatusCode::OK);
        (
            parts.headers,
            to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        )
    }

    /// Drops a file on the form of the imports.
    pub(crate) async fn upload(&self, page: &Answer, name: &str, bytes: &[u8]) -> Answer {
        self.upload_to("/station/imports", page, (name, bytes))
            .await
    }

    /// Sends a form with fields and perhaps a file, in parts as browsers do.
    pub(crate) async fn send_parts(
        &self,
        path: &str,
        page: &Answer,
        fields: &[(&str, String)],
        file: Option<&[u8]>,
    ) -> Answer {
        let mut body = Vec::new();
        let token = ("csrf", page.token().to_owned());
        for (name, value) in std::iter::once(&token).chain(fields) {
            let part = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        // A browser sends the field empty where no file was chosen.
        let name = if file.is_some() { "a.bin" } else { "" };
        let part = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(file.unwrap_or_default());
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        self.post_parts(path, body).await
    }

    /// Sends the parts of a form.
    async fn post_parts(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("cookie", &self.cookies)
            .header("accept-language", self.language)
            .header(
                "content-type",
                format!("multipart/form-data; boundary={EDGE}"),
            )
            .body(Body::from(body))
            .unwrap();
        self.site.send(request).await
    }

    /// Sends a file by the form of a page.
    pub(crate) async fn upload_to(
        &self,
        path: &str,
        page: &Answer,
        (name, bytes): (&str, &[u8]),
    ) -> Answer {
        let mut body = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--{EDGE}\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n",
            page.token()
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        self.post_parts(path, body).await
    }
}

pub(crate) fn get(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

pub(crate) fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(Method::POST).uri(path);
    request = request.header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

pub(crate) fn encoded(value: &str) -> String {
    let mut encoded = String::new();
    for byte in value.bytes() {
        write!(encoded, "%{byte:02X}").unwrap();
    }
    encoded
}

//! A site on a real store, and programs and people who call its API.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use jiff::{SignedDuration, Timestamp};
use khien_domain::rights::{Act, Assignment, Role, Scope};
use khien_domain::{Answers, PopulationRegister, Record, RegisterFault};
use khien_registry::account::{NoRandomBytes, RandomBytes, Secrets};
use khien_registry::credentials::{ApplicationKey, PartnerToken, SessionToken};
use khien_registry::{NewIds, Registry};
use khien_store::{
    AccountRow, AssignmentRow, FacilityRow, LoginRow, Moment, PersonRow, Store, TokenRow,
};
use khien_web::{App, Outside, Settings, Vault, router};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// Commune and facilities that the stories play in.
pub(crate) const COMMUNE: &str = "12688";
pub(crate) const STATION: &str = "34001";
/// A hospital of another province.
pub(crate) const ELSEWHERE: &str = "01002";
pub(crate) const COMMUNE_ELSEWHERE: &str = "00001";
/// When they play.
pub(crate) const NOW: &str = "2022-05-14T02:30:00Z";

/// Ids that count.
#[derive(Default)]
struct Counting(AtomicU64);

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

/// Bytes that count.
struct Dice(AtomicU64);

impl RandomBytes for Dice {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        let thrown = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        let endless = thrown.into_iter().cycle();
        bytes.iter_mut().zip(endless).for_each(|(it, of)| *it = of);
        Ok(())
    }
}

/// What tokens are made of.
struct Safe {
    dice: Dice,
    key: ApplicationKey,
}

impl Vault for Safe {
    fn secrets(&self) -> Secrets<'_> {
        Secrets {
            random: &self.dice,
            key: &self.key,
        }
    }
}

/// An id of version 7 as a client makes it.
pub(crate) fn id7(number: u128) -> Uuid {
    Uuid::from_u128(0x0180_c1d2_0000_7000_8000_0000_0000_0000 + number)
}

/// What the server said.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Status and code of a problem.
    pub(crate) fn problem(&self) -> (u16, &str) {
        assert_eq!(self.header("content-type"), "application/problem+json");
        (self.status.as_u16(), self.json["code"].as_str().unwrap())
    }

    /// Pointer and code of the first fault.
    pub(crate) fn fault(&self) -> (&str, &str) {
        assert_eq!(self.problem(), (422, "body-invalid"), "{}", self.json);
        let fault = &self.json["faults"][0];
        (
            fault["pointer"].as_str().unwrap(),
            fault["code"].as_str().unwrap(),
        )
    }

    /// The body of something that was done.
    pub(crate) fn done(&self, status: StatusCode) -> &Value {
        assert_eq!(self.status, status, "{}", self.json);
        &self.json
    }
}

/// A site with a station and a hospital far away.
pub(crate) struct Site {
    router: Router,
    pub(crate) app: App,
    pub(crate) registry: Registry,
    now: Arc<Mutex<Timestamp>>,
    ids: Counting,
    _folder: TempDir,
}

impl Site {
    /// An empty registry with two facilities, and nobody who calls.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("registry.db").display());
        let store = Store::open(&address).await.unwrap();
        store.migrate().await.unwrap();
        let registry = Registry::new(store, Arc::new(Away));
        let now = Arc::new(Mutex::new(NOW.parse().unwrap()));
        let dice = Dice(AtomicU64::new(1));
        let random = move |bytes: &mut [u8]| dice.fill(bytes).unwrap();
        let safe = Safe {
            dice: Dice(AtomicU64::new(1 << 20)),
            key: ApplicationKey::from_bytes(&[4; 32]).unwrap(),
        };
        let clock = Arc::clone(&now);
        let outside = Outside::new(
            move || *clock.lock().unwrap(),
            random,
            Counting(AtomicU64::new(1 << 32)),
        );
        let app = App::new(Settings::new([7; 32]), outside, registry.clone(), safe);
        let site = Self {
            router: router(app.clone()),
            app,
            registry,
            now,
            ids: Counting::default(),
            _folder: folder,
        };
        site.add_facility(STATION, COMMUNE).await;
        site.add_facility(ELSEWHERE, COMMUNE_ELSEWHERE).await;
        site
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, seconds: i64) {
        *self.now.lock().unwrap() += SignedDuration::from_secs(seconds);
    }

    fn at(&self) -> Moment {
        Moment(self.now())
    }

    async fn add_facility(&self, code: &str, commune: &str) {
        let mut tx = self.registry.store().write().await.unwrap();
        tx.insert_facility(&FacilityRow {
            code: code.to_owned(),
            name: code.to_owned(),
            kind: "commune_station".to_owned(),
            commune_code: commune.to_owned(),
            managing_body: None,
            closed_on: None,
            version: 1,
            created_at: self.at(),
            updated_at: self.at(),
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Somebody who lives in a commune, born in 1990.
    pub(crate) async fn add_person(&self, number: u128, commune: &str) -> Uuid {
        let id = id7(number);
        let mut tx = self.registry.store().write().await.unwrap();
        tx.insert_person(&person_row(id, commune, self.at()))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// An account with roles.
    pub(crate) async fn add_account(&self, roles: &[Assignment]) -> Uuid {
        let account = self.ids.new_id(self.now());
        let mut tx = self.registry.store().write().await.unwrap();
        tx.insert_account(&account_row(account, self.at()))
            .await
            .unwrap();
        for held in roles {
            let row = AssignmentRow {
                id: self.ids.new_id(self.now()),
                account_id: account,
                role: held.role.code().to_owned(),
                scope_kind: held.scope.kind().code().to_owned(),
                scope_code: held.scope.code(),
                until: held.until.map(Moment),
            };
            tx.insert_assignment(&row).await.unwrap();
        }
        tx.commit().await.unwrap();
        account
    }

    /// Somebody of the staff with a session, whose scripts know the token of their pages.
    pub(crate) async fn staff(&self, roles: &[Assignment]) -> Client<'_> {
        self.staff_of(roles).await.0
    }

    /// The same, with the id of their account.
    pub(crate) async fn staff_of(&self, roles: &[Assignment]) -> (Client<'_>, Uuid) {
        let account = self.add_account(roles).await;
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(account.as_bytes());
        let token = SessionToken::from_random(bytes);
        let mut tx = self.registry.store().write().await.unwrap();
        let login = LoginRow {
            token_hash: token.hash().as_bytes().to_vec(),
            account_id: account,
            begun_at: self.at(),
            seen_at: self.at(),
            expires_at: Moment(self.now() + SignedDuration::from_hours(8)),
            second_step_due: false,
        };
        tx.insert_login(&login).await.unwrap();
        tx.commit().await.unwrap();
        let cookie = format!("__Host-khien-session={}", token.to_text().as_str());
        let mut client = Client {
            site: self,
            headers: vec![("cookie".to_owned(), cookie)],
        };
        let me = client.get("/accounts/me").await;
        if let Some(csrf) = me.json["csrf_token"].as_str() {
            client
                .headers
                .push(("x-csrf-token".to_owned(), csrf.to_owned()));
        }
        (client, account)
    }

    /// A clerk of the station.
    pub(crate) async fn clerk(&self) -> Client<'_> {
        self.staff(&[at_facility(Role::Clerk, STATION)]).await
    }

    /// The head of the station.
    pub(crate) async fn head(&self) -> Client<'_> {
        self.staff(&[at_facility(Role::FacilityHead, STATION)])
            .await
    }

    /// A partner's program with a token for some acts.
    pub(crate) async fn partner(&self, scope: Scope, acts: &[Act], per_minute: i64) -> Client<'_> {
        let roles = [Assignment::lasting(Role::PartnerApp, scope)];
        let account = self.add_account(&roles).await;
        let id = self.ids.new_id(self.now());
        let token = PartnerToken::new(id, [9; 32]);
        let acts: Vec<&str> = acts.iter().map(|act| act.code()).collect();
        let mut tx = self.registry.store().write().await.unwrap();
        let row = TokenRow {
            id,
            secret_hash: token.hash().as_bytes().to_vec(),
            account_id: account,
            name: "Sổ tiêm".to_owned(),
            acts: acts.join(" "),
            per_minute,
            made_by: account,
            created_at: self.at(),
            expires_at: Moment(self.now() + SignedDuration::from_hours(24)),
            used_at: None,
        };
        tx.insert_token(&row).await.unwrap();
        tx.commit().await.unwrap();
        let shown = format!("Bearer {}", token.to_text().as_str());
        Client {
            site: self,
            headers: vec![("authorization".to_owned(), shown)],
        }
    }

    /// Nobody in particular.
    pub(crate) fn stranger(&self) -> Client<'_> {
        Client {
            site: self,
            headers: Vec::new(),
        }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }
}

pub(crate) fn at_facility(role: Role, facility: &str) -> Assignment {
    Assignment::lasting(role, Scope::Facility(facility.to_owned()))
}

/// Who calls.
#[derive(Clone)]
pub(crate) struct Client<'a> {
    site: &'a Site,
    headers: Vec<(String, String)>,
}

impl Client<'_> {
    /// The same with another header, or another value of one.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut it = self.clone();
        it.headers.retain(|(known, _)| known != name);
        it.headers.push((name.to_owned(), value.to_owned()));
        it
    }

    /// The same without a header.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut it = self.clone();
        it.headers.retain(|(known, _)| known != name);
        it
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(&Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(&Method::POST, path, Some(body.to_string())).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(&Method::PUT, path, Some(body.to_string())).await
    }

    pub(crate) async fn call(&self, method: &Method, path: &str, body: Option<String>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"));
        let is_typed = self.headers.iter().any(|(name, _)| name == "content-type");
        if body.is_some() && !is_typed {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = body.map_or_else(Body::empty, Body::from);
        self.site.send(request.body(body).unwrap()).await
    }
}

fn account_row(id: Uuid, at: Moment) -> AccountRow {
    AccountRow {
        id,
        login: format!("a{}", id.as_u128()),
        name: "Tô Thị Duyên".to_owned(),
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

fn person_row(id: Uuid, commune: &str, at: Moment) -> PersonRow {
    PersonRow {
        id,
        full_name: "Trần Văn An".to_owned(),
        folded_name: "tran van an".to_owned(),
        call_name: "an tran van".to_owned(),
        date_of_birth: Some("1990-08-05".to_owned()),
        sex: Some("M".to_owned()),
        id_number: Some("034090001234".to_owned()),
        old_number: None,
        insurance_number: None,
        phone: None,
        nationality: None,
        commune_code: Some(commune.to_owned()),
        hamlet: None,
        address: None,
        workplace: None,
        priority_group: None,
        guardian_id: None,
        state: "active".to_owned(),
        merged_into: None,
        identity: "pending".to_owned(),
        identity_fields: String::new(),
        identity_at: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

//! A registry with accounts, for the stories of logins and of the sealer.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use khien_certificate::keys::{NoRandomBytes, RandomBytes};
use khien_domain::rights::{Assignment, Role, Scope};
use khien_domain::{Answers, PopulationRegister, Record, RegisterFault};
use khien_registry::account::{
    self, Admitted, Begun, Entrance, LogInError, Secrets, Seed, Who, seed_demo, seed_first,
};
use khien_registry::credentials::{ApplicationKey, PasswordHash, SessionToken};
use khien_registry::{Actor, By, Registry};
use khien_store::{AuditRow, FacilityRow, Moment, Store};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::{COMMUNE, Counting, HOSPITAL, STATION, at};

pub(crate) const MORNING: &str = "2021-09-15T01:00:00Z";
pub(crate) const PASSWORD: &str = "bốn con cò trắng";

/// Hashed once, because it is slow.
static HASH: LazyLock<PasswordHash> =
    LazyLock::new(|| PasswordHash::of(PASSWORD, &[7; 16]).unwrap());

/// The accounts that are there: the first one, and three of the station.
const STAFF: [(&str, Role); 3] = [
    ("head", Role::FacilityHead),
    ("clerk", Role::Clerk),
    ("nurse", Role::Vaccinator),
];

/// A register that never answers.
struct Away;

impl PopulationRegister for Away {
    fn ask<'a>(&'a self, _records: &'a [Record<'a>]) -> Answers<'a> {
        Box::pin(async { Err(RegisterFault::Away) })
    }
}

/// Bytes that are never the same twice, and the same in every run.
#[derive(Default)]
struct Numbered(AtomicU64);

impl RandomBytes for Numbered {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        for chunk in bytes.chunks_mut(8) {
            let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            for (byte, of_number) in chunk.iter_mut().zip(mixed.to_be_bytes()) {
                *byte = of_number;
            }
        }
        Ok(())
    }
}

pub(crate) struct Office {
    pub(crate) registry: Registry,
    pub(crate) ids: Counting,
    random: Numbered,
    key: ApplicationKey,
    folder: TempDir,
}

impl Office {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry.db");
        let store = Store::open(&format!("sqlite:{}", path.display()))
            .await
            .unwrap();
        store.migrate().await.unwrap();
        let office = Self {
            registry: Registry::new(store, Arc::new(Away)),
            ids: Counting::default(),
            random: Numbered::default(),
            key: ApplicationKey::from_bytes(&[4; 32]).unwrap(),
            folder,
        };
        office.seed().await;
        office
    }

    async fn seed(&self) {
        let now = Moment(at("2021-08-01T00:00:00Z"));
        let mut tx = self.registry.store().write().await.unwrap();
        for code in [STATION, HOSPITAL] {
            let row = FacilityRow {
                code: code.to_owned(),
                name: code.to_owned(),
                kind: "commune_station".to_owned(),
                commune_code: COMMUNE.to_owned(),
                managing_body: None,
                closed_on: None,
                version: 1,
                created_at: now,
                updated_at: now,
            };
            tx.insert_facility(&row).await.unwrap();
        }
        tx.commit().await.unwrap();
        let operator = [Assignment::lasting(
            Role::InformationTechnology,
            Scope::Nation,
        )];
        let first = self.seed_of("operator", &operator);
        seed_first(&self.registry, now.0, &self.ids, &first)
            .await
            .unwrap();
        let roles = STAFF.map(|(login, role)| (login, [at_station(role)]));
        let staff = roles
            .each_ref()
            .map(|(login, roles)| self.seed_of(login, roles));
        let added = seed_demo(&self.registry, now.0, &self.ids, &staff).await;
        assert_eq!(added.unwrap(), STAFF.len());
    }

    #[expect(clippy::unused_self, reason = "reads as the office's own")]
    pub(crate) fn seed_of<'a>(&self, login: &'a str, roles: &'a [Assignment]) -> Seed<'a> {
        Seed {
            login,
            name: login,
            password: &HASH,
            roles,
        }
    }

    /// Where the database lies.
    pub(crate) fn path(&self) -> String {
        self.folder.path().join("registry.db").display().to_string()
    }

    /// The same database, opened by another process.
    pub(crate) async fn opened_again(&self) -> Registry {
        let store = Store::open(&format!("sqlite:{}", self.path())).await;
        Registry::new(store.unwrap(), Arc::new(Away))
    }

    pub(crate) fn secrets(&self) -> Secrets<'_> {
        Secrets {
            random: &self.random,
            key: &self.key,
        }
    }

    pub(crate) fn entrance(&self, time: &str) -> Entrance<'_> {
        Entrance {
            at: at(time),
            ids: &self.ids,
            secrets: self.secrets(),
        }
    }

    pub(crate) async fn try_password(
        &self,
        login: &str,
        password: &str,
        time: &str,
    ) -> Result<Admitted, LogInError> {
        let entrance = self.entrance(time);
        on_any_thread(account::log_in(&self.registry, &entrance, login, password)).await
    }

    /// Somebody of the staff comes in by the usual password.
    pub(crate) async fn log_in(&self, login: &str, time: &str) -> Begun {
        match self.try_password(login, PASSWORD, time).await {
            Ok(Admitted::In(begun)) => begun,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn who(&self, token: &SessionToken, time: &str) -> Who {
        match on_any_thread(account::who(&self.registry, at(time), token)).await {
            Ok(who) => who,
            Err(error) => panic!("{error}"),
        }
    }

    /// Somebody of the staff, logged in.
    pub(crate) async fn come(&self, login: &str, time: &str) -> Who {
        let begun = self.log_in(login, time).await;
        self.who(&begun.token, time).await
    }

    pub(crate) fn by<'a>(&'a self, actor: &'a Actor, time: &str) -> By<'a> {
        By {
            actor,
            at: at(time),
            facility: Some(STATION),
            ids: &self.ids,
        }
    }

    pub(crate) async fn id_of(&self, login: &str) -> Uuid {
        let mut tx = self.registry.store().read().await.unwrap();
        tx.account_by_login(login).await.unwrap().unwrap().id
    }

    /// What the audit says of an account, the oldest first.
    pub(crate) async fn audit_of(&self, account: Uuid) -> Vec<AuditRow> {
        let mut tx = self.registry.store().read().await.unwrap();
        let rows = tx.audit_of("account", &account.to_string(), 100).await;
        let mut rows = rows.unwrap();
        rows.reverse();
        rows
    }

    /// Acts and reasons of the audit about an account.
    pub(crate) async fn acts_of(&self, login: &str) -> Vec<String> {
        let rows = self.audit_of(self.id_of(login).await).await;
        rows.into_iter()
            .map(|row| match row.reason {
                Some(reason) => format!("{} {reason}", row.act),
                None => row.act,
            })
            .collect()
    }
}

/// A role at the station, for ever.
pub(crate) fn at_station(role: Role) -> Assignment {
    Assignment::lasting(role, Scope::Facility(STATION.to_owned()))
}

/// The same future, which pages may carry from thread to thread: else this does not compile.
pub(crate) fn on_any_thread<F: Future + Send>(future: F) -> F {
    future
}

//! An empty registry with one clerk, who may write for ten facilities.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::{KeyFile, NoRandomBytes, RandomBytes, SigningKey};
use khien_domain::rights::{Assignment, Role, Scope};
use khien_population::IndexedRegister;
use khien_registry::import::{self, NewImport};
use khien_registry::job::run_one;
use khien_registry::{Actor, By, NewIds, Registry, seal};
use khien_store::{AccountRow, AssignmentRow, FacilityRow, Moment};
use uuid::Uuid;

use super::database::Database;

/// Who gave the doses.
pub(crate) const FACILITIES: [&str; 10] = [
    "34001", "34002", "34003", "34004", "34005", "34006", "34007", "34008", "34009", "34010",
];
const COMMUNE: &str = "12688";
const CLERK: Uuid = Uuid::from_u128(1);
const IMPORT: Uuid = Uuid::from_u128(2);

/// Ids that grow, as those of version 7 do.
struct Growing(AtomicU64);

impl NewIds for Growing {
    fn new_id(&self, at: Timestamp) -> Uuid {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let millis = u64::try_from(at.as_millisecond()).unwrap();
        let version = 7_u128 << 76 | 2_u128 << 62;
        Uuid::from_u128(u128::from(millis) << 80 | version | u128::from(number))
    }
}

pub(crate) struct World {
    pub(crate) registry: Registry,
    ids: Growing,
    clerk: Actor,
    begun: Instant,
}

fn noon() -> Timestamp {
    "2022-06-15T05:00:00Z".parse().unwrap()
}

impl World {
    pub(crate) async fn new(database: &Database, register: IndexedRegister) -> Self {
        let held = FACILITIES
            .map(|code| Assignment::lasting(Role::Clerk, Scope::Facility(code.to_owned())));
        let world = Self {
            registry: Registry::new(database.open().await, Arc::new(register)),
            ids: Growing(AtomicU64::new(1)),
            clerk: Actor {
                account: CLERK,
                assignments: held.to_vec(),
            },
            begun: Instant::now(),
        };
        seed(&world.registry, &world.clerk).await;
        world
    }

    fn now(&self) -> Timestamp {
        noon() + SignedDuration::try_from(self.begun.elapsed()).unwrap()
    }

    fn by(&self) -> By<'_> {
        By {
            actor: &self.clerk,
            at: self.now(),
            facility: Some(FACILITIES[0]),
            ids: &self.ids,
        }
    }

    pub(crate) async fn upload(&self, bytes: &[u8]) {
        let new = NewImport {
            id: IMPORT,
            facility: FACILITIES[0],
            file_name: "doses.csv",
            bytes,
        };
        import::upload(&self.registry, &self.by(), new)
            .await
            .unwrap();
    }

    pub(crate) async fn apply(&self) {
        import::apply(&self.registry, &self.by(), IMPORT)
            .await
            .unwrap();
    }

    /// Does all jobs that wait.
    pub(crate) async fn work(&self) {
        let now = || self.now();
        while run_one(&self.registry, &self.ids, &now).await.unwrap() {}
    }

    /// Rows by kind, and that every one of them has its job done.
    pub(crate) async fn tell(&self) {
        let mut tx = self.registry.store().read().await.unwrap();
        let counts = tx.import_counts(IMPORT).await.unwrap();
        println!("rows by kind, applied: {counts:?}");
        let jobs = tx.jobs_about(IMPORT).await.unwrap();
        assert!(jobs.iter().all(|job| job.state == "done"), "{jobs:?}");
        let counted = tx.count_total().await.unwrap();
        assert_eq!(counted, tx.recount_total().await.unwrap());
        println!("{counted} doses");
    }

    pub(crate) async fn fold(&self) {
        let mut tx = self.registry.store().write().await.unwrap();
        tx.fold_dose_deltas().await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Seals all that waits; gives how many entries.
    pub(crate) async fn seal(&self) -> usize {
        let key = key();
        let mut sealed = 0;
        loop {
            match seal::seal_once(&self.registry, &key, self.now())
                .await
                .unwrap()
            {
                0 => return sealed,
                more => sealed += more,
            }
        }
    }
}

/// Makes the same key each time.
struct Repeated(u8);

impl RandomBytes for Repeated {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(self.0);
        Ok(())
    }
}

fn key() -> SigningKey {
    let file = KeyFile::create("a passphrase of benchmarks", &Repeated(1)).unwrap();
    KeyFile::open(file.as_bytes(), "a passphrase of benchmarks").unwrap()
}

async fn seed(registry: &Registry, clerk: &Actor) {
    let now = Moment(noon());
    let mut tx = registry.store().write().await.unwrap();
    let account = AccountRow {
        id: CLERK,
        login: "clerk".to_owned(),
        name: "clerk".to_owned(),
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
        created_at: now,
        updated_at: now,
    };
    tx.insert_account(&account).await.unwrap();
    for (number, (code, held)) in (100..).zip(FACILITIES.iter().zip(&clerk.assignments)) {
        let facility = FacilityRow {
            code: (*code).to_owned(),
            name: (*code).to_owned(),
            kind: "commune_station".to_owned(),
            commune_code: COMMUNE.to_owned(),
            managing_body: None,
            closed_on: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        tx.insert_facility(&facility).await.unwrap();
        let row = AssignmentRow {
            id: Uuid::from_u128(number),
            account_id: CLERK,
            role: held.role.code().to_owned(),
            scope_kind: held.scope.kind().code().to_owned(),
            scope_code: held.scope.code(),
            until: None,
        };
        tx.insert_assignment(&row).await.unwrap();
    }
    tx.commit().await.unwrap();
}

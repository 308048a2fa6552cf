//! A registry on a real store with a real, small register behind it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use khien_domain::RegisterRow;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_linkage::{IndexBuilder, PopulationIndex};
use khien_population::IndexedRegister;
use khien_registry::person::PersonForm;
use khien_registry::{Actor, By, NewIds, Registry};
use khien_store::{AccountRow, AssignmentRow, FacilityRow, Moment, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// Commune, facility and neighbour that the stories play in.
pub(crate) const COMMUNE: &str = "12688";
pub(crate) const STATION: &str = "34001";
pub(crate) const HOSPITAL: &str = "34002";
/// The clinic of a factory, whose workbook is among the samples.
pub(crate) const FACTORY: &str = "34105";

/// Ids that count, so that a story always has the same ones.
#[derive(Default)]
pub(crate) struct Counting(AtomicU64);

impl NewIds for Counting {
    fn new_id(&self, _at: Timestamp) -> Uuid {
        Uuid::from_u128(1 << 64 | u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

/// A registry, and what stories need around it.
pub(crate) struct World {
    pub(crate) registry: Registry,
    pub(crate) ids: Counting,
    clerk: Actor,
    nobody: Actor,
    auditor: Actor,
    head: Actor,
    factory: Actor,
    _folder: TempDir,
}

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The people of the register: a father, a mother, a namesake of the father.
const REGISTER: [[&str; 4]; 3] = [
    ["034060001234", "Trần Văn An", "1960-08-05", "M"],
    ["034165005678", "Phạm Thị Lan", "1965-02-10", "F"],
    ["034070004321", "Trần Văn An", "1970-01-01", "M"],
];

pub(crate) fn register(folder: &TempDir) -> IndexedRegister {
    let path = folder.path().join("register.kidx");
    let mut builder = IndexBuilder::new();
    for [number, name, born, sex] in REGISTER {
        let row = RegisterRow {
            key: number,
            personal_id: number,
            full_name: name,
            date_of_birth: born,
            sex,
            commune_code: COMMUNE,
            ..RegisterRow::default()
        };
        builder.push(&row).unwrap();
    }
    builder.finish(&path).unwrap();
    IndexedRegister::new(PopulationIndex::open(&path).unwrap())
}

fn actor(number: u128, role: Option<(Role, Scope)>) -> Actor {
    Actor {
        account: id(number),
        assignments: role
            .map(|(role, scope)| Assignment::lasting(role, scope))
            .into_iter()
            .collect(),
    }
}

fn facility(code: &str) -> FacilityRow {
    let now = Moment(at("2021-08-01T00:00:00Z"));
    FacilityRow {
        code: code.to_owned(),
        name: code.to_owned(),
        kind: "commune_station".to_owned(),
        commune_code: COMMUNE.to_owned(),
        managing_body: None,
        closed_on: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

/// The address of a new, empty database of the throw-away cluster that `./test` starts.
#[expect(
    clippy::disallowed_methods,
    reason = "which server the tests use is the one thing they read from outside"
)]
async fn empty_postgres() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let Ok(server) = std::env::var("KHIEN_TEST_POSTGRES") else {
        panic!("KHIEN_TEST_POSTGRES is not set: run ./test, which starts a server");
    };
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("khien_registry_{}_{number}", std::process::id());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    for act in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        sqlx::query(AssertSqlSafe(format!("{act} {name}")))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    connection.close().await.unwrap();
    let (before, _) = server.rsplit_once('/').unwrap();
    format!("{before}/{name}")
}

/// Stamps each story as a test on both engines. A story takes the world that it plays in.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::support::World::new().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::support::World::on_postgres().await).await;
            })+
        }
    };
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("registry.db").display());
        Self::at(&address, folder).await
    }

    /// The same on PostgreSQL, in a database of its own in the cluster that the tests are given.
    pub(crate) async fn on_postgres() -> Self {
        Self::at(&empty_postgres().await, tempfile::tempdir().unwrap()).await
    }

    async fn at(address: &str, folder: TempDir) -> Self {
        let store = Store::open(address).await.unwrap();
        store.migrate().await.unwrap();
        let world = Self {
            registry: Registry::new(store, Arc::new(register(&folder))),
            ids: Counting::default(),
            clerk: actor(1, Some((Role::Clerk, Scope::Facility(STATION.to_owned())))),
            nobody: actor(2, None),
            auditor: actor(3, Some((Role::Auditor, Scope::Nation))),
            factory: actor(5, Some((Role::Clerk, Scope::Facility(FACTORY.to_owned())))),
            head: actor(
                4,
                Some((Role::FacilityHead, Scope::Facility(STATION.to_owned()))),
            ),
            _folder: folder,
        };
        world.seed().await;
        world
    }

    async fn seed(&self) {
        let now = Moment(at("2021-08-01T00:00:00Z"));
        let mut tx = self.registry.store().write().await.unwrap();
        for (number, login) in [
            (1, "clerk"),
            (2, "nobody"),
            (3, "auditor"),
            (4, "head"),
            (5, "factory"),
        ] {
            let row = AccountRow {
                id: id(number),
                login: login.to_owned(),
                name: login.to_owned(),
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
            tx.insert_account(&row).await.unwrap();
        }
        for code in [STATION, HOSPITAL, FACTORY] {
            tx.insert_facility(&facility(code)).await.unwrap();
        }
        for actor in [&self.clerk, &self.auditor, &self.head, &self.factory] {
            for (place, held) in actor.assignments.iter().enumerate() {
                let row = AssignmentRow {
                    id: Uuid::from_u128(actor.account.as_u128() << 8 | place as u128),
                    account_id: actor.account,
                    role: held.role.code().to_owned(),
                    scope_kind: held.scope.kind().code().to_owned(),
                    scope_code: held.scope.code(),
                    until: None,
                };
                tx.insert_assignment(&row).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
    }

    /// The clerk of the factory's clinic.
    pub(crate) fn factory(&self, time: &str) -> By<'_> {
        By {
            facility: Some(FACTORY),
            ..self.by(&self.factory, time)
        }
    }

    /// A clerk of the station at its desk.
    pub(crate) fn clerk(&self, time: &str) -> By<'_> {
        self.by(&self.clerk, time)
    }

    /// The same clerk, who pretends to sit in the hospital.
    pub(crate) fn clerk_elsewhere(&self, time: &str) -> By<'_> {
        By {
            facility: Some(HOSPITAL),
            ..self.clerk(time)
        }
    }

    /// Somebody with an account and no role.
    pub(crate) fn nobody(&self, time: &str) -> By<'_> {
        self.by(&self.nobody, time)
    }

    /// The head of the station.
    pub(crate) fn head(&self, time: &str) -> By<'_> {
        self.by(&self.head, time)
    }

    /// Who reads the audit.
    pub(crate) fn auditor(&self, time: &str) -> By<'_> {
        By {
            facility: None,
            ..self.by(&self.auditor, time)
        }
    }

    fn by<'a>(&'a self, actor: &'a Actor, time: &str) -> By<'a> {
        By {
            actor,
            at: at(time),
            facility: Some(STATION),
            ids: &self.ids,
        }
    }
}

/// The father as a clerk would type him.
pub(crate) fn an() -> PersonForm {
    PersonForm {
        full_name: "TRẦN VĂN AN".to_owned(),
        date_of_birth: "5/8/1960".to_owned(),
        sex: "nam".to_owned(),
        id_number: "034060001234".to_owned(),
        phone: "0912345678".to_owned(),
        commune_code: COMMUNE.to_owned(),
        ..PersonForm::default()
    }
}

/// The mother, her birth date one digit wrong.
pub(crate) fn lan() -> PersonForm {
    PersonForm {
        full_name: "Phạm Thị Lan".to_owned(),
        date_of_birth: "11/2/1965".to_owned(),
        sex: "nữ".to_owned(),
        id_number: "034165005678".to_owned(),
        commune_code: COMMUNE.to_owned(),
        ..PersonForm::default()
    }
}

//! A fresh, migrated store on either engine.
//!
//! SQLite lies in a temporary folder. PostgreSQL is the throw-away cluster that `./test` starts and
//! names in `KHIEN_TEST_POSTGRES`; each test gets a database of its own in it. A missing server is
//! a failure, never a skip.

use std::sync::atomic::{AtomicU32, Ordering};

use khien_store::Store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A store that goes away with the test.
pub(crate) struct TestStore {
    pub(crate) store: Store,
    /// Where the same database can be opened once more.
    pub(crate) address: String,
    _folder: Option<TempDir>,
}

pub(crate) async fn sqlite() -> TestStore {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("registry.db").display());
    let store = Store::open(&address).await.unwrap();
    store.migrate().await.unwrap();
    TestStore {
        store,
        address,
        _folder: Some(folder),
    }
}

pub(crate) async fn postgres() -> TestStore {
    let address = empty_postgres().await;
    let store = Store::open(&address).await.unwrap();
    store.migrate().await.unwrap();
    TestStore {
        store,
        address,
        _folder: None,
    }
}

/// The address of a new, empty database of the throw-away cluster.
pub(crate) async fn empty_postgres() -> String {
    let server = server();
    let name = format!(
        "khien_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
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

#[expect(
    clippy::disallowed_methods,
    reason = "which server the tests use is the one thing they read from outside"
)]
fn server() -> String {
    let Ok(server) = std::env::var("KHIEN_TEST_POSTGRES") else {
        panic!("KHIEN_TEST_POSTGRES is not set: run ./test, which starts a server");
    };
    server
}

/// Stamps each function as a test on both engines.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::support::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::support::postgres().await).await;
            })+
        }
    };
}

//! An empty database on either engine, for the one run.

use std::path::{Path, PathBuf};

use khien_store::Store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

pub(crate) enum Database {
    /// Its file.
    Sqlite(PathBuf),
    /// Address of the server's own database, and the name of ours.
    Postgres { server: String, name: String },
}

impl Database {
    /// A new one: `sqlite`, or the address of a server.
    pub(crate) async fn new(engine: &str, what: &str, folder: &Path) -> Self {
        let database = if engine == "sqlite" {
            Self::Sqlite(folder.join(format!("{what}.db")))
        } else {
            let name = format!("khien_bench_{what}");
            let server = engine.to_owned();
            act(&server, &format!("DROP DATABASE IF EXISTS {name}")).await;
            act(&server, &format!("CREATE DATABASE {name}")).await;
            Self::Postgres { server, name }
        };
        let store = database.open().await;
        store.migrate().await.unwrap();
        store.close().await;
        database
    }

    pub(crate) fn address(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres { server, name } => {
                format!("{}/{name}", server.rsplit_once('/').unwrap().0)
            }
        }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.address()).await.unwrap()
    }

    pub(crate) async fn remove(self) {
        if let Self::Postgres { server, name } = self {
            act(&server, &format!("DROP DATABASE IF EXISTS {name}")).await;
        }
    }
}

async fn act(address: &str, text: &str) {
    let mut connection = PgConnection::connect(address).await.unwrap();
    sqlx::query(AssertSqlSafe(text.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

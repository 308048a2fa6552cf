//! Both engines have the same tables: columns, nullability, uniqueness, keys.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

use crate::support;

/// What a table looks like on either engine.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    /// Name → (kind, may be null).
    columns: BTreeMap<String, (&'static str, bool)>,
    /// Columns of unique indexes and of the primary key, and whether only some rows count.
    unique: BTreeSet<(Vec<String>, bool)>,
    /// Column → table and column that it refers to.
    keys: BTreeSet<(String, String, String)>,
    /// Columns of every index.
    indexes: BTreeSet<Vec<String>>,
}

type Tables = BTreeMap<String, Table>;

/// Both engines' types by one name. Days are text in SQLite and moments are numbers, so the names
/// of the columns tell them: a day ends in `_on`, `_from` or `_to`, or is called `day`.
fn kind(declared: &str, column: &str) -> &'static str {
    let is_day = column == "day"
        || ["_on", "_from", "_to"]
            .iter()
            .any(|end| column.ends_with(end));
    match (declared, is_day) {
        ("date" | "TEXT", true) => "day",
        ("text" | "TEXT", false) => "text",
        ("bigint" | "timestamp with time zone" | "boolean" | "INTEGER", _) => "whole number",
        ("uuid" | "bytea" | "BLOB", _) => "bytes",
        ("double precision" | "REAL", _) => "real",
        (other, _) => panic!("{column}: no kind for {other}"),
    }
}

/// The names of a store's tables, whichever engine it is on.
pub(crate) async fn tables(test: &support::TestStore) -> BTreeSet<String> {
    if test.store.is_file() {
        of_sqlite().await.into_keys().collect()
    } else {
        of_postgres().await.into_keys().collect()
    }
}

async fn of_sqlite() -> Tables {
    let test = support::sqlite().await;
    let path = test.address.strip_prefix("sqlite:").unwrap();
    let mut connection = SqliteConnection::connect(&format!("sqlite://{path}"))
        .await
        .unwrap();
    let names =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'";
    let names = sqlx::query(names).fetch_all(&mut connection).await.unwrap();
    let mut tables = Tables::new();
    for name in names.iter().map(|row| row.get::<String, _>(0)) {
        let mut table = Table::default();
        let ask = |what: &str| AssertSqlSafe(format!("SELECT * FROM pragma_{what}('{name}')"));
        let columns = sqlx::query(ask("table_info"))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let keyed = columns.iter().filter(|row| row.get::<i64, _>("pk") > 0);
        let has_one_key = keyed.count() == 1;
        for row in columns {
            let column: String = row.get("name");
            let kind = kind(&row.get::<String, _>("type"), &column);
            // A key that is the row number itself has no index of its own.
            if has_one_key && row.get::<i64, _>("pk") > 0 && kind == "whole number" {
                table.unique.insert((vec![column.clone()], false));
                table.indexes.insert(vec![column.clone()]);
            }
            table
                .columns
                .insert(column, (kind, row.get::<i64, _>("notnull") == 0));
        }
        for row in sqlx::query(ask("foreign_key_list"))
            .fetch_all(&mut connection)
            .await
            .unwrap()
        {
            table
                .keys
                .insert((row.get("from"), row.get("table"), row.get("to")));
        }
        for index in sqlx::query(ask("index_list"))
            .fetch_all(&mut connection)
            .await
            .unwrap()
        {
            let about = format!(
                "SELECT name FROM pragma_index_info('{}')",
                index.get::<String, _>("name")
            );
            let columns = sqlx::query(AssertSqlSafe(about))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            let columns: Vec<String> = columns.iter().map(|row| row.get(0)).collect();
            if index.get::<i64, _>("unique") == 1 {
                table
                    .unique
                    .insert((columns.clone(), index.get::<i64, _>("partial") == 1));
            }
            table.indexes.insert(columns);
        }
        tables.insert(name, table);
    }
    tables
}

async fn of_postgres() -> Tables {
    let test = support::postgres().await;
    let mut connection = PgConnection::connect(&test.address).await.unwrap();
    let mut tables = Tables::new();
    let columns = "SELECT table_name, column_name, data_type, is_nullable = 'YES'
        FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
            AND table_name NOT LIKE '\\_%'";
    for row in sqlx::query(columns)
        .fetch_all(&mut connection)
        .await
        .unwrap()
    {
        let (table, column): (String, String) = (row.get(0), row.get(1));
        let kind = kind(&row.get::<String, _>(2), &column);
        let columns = &mut tables.entry(table).or_default().columns;
        columns.insert(column, (kind, row.get(3)));
    }
    let indexes = "SELECT tables.relname::TEXT, pg_index.indisunique, pg_index.indpred IS NOT NULL,
            ARRAY(SELECT attname::TEXT FROM unnest(pg_index.indkey) WITH ORDINALITY AS k(number, place)
                JOIN pg_attribute ON attrelid = tables.oid AND attnum = k.number ORDER BY place)
        FROM pg_index JOIN pg_class AS tables ON tables.oid = pg_index.indrelid
        JOIN pg_namespace ON pg_namespace.oid = tables.relnamespace
        WHERE nspname = 'public' AND tables.relname NOT LIKE '\\_%'";
    for row in sqlx::query(indexes)
        .fetch_all(&mut connection)
        .await
        .unwrap()
    {
        let table = tables.entry(row.get(0)).or_default();
        let columns: Vec<String> = row.get(3);
        if row.get(1) {
            table.unique.insert((columns.clone(), row.get(2)));
        }
        table.indexes.insert(columns);
    }
    let keys = "SELECT conrelid::regclass::TEXT, a.attname::TEXT, confrelid::regclass::TEXT, f.attname::TEXT
        FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
        JOIN pg_attribute f ON f.attrelid = confrelid AND f.attnum = confkey[1]
        WHERE contype = 'f'";
    for row in sqlx::query(keys).fetch_all(&mut connection).await.unwrap() {
        let keys = &mut tables.entry(row.get(0)).or_default().keys;
        keys.insert((row.get(1), row.get(2), row.get(3)));
    }
    tables
}

#[tokio::test]
async fn both_engines_have_the_same_tables() {
    let (sqlite, postgres) = (of_sqlite().await, of_postgres().await);
    assert!(sqlite.len() > 25, "{:?}", sqlite.keys());
    assert_eq!(
        sqlite.keys().collect::<Vec<_>>(),
        postgres.keys().collect::<Vec<_>>()
    );
    for (name, table) in &sqlite {
        assert_eq!(table, &postgres[name], "{name}");
    }
}

#[tokio::test]
async fn every_reference_has_an_index_or_is_never_searched() {
    /// Who did something is never asked from the side of the account, nor for whom a guardian
    /// consented. Entries that wait are found by their time and id together.
    const NOT_SEARCHED: [&str; 3] = ["account", "consent_by", "audit_entry"];
    for (name, table) in of_postgres().await {
        for (column, target, _) in &table.keys {
            let indexed = table
                .indexes
                .iter()
                .any(|columns| columns.first() == Some(column));
            let searched = ![target, column]
                .iter()
                .any(|name| NOT_SEARCHED.contains(&name.as_str()));
            assert!(
                indexed || !searched,
                "{name}.{column} refers to {target} without an index"
            );
        }
    }
}

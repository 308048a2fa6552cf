//! Which tables there are, and which columns they have.

use crate::engine::Held;
use crate::{StoreError, Tx};

/// Every table, each after those that it refers to. The schema test holds it to the migrations.
pub const TABLES: [&str; 48] = [
    "policy",
    "facility",
    "account",
    "assignment",
    "login",
    "recovery_code",
    "partner_token",
    "person",
    "verdict",
    "person_merge",
    "lot",
    "roster",
    "roster_entry",
    "session",
    "session_lot",
    "stock_move",
    "stock_balance",
    "import",
    "import_file",
    "import_row",
    "dose",
    "signing_authority",
    "signing_certificate",
    "dose_signing",
    "dose_signature",
    "attendance",
    "confirmation",
    "reaction",
    "sheet_upload",
    "sheet_upload_row",
    "slip",
    "daily_figure",
    "recovered_case",
    "job",
    "audit_entry",
    "audit_unsealed",
    "audit_link",
    "audit_checkpoint",
    "dose_delta",
    "dose_count",
    "document_signer",
    "certificate",
    "certificate_form",
    "certificate_due",
    "revocation",
    "certificate_order",
    "paper_certificate",
    "funnel",
];

/// What a column holds, as the registry means it; SQLite itself knows fewer kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Real,
    Truth,
    Id,
    Bytes,
    Day,
    Moment,
}

/// The columns of a table, in one order.
pub(super) struct Columns(pub(super) Vec<(String, Kind)>);

impl Columns {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Their names as a statement lists them.
    pub(super) fn names(&self) -> String {
        let quoted = self.0.iter().map(|(name, _)| format!("\"{name}\""));
        quoted.collect::<Vec<_>>().join(", ")
    }
}

/// The columns of a table: asked of PostgreSQL, if it is on either side, since it knows the kinds.
pub(super) async fn columns(
    read: &mut Tx,
    write: &mut Tx,
    table: &str,
) -> Result<Columns, StoreError> {
    let asked = match (&mut read.held, &mut write.held) {
        (Held::Postgres(held), _) | (_, Held::Postgres(held)) => {
            sqlx::query_as(sql!("copy/columns.postgres"))
                .bind(table)
                .fetch_all(&mut **held)
                .await?
        }
        (Held::Sqlite(held), _) => {
            sqlx::query_as(sql!("copy/columns.sqlite"))
                .bind(table)
                .fetch_all(&mut **held)
                .await?
        }
    };
    let columns: Vec<(String, String)> = asked;
    Ok(Columns(
        columns
            .into_iter()
            .map(|(name, kind)| (name, Kind::named(&kind)))
            .collect(),
    ))
}

impl Kind {
    fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "bigint" | "integer" | "int" | "smallint" => Self::Integer,
            "double precision" | "real" => Self::Real,
            "boolean" => Self::Truth,
            "uuid" => Self::Id,
            "bytea" | "blob" => Self::Bytes,
            "date" => Self::Day,
            "timestamp with time zone" => Self::Moment,
            _ => Self::Text,
        }
    }
}

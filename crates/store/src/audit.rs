//! The audit: entries, the chain over them, signed checkpoints. Nothing here is ever changed.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::engine::Held;
use crate::{EngineKind, Moment, StoreError, Tx};

/// What somebody did.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct AuditRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Who; nobody where the program itself acted.
    pub actor: Option<Uuid>,
    /// Code of the act.
    pub act: String,
    /// Kind of what it was done to.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: String,
    /// Unit or facility.
    pub place: String,
    /// What was before, as JSON.
    pub before: Option<String>,
    /// What is after, as JSON.
    pub after: Option<String>,
    /// Why, as typed.
    pub reason: Option<String>,
}

/// A link of the chain.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct LinkRow {
    /// Place in the chain, from 1 without gaps.
    pub seq: i64,
    /// Hash over the link before and the entry.
    pub hash: Vec<u8>,
    /// The entry.
    #[sqlx(flatten)]
    pub entry: AuditRow,
}

/// A signature over the chain up to a link.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct CheckpointRow {
    /// The link.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
    /// When.
    pub at: Moment,
    /// Which key.
    pub key_id: Vec<u8>,
    /// Over seq, hash and moment.
    pub signature: Vec<u8>,
}

/// Where the chain ends; nothing where it has not begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainEnd {
    /// The last link.
    pub linked: Option<(i64, Vec<u8>)>,
    /// The last link that a checkpoint signs.
    pub signed: Option<(i64, Vec<u8>)>,
}

/// Which entries of the audit.
#[derive(Clone, Copy, Debug)]
pub struct AuditFilter<'a> {
    /// Those with a lower id. Ids are of version 7, so they follow the time.
    pub before: Uuid,
    /// How many entries are looked through.
    pub window: i64,
    /// Of one act.
    pub act: Option<&'a str>,
    /// By one account.
    pub actor: Option<Uuid>,
    /// On one kind of thing.
    pub kind: Option<&'a str>,
    /// At one unit or facility.
    pub place: Option<&'a str>,
    /// Not earlier than this.
    pub from: Moment,
    /// Earlier than this.
    pub until: Moment,
    /// Most that are wanted.
    pub limit: i64,
}

impl Tx {
    /// Adds what was done, for the sealer to find.
    pub async fn insert_audit(&mut self, row: &AuditRow) -> Result<(), StoreError> {
        let kind = self.kind();
        let text = match kind {
            EngineKind::Sqlite => sql!("audit/insert"),
            // With the note to the sealer in one statement: every act waits for it.
            EngineKind::Postgres => sql!("audit/insert_noted.postgres"),
        };
        on_engine!(self, connection => bind!(
            sqlx::query(text), row,
            id, at, actor, act, subject_kind, subject_id, place, before, after, reason
        )
            .execute(connection)
            .await?
            .rows_affected());
        if kind == EngineKind::Sqlite {
            on_engine!(self, connection => sqlx::query(sql!("audit/insert_unsealed"))
                .bind(row.id).bind(row.at)
                .execute(connection)
                .await?
                .rows_affected());
        }
        Ok(())
    }

    /// Adds many entries at once, for the sealer to find.
    pub async fn insert_audits(&mut self, rows: &[AuditRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "audit/insert",
            rows,
            id,
            at,
            actor,
            act,
            subject_kind,
            subject_id,
            place,
            before,
            after,
            reason
        );
        run_many!(self, "audit/insert_unsealed", rows, id, at);
        Ok(())
    }

    /// Entries that wait for the sealer, the oldest first.
    pub async fn unsealed(&mut self, limit: i64) -> Result<Vec<AuditRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/unsealed"))
            .bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds links to the end of the chain, their numbers beginning with one. `Exists` if another
    /// sealer was faster.
    pub async fn insert_links(
        &mut self,
        first: i64,
        links: &[(Uuid, Vec<u8>)],
    ) -> Result<(), StoreError> {
        match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query(sql!("audit/insert_links.sqlite"))
                    .bind(as_json(first, links))
                    .execute(&mut **held)
                    .await?;
            }
            Held::Postgres(held) => {
                let numbers: Vec<i64> = (first..).take(links.len()).collect();
                let (entries, hashes): (Vec<Uuid>, Vec<Vec<u8>>) = links.iter().cloned().unzip();
                sqlx::query(sql!("audit/insert_links.postgres"))
                    .bind(numbers)
                    .bind(entries)
                    .bind(hashes)
                    .execute(&mut **held)
                    .await?;
            }
        }
        let all = i64::try_from(links.len()).unwrap_or(i64::MAX);
        on_engine!(self, connection => sqlx::query(sql!("audit/sealed"))
            .bind(first).bind(all)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Number and hash of the last link, and of the last link that a checkpoint signs. Read at
    /// once, so that a sealer who is at work does not come between the two.
    pub async fn chain_end(&mut self) -> Result<ChainEnd, StoreError> {
        let ends: Vec<(String, i64, Vec<u8>)> = on_engine!(self, connection => sqlx::query_as(sql!("audit/end"))
                .fetch_all(connection)
                .await?);
        let mut end = ChainEnd::default();
        for (what, seq, hash) in ends {
            let which = if what == "link" {
                &mut end.linked
            } else {
                &mut end.signed
            };
            *which = Some((seq, hash));
        }
        Ok(end)
    }

    /// Links with their entries, after one.
    pub async fn audit_chain(
        &mut self,
        after: i64,
        limit: i64,
    ) -> Result<Vec<LinkRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/chain"))
            .bind(after).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds a signed checkpoint.
    pub async fn insert_checkpoint(&mut self, row: &CheckpointRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("audit/insert_checkpoint")), row,
            seq, hash, at, key_id, signature
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Checkpoints after one link and up to another, in order.
    pub async fn checkpoints(
        &mut self,
        after: i64,
        upto: i64,
    ) -> Result<Vec<CheckpointRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/checkpoints"))
            .bind(after).bind(upto)
            .fetch_all(connection)
            .await?),
        )
    }

    /// How many entries are neither in the chain nor wait for it: none, unless somebody removed a
    /// row.
    pub async fn stray_entries(&mut self) -> Result<i64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("audit/stray"))
            .fetch_one(connection)
            .await?),
        )
    }

    /// Entries that fit, the newest first, among the last so many before one.
    pub async fn audit_log(
        &mut self,
        filter: &AuditFilter<'_>,
    ) -> Result<Vec<AuditRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/log"))
            .bind(filter.before).bind(filter.window)
            .bind(filter.act).bind(filter.actor).bind(filter.kind).bind(filter.place)
            .bind(filter.from).bind(filter.until).bind(filter.limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Id and moment of the last of so many entries before one; nothing where there are fewer.
    pub async fn audit_log_end(
        &mut self,
        before: Uuid,
        window: i64,
    ) -> Result<Option<(Uuid, Moment)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/log_end"))
            .bind(before).bind(window - 1)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// What was done to a thing, the newest first.
    pub async fn audit_of(
        &mut self,
        kind: &str,
        subject: &str,
        limit: i64,
    ) -> Result<Vec<AuditRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/of_subject"))
            .bind(kind).bind(subject).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// What was done to a thing before a moment and, of that moment, before an id; the newest first.
    pub async fn audit_before(
        &mut self,
        kind: &str,
        subject: &str,
        (at, id): (Moment, Uuid),
        limit: i64,
    ) -> Result<Vec<AuditRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("audit/before"))
            .bind(kind).bind(subject).bind(at).bind(id).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }
}

/// Links as a JSON list of number, entry and hash. No value needs an escape.
fn as_json(first: i64, links: &[(Uuid, Vec<u8>)]) -> String {
    let mut json = String::from("[");
    for (seq, (entry, hash)) in (first..).zip(links) {
        let joint = if seq == first { "" } else { "," };
        // Writing to a String does not fail.
        let _ = write!(json, "{joint}[{seq},\"{}\",\"", entry.simple());
        for byte in hash {
            let _ = write!(json, "{byte:02x}");
        }
        json.push_str("\"]");
    }
    json.push(']');
    json
}

//! Vaccine passports: whose turn it is, what was issued, with which key.

use uuid::Uuid;

use crate::engine::Held;
use crate::many::json_ids;
use crate::{Moment, StoreError, Tx};

/// The certificate of a key with which passports are signed.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DocumentSignerRow {
    /// Id.
    pub id: Uuid,
    /// Name of the key in codes, 8 bytes.
    pub kid: Vec<u8>,
    /// DER.
    pub certificate: Vec<u8>,
    /// When it first signed.
    pub added_at: Moment,
    /// Until when verifiers need it.
    pub needed_until: Moment,
    /// Since when nothing that it signed counts.
    pub ended_at: Option<Moment>,
    /// Why it was ended.
    pub reason: Option<String>,
}

/// Somebody to look at.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CertificateDueRow {
    /// Id; the order of ids is that of turns.
    pub id: Uuid,
    /// Whom.
    pub person_id: Uuid,
    /// What happened, as a code.
    pub cause: String,
    /// Whether it may be issued where passports wait for a wave.
    pub is_released: bool,
}

/// A passport that was issued.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CertificateRow {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// The dose that it is about.
    pub dose_id: Uuid,
    /// With which key it was signed.
    pub signer_id: Uuid,
    /// With which others it was issued.
    pub batch_id: Uuid,
    /// Its identifier.
    pub uvci: String,
    /// SHA-256 of what it says apart from its identifier.
    pub content: Vec<u8>,
    /// The text of the code.
    pub code: String,
    /// When it was issued.
    pub issued_at: Moment,
    /// When it ends by itself.
    pub expires_at: Moment,
    /// `issued`, `superseded` or `revoked`.
    pub state: String,
    /// Which one stands for it now.
    pub replaced_by: Option<Uuid>,
    /// When it was replaced or revoked.
    pub ended_at: Option<Moment>,
    /// Why.
    pub reason: Option<String>,
}

/// The end of a certificate that counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateEnd<'a> {
    /// Which one.
    pub id: Uuid,
    /// `superseded` or `revoked`.
    pub state: &'a str,
    /// Which one stands for it now.
    pub replaced_by: Option<Uuid>,
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: &'a str,
}

/// How many are to be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct DueCountRow {
    /// All.
    pub rows: i64,
    /// Those that are released.
    pub released: i64,
}

impl Tx {
    /// Adds the certificate of a key; one that is known stays as it is.
    pub async fn insert_document_signer(
        &mut self,
        row: &DocumentSignerRow,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("certificate/insert_signer")), row,
            id, kid, certificate, added_at, needed_until, ended_at, reason
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Keys with which passports are or were signed, the newest first.
    pub async fn document_signers(&mut self) -> Result<Vec<DocumentSignerRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/signers"))
            .fetch_all(connection)
            .await?),
        )
    }

    /// Verifiers need the key until then, at least.
    pub async fn need_document_signer(
        &mut self,
        id: Uuid,
        until: Moment,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => sqlx::query(sql!("certificate/need_signer"))
            .bind(id).bind(until)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Ends a key. `false`: it was ended already, or there is none.
    pub async fn end_document_signer(
        &mut self,
        id: Uuid,
        at: Moment,
        reason: &str,
    ) -> Result<bool, StoreError> {
        let ended = on_engine!(self, connection => sqlx::query(sql!("certificate/end_signer"))
            .bind(id).bind(at).bind(reason)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(ended == 1)
    }

    /// Adds people to look at.
    pub async fn insert_certificate_due(
        &mut self,
        rows: &[CertificateDueRow],
    ) -> Result<(), StoreError> {
        run_many!(
            self,
            "certificate/insert_due",
            rows,
            id,
            person_id,
            cause,
            is_released
        );
        Ok(())
    }

    /// Whom to look at next, of all or of those that are released. On PostgreSQL, others who ask
    /// before this transaction ends get others.
    pub async fn certificate_due(
        &mut self,
        all: bool,
        limit: i64,
    ) -> Result<Vec<CertificateDueRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("certificate/due.sqlite"))
                    .bind(all)
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("certificate/due.postgres"))
                    .bind(all)
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// These were looked at.
    pub async fn delete_certificate_due(&mut self, ids: &[Uuid]) -> Result<(), StoreError> {
        match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query(sql!("certificate/delete_due.sqlite"))
                    .bind(json_ids(ids))
                    .execute(&mut **held)
                    .await?;
            }
            Held::Postgres(held) => {
                sqlx::query(sql!("certificate/delete_due.postgres"))
                    .bind(ids)
                    .execute(&mut **held)
                    .await?;
            }
        }
        Ok(())
    }

    /// These people were looked at: their notes that wait for a wave are done, too.
    pub async fn delete_waiting_certificate_due(
        &mut self,
        people: &[Uuid],
    ) -> Result<(), StoreError> {
        match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query(sql!("certificate/delete_waiting_due.sqlite"))
                    .bind(json_ids(people))
                    .execute(&mut **held)
                    .await?;
            }
            Held::Postgres(held) => {
                sqlx::query(sql!("certificate/delete_waiting_due.postgres"))
                    .bind(people)
                    .execute(&mut **held)
                    .await?;
            }
        }
        Ok(())
    }

    /// How many are to be looked at.
    pub async fn count_certificate_due(&mut self) -> Result<DueCountRow, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/count_due"))
            .fetch_one(connection)
            .await?),
        )
    }

    /// Adds certificates. `Exists` where a person has one that counts, or an identifier comes twice.
    pub async fn insert_certificates(&mut self, rows: &[CertificateRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "certificate/insert",
            rows,
            id,
            person_id,
            dose_id,
            signer_id,
            batch_id,
            uvci,
            content,
            code,
            issued_at,
            expires_at,
            state,
            replaced_by,
            ended_at,
            reason
        );
        Ok(())
    }

    /// Ends a certificate that counts, or revokes one that is superseded; by which one stays then. `false`:
    /// it is neither.
    pub async fn end_certificate(&mut self, end: &CertificateEnd<'_>) -> Result<bool, StoreError> {
        let ended = on_engine!(self, connection => sqlx::query(sql!("certificate/end"))
            .bind(end.id).bind(end.state).bind(end.replaced_by).bind(end.at).bind(end.reason)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(ended == 1)
    }

    /// Lets a revoked certificate be valid again: it counts, or is superseded as before. `false`: it is
    /// not revoked; `Exists`: the person has another that counts.
    pub async fn reinstate_certificate(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let back = on_engine!(self, connection => sqlx::query(sql!("certificate/reinstate"))
            .bind(id)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(back == 1)
    }

    /// A certificate.
    pub async fn certificate(&mut self, id: Uuid) -> Result<Option<CertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The certificate with an identifier.
    pub async fn certificate_called(
        &mut self,
        uvci: &str,
    ) -> Result<Option<CertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/by_uvci"))
            .bind(uvci)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Everything that was issued to a person, the newest first.
    pub async fn certificates_of(
        &mut self,
        person: Uuid,
    ) -> Result<Vec<CertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/of_person"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// The certificates of people that count, in the order of people.
    pub async fn current_certificates(
        &mut self,
        people: &[Uuid],
    ) -> Result<Vec<CertificateRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("certificate/current.sqlite"))
                    .bind(json_ids(people))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("certificate/current.postgres"))
                    .bind(people)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// The certificates of people that are valid at a moment though another took their place.
    pub async fn superseded_certificates(
        &mut self,
        people: &[Uuid],
        at: Moment,
    ) -> Result<Vec<CertificateRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("certificate/superseded.sqlite"))
                    .bind(json_ids(people))
                    .bind(at)
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("certificate/superseded.postgres"))
                    .bind(people)
                    .bind(at)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// The certificates about a dose that are valid at a moment, superseded ones too; the newest first.
    pub async fn valid_certificates_about(
        &mut self,
        dose: Uuid,
        at: Moment,
    ) -> Result<Vec<CertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/valid_about"))
            .bind(dose).bind(at)
            .fetch_all(connection)
            .await?),
        )
    }

    /// When the last certificate was issued.
    pub async fn last_certificate_at(&mut self) -> Result<Option<Moment>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("certificate/last_issued"))
            .fetch_optional(connection)
            .await?),
        )
    }

    /// People whose certificates end between two moments and who wait for nothing, those that end first.
    pub async fn expiring_certificates(
        &mut self,
        (after, before): (Moment, Moment),
        limit: i64,
    ) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/expiring"))
            .bind(after).bind(before).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Doses that stand under these people's newest signatures: the leaf and the act of each.
    pub async fn signatures_of_people(
        &mut self,
        people: &[Uuid],
    ) -> Result<Vec<crate::DoseSignatureRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("signing/of_people.sqlite"))
                    .bind(json_ids(people))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("signing/of_people.postgres"))
                    .bind(people)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }
}

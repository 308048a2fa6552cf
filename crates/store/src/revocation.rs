//! Revoked passports, orders about many, and paper that passports replace.

use uuid::Uuid;

use crate::engine::Held;
use crate::many::{json_ids, json_list};
use crate::{Day, Moment, StoreError, Tx};

/// A passport that is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RevocationRow {
    /// Id.
    pub id: Uuid,
    /// Which certificate.
    pub certificate_id: Uuid,
    /// Name of its key in codes, 8 bytes.
    pub kid: Vec<u8>,
    /// First 16 bytes of the SHA-256 of its identifier.
    pub hash: Vec<u8>,
    /// When the certificate ends by itself.
    pub expires_at: Moment,
    /// Who revoked it; nobody where the registry did.
    pub revoked_by: Option<Uuid>,
    /// When.
    pub revoked_at: Moment,
    /// Why.
    pub reason: String,
    /// Who took that back.
    pub withdrawn_by: Option<Uuid>,
    /// When.
    pub withdrawn_at: Option<Moment>,
    /// Why.
    pub withdrawn_reason: Option<String>,
    /// Whether nothing that says the same is issued again.
    pub holds: bool,
}

/// What may not be issued again.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct HeldRow {
    /// To whom.
    pub person_id: Uuid,
    /// The dose that it was about.
    pub dose_id: Uuid,
    /// SHA-256 of what it said.
    pub content: Vec<u8>,
}

/// An order about many certificates.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CertificateOrderRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// `wave`, `reissue` or `revoke`.
    pub kind: String,
    /// Whose, as JSON.
    pub selection: String,
    /// Why.
    pub reason: String,
    /// Who ordered it.
    pub ordered_by: Uuid,
    /// When.
    pub ordered_at: Moment,
    /// How many it has reached.
    pub reached: i64,
    /// The last one that it reached.
    pub cursor: Option<Uuid>,
}

/// Which certificates, by the doses that they are about. What is empty says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cohort<'a> {
    /// Code of the product.
    pub product: &'a str,
    /// Number of the lot as written.
    pub lot: &'a str,
    /// Code of the facility.
    pub facility: &'a str,
    /// First day, `YYYY-MM-DD`.
    pub from: &'a str,
    /// Last day, `YYYY-MM-DD`.
    pub until: &'a str,
    /// Id of the key that signed; none says nothing.
    pub signer: Option<Uuid>,
    /// Those besides that are valid at this moment though another took their place.
    pub superseded_at: Option<Moment>,
}

/// Paper that a passport stands for.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PaperCertificateRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// As printed on it, in capitals without blanks.
    pub number: String,
    /// On which day it was issued.
    pub issued_on: Option<Day>,
    /// Which passport stands for it.
    pub certificate_id: Uuid,
    /// Where it was taken.
    pub facility_code: String,
    /// Who took it.
    pub taken_by: Uuid,
    /// When.
    pub taken_at: Moment,
}

/// How far the doses of a facility are on their way to a passport.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct FunnelCounts {
    /// Recorded.
    pub recorded: i64,
    /// Of these, those whose person's identity is settled.
    pub verified: i64,
    /// Of these, those that are signed.
    pub signed: i64,
    /// Of these, those whose person has a passport that is valid.
    pub certified: i64,
}

/// How far the doses of a facility were when they were counted.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct FunnelRow {
    /// The facility.
    pub facility_code: String,
    /// As staff call it.
    pub name: String,
    /// Where it stands.
    pub commune_code: String,
    /// The counts.
    #[sqlx(flatten)]
    pub counts: FunnelCounts,
    /// When.
    pub counted_at: Moment,
}

impl Tx {
    /// Revokes certificates. `Exists` where one is revoked already.
    pub async fn insert_revocations(&mut self, rows: &[RevocationRow]) -> Result<(), StoreError> {
        run_many!(
            self,
            "certificate/insert_revocation",
            rows,
            id,
            certificate_id,
            kid,
            hash,
            expires_at,
            revoked_by,
            revoked_at,
            reason,
            withdrawn_by,
            withdrawn_at,
            withdrawn_reason,
            holds
        );
        Ok(())
    }

    /// What may not be issued again to people.
    pub async fn held(&mut self, people: &[Uuid]) -> Result<Vec<HeldRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("certificate/held.sqlite"))
                    .bind(json_ids(people))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("certificate/held.postgres"))
                    .bind(people)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Takes the revocation of a certificate back. `false`: it is not revoked.
    pub async fn withdraw_revocation(
        &mut self,
        certificate: Uuid,
        (by, at): (Uuid, Moment),
        reason: &str,
    ) -> Result<bool, StoreError> {
        let back = on_engine!(self, connection => sqlx::query(sql!("certificate/withdraw_revocation"))
            .bind(certificate).bind(by).bind(at).bind(reason)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(back == 1)
    }

    /// What is not to be believed at a moment, after an id, in the order of ids.
    pub async fn revocations(
        &mut self,
        at: Moment,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<RevocationRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/revocations"))
            .bind(at).bind(after).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// How many revocations there are, and how many of them were withdrawn.
    pub async fn count_revocations(&mut self) -> Result<(i64, i64), StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/count_revocations"))
            .fetch_one(connection)
            .await?),
        )
    }

    /// When a certificate was revoked, the newest first.
    pub async fn revocations_of(
        &mut self,
        certificate: Uuid,
    ) -> Result<Vec<RevocationRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/revocations_of"))
            .bind(certificate)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds an order. `Exists` if it is known.
    pub async fn insert_certificate_order(
        &mut self,
        row: &CertificateOrderRow,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("certificate/insert_order")), row,
            id, kind, selection, reason, ordered_by, ordered_at, reached, cursor
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// An order.
    pub async fn certificate_order(
        &mut self,
        id: Uuid,
    ) -> Result<Option<CertificateOrderRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/order"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Orders, the newest first.
    pub async fn certificate_orders(
        &mut self,
        limit: i64,
    ) -> Result<Vec<CertificateOrderRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/orders"))
            .bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Notes how far an order is.
    pub async fn note_certificate_order(
        &mut self,
        id: Uuid,
        reached: i64,
        cursor: Uuid,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => sqlx::query(sql!("certificate/note_order"))
            .bind(id).bind(reached).bind(cursor)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// People with signed doses and a settled identity and no passport, after an id: of communes, or
    /// of the whole country where none is named.
    pub async fn people_of_wave(
        &mut self,
        communes: Option<&[String]>,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<Uuid>, StoreError> {
        let Some(communes) = communes else {
            return Ok(
                on_engine!(self, connection => sqlx::query_scalar(sql!("certificate/wave_of_all"))
                    .bind(after).bind(limit)
                    .fetch_all(connection)
                    .await?),
            );
        };
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_scalar(sql!("certificate/wave.sqlite"))
                    .bind(after)
                    .bind(json_list(communes.iter().map(String::as_str)))
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_scalar(sql!("certificate/wave.postgres"))
                    .bind(after)
                    .bind(communes)
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Certificates that count and their people, by the doses that they are about, after an id.
    pub async fn certificates_of_cohort(
        &mut self,
        cohort: Cohort<'_>,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/cohort"))
            .bind(after)
            .bind(cohort.product).bind(cohort.lot).bind(cohort.facility)
            .bind(cohort.from).bind(cohort.until)
            .bind(cohort.signer)
            .bind(cohort.superseded_at)
            .bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Adds paper that a passport stands for. `Exists` if its number is known.
    pub async fn insert_paper_certificate(
        &mut self,
        row: &PaperCertificateRow,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("certificate/insert_paper")), row,
            id, person_id, number, issued_on, certificate_id, facility_code, taken_by, taken_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The paper with a number.
    pub async fn paper_certificate(
        &mut self,
        number: &str,
    ) -> Result<Option<PaperCertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/paper"))
            .bind(number)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The paper that passports replaced for a person, the oldest first.
    pub async fn paper_certificates_of(
        &mut self,
        person: Uuid,
    ) -> Result<Vec<PaperCertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/papers_of"))
            .bind(person)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Counts how far the doses of a facility are.
    pub async fn count_funnel(
        &mut self,
        facility: &str,
        at: Moment,
    ) -> Result<FunnelCounts, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/count_funnel"))
            .bind(facility).bind(at)
            .fetch_one(connection)
            .await?),
        )
    }

    /// Keeps the counts of a facility.
    pub async fn put_funnel(
        &mut self,
        facility: &str,
        counts: FunnelCounts,
        at: Moment,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => sqlx::query(sql!("certificate/put_funnel"))
            .bind(facility)
            .bind(counts.recorded).bind(counts.verified).bind(counts.signed).bind(counts.certified)
            .bind(at)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The facility that was counted the longest ago, if that was before a moment.
    pub async fn uncounted_facility(
        &mut self,
        before: Moment,
    ) -> Result<Option<String>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_scalar(sql!("certificate/uncounted"))
            .bind(before)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The counts of all facilities that were counted.
    pub async fn funnels(&mut self) -> Result<Vec<FunnelRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/funnels"))
            .fetch_all(connection)
            .await?),
        )
    }
}

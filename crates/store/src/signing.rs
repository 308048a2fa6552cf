//! Doses signed where they were given.

use uuid::Uuid;

use crate::dose::DoseRow;
use crate::engine::Held;
use crate::many::{json_ids, json_list};
use crate::{Day, Moment, StoreError, Tx};

/// A certificate authority whose signing certificates are accepted.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SigningAuthorityRow {
    /// Id.
    pub id: Uuid,
    /// As people call it.
    pub name: String,
    /// Its certificate, DER.
    pub certificate: Vec<u8>,
    /// Who accepted it.
    pub added_by: Uuid,
    /// When.
    pub added_at: Moment,
    /// Since when no new signature counts.
    pub ended_at: Option<Moment>,
    /// Why it was accepted, or ended.
    pub reason: String,
}

/// The certificate with which the holder of an account signs.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SigningCertificateRow {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// Who vouches for it.
    pub authority_id: Uuid,
    /// DER.
    pub certificate: Vec<u8>,
    /// Since when.
    pub added_at: Moment,
    /// Since when it signs nothing new.
    pub ended_at: Option<Moment>,
    /// Why it was ended.
    pub reason: Option<String>,
}

/// One act of signing.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DoseSigningRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Whose doses.
    pub facility_code: String,
    /// With which certificate.
    pub certificate_id: Uuid,
    /// What the signature is over, to the byte.
    pub statement: String,
    /// Root of the tree of doses, 32 bytes.
    pub root: Vec<u8>,
    /// How many doses.
    pub doses: i64,
    /// The signature; none while it is awaited.
    pub signature: Option<Vec<u8>>,
    /// Who began it.
    pub prepared_by: Uuid,
    /// When.
    pub prepared_at: Moment,
    /// When it was signed.
    pub signed_at: Option<Moment>,
}

/// A dose in an act of signing.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DoseSignatureRow {
    /// Which act.
    pub signing_id: Uuid,
    /// Its place among the leaves, from 0.
    pub place: i64,
    /// Which dose.
    pub dose_id: Uuid,
    /// Hash of its facts as they were signed, 32 bytes.
    pub leaf: Vec<u8>,
}

/// Doses of a day that wait for a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UnsignedDayRow {
    /// The day.
    pub day: Day,
    /// How many.
    pub doses: i64,
}

/// A facility with doses that wait for a signature.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UnsignedFacilityRow {
    /// Its code.
    pub code: String,
    /// As staff call it.
    pub name: String,
    /// How many doses.
    pub doses: i64,
    /// The day of the oldest.
    pub oldest: Day,
}

impl Tx {
    /// Accepts an authority. `Exists` if its certificate is known.
    pub async fn insert_signing_authority(
        &mut self,
        row: &SigningAuthorityRow,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("signing/insert_authority")), row,
            id, name, certificate, added_by, added_at, ended_at, reason
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// All authorities, also ended ones, the newest first.
    pub async fn signing_authorities(&mut self) -> Result<Vec<SigningAuthorityRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/authorities"))
            .fetch_all(connection)
            .await?),
        )
    }

    /// Ends an authority. `false`: it was ended already, or there is none.
    pub async fn end_signing_authority(
        &mut self,
        id: Uuid,
        at: Moment,
        reason: &str,
    ) -> Result<bool, StoreError> {
        let ended = on_engine!(self, connection => sqlx::query(sql!("signing/end_authority"))
            .bind(id).bind(at).bind(reason)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(ended == 1)
    }

    /// Adds a signing certificate. `Exists` if it is somebody's already.
    pub async fn insert_signing_certificate(
        &mut self,
        row: &SigningCertificateRow,
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("signing/insert_certificate")), row,
            id, account_id, authority_id, certificate, added_at, ended_at, reason
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// A signing certificate.
    pub async fn signing_certificate(
        &mut self,
        id: Uuid,
    ) -> Result<Option<SigningCertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/certificate"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Somebody's signing certificates, also ended ones, the newest first.
    pub async fn signing_certificates_of(
        &mut self,
        account: Uuid,
    ) -> Result<Vec<SigningCertificateRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/certificates_of"))
            .bind(account)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Ends a signing certificate. `false`: it was ended already, or there is none.
    pub async fn end_signing_certificate(
        &mut self,
        id: Uuid,
        at: Moment,
        reason: &str,
    ) -> Result<bool, StoreError> {
        let ended = on_engine!(self, connection => sqlx::query(sql!("signing/end_certificate"))
            .bind(id).bind(at).bind(reason)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(ended == 1)
    }

    /// Adds an act of signing with its doses in the order of the tree.
    pub async fn insert_dose_signing(
        &mut self,
        row: &DoseSigningRow,
        leaves: &[DoseSignatureRow],
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("signing/insert")), row,
            id, facility_code, certificate_id, statement, root, doses, signature, prepared_by, prepared_at, signed_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        run_many!(
            self,
            "signing/insert_leaf",
            leaves,
            signing_id,
            place,
            dose_id,
            leaf
        );
        Ok(())
    }

    /// An act of signing.
    pub async fn dose_signing(&mut self, id: Uuid) -> Result<Option<DoseSigningRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// What a facility signed, the newest first.
    pub async fn dose_signings(
        &mut self,
        facility: &str,
        limit: i64,
    ) -> Result<Vec<DoseSigningRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/of_facility"))
            .bind(facility).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Puts the awaited signature under a statement. `false`: it has one, or there is no such act.
    pub async fn complete_dose_signing(
        &mut self,
        id: Uuid,
        signature: &[u8],
        at: Moment,
    ) -> Result<bool, StoreError> {
        let signed = on_engine!(self, connection => sqlx::query(sql!("signing/complete"))
            .bind(id).bind(signature).bind(at)
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(signed == 1)
    }

    /// The doses of an act of signing in the order of the tree.
    pub async fn dose_signatures(
        &mut self,
        signing: Uuid,
    ) -> Result<Vec<DoseSignatureRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/leaves"))
            .bind(signing)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Under which signatures a dose stands or stood, the newest first.
    pub async fn signatures_of_dose(
        &mut self,
        dose: Uuid,
    ) -> Result<Vec<DoseSignatureRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/of_dose"))
            .bind(dose)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Marks doses as signed; gives how many waited for it. They stay locked until the end.
    pub async fn mark_signed(&mut self, doses: &[Uuid], at: Moment) -> Result<u64, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => sqlx::query(sql!("signing/mark_signed.sqlite"))
                .bind(json_ids(doses))
                .bind(at)
                .execute(&mut **held)
                .await?
                .rows_affected(),
            Held::Postgres(held) => sqlx::query(sql!("signing/mark_signed.postgres"))
                .bind(doses)
                .bind(at)
                .execute(&mut **held)
                .await?
                .rows_affected(),
        })
    }

    /// Doses by their ids, in the order of ids.
    pub async fn doses_by_ids(&mut self, ids: &[Uuid]) -> Result<Vec<DoseRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("dose/by_ids.sqlite"))
                    .bind(json_ids(ids))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("dose/by_ids.postgres"))
                    .bind(ids)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Doses that a facility gave on a day and that wait for a signature, in the order of ids.
    pub async fn unsigned_doses(
        &mut self,
        facility: &str,
        day: Day,
    ) -> Result<Vec<DoseRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/unsigned"))
            .bind(facility).bind(day)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Days with doses of a facility that wait for a signature, the oldest first.
    pub async fn unsigned_days(
        &mut self,
        facility: &str,
        limit: i64,
    ) -> Result<Vec<UnsignedDayRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("dose/unsigned_days"))
            .bind(facility).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// What waits for a signature at one facility; nothing where nothing does.
    pub async fn unsigned_facility(
        &mut self,
        code: &str,
    ) -> Result<Option<UnsignedFacilityRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/unsigned_facility"))
            .bind(code)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Facilities that stand in communes, with doses that wait for a signature.
    pub async fn unsigned_in_communes(
        &mut self,
        communes: &[String],
        limit: i64,
    ) -> Result<Vec<UnsignedFacilityRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("signing/unsigned_in_communes.sqlite"))
                    .bind(json_list(communes.iter().map(String::as_str)))
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("signing/unsigned_in_communes.postgres"))
                    .bind(communes)
                    .bind(limit)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Facilities of a managing body that are closed on a day and have doses that wait for a
    /// signature.
    pub async fn unsigned_of_closed(
        &mut self,
        managing_body: &str,
        on: Day,
        limit: i64,
    ) -> Result<Vec<UnsignedFacilityRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("signing/unsigned_of_closed"))
            .bind(managing_body).bind(on).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }
}

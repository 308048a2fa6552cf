//! Passports in the forms of others.

use uuid::Uuid;

use crate::engine::Held;
use crate::many::json_ids;
use crate::{Moment, StoreError, Tx};

/// A form of a passport that was asked for.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CertificateFormRow {
    /// Id.
    pub id: Uuid,
    /// For whom.
    pub person_id: Uuid,
    /// `shc` or `ddcc`.
    pub form: String,
    /// Who asked, be it for an earlier passport.
    pub asked_by: Uuid,
    /// When.
    pub asked_at: Moment,
    /// Of which passport it is the form; none while it waits, or where there can be none.
    pub certificate_id: Option<Uuid>,
    /// SHA-256 of what it says, apart from its identifier.
    pub content: Option<Vec<u8>>,
    /// The text of its code.
    pub code: Option<String>,
    /// When it was given.
    pub given_at: Option<Moment>,
    /// Why there can be none.
    pub fault: Option<String>,
}

/// Without the code and what it says.
impl std::fmt::Debug for CertificateFormRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CertificateFormRow({}, {:?})", self.form, self.fault)
    }
}

impl Tx {
    /// Adds forms. `Exists` where one waits for the same person already, or the passport has it.
    pub async fn insert_certificate_forms(
        &mut self,
        rows: &[CertificateFormRow],
    ) -> Result<(), StoreError> {
        run_many!(
            self,
            "certificate/insert_form",
            rows,
            id,
            person_id,
            form,
            asked_by,
            asked_at,
            certificate_id,
            content,
            code,
            given_at,
            fault
        );
        Ok(())
    }

    /// Writes what became of a form that waits: given, or impossible. `false`: it does not wait.
    /// `Exists` where the passport has it already.
    pub async fn settle_certificate_form(
        &mut self,
        row: &CertificateFormRow,
    ) -> Result<bool, StoreError> {
        let settled = on_engine!(self, connection => bind!(
            sqlx::query(sql!("certificate/settle_form")), row,
            id, certificate_id, content, code, given_at, fault
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(settled == 1)
    }

    /// What was asked for last of each form for these people, in their order.
    pub async fn certificate_forms(
        &mut self,
        people: &[Uuid],
    ) -> Result<Vec<CertificateFormRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("certificate/forms.sqlite"))
                    .bind(json_ids(people))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("certificate/forms.postgres"))
                    .bind(people)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// The forms that were given of certificates.
    pub async fn forms_given(
        &mut self,
        certificates: &[Uuid],
    ) -> Result<Vec<CertificateFormRow>, StoreError> {
        Ok(match &mut self.held {
            Held::Sqlite(held) => {
                sqlx::query_as(sql!("certificate/forms_given.sqlite"))
                    .bind(json_ids(certificates))
                    .fetch_all(&mut **held)
                    .await?
            }
            Held::Postgres(held) => {
                sqlx::query_as(sql!("certificate/forms_given.postgres"))
                    .bind(certificates)
                    .fetch_all(&mut **held)
                    .await?
            }
        })
    }

    /// Name of the key and hash of the identifier, as in the revocation, of passports that are not to be
    /// believed at a moment and of which a card was given.
    pub async fn revoked_cards(
        &mut self,
        at: Moment,
    ) -> Result<Vec<(Vec<u8>, Vec<u8>)>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("certificate/revoked_cards"))
            .bind(at)
            .fetch_all(connection)
            .await?),
        )
    }
}

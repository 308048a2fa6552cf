//! Tokens of partners' programs.

use std::fmt;

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// A token that a partner's program shows at every request.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct TokenRow {
    /// Id, made by the client. It is no secret: the program shows it beside the secret.
    pub id: Uuid,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// Whose token: its roles say what may be done.
    pub account_id: Uuid,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// Codes of the acts that it is good for, separated by spaces: fewer than the account's.
    pub acts: String,
    /// Requests a minute.
    pub per_minute: i64,
    /// Who made it.
    pub made_by: Uuid,
    /// When.
    pub created_at: Moment,
    /// When it ends, or was ended.
    pub expires_at: Moment,
    /// When it was last used, to the minute.
    pub used_at: Option<Moment>,
}

impl fmt::Debug for TokenRow {
    /// Shows which token, nothing that it is made of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Tx {
    /// Adds a token.
    pub async fn insert_token(&mut self, row: &TokenRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("token/insert")), row,
            id, secret_hash, account_id, name, acts, per_minute, made_by, created_at, expires_at, used_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The token with this id.
    pub async fn token(&mut self, id: Uuid) -> Result<Option<TokenRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("token/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Tokens of an account, ended ones too, the newest first.
    pub async fn tokens(&mut self, account: Uuid) -> Result<Vec<TokenRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("token/of_account"))
            .bind(account)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Notes that a token was used. 0: it has ended meanwhile.
    pub async fn touch_token(&mut self, id: Uuid, at: Moment) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("token/touch"))
            .bind(id).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Ends a token. 0: it had ended.
    pub async fn end_token(&mut self, id: Uuid, at: Moment) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("token/end"))
            .bind(id).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }
}

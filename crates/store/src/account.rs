//! Accounts, their roles and their logins.

use uuid::Uuid;

use crate::{Moment, StoreError, Tx};

/// An account of a member of staff or of a partner.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct AccountRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// What is typed to log in.
    pub login: String,
    /// Name of the person or partner.
    pub name: String,
    /// PHC string; none where only OpenID is used.
    pub password_hash: Option<String>,
    /// When a password that somebody else gave stops to work; none for one that the holder chose.
    pub password_until: Option<Moment>,
    /// Encrypted secret of the one-time codes.
    pub totp_secret: Option<Vec<u8>>,
    /// Last step whose code was used.
    pub totp_last_step: Option<i64>,
    /// Provider of the national login.
    pub openid_issuer: Option<String>,
    /// Who this is at that provider.
    pub openid_subject: Option<String>,
    /// Failed logins since the last good one.
    pub failures: i64,
    /// When the last one failed.
    pub failed_at: Option<Moment>,
    /// `vi` or `en`.
    pub language: String,
    /// When the account was closed.
    pub closed_at: Option<Moment>,
    /// Counts changes, from 1.
    pub version: i64,
    /// When the row was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A role within a scope.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct AssignmentRow {
    /// Id, made by the client.
    pub id: Uuid,
    /// Whose role.
    pub account_id: Uuid,
    /// Code of the role.
    pub role: String,
    /// Kind of the scope.
    pub scope_kind: String,
    /// Code of the scope; empty for the nation.
    pub scope_code: String,
    /// When it ends.
    pub until: Option<Moment>,
}

/// A login that is going on, or was.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct LoginRow {
    /// SHA-256 of the token in the cookie.
    pub token_hash: Vec<u8>,
    /// Who logged in.
    pub account_id: Uuid,
    /// When.
    pub begun_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
    /// When it ends by itself.
    pub expires_at: Moment,
    /// The password was right, the code of the phone is still to come.
    pub second_step_due: bool,
}

impl Tx {
    /// Adds an account.
    pub async fn insert_account(&mut self, row: &AccountRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("account/insert")), row,
            id, login, name, password_hash, password_until, totp_secret, totp_last_step, openid_issuer, openid_subject, failures, failed_at, language, closed_at, version, created_at, updated_at
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Changes an account. `false`: somebody else changed it first.
    pub async fn update_account(&mut self, row: &AccountRow) -> Result<bool, StoreError> {
        let changed = on_engine!(self, connection => bind!(
            sqlx::query(sql!("account/update")), row,
            id, login, name, password_hash, password_until, totp_secret, totp_last_step, openid_issuer, openid_subject, failures, failed_at, language, closed_at, updated_at, version
        )
            .execute(connection)
            .await?
            .rows_affected()
        );
        Ok(changed == 1)
    }

    /// The account with this id.
    pub async fn account(&mut self, id: Uuid) -> Result<Option<AccountRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/by_id"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The account with this id; nobody else changes it until the transaction ends.
    pub async fn lock_account(&mut self, id: Uuid) -> Result<Option<AccountRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/lock"))
            .bind(id)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The account with this login.
    pub async fn account_by_login(
        &mut self,
        login: &str,
    ) -> Result<Option<AccountRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/by_login"))
            .bind(login)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// The account of a subject of an OpenID provider.
    pub async fn account_by_openid(
        &mut self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<AccountRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/by_openid"))
            .bind(issuer).bind(subject)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Accounts in order of their logins, after one.
    pub async fn accounts(
        &mut self,
        after: &str,
        limit: i64,
    ) -> Result<Vec<AccountRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/page"))
            .bind(after).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Accounts that have, or had, a role in a scope, in order of their logins, after one.
    pub async fn accounts_of_scope(
        &mut self,
        (kind, code): (&str, &str),
        after: &str,
        limit: i64,
    ) -> Result<Vec<AccountRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/of_scope"))
            .bind(kind).bind(code).bind(after).bind(limit)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Gives a role.
    pub async fn insert_assignment(&mut self, row: &AssignmentRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("account/insert_assignment")), row,
            id, account_id, role, scope_kind, scope_code, until
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Roles of an account, ended ones too.
    pub async fn assignments(&mut self, account: Uuid) -> Result<Vec<AssignmentRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/assignments"))
            .bind(account)
            .fetch_all(connection)
            .await?),
        )
    }

    /// Ends a role; gives how many were ended.
    pub async fn end_assignment(&mut self, id: Uuid, at: Moment) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("account/end_assignment"))
            .bind(id).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Begins a login.
    pub async fn insert_login(&mut self, row: &LoginRow) -> Result<(), StoreError> {
        on_engine!(self, connection => bind!(
            sqlx::query(sql!("account/insert_login")), row,
            token_hash, account_id, begun_at, seen_at, expires_at, second_step_due
        )
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// The login with this token.
    pub async fn login(&mut self, token_hash: &[u8]) -> Result<Option<LoginRow>, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query_as(sql!("account/login"))
            .bind(token_hash)
            .fetch_optional(connection)
            .await?),
        )
    }

    /// Ends every role in a scope; gives how many were ended.
    pub async fn end_assignments_of_scope(
        &mut self,
        (kind, code): (&str, &str),
        at: Moment,
    ) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("account/end_assignments_of_scope"))
            .bind(kind).bind(code).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Notes that a login was used. 0: it has ended meanwhile.
    pub async fn touch_login(
        &mut self,
        token_hash: &[u8],
        seen_at: Moment,
    ) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("account/touch_login"))
            .bind(token_hash).bind(seen_at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Ends a login. 0: it had ended.
    pub async fn end_login(&mut self, token_hash: &[u8], at: Moment) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("account/end_login"))
            .bind(token_hash).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Ends every login of an account.
    pub async fn end_logins(&mut self, account: Uuid, at: Moment) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("account/end_logins"))
            .bind(account).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Clears logins that ended before a moment; gives how many.
    pub async fn clear_ended_logins(&mut self, before: Moment) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("account/clear_ended_logins"))
            .bind(before)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }

    /// Adds a code on paper, by its hash.
    pub async fn insert_recovery_code(
        &mut self,
        account: Uuid,
        code_hash: &[u8],
    ) -> Result<(), StoreError> {
        on_engine!(self, connection => sqlx::query(sql!("account/insert_recovery_code"))
            .bind(account).bind(code_hash)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Uses up a code on paper. `false`: there is none, or it was used before.
    pub async fn use_recovery_code(
        &mut self,
        account: Uuid,
        code_hash: &[u8],
        at: Moment,
    ) -> Result<bool, StoreError> {
        let used = on_engine!(self, connection => sqlx::query(sql!("account/use_recovery_code"))
            .bind(account).bind(code_hash).bind(at)
            .execute(connection)
            .await?
            .rows_affected());
        Ok(used == 1)
    }

    /// Uses up every code of an account; gives how many were left.
    pub async fn void_recovery_codes(
        &mut self,
        account: Uuid,
        at: Moment,
    ) -> Result<u64, StoreError> {
        Ok(
            on_engine!(self, connection => sqlx::query(sql!("account/void_recovery_codes"))
            .bind(account).bind(at)
            .execute(connection)
            .await?
            .rows_affected()),
        )
    }
}

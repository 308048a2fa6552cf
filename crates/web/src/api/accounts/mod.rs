//! Accounts: who calls, and the tokens of partners.

mod tokens;

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Answer;
use super::caller::Caller;
use super::operation::Operation;

/// Operations on accounts.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::get("/accounts/me", me)
            .named("read_me", "accounts", "Who calls, and what they may do")
            .about("Staff get the token that every change with their session's cookie needs.")
            .anybody_in()
            .answers::<Me>(StatusCode::OK, "The caller."),
    ];
    all.extend(tokens::operations());
    all
}

/// Who calls.
#[derive(Serialize, ToSchema)]
struct Me {
    /// The account.
    id: Uuid,
    /// Its name.
    name: String,
    /// `vi` or `en`.
    language: String,
    /// Code of the facility at whose desk they sit.
    facility: Option<String>,
    /// What they may do where.
    roles: Vec<RoleHeld>,
    /// The token of a program.
    token: Option<TokenHeld>,
    /// What staff send as `X-CSRF-Token` with every change.
    csrf_token: Option<String>,
}

/// A role somewhere.
#[derive(Serialize, ToSchema)]
struct RoleHeld {
    /// Code of the role.
    #[schema(example = "clerk")]
    role: &'static str,
    /// Kind of the scope.
    #[schema(example = "facility")]
    scope_kind: &'static str,
    /// Code of the scope; empty for the nation.
    #[schema(example = "34001")]
    scope_code: String,
    /// When it ends.
    #[schema(format = DateTime)]
    until: Option<String>,
}

/// A token of a program.
#[derive(Serialize, ToSchema)]
struct TokenHeld {
    /// Its id; no secret.
    id: Uuid,
    /// What it is for.
    name: String,
    /// Codes of the acts that it is good for.
    acts: Vec<&'static str>,
    /// Requests a minute.
    per_minute: i64,
    /// When it ends.
    #[schema(format = DateTime)]
    expires_at: String,
}

async fn me(caller: Caller) -> Answer {
    let roles = caller.assignments().iter().map(|held| RoleHeld {
        role: held.role.code(),
        scope_kind: held.scope.kind().code(),
        scope_code: held.scope.code(),
        until: held.until.map(|until| until.to_string()),
    });
    let token = caller.holder().map(|holder| TokenHeld {
        id: holder.token.id,
        name: holder.token.name.clone(),
        acts: holder.acts.iter().map(|act| act.code()).collect(),
        per_minute: holder.token.per_minute,
        expires_at: holder.token.expires_at.0.to_string(),
    });
    let account = caller.account();
    Answer::ok(&Me {
        id: account.id,
        name: account.name.clone(),
        language: account.language.clone(),
        facility: caller.facility().map(str::to_owned),
        roles: roles.collect(),
        csrf_token: Some(caller.csrf().to_owned()).filter(|it| !it.is_empty()),
        token,
    })
}

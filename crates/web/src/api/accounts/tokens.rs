//! Tokens of partners: made, listed, ended by those who look after the account.

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use khien_domain::rights::Act;
use khien_registry::account::{
    self, EndTokenError, MakeTokenError, NewToken, NotEditable, ReadError, make_token, tokens_of,
};
use khien_store::TokenRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::App;
use crate::api::answer::Answer;
use crate::api::body::Sent;
use crate::api::caller::Caller;
use crate::api::doses::Reason;
use crate::api::fault::{conflict, not_allowed, stored, wrong};
use crate::api::key::Key;
use crate::api::operation::Operation;
use crate::api::wire::At;
use crate::problem::Problem;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/accounts/{id}/tokens", make)
            .named(
                "make_token",
                "accounts",
                "Make a token for a partner's program",
            )
            .about("Its text is in this answer and nowhere else.")
            .acts(&[Act::AccountEdit])
            .keyed()
            .takes::<TokenToMake>()
            .answers::<TokenMade>(StatusCode::CREATED, "The token, shown once.")
            .problems(&[
                "token-made",
                "not-a-partner",
                "own-account",
                "account-closed",
            ]),
        Operation::get("/accounts/{id}/tokens", list)
            .named(
                "list_tokens",
                "accounts",
                "Tokens of a partner, ended ones too",
            )
            .acts(&[Act::AccountEdit])
            .answers::<Tokens>(StatusCode::OK, "The newest first."),
        Operation::post("/tokens/{id}/end", end)
            .named("end_token", "accounts", "End a token")
            .about("It is refused within five seconds. Sent again, it changes nothing.")
            .acts(&[Act::AccountEdit])
            .takes::<Reason>()
            .answers_nothing("The token has ended."),
    ]
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TokenToMake {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    id: Option<Uuid>,
    /// What it is for.
    name: String,
    /// What it is good for: `api_dose_record`, `api_person_read`, `api_figure_read`.
    acts: Vec<String>,
    /// Requests a minute.
    #[schema(minimum = 1, maximum = 60_000)]
    per_minute: u32,
    /// When it ends, within a year.
    #[schema(format = DateTime, example = "2022-12-31T17:00:00Z")]
    expires_at: String,
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
struct TokenMade {
    id: Uuid,
    /// What the program shows. Nobody can see it again.
    token: String,
}

/// Tokens of an account.
#[derive(Serialize, ToSchema)]
struct Tokens {
    tokens: Vec<TokenLine>,
}

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
struct TokenLine {
    id: Uuid,
    name: String,
    acts: Vec<String>,
    per_minute: i64,
    made_by: Uuid,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    expires_at: String,
    /// To the minute.
    #[schema(format = DateTime)]
    used_at: Option<String>,
}

impl From<TokenRow> for TokenLine {
    fn from(row: TokenRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            acts: row.acts.split_whitespace().map(str::to_owned).collect(),
            per_minute: row.per_minute,
            made_by: row.made_by,
            created_at: row.created_at.0.to_string(),
            expires_at: row.expires_at.0.to_string(),
            used_at: row.used_at.map(|at| at.0.to_string()),
        }
    }
}

async fn make(
    State(app): State<App>,
    caller: Caller,
    At(account): At,
    key: Key,
    Sent(body): Sent<TokenToMake>,
) -> Result<Answer, Problem> {
    let acts = body.acts.iter().map(|code| Act::parse(code));
    let acts: Option<Vec<Act>> = acts.collect();
    let acts = acts.ok_or_else(|| wrong("/acts", "unknown"))?;
    let expires_at = body.expires_at.parse::<Timestamp>();
    let new = NewToken {
        id: key.or(body.id)?,
        account,
        name: &body.name,
        acts: &acts,
        per_minute: body.per_minute,
        expires_at: expires_at.map_err(|_| wrong("/expires_at", "unreadable"))?,
    };
    match make_token(app.registry(), &caller.by(&app), app.secrets(), new).await {
        Ok(token) => {
            let place = format!("/api/v1/accounts/{account}/tokens");
            let text = token.to_text().as_str().to_owned();
            let made = TokenMade {
                id: token.id(),
                token: text,
            };
            Ok(Answer::made(&made, &place))
        }
        Err(MakeTokenError::Made) => Err(conflict("token-made")),
        Err(MakeTokenError::NotPartner) => Err(conflict("not-a-partner")),
        Err(MakeTokenError::Acts) => Err(wrong("/acts", "unknown")),
        Err(MakeTokenError::NoName) => Err(wrong("/name", "missing")),
        Err(MakeTokenError::Expiry) => Err(wrong("/expires_at", "unreadable")),
        Err(MakeTokenError::Rate) => Err(wrong("/per_minute", "unreadable")),
        Err(MakeTokenError::NotEditable(why)) => Err(not_editable(why)),
        Err(MakeTokenError::Random(_)) => Err(Problem::broken(String::new())),
        Err(MakeTokenError::Store(error)) => Err(stored(&error)),
    }
}

fn not_editable(why: NotEditable) -> Problem {
    match why {
        NotEditable::NoAccount => Problem::not_found(),
        NotEditable::Own => conflict("own-account"),
        NotEditable::Closed => conflict("account-closed"),
        NotEditable::NotAllowed(missing) => not_allowed(missing),
    }
}

async fn list(State(app): State<App>, caller: Caller, At(account): At) -> Result<Answer, Problem> {
    match tokens_of(app.registry(), &caller.by(&app), account).await {
        Ok(rows) => Ok(Answer::ok(&Tokens {
            tokens: rows.into_iter().map(TokenLine::from).collect(),
        })),
        Err(ReadError::NotThere) => Err(Problem::not_found()),
        Err(ReadError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ReadError::Store(error)) => Err(stored(&error)),
    }
}

async fn end(
    State(app): State<App>,
    caller: Caller,
    At(token): At,
    Sent(body): Sent<Reason>,
) -> Result<Answer, Problem> {
    match account::end_token(app.registry(), &caller.by(&app), token, &body.reason).await {
        Ok(()) => Ok(Answer::done()),
        Err(EndTokenError::NoToken) => Err(Problem::not_found()),
        Err(EndTokenError::NoReason) => Err(wrong("/reason", "missing")),
        Err(EndTokenError::NotEditable(why)) => Err(not_editable(why)),
        Err(EndTokenError::Store(error)) => Err(stored(&error)),
    }
}

//! Tokens of a partner's programs: what each is good for, how often, until when; made, shown once,
//! ended.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};
use khien_domain::rights::Act;
use khien_registry::account::{
    self, EndTokenError, MakeTokenError, NewToken, PARTNER_ACTS, ReadError,
};
use khien_registry::day_in_viet_nam;
use khien_store::{StoreError, TokenRow};
use uuid::Uuid;

use super::calls::{not_editable, until_end_of};
use crate::App;
use crate::forms::Fields;
use crate::layout::{Frame, Section};
use crate::page::{self, page};
use crate::pieces::{Choice, Form};
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};

/// Requests a minute that the form offers: ten a second.
const USUAL_PER_MINUTE: u32 = 600;

/// A token in the list.
pub(crate) struct TokenLine {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// Keys of the family `token-act-`.
    pub(crate) acts: Vec<String>,
    pub(crate) per_minute: i64,
    pub(crate) made_by: String,
    pub(crate) made: DateTime,
    /// The last day on which it is good.
    pub(crate) until: Date,
    pub(crate) used: Option<DateTime>,
    pub(crate) ended: bool,
}

/// The list, and the form of the next one.
pub(crate) struct Tokens {
    pub(crate) account: Uuid,
    pub(crate) name: String,
    pub(crate) lines: Vec<TokenLine>,
    pub(crate) form: Form,
    pub(crate) acts: Vec<Choice>,
}

/// What is shown once and never again.
pub(crate) struct TokenMade {
    pub(crate) account: Uuid,
    /// What it is for.
    pub(crate) name: String,
    /// Whose it is.
    pub(crate) holder: String,
    pub(crate) text: String,
    pub(crate) until: Date,
}

page!(TokensPage, "station/accounts/tokens.html", Tokens);
page!(TokenMadePage, "station/accounts/token_made.html", TokenMade);

pub(super) async fn list(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = tokens(&app, &actor, id).await?;
    Ok(tokens_page(&actor, view, StatusCode::OK))
}

/// Makes a token. Its text is the answer to the form and nothing else: no address shows it again.
pub(super) async fn make(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut view = tokens(&app, &actor, id).await?;
    match made(&app, &actor, id, &fields).await? {
        Ok(made) => {
            let made = TokenMade {
                holder: view.name,
                ..made
            };
            let frame = frame(&actor, "token-made");
            Ok(TokenMadePage::new(frame, made).into_response())
        }
        Err((field, key)) => {
            view.form.values = fields;
            view.form.faults.add(field, key);
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(tokens_page(&actor, view, wrong))
        }
    }
}

/// Ends one at once.
pub(super) async fn end(
    State(app): State<App>,
    actor: Actor,
    Path((account, token)): Path<(Uuid, Uuid)>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let reason = fields.text("reason");
    let ended = account::end_token(app.registry(), &actor.by(&app), token, reason).await;
    ended.map_err(|error| match error {
        EndTokenError::NoToken => Problem::not_found(),
        EndTokenError::NoReason => Problem::bad_request(),
        EndTokenError::NotEditable(why) => not_editable(why),
        EndTokenError::Store(error) => failed(&error),
    })?;
    let address = format!("/station/accounts/{account}/tokens?done=token-ended");
    Ok(Redirect::to(&address).into_response())
}

async fn tokens(app: &App, actor: &Actor, id: Uuid) -> Result<Tokens, Problem> {
    if !actor.may_somewhere(Act::AccountEdit) {
        return Err(Problem::forbidden());
    }
    let rows = account::tokens_of(app.registry(), &actor.by(app), id).await;
    let rows = rows.map_err(|error| match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NotThere => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })?;
    let lines = lines(app, actor, id, rows).await;
    let (name, lines) = lines.map_err(|error| failed(&error))?;
    let t = actor.visit.texts();
    let (new, usual) = (app.new_id().to_string(), USUAL_PER_MINUTE.to_string());
    let fields = [("id", new.as_str()), ("per_minute", usual.as_str())];
    let acts = PARTNER_ACTS.iter();
    Ok(Tokens {
        account: id,
        name,
        lines,
        form: Form::new(t, "token", Fields::from(fields)),
        acts: acts
            .map(|act| Choice::new(act.code(), t.code("token-act", act.code())))
            .collect(),
    })
}

async fn lines(
    app: &App,
    actor: &Actor,
    id: Uuid,
    rows: Vec<TokenRow>,
) -> Result<(String, Vec<TokenLine>), StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let name = names.account(&mut tx, Some(id)).await?;
    let mut lines = Vec::new();
    for row in rows {
        lines.push(TokenLine {
            id: row.id,
            acts: row.acts.split_whitespace().map(str::to_owned).collect(),
            per_minute: row.per_minute,
            made_by: names.account(&mut tx, Some(row.made_by)).await?,
            made: when(row.created_at),
            until: last_day(row.expires_at.0),
            used: row.used_at.map(when),
            ended: row.expires_at.0 <= actor.at,
            name: row.name,
        });
    }
    Ok((name, lines))
}

/// The day in Viet Nam on which something that ends at a moment was last good.
fn last_day(end: Timestamp) -> Date {
    let before = end.saturating_sub(SignedDuration::from_secs(1));
    day_in_viet_nam(before.unwrap_or(end))
}

/// Makes one; or says what is wrong: a field and a key.
async fn made(
    app: &App,
    actor: &Actor,
    account: Uuid,
    fields: &Fields,
) -> Result<Result<TokenMade, (&'static str, &'static str)>, Problem> {
    let acts: Vec<Act> = fields.all("act").filter_map(Act::parse).collect();
    let Some(expires_at) = until_end_of(fields.text("ends")) else {
        return Ok(Err(("ends", "fault-token-ends")));
    };
    let new = NewToken {
        id: fields.id("id").unwrap_or_else(|| app.new_id()),
        account,
        name: fields.text("what"),
        acts: &acts,
        per_minute: fields.number("per_minute").unwrap_or(0),
        expires_at,
    };
    let made = account::make_token(app.registry(), &actor.by(app), app.secrets(), new).await;
    match made {
        Ok(token) => Ok(Ok(TokenMade {
            account,
            name: fields.text("what").to_owned(),
            holder: String::new(),
            text: token.to_text().to_string(),
            until: last_day(expires_at),
        })),
        Err(MakeTokenError::NoName) => Ok(Err(("what", "fault-token-what"))),
        Err(MakeTokenError::Acts) => Ok(Err(("act", "fault-token-act"))),
        Err(MakeTokenError::Expiry) => Ok(Err(("ends", "fault-token-ends"))),
        Err(MakeTokenError::Rate) => Ok(Err(("per_minute", "fault-token-rate"))),
        Err(MakeTokenError::Made) => Ok(Err(("what", "fault-token-made"))),
        Err(MakeTokenError::NotPartner) => Ok(Err(("act", "fault-token-partner"))),
        Err(MakeTokenError::NotEditable(why)) => Err(not_editable(why)),
        Err(MakeTokenError::Store(error)) => Err(failed(&error)),
        Err(error @ MakeTokenError::Random(_)) => {
            tracing::error!(%error, "a token could not be made");
            Err(Problem::unavailable())
        }
    }
}

fn frame(actor: &Actor, key: &str) -> Frame {
    let t = actor.visit.texts();
    actor
        .frame(t.say(key), Section::Accounts)
        .under(Section::Accounts.href(), t.say("accounts"))
}

fn tokens_page(actor: &Actor, view: Tokens, status: StatusCode) -> Response {
    let frame = frame(actor, "tokens").dense();
    page::answer(status, &TokensPage::new(frame, view))
}

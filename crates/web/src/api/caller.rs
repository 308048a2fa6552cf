//! Who calls: a partner's program with its token, or somebody of the staff with their session.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode};
use jiff::Timestamp;
use khien_domain::rights::{Act, Assignment, Scope};
use khien_registry::account::{self, NotHeld, NotLoggedIn, TokenHolder};
use khien_registry::credentials::{PartnerToken, SessionToken};
use khien_registry::{Actor, By};
use khien_store::AccountRow;
use uuid::Uuid;

use super::fault::stored;
use super::gate::bearer;
use super::holders::Held;
use super::limit::{Allowance, STAFF_PER_MINUTE};
use crate::App;
use crate::layout::Visit;
use crate::problem::Problem;
use crate::texts::{Language, Texts};

/// Which unit somebody of the staff acts for, where they have several: `facility-34001`.
const UNIT: &str = "khien-unit";

/// What kind of caller it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Somebody, in a browser.
    Staff,
    /// A program.
    Partner,
}

/// Who calls. Cheap to clone.
#[derive(Clone)]
pub(super) struct Caller(Arc<Known>);

struct Known {
    kind: Kind,
    actor: Actor,
    account: AccountRow,
    facility: Option<String>,
    at: Timestamp,
    language: Language,
    holder: Option<Arc<TokenHolder>>,
    csrf: String,
}

impl Caller {
    /// Finds out who calls.
    pub(super) async fn of(
        app: &App,
        headers: &HeaderMap,
        extensions: &Extensions,
    ) -> Result<Self, Problem> {
        let visit = extensions.get::<Visit>().cloned();
        let visit = visit.ok_or_else(Problem::signed_out)?;
        match bearer(headers) {
            Some(text) => Self::partner(app, &visit, text).await,
            None => Self::staff(app, &visit, headers).await,
        }
    }

    async fn partner(app: &App, visit: &Visit, text: &str) -> Result<Self, Problem> {
        let unknown = || Problem::for_programs(StatusCode::UNAUTHORIZED, "token-unknown");
        let token = PartnerToken::parse(text).ok_or_else(unknown)?;
        let at = app.now();
        let held = match app.api().holders.find(&token, at) {
            Some(held) => held,
            None => Self::ask(app, &token, at).await?,
        };
        Ok(Self(Arc::new(Known {
            kind: Kind::Partner,
            facility: held.facility,
            actor: held.holder.actor.clone(),
            account: held.holder.account.clone(),
            at,
            language: visit.language,
            holder: Some(held.holder),
            csrf: String::new(),
        })))
    }

    /// Asks the database whose token it is.
    async fn ask(app: &App, token: &PartnerToken, at: Timestamp) -> Result<Held, Problem> {
        let holder = account::token_holder(app.registry(), at, token).await;
        let holder = holder.map_err(|error| match error {
            NotHeld::NoToken => Problem::for_programs(StatusCode::UNAUTHORIZED, "token-unknown"),
            NotHeld::Ended | NotHeld::NotAdmitted(_) => {
                Problem::for_programs(StatusCode::UNAUTHORIZED, "token-ended")
            }
            NotHeld::Store(error) => stored(&error),
        })?;
        let held = Held {
            facility: desk(app, &holder.actor.assignments, None).await?,
            holder: Arc::new(holder),
        };
        app.api().holders.keep(token, &held, at);
        Ok(held)
    }

    async fn staff(app: &App, visit: &Visit, headers: &HeaderMap) -> Result<Self, Problem> {
        let token = visit.session.as_deref().and_then(SessionToken::parse);
        let token = token.ok_or_else(Problem::signed_out)?;
        let at = app.now();
        let found = account::who(app.registry(), at, &token).await;
        let found = found.map_err(|error| match error {
            NotLoggedIn::NoLogin | NotLoggedIn::Idle | NotLoggedIn::NotAdmitted(_) => {
                Problem::signed_out()
            }
            NotLoggedIn::Store(error) => stored(&error),
        })?;
        let unit = headers.get(UNIT).and_then(|it| it.to_str().ok());
        let unit = unit.or(visit.unit.as_deref());
        Ok(Self(Arc::new(Known {
            kind: Kind::Staff,
            facility: desk(app, &found.actor.assignments, unit).await?,
            actor: found.actor,
            account: found.account,
            at,
            language: visit.language,
            holder: None,
            csrf: visit.csrf.token(),
        })))
    }

    /// Who acts, for a workflow.
    pub(super) fn by<'a>(&'a self, app: &'a App) -> By<'a> {
        By {
            actor: &self.0.actor,
            at: self.0.at,
            facility: self.0.facility.as_deref(),
            ids: app.ids(),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.0.kind
    }

    /// When the request came.
    pub(super) fn at(&self) -> Timestamp {
        self.0.at
    }

    /// The same as it is stored: what was made then is new.
    pub(super) fn moment(&self) -> Timestamp {
        let micros = self.0.at.as_microsecond();
        Timestamp::from_microsecond(micros).unwrap_or(self.0.at)
    }

    pub(super) fn assignments(&self) -> &[Assignment] {
        &self.0.actor.assignments
    }

    pub(super) fn account(&self) -> &AccountRow {
        &self.0.account
    }

    /// The facility at whose desk they sit.
    pub(super) fn facility(&self) -> Option<&str> {
        self.0.facility.as_deref()
    }

    /// What scripts of a page send along with every change.
    pub(super) fn csrf(&self) -> &str {
        &self.0.csrf
    }

    /// The token, if it is a program.
    pub(super) fn holder(&self) -> Option<&TokenHolder> {
        self.0.holder.as_deref()
    }

    /// The words of the answer.
    pub(super) fn texts(&self) -> &'static Texts {
        Texts::of(self.0.language)
    }

    /// Whether nothing narrows the roles, or the token is good for this act.
    pub(super) fn token_is_for(&self, act: Act) -> bool {
        self.holder()
            .is_none_or(|holder| holder.acts.contains(&act))
    }

    /// How much it may ask for.
    pub(super) fn allowance(&self) -> Allowance {
        let of_token = self
            .holder()
            .and_then(|holder| u32::try_from(holder.token.per_minute).ok());
        Allowance {
            per_minute: of_token.unwrap_or(STAFF_PER_MINUTE),
        }
    }

    /// Whose requests are counted together.
    pub(super) fn purse(&self) -> Uuid {
        self.holder()
            .map_or(self.0.account.id, |holder| holder.token.id)
    }
}

/// The facility of the unit that was named, else of the first role at one.
async fn desk(
    app: &App,
    held: &[Assignment],
    unit: Option<&str>,
) -> Result<Option<String>, Problem> {
    let named = |scope: &&Scope| {
        let name = format!("{}-{}", scope.kind().code(), scope.code());
        unit == Some(name.as_str())
    };
    let mut scopes = held.iter().map(|held| &held.scope);
    let named = scopes.clone().find(named);
    let at_desk = |scope: &&Scope| matches!(scope, Scope::Facility(_) | Scope::Session(_));
    match named.or_else(|| scopes.find(at_desk)) {
        Some(Scope::Facility(code)) => Ok(Some(code.clone())),
        Some(Scope::Session(session)) => {
            let found = async {
                let mut tx = app.registry().store().read().await?;
                tx.session(Uuid::from_u128(*session)).await
            };
            let found = found.await.map_err(|error| stored(&error))?;
            Ok(found.map(|session| session.facility_code))
        }
        _ => Ok(None),
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let known = parts.extensions.get::<Caller>().cloned();
        known.ok_or_else(Problem::signed_out)
    }
}

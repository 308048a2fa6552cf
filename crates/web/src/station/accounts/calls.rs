//! Calls into the registry.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use khien_domain::rights::{Assignment, Role, Scope};
use khien_registry::account::{
    self, CloseError, CreateError, LinkError, NotEditable, ReadError, ResetError, TotpError,
};
use khien_registry::credentials::openid::Identity;
use khien_store::{AccountRow, StoreError};
use uuid::Uuid;

use super::{AccountLine, AccountState, Accounts, Elsewhere, KINDS, NewAccount, Secrets};
use crate::App;
use crate::forms::{Faults, Fields};
use crate::pieces::{Choice, Form};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused, unit, when};
use crate::station::doses::day;

/// The scope of the unit that the editor acts for.
fn scope(actor: &Actor) -> Result<Scope, Problem> {
    let unit = actor.who.unit().ok_or_else(Problem::forbidden)?;
    let (kind, code) = unit.id.split_once('-').unwrap_or((&unit.id, ""));
    Scope::parse(kind, code).map_err(|_| Problem::forbidden())
}

/// The scope that is asked for, else that of the unit that the editor acts for.
fn scope_of(actor: &Actor, asked: &Elsewhere) -> Result<Scope, Problem> {
    match asked.scope() {
        Some(Ok(scope)) => Ok(scope),
        Some(Err(_)) => Err(Problem::not_found()),
        None => scope(actor),
    }
}

/// Accounts of the unit, or of another that is asked for.
pub(super) async fn accounts(
    app: &App,
    actor: &Actor,
    asked: Elsewhere,
) -> Result<Accounts, Problem> {
    let found = match asked.scope() {
        Some(Ok(scope)) => read(app, actor, &scope).await?,
        Some(Err(_)) => None,
        None => read(app, actor, &scope(actor)?).await?,
    };
    let unknown = found.is_none() && asked != Elsewhere::default();
    let shown = if unknown {
        Elsewhere::default()
    } else {
        asked.clone()
    };
    let rows = match found {
        Some(rows) => rows,
        None => read(app, actor, &scope(actor)?).await?.unwrap_or_default(),
    };
    let elsewhere = name(app, actor, &shown)
        .await
        .map_err(|error| failed(&error))?;
    let lines = lines(app, actor, rows, elsewhere.as_deref()).await;
    let national = app.national_login();
    Ok(Accounts {
        kinds: KINDS,
        asked,
        elsewhere,
        unknown,
        lines: lines.map_err(|error| failed(&error))?,
        national: national.map(|it| it.name().to_owned()),
    })
}

/// Accounts of a scope; `None` where there is no such place.
async fn read(app: &App, actor: &Actor, scope: &Scope) -> Result<Option<Vec<AccountRow>>, Problem> {
    match account::of_scope(app.registry(), &actor.by(app), scope, "").await {
        Ok(rows) => Ok(Some(rows)),
        Err(ReadError::NotThere) => Ok(None),
        Err(ReadError::NotAllowed(missing)) => Err(refused(missing)),
        Err(ReadError::Store(error)) => Err(failed(&error)),
    }
}

/// The name of another unit.
async fn name(app: &App, actor: &Actor, asked: &Elsewhere) -> Result<Option<String>, StoreError> {
    let Some(Ok(scope)) = asked.scope() else {
        return Ok(None);
    };
    let mut tx = app.registry().store().read().await?;
    let today = actor.by(app).today();
    let unit = unit(&mut tx, &actor.visit, &scope, today).await?;
    Ok(unit.map(|unit| unit.name))
}

async fn lines(
    app: &App,
    actor: &Actor,
    rows: Vec<AccountRow>,
    elsewhere: Option<&str>,
) -> Result<Vec<AccountLine>, StoreError> {
    let own = actor.who.unit().map(|unit| unit.name.as_str());
    let unit = elsewhere.or(own).unwrap_or_default().to_owned();
    let mut tx = app.registry().store().read().await?;
    let mut lines = Vec::new();
    for row in rows {
        let held = tx.assignments(row.id).await?;
        let holds = held
            .iter()
            .filter(|it| it.until.is_none_or(|until| until.0 > actor.at));
        let holds: Vec<_> = holds.collect();
        lines.push(AccountLine {
            id: row.id,
            roles: distinct(holds.iter().map(|it| it.role.as_str())),
            until: holds.iter().filter_map(|it| it.until).map(when).max(),
            unit: unit.clone(),
            authenticator: row.totp_secret.is_some(),
            tied: row.openid_subject.is_some(),
            state: match (row.closed_at.is_some(), row.password_until.is_some()) {
                (true, _) => AccountState::Ended,
                (false, true) => AccountState::Handed,
                (false, false) => AccountState::Good,
            },
            is_own: row.id == actor.account.account,
            name: row.name,
            login: row.login,
        });
    }
    Ok(lines)
}

/// Each role once, however many units it is held in.
fn distinct<'a>(roles: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut once: Vec<String> = roles.map(str::to_owned).collect();
    once.sort_unstable();
    once.dedup();
    once
}

/// An empty form with the roles that the editor may give here.
pub(super) async fn blank(
    app: &App,
    actor: &Actor,
    asked: Elsewhere,
) -> Result<NewAccount, Problem> {
    let t = actor.visit.texts();
    let scope = scope_of(actor, &asked)?;
    let elsewhere = name(app, actor, &asked).await;
    let held = &actor.account.assignments;
    let may_give = |role: &&Role| {
        let givers = role.granted_by();
        role.scope_kinds().contains(&scope.kind())
            && held.iter().any(|it| givers.contains(&it.role))
    };
    let roles = Role::ALL.iter().filter(may_give);
    let roles = roles.map(|role| Choice::new(role.code(), t.code("role", role.code())));
    let id = app.new_id().to_string();
    Ok(NewAccount {
        form: Form::new(t, "account", Fields::from([("id", id.as_str())])),
        roles: roles.collect(),
        asked,
        elsewhere: elsewhere.map_err(|error| failed(&error))?,
    })
}

/// The end of a day in Viet Nam, as somebody typed the day.
pub(super) fn until_end_of(typed: &str) -> Option<Timestamp> {
    let after = day(typed)?.tomorrow().ok()?.at(0, 0, 0, 0);
    let zone = TimeZone::fixed(Offset::constant(7));
    zone.to_timestamp(after).ok()
}

/// The unit that the form is for.
pub(super) fn elsewhere(fields: &Fields) -> Elsewhere {
    Elsewhere {
        kind: fields.text("kind").to_owned(),
        code: fields.text("code").to_owned(),
    }
}

/// Makes an account; or says field by field why not.
pub(super) async fn create(
    app: &App,
    actor: &Actor,
    fields: &Fields,
) -> Result<Result<Secrets, Faults>, Problem> {
    let scope = scope_of(actor, &elsewhere(fields))?;
    let until = until_end_of(fields.text("ends"));
    let roles = fields.all("role").filter_map(Role::parse);
    let roles: Vec<Assignment> = roles
        .map(|role| Assignment {
            role,
            scope: scope.clone(),
            until,
        })
        .collect();
    let new = account::NewAccount {
        id: fields.id("id").unwrap_or_else(|| app.new_id()),
        login: fields.text("login"),
        name: fields.text("person"),
        language: actor.visit.language.tag(),
        roles: &roles,
    };
    let made = account::create(app.registry(), &actor.by(app), app.secrets(), new).await;
    let fault = |field, key: &str| {
        let mut faults = Faults::default();
        faults.add(field, key);
        Ok(Err(faults))
    };
    match made {
        Ok(password) => Ok(Ok(Secrets {
            name: fields.text("person").to_owned(),
            login: fields.text("login").to_owned(),
            password: password.as_str().to_owned(),
        })),
        Err(CreateError::NoRole) => fault("role", "fault-role"),
        Err(CreateError::Login) => fault("login", "fault-login"),
        Err(CreateError::Taken) => fault("login", "fault-login-taken"),
        Err(CreateError::NoName) => fault("person", "fault-account-person"),
        Err(CreateError::Made) => fault("login", "fault-account-made"),
        Err(CreateError::NoPlace) => Err(Problem::not_found()),
        Err(CreateError::NotAllowed(missing)) => Err(refused(missing)),
        Err(CreateError::Store(error)) => Err(failed(&error)),
        Err(error @ (CreateError::Hash(_) | CreateError::Random(_))) => {
            tracing::error!(%error, "an account could not be made");
            Err(Problem::unavailable())
        }
    }
}

/// A new one-time password, to be handed over.
pub(super) async fn reset(app: &App, actor: &Actor, id: Uuid) -> Result<Secrets, Problem> {
    let password = account::reset_password(app.registry(), &actor.by(app), app.secrets(), id).await;
    let password = password.map_err(|error| match error {
        ResetError::NotEditable(why) => not_editable(why),
        ResetError::Store(error) => failed(&error),
        ResetError::Hash(_) | ResetError::Random(_) => Problem::unavailable(),
    })?;
    let row = async {
        let mut tx = app.registry().store().read().await?;
        tx.account(id).await
    };
    let row = row.await.map_err(|error| failed(&error))?;
    let row = row.ok_or_else(Problem::not_found)?;
    Ok(Secrets {
        name: row.name,
        login: row.login,
        password: password.as_str().to_owned(),
    })
}

/// Takes the authenticator of a lost phone away.
pub(super) async fn remove_authenticator(
    app: &App,
    actor: &Actor,
    id: Uuid,
    reason: &str,
) -> Result<(), Problem> {
    let removed = account::remove_totp(app.registry(), &actor.by(app), id, reason).await;
    match removed {
        Ok(()) | Err(TotpError::NotEnrolled) => Ok(()),
        Err(TotpError::NotEditable(why)) => Err(not_editable(why)),
        Err(TotpError::NoReason) => Err(Problem::bad_request()),
        Err(TotpError::Store(error)) => Err(failed(&error)),
        Err(_) => Err(Problem::conflict()),
    }
}

/// Ties an account to whom the national login knows by this subject, or unties it from anybody.
pub(super) async fn tie(app: &App, actor: &Actor, id: Uuid, subject: &str) -> Result<(), Problem> {
    let national = app.national_login().ok_or_else(Problem::not_found)?;
    let by = actor.by(app);
    let tied = if subject.is_empty() {
        account::unlink_open_id(app.registry(), &by, id).await
    } else {
        let identity = Identity {
            issuer: national.issuer().to_owned(),
            subject: subject.to_owned(),
            name: None,
        };
        account::link_open_id(app.registry(), &by, id, &identity).await
    };
    tied.map_err(|error| match error {
        LinkError::NotEditable(why) => not_editable(why),
        LinkError::Incomplete => Problem::bad_request(),
        LinkError::Taken => Problem::conflict(),
        LinkError::Store(error) => failed(&error),
    })
}

/// Ends an account.
pub(super) async fn end(app: &App, actor: &Actor, id: Uuid, reason: &str) -> Result<(), Problem> {
    let closed = account::close(app.registry(), &actor.by(app), id, reason).await;
    closed.map_err(|error| match error {
        CloseError::NotEditable(why) => not_editable(why),
        CloseError::NoReason => Problem::bad_request(),
        CloseError::Store(error) => failed(&error),
    })
}

pub(super) fn not_editable(why: NotEditable) -> Problem {
    match why {
        NotEditable::NoAccount => Problem::not_found(),
        NotEditable::Own | NotEditable::Closed => Problem::conflict(),
        NotEditable::NotAllowed(missing) => refused(missing),
    }
}

//! Calls into the registry.

use khien_domain::rights::Act;
use khien_registry::account::AccountAct;
use khien_registry::audit::Break;
use khien_registry::journal::{self, JournalError, Question};
use khien_store::{AuditRow, StoreError, Tx};
use serde_json::Value;

use super::view::short;
use super::{Asked, Chain, Checked, Entry, Log};
use crate::App;
use crate::forms::Fields;
use crate::pieces::Form;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, local, refused, when};
use crate::station::doses::day;
use crate::texts::Dated;

/// Entries of a page.
const ROWS: i64 = 50;
/// Links that are read again at the press of a button: a second's work.
const CHECKED_AT_ONCE: i64 = 50_000;
/// Kinds of things that acts are done to.
pub(super) const KINDS: [&str; 14] = [
    "person",
    "dose",
    "session",
    "attendance",
    "roster",
    "import",
    "import_row",
    "facility",
    "lot",
    "stock",
    "figure",
    "account",
    "audit",
    "job",
];

fn unread(error: JournalError) -> Problem {
    match error {
        JournalError::NotAllowed(missing) => refused(missing),
        JournalError::Store(error) => failed(&error),
    }
}

/// Acts that leave an entry, or may one day: all that need a right, and those of accounts.
pub(super) fn acts() -> impl Iterator<Item = &'static str> {
    let rights = Act::ALL.iter().map(|act| act.code());
    let accounts = AccountAct::ALL.into_iter().map(AccountAct::code);
    rights.chain(accounts)
}

/// The page of the audit.
pub(super) async fn log(app: &App, actor: &Actor, asked: Asked) -> Result<Log, Problem> {
    let by = actor.by(app);
    let about = (!asked.subject.is_empty()).then(|| asked.subject.clone());
    let (rows, next) = if let Some(subject) = &about {
        let rows = journal::of_subject(app.registry(), &by, &asked.kind, subject).await;
        (rows.map_err(unread)?, None)
    } else {
        let found = journal::read(app.registry(), &by, question(&asked)).await;
        let found = found.map_err(unread)?;
        let next = found.next.zip(found.until).map(|(id, until)| {
            let before = id.to_string();
            let next = Asked {
                before,
                ..asked.clone()
            };
            (next.query(), local(until))
        });
        (found.entries, next)
    };
    let chain = chain(app, actor).await?;
    let shown = async {
        let mut tx = app.registry().store().read().await?;
        let mut names = Names::default();
        let mut entries = Vec::new();
        for row in rows {
            entries.push(entry(&mut tx, &mut names, actor, row).await?);
        }
        let whose = names.account(&mut tx, asked.actor.parse().ok()).await?;
        Ok((entries, whose))
    };
    let (entries, whose) = shown.await.map_err(|error: StoreError| failed(&error))?;
    let t = actor.visit.texts();
    let typed = asked.day.parse::<jiff::civil::Date>();
    let typed = typed.map(|day| day.shown()).unwrap_or_default();
    let fields = [
        ("act", asked.act.as_str()),
        ("kind", asked.kind.as_str()),
        ("place", asked.place.as_str()),
        ("day", typed.as_str()),
    ];
    let mut named: Vec<&'static str> = acts().collect();
    named.sort_by_cached_key(|code| t.code("did", code));
    Ok(Log {
        form: Form::new(t, "audit", Fields::from(fields)),
        acts: std::iter::once("").chain(named).collect(),
        kinds: std::iter::once("").chain(KINDS).collect(),
        entries,
        whose,
        about: about
            .map(|subject| format!("{} {}", t.code("subject", &asked.kind), short(&subject))),
        next,
        chain,
        asked,
    })
}

fn question(asked: &Asked) -> Question<'_> {
    let text = |value: &'_ String| !value.is_empty();
    Question {
        before: asked.before.parse().ok(),
        act: Some(&asked.act).filter(|it| text(it)).map(String::as_str),
        actor: asked.actor.parse().ok(),
        kind: Some(&asked.kind).filter(|it| text(it)).map(String::as_str),
        place: Some(&asked.place).filter(|it| text(it)).map(String::as_str),
        day: asked.day.parse().ok(),
        limit: ROWS,
    }
}

async fn entry(
    tx: &mut Tx,
    names: &mut Names,
    actor: &Actor,
    row: AuditRow,
) -> Result<Entry, StoreError> {
    let about = Asked {
        kind: row.subject_kind.clone(),
        subject: row.subject_id.clone(),
        ..Asked::default()
    };
    let whose = Asked {
        actor: row.actor.map(|id| id.to_string()).unwrap_or_default(),
        ..Asked::default()
    };
    let place = names.facility(tx, &row.place).await?;
    let unit = khien_domain::AdminTree::national().lookup(&row.place, actor.today());
    Ok(Entry {
        when: when(row.at),
        who: names.account(tx, row.actor).await?,
        whose: whose.query(),
        fields: changed(&row),
        act: row.act,
        kind: row.subject_kind,
        subject: short(&row.subject_id),
        about: about.query(),
        // A facility has a name of its own; a code that is none of theirs is a unit of the state.
        place: match unit {
            Some(unit) if place == row.place => unit.name.to_owned(),
            _ => place,
        },
        reason: row.reason.unwrap_or_default(),
    })
}

/// Names of the fields that differ between before and after.
fn changed(row: &AuditRow) -> Vec<String> {
    let object = |text: &Option<String>| match text.as_deref().map(serde_json::from_str) {
        Some(Ok(Value::Object(fields))) => Some(fields),
        _ => None,
    };
    let (Some(before), Some(after)) = (object(&row.before), object(&row.after)) else {
        return Vec::new();
    };
    let differ = after
        .into_iter()
        .filter(|(name, value)| before.get(name) != Some(value));
    differ.map(|(name, _)| name).collect()
}

async fn chain(app: &App, actor: &Actor) -> Result<Chain, Problem> {
    let state = journal::chain_state(app.registry(), &actor.by(app)).await;
    let state = state.map_err(unread)?;
    let nation = khien_domain::rights::Place::nation();
    Ok(Chain {
        linked: state.linked,
        signed: state.signed.map(|(seq, at)| (seq, local(at))),
        waiting: state.waiting,
        may_check: actor.may_at(Act::AuditVerify, &nation),
        checked: None,
    })
}

/// What the form asks; a key where no account has the typed login.
pub(super) async fn asked(
    app: &App,
    actor: &Actor,
    fields: &Fields,
) -> Result<Result<Asked, &'static str>, Problem> {
    if !actor.may_somewhere(Act::AuditRead) {
        return Err(Problem::forbidden());
    }
    let known = |name, code: &str| match fields.text(name) {
        typed if typed == code => Some(code.to_owned()),
        _ => None,
    };
    let act = acts().find_map(|code| known("act", code));
    let kind = KINDS.into_iter().find_map(|code| known("kind", code));
    let login = fields.text("login");
    let mut who = fields.id("actor").map(|id| id.to_string());
    if !login.is_empty() {
        let found = async {
            let mut tx = app.registry().store().read().await?;
            tx.account_by_login(login).await
        };
        match found.await.map_err(|error| failed(&error))? {
            Some(row) => who = Some(row.id.to_string()),
            None => return Ok(Err("fault-audit-login")),
        }
    }
    let typed = fields.text("day");
    let on = day(typed);
    if on.is_none() && !typed.is_empty() {
        return Ok(Err("fault-audit-day"));
    }
    Ok(Ok(Asked {
        act: act.unwrap_or_default(),
        kind: kind.unwrap_or_default(),
        actor: who.unwrap_or_default(),
        place: fields.text("place").to_owned(),
        day: on.map(|day| day.to_string()).unwrap_or_default(),
        ..Asked::default()
    }))
}

/// Reads the newest links again.
pub(super) async fn check(app: &App, actor: &Actor) -> Result<Checked, Problem> {
    let checked = journal::check_newest(app.registry(), &actor.by(app), CHECKED_AT_ONCE).await;
    Ok(match checked.map_err(unread)? {
        Ok((from, to)) => Checked::Whole(from, to),
        Err(broken) => {
            tracing::error!(%broken, "the audit chain is broken");
            let how = match broken.what {
                Break::EntryMissing | Break::TailCutOff => "missing",
                Break::CheckpointDiffers | Break::CheckpointUntrusted => "signature",
                Break::EntryChanged | Break::OrderChanged => "changed",
            };
            Checked::Broken(broken.seq, how)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    use crate::texts::{Language, Texts};

    #[test]
    fn every_act_and_every_kind_of_thing_has_a_name() {
        for language in Language::ALL {
            let t = Texts::of(language);
            for act in acts() {
                assert!(t.find_plain(&format!("did-{act}")).is_some(), "{act}");
            }
            for kind in KINDS {
                assert!(t.find_plain(&format!("subject-{kind}")).is_some(), "{kind}");
            }
        }
    }

    #[test]
    fn an_id_that_is_none_asks_for_nothing() {
        let asked = Asked {
            actor: "x' OR 1".to_owned(),
            day: "gestern".to_owned(),
            ..Asked::default()
        };
        let question = question(&asked);
        assert_eq!((question.actor, question.day), (None::<Uuid>, None));
    }
}

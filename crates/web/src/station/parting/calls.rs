//! Calls into the registry.

use khien_domain::rights::Act;
use khien_registry::person::{
    self, Apart, FindError, PersonRecord, ReadError, SeparateError, Separating,
};
use khien_store::{DoseRow, StoreError};
use uuid::Uuid;

use super::view::action;
use super::{Both, Candidates, Choosing, Half, Sure};
use crate::App;
use crate::forms::Fields;
use crate::pieces::Form;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused};
use crate::station::people::calls::line;
use crate::station::person::record::{dose_line, nth};
use crate::station::person::{DoseLine, check};

/// Field and what to say about it.
type Fault = (&'static str, &'static str);

/// A record of somebody, for whoever may part it.
async fn opened(app: &App, actor: &Actor, id: Uuid) -> Result<PersonRecord, Problem> {
    if !actor.may_somewhere(Act::PersonSplit) {
        return Err(Problem::forbidden());
    }
    let read = person::read(app.registry(), &actor.by(app), id).await;
    let record = read.map_err(|error| match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoPerson => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })?;
    match record.person.merged_into {
        Some(_) => Err(Problem::not_found()),
        None => Ok(record),
    }
}

/// People whom somebody looked for.
pub(super) async fn candidates(
    app: &App,
    actor: &Actor,
    id: Uuid,
    typed: String,
) -> Result<Candidates, Problem> {
    let record = opened(app, actor, id).await?;
    let mut people = Vec::new();
    if !typed.is_empty() {
        match person::find(app.registry(), &actor.by(app), &typed).await {
            Ok(found) => people = found,
            Err(FindError::TooShort) => {}
            Err(FindError::NotAllowed(missing)) => return Err(refused(missing)),
            Err(FindError::Store(error)) => return Err(failed(&error)),
        }
    }
    people.retain(|found| found.id != id && found.merged_into.is_none());
    Ok(Candidates {
        person: id,
        name: record.person.full_name,
        typed,
        people: people.iter().map(|found| line(actor, found)).collect(),
    })
}

/// The form, with what was typed. Nothing is chosen to begin with: whose a dose is, only people know.
pub(super) async fn choosing(
    app: &App,
    actor: &Actor,
    (id, other): Both,
    typed: Option<Fields>,
) -> Result<Choosing, Problem> {
    let record = opened(app, actor, id).await?;
    let known = match other {
        Some(other) if other == id => return Err(Problem::not_found()),
        Some(other) => Some(opened(app, actor, other).await?),
        None => None,
    };
    let fields = typed.unwrap_or_else(|| {
        let version = record.person.version.to_string();
        let others = known.as_ref().map(|it| it.person.version.to_string());
        // Two people under one record mostly live in one place.
        let commune = record.person.commune_code.clone().unwrap_or_default();
        Fields::from([
            ("version", version.as_str()),
            ("other", others.unwrap_or_default().as_str()),
            ("id", app.new_id().to_string().as_str()),
            ("commune", commune.as_str()),
        ])
    });
    let doses = lines(app, &record.doses).await?.into_iter();
    let is_others = |line: &DoseLine| fields.all("dose").any(|id| id == line.id.to_string());
    let doses = doses.map(|line| {
        let chosen = is_others(&line);
        (line, chosen)
    });
    Ok(Choosing {
        person: id,
        name: record.person.full_name,
        doses: doses.collect(),
        others: match &known {
            Some(known) => lines(app, &known.doses).await?,
            None => Vec::new(),
        },
        other: known.map(|known| (known.person.id, known.person.full_name)),
        form: Form::new(actor.visit.texts(), "person", fields),
    })
}

async fn lines(app: &App, doses: &[DoseRow]) -> Result<Vec<DoseLine>, Problem> {
    let lines = async {
        let mut tx = app.registry().store().read().await?;
        let mut names = Names::default();
        let mut lines = Vec::new();
        for row in doses {
            let mut line = dose_line(&mut tx, &mut names, row).await?;
            line.nth = nth(doses, row);
            lines.push(line);
        }
        Ok(lines)
    };
    lines.await.map_err(|error: StoreError| failed(&error))
}

/// What becomes of both if it is done.
pub(super) async fn sure(
    app: &App,
    actor: &Actor,
    both: Both,
    fields: &Fields,
) -> Result<Sure, Problem> {
    let record = opened(app, actor, both.0).await?;
    let (name, theirs) = match both.1 {
        Some(other) => {
            let known = opened(app, actor, other).await?;
            (known.person.full_name, known.doses)
        }
        None => (fields.text("full_name").to_owned(), Vec::new()),
    };
    let chosen: Vec<Uuid> = chosen(fields);
    let (go, stay): (Vec<DoseRow>, Vec<DoseRow>) = record
        .doses
        .into_iter()
        .partition(|row| chosen.contains(&row.id));
    let count = go.len();
    let mut others = theirs;
    others.extend(go);
    others.sort_by_key(|row| row.given_on.0);
    let coming = |line: DoseLine| {
        let comes = chosen.contains(&line.id);
        (line, comes)
    };
    let kept = fields
        .pairs()
        .filter(|(name, _)| !["csrf", "sure", "back"].contains(name));
    Ok(Sure {
        action: action(both.0, both.1),
        stays: Half {
            name: record.person.full_name,
            doses: lines(app, &stay).await?.into_iter().map(coming).collect(),
        },
        other: Half {
            name,
            doses: lines(app, &others).await?.into_iter().map(coming).collect(),
        },
        count,
        reason: fields.text("reason").to_owned(),
        rest: kept
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    })
}

fn chosen(fields: &Fields) -> Vec<Uuid> {
    fields
        .all("dose")
        .filter_map(|id| id.parse().ok())
        .collect()
}

/// Does it; answers who the other is now.
pub(super) async fn separate(
    app: &App,
    actor: &Actor,
    (id, other): Both,
    fields: &Fields,
) -> Result<Result<Uuid, Fault>, Problem> {
    let version = |name| fields.text(name).parse().unwrap_or(0);
    let draft = match other {
        Some(_) => None,
        None => check(fields, true).ok(),
    };
    let made = fields.id("id").unwrap_or_else(|| app.new_id());
    let to = match (other, &draft) {
        (Some(other), _) => Apart::Known(other, version("other")),
        (None, Some(draft)) => Apart::New(made, &draft.form),
        (None, None) => return Err(Problem::bad_request()),
    };
    let order = Separating {
        person: (id, version("version")),
        doses: &chosen(fields),
        to,
        reason: fields.text("reason"),
    };
    match person::separate(app.registry(), &actor.by(app), order).await {
        Ok(()) => Ok(Ok(other.unwrap_or(made))),
        Err(error) => Ok(Err(told(error)?)),
    }
}

fn told(error: SeparateError) -> Result<Fault, Problem> {
    match error {
        SeparateError::NoReason => Ok(("reason", "fault-reason")),
        SeparateError::NoDoses => Ok(("dose", "fault-part-none")),
        SeparateError::Twin => Ok(("dose", "fault-split-twin")),
        SeparateError::Changed => Ok(("dose", "fault-changed")),
        SeparateError::Fields(_) => Ok(("full_name", "fault-part-fields")),
        SeparateError::NoPerson
        | SeparateError::SameRecord
        | SeparateError::Merged(_)
        | SeparateError::NotTheirs(_) => Err(Problem::not_found()),
        SeparateError::NotAllowed(missing) => Err(refused(missing)),
        SeparateError::Store(error) => Err(failed(&error)),
    }
}

//! Calls into the registry.

use khien_domain::rights::Act;
use khien_registry::person::{
    self, FindError, MergeError, MergePreview, Merging, ReadError, SplitError, Splitting, form_of,
};
use khien_store::{DoseRow, PersonRow, StoreError};
use uuid::Uuid;

use super::{Compared, Merge, MergeDose, Side, Since, Split, Twins};
use crate::App;
use crate::forms::Fields;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};
use crate::station::people::calls::{birth_date, line};
use crate::station::person::form::pairs;
use crate::station::person::record::{dose_line, nth};
use crate::texts::Dated;

/// Done, or what to say instead: a key of the family `fault-`.
type Outcome = Result<(), &'static str>;

/// People who may be the same: of one number, or of one name and birth date; or whoever was
/// looked for.
pub(super) async fn twins(
    app: &App,
    actor: &Actor,
    id: Uuid,
    typed: String,
) -> Result<Twins, Problem> {
    if !actor.may_somewhere(Act::PersonMerge) {
        return Err(Problem::forbidden());
    }
    let by = actor.by(app);
    let record = person::read(app.registry(), &by, id).await;
    let row = record.map(|record| record.person).map_err(|e| match e {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoPerson => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })?;
    let questions = if typed.is_empty() {
        alike(&row)
    } else {
        vec![typed.clone()]
    };
    let mut people = Vec::new();
    for question in questions {
        match person::find(app.registry(), &by, &question).await {
            Ok(found) => people.extend(found),
            Err(FindError::TooShort) => {}
            Err(FindError::NotAllowed(missing)) => return Err(refused(missing)),
            Err(FindError::Store(error)) => return Err(failed(&error)),
        }
    }
    let mut seen = vec![id];
    people.retain(|found| {
        let is_new = !seen.contains(&found.id) && found.merged_into.is_none();
        seen.push(found.id);
        is_new
    });
    Ok(Twins {
        person: id,
        name: row.full_name,
        typed,
        people: people.iter().map(|found| line(actor, found)).collect(),
    })
}

fn alike(row: &PersonRow) -> Vec<String> {
    let born = birth_date(row).map(|born| born.shown()).unwrap_or_default();
    let named = format!("{} {born}", row.full_name);
    let numbers = [&row.id_number, &row.old_number];
    let numbers = numbers.into_iter().flatten().cloned();
    numbers.chain([named]).collect()
}

/// The two beside each other.
pub(super) async fn compared(
    app: &App,
    actor: &Actor,
    (survivor, loser): (Uuid, Uuid),
) -> Result<Merge, Problem> {
    let by = actor.by(app);
    let preview = person::merge_preview(app.registry(), &by, survivor, loser).await;
    let preview = match preview {
        Ok(preview) => preview,
        Err(error) => {
            let key = unmerged(error)?;
            return Err(match key {
                "fault-merge-guardian" => Problem::conflict(),
                _ => Problem::not_found(),
            });
        }
    };
    let doses = doses(app, &preview).await.map_err(|error| failed(&error))?;
    let mine = pairs(&form_of(&preview.survivor)).into_iter();
    let fields = mine.zip(pairs(&form_of(&preview.loser)));
    let t = actor.visit.texts();
    let shown = |name: &str, value: String| match (name, value.as_str()) {
        ("sex", "M" | "F") => t.code("sex", value),
        _ => value,
    };
    // Whose ward somebody is says nothing when it is read as an id.
    let fields = fields.filter(|((name, _), _)| *name != "guardian_id");
    let fields = fields.map(|((name, survivors), (_, losers))| Compared {
        field: name.to_owned(),
        survivors: shown(name, survivors),
        losers: shown(name, losers),
    });
    let undecided = preview.twins.iter().filter(|twin| twin.differ);
    Ok(Merge {
        id: app.new_id(),
        fields: fields.collect(),
        doses,
        choices: undecided.map(|twin| twin.survivors).collect(),
        survivor: side(&preview.survivor),
        loser: side(&preview.loser),
        reason: String::new(),
        fault: "",
    })
}

fn side(row: &PersonRow) -> Side {
    Side {
        id: row.id,
        name: row.full_name.clone(),
        version: row.version,
    }
}

async fn doses(app: &App, preview: &MergePreview) -> Result<Vec<MergeDose>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for row in &preview.doses {
        let mut pairs = preview.twins.iter();
        let twin = pairs.find(|twin| [twin.survivors, twin.losers].contains(&row.id));
        let own: Vec<DoseRow> = preview
            .doses
            .iter()
            .filter(|other| other.person_id == row.person_id)
            .cloned()
            .collect();
        let mut line = dose_line(&mut tx, &mut names, row).await?;
        line.nth = nth(&own, row);
        lines.push(MergeDose {
            line,
            is_survivors: row.person_id == preview.survivor.id,
            choice: twin.filter(|twin| twin.differ).map(|twin| twin.survivors),
            is_twin: twin.is_some(),
        });
    }
    Ok(lines)
}

/// Joins the two as they were shown.
pub(super) async fn merge(
    app: &App,
    actor: &Actor,
    view: &Merge,
    fields: &Fields,
) -> Result<Outcome, Problem> {
    let keep = view.choices.iter();
    let keep = keep.filter_map(|choice| fields.id(&format!("keep-{choice}")));
    let keep: Vec<Uuid> = keep.collect();
    let version = |name| fields.text(name).parse().unwrap_or(0);
    let order = Merging {
        id: fields.id("id").ok_or_else(Problem::bad_request)?,
        survivor: (view.survivor.id, version("survivor")),
        loser: (view.loser.id, version("loser")),
        keep: &keep,
        reason: fields.text("reason"),
    };
    match person::merge(app.registry(), &actor.by(app), order).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => Ok(Err(unmerged(error)?)),
    }
}

fn unmerged(error: MergeError) -> Result<&'static str, Problem> {
    match error {
        MergeError::NoReason => Ok("fault-no-reason"),
        MergeError::Twins(_) => Ok("fault-merge-twins"),
        MergeError::Guardian => Ok("fault-merge-guardian"),
        MergeError::Changed => Ok("fault-changed"),
        MergeError::Merged(_) | MergeError::SameRecord => Ok("fault-merged"),
        MergeError::WouldLose => {
            tracing::error!("a merge would have lost a dose");
            Err(Problem::broken(String::new()))
        }
        MergeError::NoPerson => Err(Problem::not_found()),
        MergeError::NotAllowed(missing) => Err(refused(missing)),
        MergeError::Store(error) => Err(failed(&error)),
    }
}

/// A merge with what was recorded since.
pub(super) async fn joined(app: &App, actor: &Actor, id: Uuid) -> Result<Split, Problem> {
    let since = person::recorded_since(app.registry(), &actor.by(app), id).await;
    let since = match since {
        Ok(since) => since,
        Err(error) => {
            unsplit(error)?;
            return Err(Problem::not_found());
        }
    };
    let shown = async {
        let mut tx = app.registry().store().read().await?;
        let mut names = Names::default();
        let Some(row) = tx.person_merge(id).await? else {
            return Ok(None);
        };
        let survivor = tx.person(row.survivor_id).await?;
        let loser = tx.person(row.loser_id).await?;
        let (Some(survivor), Some(loser)) = (survivor, loser) else {
            return Ok(None);
        };
        let mut lines = Vec::new();
        for dose in &since {
            let line = dose_line(&mut tx, &mut names, dose).await?;
            lines.push(Since { line });
        }
        Ok(Some(Split {
            merge: id,
            survivor: side(&survivor),
            loser: side(&loser),
            who: names.account(&mut tx, Some(row.merged_by)).await?,
            when: when(row.merged_at),
            because: row.reason,
            since: lines,
            is_parted: row.split_at.is_some(),
            reason: String::new(),
            fault: "",
        }))
    };
    let shown = shown.await.map_err(|error: StoreError| failed(&error))?;
    shown.ok_or_else(Problem::not_found)
}

/// Parts the two again.
pub(super) async fn split(
    app: &App,
    actor: &Actor,
    view: &Split,
    fields: &Fields,
) -> Result<Outcome, Problem> {
    let (mut stay, mut go) = (Vec::new(), Vec::new());
    for since in &view.since {
        match fields.text(&format!("dose-{}", since.line.id)) {
            "survivor" => stay.push(since.line.id),
            "loser" => go.push(since.line.id),
            _ => {}
        }
    }
    let order = Splitting {
        merge: view.merge,
        seen_version: fields.text("survivor").parse().unwrap_or(0),
        for_loser: &go,
        for_survivor: &stay,
        reason: fields.text("reason"),
    };
    match person::split(app.registry(), &actor.by(app), order).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => Ok(Err(unsplit(error)?)),
    }
}

fn unsplit(error: SplitError) -> Result<&'static str, Problem> {
    match error {
        SplitError::NoReason => Ok("fault-no-reason"),
        SplitError::Undecided(_) => Ok("fault-split-undecided"),
        SplitError::LaterFirst(_) | SplitError::Merged(_) => Ok("fault-split-later"),
        SplitError::Twin => Ok("fault-split-twin"),
        SplitError::Changed => Ok("fault-changed"),
        SplitError::NotTheirs(_) | SplitError::NoMerge => Err(Problem::not_found()),
        SplitError::NotAllowed(missing) => Err(refused(missing)),
        SplitError::Unreadable => {
            tracing::error!("what a merge moved cannot be read");
            Err(Problem::broken(String::new()))
        }
        SplitError::Store(error) => Err(failed(&error)),
    }
}

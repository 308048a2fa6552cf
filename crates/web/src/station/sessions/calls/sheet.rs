//! The sheet of a mobile team: out on paper or as a workbook, and in again.

use khien_domain::rights::Act;
use khien_registry::session::{self, NewSheet, SheetError, SheetUploadError, TeamRow, TeamSheet};
use uuid::Uuid;

use super::plan::title;
use crate::App;
use crate::pieces::{Number, Phrase};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused, when};
use crate::station::people::calls::{birth_date, sex};
use crate::station::person::record::product;
use crate::station::sessions::{BackLine, BackRow, Sheet, SheetBack, SheetRow};

/// Blank rows at the end, for those who come without being on the list.
const BLANK_ROWS: u32 = 12;

/// Everybody of the session, with room to write.
pub(in crate::station::sessions) async fn sheet(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<Sheet, Problem> {
    let team = team(app, actor, id).await?;
    let back = session::sheet_uploads(app.registry(), &actor.by(app), id).await;
    let back = back.map_err(|error| problem(&error))?;
    let t = actor.visit.texts();
    let lot = team.lot.as_ref();
    Ok(Sheet {
        session: id,
        title: title(t, &team.session),
        facility: team.facility.clone(),
        place: team.session.place.clone(),
        vaccine: lot.map_or_else(String::new, |lot| {
            let named = t
                .text("close-lot")
                .set("product", product(&lot.product_code));
            named.set("lot", lot.number.as_str()).to_string()
        }),
        rows: (1..)
            .zip(&team.rows)
            .map(|(number, row)| sheet_row(actor, number, row))
            .collect(),
        may_upload: team.session.state == "open" && actor.may_here(Act::SessionScreen),
        back: back
            .into_iter()
            .map(|row| BackLine {
                id: row.id,
                file: row.file_name,
                when: when(row.created_at),
                waits: row.state == "waiting",
                conflicts: u64::try_from(row.conflicts).unwrap_or(0),
            })
            .collect(),
        refused: None,
    })
}

/// The workbook, with the name to save it under.
pub(in crate::station::sessions) async fn workbook(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<(String, Vec<u8>), Problem> {
    let team = team(app, actor, id).await?;
    let bytes = team.workbook().map_err(|error| unwritable(&error))?;
    let name = title(actor.visit.texts(), &team.session).replace('/', "-");
    Ok((format!("{name}.xlsx"), bytes))
}

/// Takes a sheet that came back; else why not.
pub(in crate::station::sessions) async fn take(
    app: &App,
    actor: &Actor,
    session: Uuid,
    (name, bytes): (&str, &[u8]),
) -> Result<Result<Uuid, Phrase>, Problem> {
    let new = NewSheet {
        id: app.new_id(),
        session,
        file_name: name,
        bytes,
    };
    let id = new.id;
    match session::sheet_upload(app.registry(), &actor.by(app), new).await {
        Ok(()) => Ok(Ok(id)),
        Err(SheetUploadError::OtherSession) => Ok(Err(Phrase::new("sheet-refused-other"))),
        Err(SheetUploadError::NotOpen(_)) => Ok(Err(Phrase::new("sheet-refused-not-open"))),
        Err(SheetUploadError::TooLarge) => Ok(Err(Phrase::new("sheet-refused-large"))),
        Err(SheetUploadError::File(_)) => Ok(Err(Phrase::new("sheet-refused-file"))),
        Err(error) => Err(problem(&error)),
    }
}

/// What became of a sheet, row by row.
pub(in crate::station::sessions) async fn report(
    app: &App,
    actor: &Actor,
    (session, upload): (Uuid, Uuid),
) -> Result<SheetBack, Problem> {
    let found = session::sheet_report(app.registry(), &actor.by(app), upload).await;
    let found = found.map_err(|error| problem(&error))?;
    let t = actor.visit.texts();
    let words = |codes: &str| {
        let said = codes.split(' ').filter(|code| !code.is_empty());
        let said = said.map(|code| t.find_plain(&format!("sheet-reason-{code}")));
        t.list(said.map(|words| words.unwrap_or_else(|| t.say("sheet-reason-other"))))
    };
    let rows = found.rows.iter().map(|row| BackRow {
        line: u64::try_from(row.line).unwrap_or(0),
        code: row.code.clone(),
        attendance: row.attendance_id,
        outcome: row.outcome.clone(),
        why: words(&row.reasons),
    });
    Ok(SheetBack {
        session,
        waits: found.state == "waiting",
        rows: rows.collect(),
    })
}

async fn team(app: &App, actor: &Actor, id: Uuid) -> Result<TeamSheet, Problem> {
    let team = session::sheet(app.registry(), &actor.by(app), id, BLANK_ROWS).await;
    team.map_err(|error| match error {
        SheetError::NotAllowed(missing) => refused(missing),
        SheetError::NoSession => Problem::not_found(),
        SheetError::Workbook(error) => unwritable(&error),
        SheetError::Store(error) => failed(&error),
    })
}

fn problem(error: &SheetUploadError) -> Problem {
    match error {
        SheetUploadError::NotAllowed(missing) => refused(*missing),
        SheetUploadError::Store(error) => failed(error),
        _ => Problem::not_found(),
    }
}

fn unwritable(error: &impl std::fmt::Display) -> Problem {
    tracing::error!(%error, "a sheet could not be written");
    Problem::unavailable()
}

fn sheet_row(actor: &Actor, number: usize, row: &TeamRow) -> SheetRow {
    let person = row.attending.as_ref().map(|(person, _)| person);
    let t = actor.visit.texts();
    // Who has the dose already is not to get it a second time by a paper list.
    let given = row.attending.as_ref();
    let given = given.is_some_and(|(_, attendance)| attendance.dose_id.is_some());
    SheetRow {
        number_in_list: number,
        code: row.code.clone(),
        name: person.map_or_else(String::new, |it| it.full_name.clone()),
        born: person.and_then(birth_date),
        sex: person.and_then(sex),
        number: person.and_then(|it| it.id_number.as_deref().map(Number::new)),
        phone: person.and_then(|it| it.phone.clone()).unwrap_or_default(),
        hamlet: person.and_then(|it| it.hamlet.clone()).unwrap_or_default(),
        due: match row.due {
            _ if given => t.say("sheet-given"),
            Some((kind, nth)) => t.dose(kind, nth.get()),
            None => String::new(),
        },
    }
}

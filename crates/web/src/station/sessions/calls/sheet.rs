//! The rows of the sheet.

use khien_domain::rights::Act;
use khien_domain::schedule::ProposedDose;
use khien_registry::dose;
use khien_registry::session::{Attending, SessionSheet};
use khien_store::{StoreError, Tx};
use uuid::Uuid;

use super::plan::title;
use super::read;
use super::show::lot_line;
use crate::App;
use crate::pieces::Number;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::failed;
use crate::station::people::calls::{birth_date, sex};
use crate::station::sessions::{Sheet, SheetRow};

/// Everybody of the session, with room to write.
pub(in crate::station::sessions) async fn sheet(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<Sheet, Problem> {
    let sheet = read(app, actor, id).await?;
    if !actor.may_at(Act::ListExport, &sheet.here) {
        return Err(Problem::forbidden());
    }
    let rows = rows(app, actor, &sheet).await;
    let t = actor.visit.texts();
    let table = sheet.table.iter().map(|laid| lot_line(actor, laid));
    Ok(Sheet {
        title: title(t, &sheet.session),
        place: sheet.session.place.clone(),
        vaccine: t.list(table),
        rows: rows.map_err(|error| failed(&error))?,
    })
}

async fn rows(app: &App, actor: &Actor, sheet: &SessionSheet) -> Result<Vec<SheetRow>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut rows = Vec::new();
    for (number, attending) in (1..).zip(&sheet.people) {
        let person = &attending.person;
        rows.push(SheetRow {
            number_in_list: number,
            code: short(attending.attendance.id),
            name: person.full_name.clone(),
            born: birth_date(person),
            sex: sex(person),
            number: person.id_number.as_deref().map(Number::new),
            phone: person.phone.clone().unwrap_or_default(),
            hamlet: person.hamlet.clone().unwrap_or_default(),
            due: due(&mut tx, actor, sheet, attending).await?,
        });
    }
    Ok(rows)
}

/// The last eight digits of an id: enough to tell the rows of one sheet apart.
fn short(id: Uuid) -> String {
    let text = id.simple().to_string();
    text.get(24..).unwrap_or_default().to_uppercase()
}

/// The dose that the rules provide for with the first lot on the table; empty if none.
async fn due(
    tx: &mut Tx,
    actor: &Actor,
    sheet: &SessionSheet,
    attending: &Attending,
) -> Result<String, StoreError> {
    let Some(lot) = sheet.offered() else {
        return Ok(String::new());
    };
    let on = sheet.session.held_on.0;
    let proposed = ProposedDose::new(on, &lot.product_code);
    let today = actor.today().max(on);
    let judged = dose::judge(tx, &attending.person, &proposed, today, None).await?;
    let Some((kind, _)) = judged.assessment.suggestion else {
        return Ok(String::new());
    };
    let doses = tx.doses(attending.person.id).await?;
    let same = doses
        .iter()
        .filter(|row| row.kind == kind.code() && row.state != "voided");
    let nth = u8::try_from(same.count() + 1).unwrap_or(u8::MAX);
    Ok(actor.visit.texts().dose(kind, nth))
}

//! Closing a session.

use khien_domain::rights::Act;
use khien_registry::session::{
    self, CloseError, Closing, LotCount, LotReconciliation, ReconcileError, SessionSheet,
};
use khien_registry::stock::StockError;
use uuid::Uuid;

use super::{no_policy, read, state, told};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};
use crate::station::person::record::product;
use crate::station::sessions::{Close, LotLine};

/// What became of a closing.
pub(in crate::station::sessions) enum Closed {
    Done,
    /// Something does not agree, and nobody said why.
    Differs,
    /// Only so many vials are in stock.
    Short(i64),
    /// A key of the family `fault-`.
    Fault(&'static str),
}

/// The figures of a session beside each other. Without counts of this page, those of the table
/// count.
pub(in crate::station::sessions) async fn reconciliation(
    app: &App,
    actor: &Actor,
    id: Uuid,
    counted: Option<&[LotCount]>,
) -> Result<Close, Problem> {
    let sheet = read(app, actor, id).await?;
    if !actor.may_at(Act::SessionClose, &sheet.here) {
        return Err(Problem::forbidden());
    }
    let kept: Vec<LotCount> = sheet
        .table
        .iter()
        .map(|laid| LotCount {
            lot: laid.lot.id,
            vials_opened: u32::try_from(laid.counted.vials_opened).unwrap_or(0),
            doses_wasted: u32::try_from(laid.counted.doses_wasted).unwrap_or(0),
        })
        .collect();
    let counted = counted.unwrap_or(&kept);
    let found = session::preview(app.registry(), &actor.by(app), id, counted).await;
    let found = match found {
        Ok(found) => found,
        Err(CloseError::NotAllowed(missing)) => return Err(refused(missing)),
        Err(CloseError::Reconcile(error)) => return Err(uncounted(error)),
        Err(CloseError::Store(error)) => return Err(failed(&error)),
        Err(_) => return Err(Problem::not_found()),
    };
    let row = &sheet.session;
    Ok(Close {
        session: id,
        version: row.version,
        state: state(&row.state),
        day: row.held_on.0,
        place: row.place.clone(),
        people: found.people,
        lots: found
            .lots
            .iter()
            .map(|lot| line(actor, &sheet, lot))
            .collect(),
        without_lot: found.doses_without_lot,
        note: String::new(),
        needs_note: false,
        in_stock: None,
        shortfall: String::new(),
        fault: "",
    })
}

fn uncounted(error: ReconcileError) -> Problem {
    match error {
        // The lot went off the table since the page was made.
        ReconcileError::NotOnTable(_) => Problem::conflict(),
        ReconcileError::Policy(error) => no_policy(&error),
        ReconcileError::Store(error) => failed(&error),
    }
}

fn line(actor: &Actor, sheet: &SessionSheet, lot: &LotReconciliation) -> LotLine {
    let laid = sheet.table.iter().find(|laid| laid.lot.id == lot.lot);
    let name = actor.visit.texts().text("close-lot");
    let name = name.set("product", product(&lot.product));
    LotLine {
        lot: lot.lot,
        name: name.set("lot", &lot.number).to_string(),
        doses_per_vial: laid.map_or(0, |laid| laid.lot.doses_per_vial),
        vials: lot.vials_opened,
        labelled: lot.nominal,
        entered: lot.recorded,
        wasted: lot.wasted,
        difference: lot.difference,
    }
}

/// Closes the session as it was counted.
pub(in crate::station::sessions) async fn close(
    app: &App,
    actor: &Actor,
    view: &Close,
    counted: Vec<LotCount>,
) -> Result<Closed, Problem> {
    let closing = Closing {
        session: view.session,
        seen_version: view.version,
        lots: counted,
        reason: view.note.clone(),
        shortfall: view.shortfall.clone(),
    };
    match session::close(app.registry(), &actor.by(app), &closing).await {
        Ok(()) => Ok(Closed::Done),
        Err(CloseError::Differs(_)) => Ok(Closed::Differs),
        Err(CloseError::NotSettled(_)) => Ok(Closed::Fault("fault-not-settled")),
        Err(CloseError::NotOpen(_)) => Ok(Closed::Fault("fault-session-not-open")),
        Err(CloseError::Changed) => Ok(Closed::Fault("fault-changed")),
        Err(CloseError::Stock(StockError::NotEnough { there })) => Ok(Closed::Short(there)),
        Err(
            CloseError::Stock(StockError::NotAllowed(missing)) | CloseError::NotAllowed(missing),
        ) => Err(refused(missing)),
        Err(CloseError::Stock(StockError::Store(error)) | CloseError::Store(error)) => {
            Err(failed(&error))
        }
        Err(CloseError::Stock(_)) => Ok(Closed::Fault("fault-count")),
        Err(CloseError::Desk(error)) => {
            let outcome = told(error)?;
            Ok(Closed::Fault(outcome.err().unwrap_or("fault-changed")))
        }
        Err(CloseError::Reconcile(error)) => Err(uncounted(error)),
        Err(CloseError::NoSession) => Err(Problem::not_found()),
    }
}

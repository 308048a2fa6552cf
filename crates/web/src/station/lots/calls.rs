//! Calls into the registry.

use khien_domain::Catalogue;
use khien_domain::rights::Act;
use khien_registry::stock::{
    self, Arrival, FacilityStock, LotError, NewLot, ReadError, StockError, Vials, Waste,
};
use khien_store::{BalanceRow, StockMoveRow, StoreError};
use uuid::Uuid;

use super::{
    Arrived, Lot, LotLine, LotState, Lots, Receipt, Receive, StockEntry, UnderWay, Wastage,
};
use crate::App;
use crate::forms::Fields;
use crate::pieces::{Choice, Form};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused};
use crate::station::person::record::product;

/// What became of a form: done, or field and what to say.
pub(super) type Outcome = Result<Uuid, (&'static str, &'static str)>;

fn desk(actor: &Actor) -> Result<&str, Problem> {
    actor.facility.as_deref().ok_or_else(Problem::forbidden)
}

async fn stock_of(app: &App, actor: &Actor) -> Result<FacilityStock, Problem> {
    let read = stock::read(app.registry(), &actor.by(app), desk(actor)?).await;
    read.map_err(|error| match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoFacility => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })
}

fn line(actor: &Actor, row: &BalanceRow) -> LotLine {
    let expires = row.expires_on.map(|day| day.0);
    LotLine {
        id: row.lot_id,
        product: product(&row.product_code),
        lot: row.number.clone(),
        expires,
        vials: u64::try_from(row.vials).unwrap_or(0),
        doses_per_vial: u64::try_from(row.doses_per_vial).unwrap_or(0),
        state: LotState::on(actor.today(), expires),
    }
}

/// Lots of the unit, those that expire first on top.
pub(super) async fn lots(app: &App, actor: &Actor) -> Result<Lots, Problem> {
    let stock = stock_of(app, actor).await?;
    let mut lines: Vec<LotLine> = stock.balances.iter().map(|row| line(actor, row)).collect();
    lines.sort_by_key(|line| line.expires);
    let under_way = under_way(app, &stock).await;
    Ok(Lots {
        lines,
        under_way: under_way.map_err(|error| failed(&error))?,
        may_receive: actor.may_here(Act::LotReceive),
    })
}

async fn under_way(app: &App, stock: &FacilityStock) -> Result<Vec<UnderWay>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let mut all = Vec::new();
    for sent in &stock.under_way {
        let lot = tx.lot(sent.lot_id).await?;
        let what = lot.map_or_else(String::new, |lot| {
            format!("{} {}", product(&lot.product_code), lot.number)
        });
        all.push(UnderWay {
            sent: sent.id,
            what,
            vials: sent.vials.unsigned_abs(),
            from: names.facility(&mut tx, &sent.facility_code).await?,
            on: sent.moved_on.0,
            arrival: app.new_id(),
        });
    }
    Ok(all)
}

/// One lot with its stock book.
pub(super) async fn lot(app: &App, actor: &Actor, id: Uuid) -> Result<Lot, Problem> {
    let stock = stock_of(app, actor).await?;
    let balance = stock.balances.iter().find(|row| row.lot_id == id);
    let balance = balance.ok_or_else(Problem::not_found)?;
    let moves = stock.moves.iter().filter(|entry| entry.lot_id == id);
    let entries = entries(app, moves).await;
    Ok(Lot {
        line: line(actor, balance),
        entries: entries.map_err(|error| failed(&error))?,
        may_waste: actor.may_here(Act::LotWaste),
        entry_id: app.new_id(),
    })
}

async fn entries(
    app: &App,
    moves: impl Iterator<Item = &StockMoveRow>,
) -> Result<Vec<StockEntry>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let mut entries = Vec::new();
    for row in moves {
        entries.push(StockEntry {
            on: row.moved_on.0,
            kind: row.kind.clone(),
            vials: row.vials,
            who: names.account(&mut tx, Some(row.moved_by)).await?,
            note: row
                .paper
                .clone()
                .or_else(|| row.reason.clone())
                .unwrap_or_default(),
        });
    }
    Ok(entries)
}

/// An empty receipt.
pub(super) fn blank(app: &App, actor: &Actor) -> Receive {
    let t = actor.visit.texts();
    let id = app.new_id().to_string();
    let products = Catalogue::national().products().iter();
    Receive {
        form: Form::new(t, "receipt", Fields::from([("id", id.as_str())])),
        products: products
            .map(|product| Choice::new(product.code, product.name))
            .collect(),
    }
}

/// Receives vaccine, of a lot that is entered with it if it is new; answers the lot.
pub(super) async fn receive(
    app: &App,
    actor: &Actor,
    receipt: Receipt,
) -> Result<Outcome, Problem> {
    let facility = desk(actor)?.to_owned();
    let new = NewLot {
        id: app.new_id(),
        facility: facility.clone(),
        product: receipt.product,
        number: receipt.lot,
        expires_on: Some(receipt.expires),
        doses_per_vial: receipt.doses_per_vial,
    };
    let lot = match stock::add_lot(app.registry(), &actor.by(app), &new).await {
        Ok(()) => new.id,
        Err(LotError::Known(lot)) => lot,
        Err(LotError::Number(_)) => return Ok(Err(("lot", "fault-lot"))),
        Err(LotError::NoProduct) => return Ok(Err(("product", "fault-product"))),
        Err(LotError::NoDoses | LotError::Policy(_)) => {
            return Ok(Err(("doses_per_vial", "fault-count")));
        }
        Err(LotError::NotAllowed(missing)) => return Err(refused(missing)),
        Err(LotError::Store(error)) => return Err(failed(&error)),
        Err(LotError::NoFacility | LotError::NoLot | LotError::NoReason | LotError::Changed) => {
            return Err(Problem::conflict());
        }
    };
    let vials = Vials {
        id: receipt.id.unwrap_or_else(|| app.new_id()),
        facility,
        lot,
        vials: receipt.vials,
        on: actor.today(),
        paper: receipt.note,
        shortfall: String::new(),
    };
    let done = stock::receive(app.registry(), &actor.by(app), &vials).await;
    outcome(lot, done)
}

/// Writes off vials.
pub(super) async fn waste(
    app: &App,
    actor: &Actor,
    lot: Uuid,
    wastage: Wastage,
) -> Result<Outcome, Problem> {
    let vials = Vials {
        id: wastage.id.unwrap_or_else(|| app.new_id()),
        facility: desk(actor)?.to_owned(),
        lot,
        vials: wastage.vials,
        on: actor.today(),
        paper: String::new(),
        shortfall: String::new(),
    };
    let wasted = Waste {
        vials: &vials,
        reason: wastage.reason,
        note: &wastage.note,
    };
    let done = stock::waste(app.registry(), &actor.by(app), wasted).await;
    outcome(lot, done)
}

/// Takes what was sent here.
pub(super) async fn arrive(app: &App, actor: &Actor, arrived: Arrived) -> Result<Outcome, Problem> {
    let arrival = Arrival {
        id: arrived.id.unwrap_or_else(|| app.new_id()),
        sent: arrived.sent,
        facility: desk(actor)?.to_owned(),
        vials: arrived.vials,
        on: actor.today(),
        reason: arrived.reason,
    };
    let done = stock::arrive(app.registry(), &actor.by(app), &arrival).await;
    outcome(arrived.sent, done)
}

fn outcome(lot: Uuid, done: Result<(), StockError>) -> Result<Outcome, Problem> {
    match done {
        Ok(()) => Ok(Ok(lot)),
        Err(StockError::Expired(_)) => Ok(Err(("expires", "fault-expired"))),
        Err(StockError::NoVials) => Ok(Err(("vials", "fault-count"))),
        Err(StockError::NotEnough { .. } | StockError::MoreThanSent { .. }) => {
            Ok(Err(("vials", "fault-too-many")))
        }
        Err(StockError::NoReason) => Ok(Err(("note", "fault-reason"))),
        Err(StockError::NoLot | StockError::NoFacility) => Err(Problem::not_found()),
        Err(StockError::NotUnderWay) => Err(Problem::conflict()),
        Err(StockError::InFuture | StockError::OfOpenedVials | StockError::SameFacility) => {
            Err(Problem::bad_request())
        }
        Err(StockError::NotAllowed(missing)) => Err(refused(missing)),
        Err(StockError::Store(error)) => Err(failed(&error)),
    }
}

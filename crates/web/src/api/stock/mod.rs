//! Lots and vials: entered, received, written off, sent, arrived.

mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::stock::{
    self, Arrival, FacilityStock, LotError, NewLot, ReadError, StockError, Vials, Waste,
};
use khien_store::{LotRow, StockMoveRow};
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::body::Sent;
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::wire::{At, Coded};
use crate::App;
use crate::problem::Problem;
use wire::{
    LotOfVaccine, LotToEnter, Stock, StockMove, VialsArrived, VialsReceived, VialsSent, VialsWasted,
};

/// What may be wrong with vials that come or go.
const PROBLEMS: &[&str] = &[
    "lot-expired",
    "not-enough-vials",
    "in-future",
    "opened-vials",
    "not-under-way",
    "more-than-sent",
];

/// Operations on stock.
pub(super) fn operations() -> Vec<Operation> {
    let moves = |it: Operation| {
        it.keyed()
            .answers::<StockMove>(StatusCode::CREATED, "It is entered.")
            .answers::<StockMove>(StatusCode::OK, "It was entered before by the same request.")
            .problems(PROBLEMS)
    };
    vec![
        Operation::get("/facilities/{code}/stock", read)
            .named("read_stock", "stock", "The stock of a facility")
            .acts(&[Act::StockRead])
            .answers::<Stock>(
                StatusCode::OK,
                "Balances, what is under way, what came and went.",
            ),
        Operation::post("/lots", add_lot)
            .named("enter_lot", "stock", "Enter a lot")
            .acts(&[Act::LotReceive])
            .keyed()
            .takes::<LotToEnter>()
            .answers::<LotOfVaccine>(StatusCode::OK, "The lot is there.")
            .problems(&["lot-known"]),
        Operation::get("/lots/{id}", lot)
            .named("read_lot", "stock", "Read a lot")
            .anybody_in()
            .answers::<LotOfVaccine>(StatusCode::OK, "The lot."),
        moves(
            Operation::post("/stock/receipts", receive)
                .named("receive_vials", "stock", "Receive vaccine")
                .acts(&[Act::LotReceive])
                .takes::<VialsReceived>(),
        ),
        moves(
            Operation::post("/stock/wastage", waste)
                .named("waste_vials", "stock", "Write vaccine off")
                .acts(&[Act::LotWaste])
                .takes::<VialsWasted>(),
        ),
        moves(
            Operation::post("/stock/transfers", send)
                .named("send_vials", "stock", "Send vaccine to another facility")
                .acts(&[Act::LotTransfer])
                .takes::<VialsSent>(),
        ),
        moves(
            Operation::post("/stock/arrivals", arrive)
                .named("confirm_arrival", "stock", "Confirm that vaccine arrived")
                .acts(&[Act::LotReceive])
                .takes::<VialsArrived>(),
        ),
    ]
}

async fn read(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
) -> Result<Answer, Problem> {
    match stock::read(app.registry(), &caller.by(&app), &code).await {
        Ok(FacilityStock {
            balances,
            under_way,
            moves,
        }) => Ok(Answer::ok(&Stock {
            balances: balances.into_iter().map(Into::into).collect(),
            under_way: under_way.into_iter().map(Into::into).collect(),
            moves: moves.into_iter().map(Into::into).collect(),
        })),
        Err(ReadError::NoFacility) => Err(Problem::not_found()),
        Err(ReadError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ReadError::Store(error)) => Err(stored(&error)),
    }
}

async fn lot_row(app: &App, id: Uuid) -> Result<LotRow, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.lot(id).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    row.ok_or_else(Problem::not_found)
}

async fn lot(State(app): State<App>, At(id): At) -> Result<Answer, Problem> {
    let row = lot_row(&app, id).await?;
    Ok(Answer::ok(&LotOfVaccine::from(row)))
}

async fn add_lot(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<LotToEnter>,
) -> Result<Answer, Problem> {
    let new = NewLot {
        id: key.or(body.id)?,
        facility: body.facility,
        product: body.product,
        number: body.number,
        expires_on: body.expires_on.map(|day| day.0),
        doses_per_vial: body.doses_per_vial,
    };
    match stock::add_lot(app.registry(), &caller.by(&app), &new).await {
        Ok(()) => {
            let row = lot_row(&app, new.id).await?;
            if row.product_code != new.product {
                return Err(unfit("key-reused"));
            }
            Ok(Answer::ok(&LotOfVaccine::from(row)))
        }
        Err(LotError::Known(id)) => Err(conflict("lot-known").with("lot", json!(id))),
        Err(LotError::Number(_)) => Err(wrong("/number", "unreadable")),
        Err(LotError::NoProduct) => Err(wrong("/product", "unknown")),
        Err(LotError::NoFacility) => Err(wrong("/facility", "unknown")),
        Err(LotError::NoDoses) => Err(wrong("/doses_per_vial", "unreadable")),
        Err(LotError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(LotError::Store(error)) => Err(stored(&error)),
        Err(LotError::NoLot | LotError::NoReason | LotError::Changed | LotError::Policy(_)) => {
            Err(Problem::conflict())
        }
    }
}

/// What a move of vials became. The move is looked at again: an id that stood for another one is
/// told.
async fn moved(
    app: &App,
    caller: &Caller,
    done: Result<(), StockError>,
    asked: &Vials,
) -> Result<Answer, Problem> {
    done.map_err(refused)?;
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.stock_move(asked.id).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    let row = row.ok_or_else(Problem::not_found)?;
    if !is_as_asked(&row, asked) {
        return Err(unfit("key-reused"));
    }
    let is_new = row.created_at.0 == caller.moment();
    let place = format!("/api/v1/facilities/{}/stock", row.facility_code);
    let told = StockMove::from(row);
    Ok(if is_new {
        Answer::made(&told, &place)
    } else {
        Answer::ok(&told)
    })
}

fn is_as_asked(row: &StockMoveRow, asked: &Vials) -> bool {
    row.facility_code == asked.facility
        && (asked.lot.is_nil() || row.lot_id == asked.lot)
        && row.vials.unsigned_abs() == u64::from(asked.vials)
        && row.moved_on.0 == asked.on
}

/// Why vials did not come or go.
pub(super) fn refused(error: StockError) -> Problem {
    match error {
        StockError::NoFacility => wrong("/facility", "unknown"),
        StockError::NoLot => wrong("/lot", "unknown"),
        StockError::NoVials => wrong("/vials", "unreadable"),
        StockError::NoReason => wrong("/reason", "missing"),
        StockError::SameFacility => wrong("/to", "unreadable"),
        StockError::Expired(day) => {
            unfit("lot-expired").with("expired_on", Value::from(day.to_string()))
        }
        StockError::InFuture => unfit("in-future"),
        StockError::NotEnough { there } => {
            conflict("not-enough-vials").with("vials", Value::from(there))
        }
        StockError::OfOpenedVials => unfit("opened-vials"),
        StockError::NotUnderWay => conflict("not-under-way"),
        StockError::MoreThanSent { sent } => {
            conflict("more-than-sent").with("vials", Value::from(sent))
        }
        StockError::NotAllowed(missing) => not_allowed(missing),
        StockError::Store(error) => stored(&error),
    }
}

async fn receive(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<VialsReceived>,
) -> Result<Answer, Problem> {
    let vials = Vials {
        id: key.or(body.id)?,
        facility: body.facility,
        lot: body.lot,
        vials: body.vials,
        on: body.on.0,
        paper: body.paper.unwrap_or_default(),
        shortfall: String::new(),
    };
    let done = stock::receive(app.registry(), &caller.by(&app), &vials).await;
    moved(&app, &caller, done, &vials).await
}

async fn waste(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<VialsWasted>,
) -> Result<Answer, Problem> {
    let vials = Vials {
        id: key.or(body.id)?,
        facility: body.facility,
        lot: body.lot,
        vials: body.vials,
        on: body.on.0,
        paper: body.paper.unwrap_or_default(),
        shortfall: body.shortfall.unwrap_or_default(),
    };
    let wasted = Waste {
        vials: &vials,
        reason: body.reason.0,
        note: body.note.as_deref().unwrap_or_default(),
    };
    let done = stock::waste(app.registry(), &caller.by(&app), wasted).await;
    moved(&app, &caller, done, &vials).await
}

async fn send(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<VialsSent>,
) -> Result<Answer, Problem> {
    let vials = Vials {
        id: key.or(body.id)?,
        facility: body.facility,
        lot: body.lot,
        vials: body.vials,
        on: body.on.0,
        paper: body.paper.unwrap_or_default(),
        shortfall: body.shortfall.unwrap_or_default(),
    };
    let done = stock::send(app.registry(), &caller.by(&app), &vials, &body.to).await;
    moved(&app, &caller, done, &vials).await
}

async fn arrive(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<VialsArrived>,
) -> Result<Answer, Problem> {
    let arrival = Arrival {
        id: key.or(body.id)?,
        sent: body.sent,
        facility: body.facility,
        vials: body.vials,
        on: body.on.0,
        reason: body.reason.unwrap_or_default(),
    };
    let done = stock::arrive(app.registry(), &caller.by(&app), &arrival).await;
    let asked = Vials {
        id: arrival.id,
        facility: arrival.facility,
        lot: Uuid::nil(),
        vials: arrival.vials,
        on: arrival.on,
        paper: String::new(),
        shortfall: String::new(),
    };
    moved(&app, &caller, done, &asked).await
}

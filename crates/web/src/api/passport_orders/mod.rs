//! What the ministry orders about passports: waves and cohorts, one passport revoked or believed again.

mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::passport::{self, EndError, LookError, OrderError, PassportOrder};
use uuid::Uuid;

use super::answer::Answer;
use super::body::Sent;
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::wire::At;
use crate::App;
use crate::problem::Problem;
use wire::{
    PassportFound, PassportOrderGiven, PassportOrderPreview, PassportOrderToGive,
    PassportOrderToLookAt, PassportOrders, PassportReason, PassportToFind,
};

/// Orders in a list.
const ORDERS: i64 = 100;
/// The department's acts.
const ACTS: &[Act] = &[Act::CertificateIssue, Act::CertificateRevoke];

/// Operations of the department that issues passports.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = about_many();
    all.extend(about_one());
    all
}

fn about_many() -> Vec<Operation> {
    vec![
        Operation::post("/passport-orders", order)
            .named(
                "order_passports",
                "passports",
                "Order a wave, or a cohort issued anew or revoked",
            )
            .about(
                "The order is worked off in the background; passports themselves are issued in turn, \
                 once doses are signed and identities settled.",
            )
            .acts(ACTS)
            .keyed()
            .takes::<PassportOrderToGive>()
            .answers::<PassportOrderGiven>(StatusCode::ACCEPTED, "It is ordered."),
        Operation::post("/passport-orders/preview", preview)
            .named(
                "preview_passport_order",
                "passports",
                "How many an order would reach",
            )
            .acts(ACTS)
            .takes::<PassportOrderToLookAt>()
            .answers::<PassportOrderPreview>(StatusCode::OK, "Nothing is written."),
        Operation::get("/passport-orders", list)
            .named(
                "list_passport_orders",
                "passports",
                "What was ordered, how far it is, and how many people wait",
            )
            .acts(ACTS)
            .answers::<PassportOrders>(StatusCode::OK, "The orders."),
        Operation::get("/passport-orders/{id}", read)
            .named("read_passport_order", "passports", "How far an order is")
            .acts(ACTS)
            .answers::<PassportOrderGiven>(StatusCode::OK, "The order."),
    ]
}

fn about_one() -> Vec<Operation> {
    vec![
        Operation::post("/passports/look-up", find)
            .named(
                "find_passport",
                "passports",
                "The state of a passport by its identifier",
            )
            .about("Whose it is is not told. 404 where nobody has it.")
            .acts(&[Act::CertificateRevoke])
            .takes::<PassportToFind>()
            .answers::<PassportFound>(StatusCode::OK, "The passport."),
        Operation::post("/passports/{id}/revocation", revoke)
            .named("revoke_passport", "passports", "Revoke a passport")
            .about("Sent again, it changes nothing.")
            .acts(&[Act::CertificateRevoke])
            .takes::<PassportReason>()
            .answers_nothing("It is revoked.")
            .problems(&["passport-state"]),
        Operation::post("/passports/{id}/revocation/withdrawal", reinstate)
            .named(
                "reinstate_passport",
                "passports",
                "Take the revocation of a passport back",
            )
            .about("The passport is believed again until it expires.")
            .acts(&[Act::CertificateRevoke])
            .takes::<PassportReason>()
            .answers_nothing("It is believed again.")
            .problems(&["passport-state", "passport-another"]),
    ]
}

fn unseen(error: LookError) -> Problem {
    match error {
        LookError::NoPassport => Problem::not_found(),
        LookError::Mistyped => wrong("/identifier", "unreadable"),
        LookError::NotAllowed(missing) => not_allowed(missing),
        LookError::Store(error) => stored(&error),
    }
}

fn not_ordered(error: OrderError) -> Problem {
    match error {
        OrderError::NoUnit => wrong("/unit", "unknown"),
        OrderError::NoFacility => wrong("/cohort/facility", "unknown"),
        OrderError::NoCohort => wrong("/cohort", "missing"),
        OrderError::NoReason => wrong("/reason", "missing"),
        OrderError::Known => unfit("key-reused"),
        OrderError::NotAllowed(missing) => not_allowed(missing),
        OrderError::Store(error) => stored(&error),
    }
}

async fn order(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<PassportOrderToGive>,
) -> Result<Answer, Problem> {
    let (what, id, reason) = body.apart();
    let (kind, selection) = what.read()?;
    let order = PassportOrder {
        id: key.or(id)?,
        kind,
        selection: &selection,
        reason: &reason,
    };
    let done = passport::order(app.registry(), &caller.by(&app), order).await;
    done.map_err(not_ordered)?;
    let given = given(&app, &caller, order.id).await?;
    let place = format!("/api/v1/passport-orders/{}", order.id);
    Ok(Answer::taken(&given, &place))
}

async fn given(app: &App, caller: &Caller, id: Uuid) -> Result<PassportOrderGiven, Problem> {
    let found = passport::progress_of_order(app.registry(), &caller.by(app), id).await;
    let found = found.map_err(unseen)?.ok_or_else(Problem::not_found)?;
    Ok(found.into())
}

async fn preview(
    State(app): State<App>,
    caller: Caller,
    Sent(body): Sent<PassportOrderToLookAt>,
) -> Result<Answer, Problem> {
    let (kind, selection) = body.read()?;
    let counted = passport::preview(app.registry(), &caller.by(&app), kind, &selection).await;
    let reaches = counted.map_err(not_ordered)?;
    Ok(Answer::ok(&PassportOrderPreview { reaches }))
}

async fn list(State(app): State<App>, caller: Caller) -> Result<Answer, Problem> {
    let by = caller.by(&app);
    let orders = passport::order_progress(app.registry(), &by, ORDERS).await;
    let orders = orders.map_err(unseen)?.into_iter();
    let waiting = passport::waiting_people(app.registry(), &by).await;
    let waiting = waiting.map_err(unseen)?;
    Ok(Answer::ok(&PassportOrders {
        orders: orders.map(Into::into).collect(),
        due: waiting.released,
        waiting_for_wave: waiting.rows.saturating_sub(waiting.released),
    }))
}

async fn read(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    Ok(Answer::ok(&given(&app, &caller, id).await?))
}

async fn find(
    State(app): State<App>,
    caller: Caller,
    Sent(body): Sent<PassportToFind>,
) -> Result<Answer, Problem> {
    let by = caller.by(&app);
    let found = passport::find_by_identifier(app.registry(), &by, &body.identifier).await;
    Ok(Answer::ok(&PassportFound::from(found.map_err(unseen)?)))
}

fn ended(done: Result<(), EndError>) -> Result<Answer, Problem> {
    match done {
        Ok(()) => Ok(Answer::done()),
        Err(EndError::NoPassport) => Err(Problem::not_found()),
        Err(EndError::State) => Err(conflict("passport-state")),
        Err(EndError::Another) => Err(conflict("passport-another")),
        Err(EndError::NoReason) => Err(wrong("/reason", "missing")),
        Err(EndError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(EndError::Store(error)) => Err(stored(&error)),
    }
}

async fn revoke(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<PassportReason>,
) -> Result<Answer, Problem> {
    ended(passport::revoke(app.registry(), &caller.by(&app), id, &body.reason).await)
}

async fn reinstate(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<PassportReason>,
) -> Result<Answer, Problem> {
    ended(passport::reinstate(app.registry(), &caller.by(&app), id, &body.reason).await)
}

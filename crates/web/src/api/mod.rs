//! The API for programs, under `/api/v1`: JSON in, JSON or `problem+json` out.
//!
//! One table of [`Operation`]s says for each address who may call it, what it takes and what it
//! answers. The router, the `OpenAPI` description and the test of rights are made from that table, so
//! that none of them can forget one. Rights are decided by `domain::rights`, in the workflows, as for
//! pages; the table only keeps out whoever may not do the act anywhere.
//!
//! One folder a resource: `mod.rs` holds the operations and handlers, `wire.rs` what is sent and
//! answered. Personal data never stands in an address: searches are sent as bodies.

mod accounts;
mod answer;
mod body;
mod caller;
mod catalogue;
mod checks;
mod codes;
mod cursor;
mod describe;
mod doses;
mod facilities;
mod fault;
mod figures;
mod funnel;
mod gate;
mod holders;
mod imports;
mod key;
mod limit;
mod merges;
mod operation;
mod passport_orders;
mod persons;
mod recovered;
mod rosters;
mod sessions;
mod signings;
mod stock;
mod version;
mod wire;

use axum::Router;
use axum::routing::get;

use crate::App;
use operation::Operation;

pub use describe::description;
pub(crate) use limit::Memory;

/// Every operation, in the order of the description.
fn operations() -> Vec<Operation> {
    [
        persons::operations(),
        merges::operations(),
        doses::operations(),
        signings::operations(),
        recovered::operations(),
        facilities::operations(),
        stock::operations(),
        rosters::operations(),
        sessions::operations(),
        imports::operations(),
        figures::operations(),
        funnel::operations(),
        passport_orders::operations(),
        accounts::operations(),
        catalogue::operations(),
        checks::operations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Addresses under `/api/v1`.
pub(crate) fn routes(app: &App) -> Router<App> {
    let described = get(describe::serve);
    operations().into_iter().fold(
        Router::new().route("/openapi.json", described),
        |router, it| it.join(app, router),
    )
}

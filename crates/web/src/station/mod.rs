//! The station: what a commune health station, a hospital or a mobile team works with.
//!
//! One folder a page or family of pages: `mod.rs` holds addresses and handlers, `view.rs` what the
//! page shows, `calls.rs` the calls into the registry, `examples.rs` what the tests look at.

mod accounts;
mod actor;
mod audit;
mod board;
mod calls;
mod doses;
mod figures;
mod funnel;
#[cfg(test)]
mod gallery;
mod imports;
mod lots;
mod merges;
mod parting;
pub(crate) mod passport;
mod passports;
mod people;
mod person;
mod recovered;
mod rosters;
mod sessions;
mod signing;
mod unit;

use axum::Router;

use crate::App;
pub(crate) use actor::Actor;
pub(crate) use calls::failed;
pub(crate) use sessions::said;

/// Addresses under `/station`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(board::routes())
        .merge(people::routes())
        .merge(person::routes())
        .merge(passport::routes())
        .merge(doses::routes())
        .merge(figures::routes())
        .merge(funnel::routes())
        .merge(sessions::routes())
        .merge(imports::routes())
        .merge(lots::routes())
        .merge(merges::routes())
        .merge(parting::routes())
        .merge(passports::routes())
        .merge(recovered::routes())
        .merge(signing::routes())
        .merge(unit::routes())
        .merge(rosters::routes())
        .merge(accounts::routes())
        .merge(audit::routes())
}

//! Who sits where in the stories, and vaccine for them.

use jiff::civil::Date;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_registry::person::{self, NewPerson, PersonForm};
use khien_registry::stock::{self, NewLot, Vials};
use khien_registry::{Actor, By};
use uuid::Uuid;

use crate::support::{COMMUNE, STATION, World, at, id};

/// The province of the stories' commune.
pub(crate) const PROVINCE: &str = "34";

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Somebody with one role. The account is that of the head; what counts is the role.
pub(crate) fn actor(role: Role, scope: Scope) -> Actor {
    Actor {
        account: id(4),
        assignments: vec![Assignment::lasting(role, scope)],
    }
}

pub(crate) fn in_commune(role: Role) -> Actor {
    actor(role, Scope::Commune(COMMUNE.to_owned()))
}

pub(crate) fn in_station(role: Role) -> Actor {
    actor(role, Scope::Facility(STATION.to_owned()))
}

pub(crate) fn in_province(role: Role) -> Actor {
    actor(role, Scope::Province(PROVINCE.to_owned()))
}

/// The actor at a moment, at the desk of a facility or at none.
pub(crate) fn by<'a>(
    world: &'a World,
    actor: &'a Actor,
    facility: Option<&'a str>,
    time: &str,
) -> By<'a> {
    By {
        actor,
        at: at(time),
        facility,
        ids: &world.ids,
    }
}

/// A lot of the station, with vials.
pub(crate) async fn lot(world: &World, number: u128, name: &str, expires: &str, vials: u32) {
    let time = "2021-09-01T02:00:00Z";
    let new = NewLot {
        id: id(number),
        facility: STATION.to_owned(),
        product: "comirnaty".to_owned(),
        number: name.to_owned(),
        expires_on: Some(day(expires)),
        doses_per_vial: None,
    };
    stock::add_lot(&world.registry, &world.head(time), &new)
        .await
        .unwrap();
    let order = moved(number + 1, number, vials, "2021-09-01");
    stock::receive(&world.registry, &world.head(time), &order)
        .await
        .unwrap();
}

/// Vials of a lot at the station.
pub(crate) fn moved(number: u128, lot: u128, vials: u32, on: &str) -> Vials {
    Vials {
        id: id(number),
        facility: STATION.to_owned(),
        lot: id(lot),
        vials,
        on: day(on),
        paper: "PX 12".to_owned(),
        shortfall: String::new(),
    }
}

/// Vials of a lot that the station has.
pub(crate) async fn vials(world: &World, lot: Uuid) -> i64 {
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(tx.wrong_balances().await.unwrap(), 0);
    tx.balance(STATION, lot).await.unwrap()
}

/// Enters a person: number, name, birth date.
pub(crate) async fn enter(world: &World, number: u128, name: &str, born: &str) {
    let form = PersonForm {
        full_name: name.to_owned(),
        date_of_birth: born.to_owned(),
        sex: "nữ".to_owned(),
        commune_code: COMMUNE.to_owned(),
        ..PersonForm::default()
    };
    let new = NewPerson {
        id: id(number),
        form: &form,
        is_another: true,
    };
    let clerk = world.clerk("2021-09-01T02:00:00Z");
    person::register(&world.registry, &clerk, new)
        .await
        .unwrap();
}

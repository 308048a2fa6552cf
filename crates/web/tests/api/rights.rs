//! Every operation for every role, here and elsewhere, against the one table of rights.
//!
//! The operations come from the description, which is made from the same table as the router: one
//! that has no sample here fails the test.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use khien_domain::AdminTree;
use khien_domain::rights::{
    Act, Assignment, Place, Role, Scope, ScopeKind, may, may_grant, scopes,
};
use khien_registry::account::PARTNER_ACTS;
use khien_registry::day_in_viet_nam;
use serde_json::Value;
use uuid::Uuid;

use crate::samples::{Sample, Side, Where, World};
use crate::support::{COMMUNE, Client, STATION, at_facility, id7};

/// Acts of each operation, as the description has them; none: everybody who is in.
fn operations() -> BTreeMap<String, Vec<Act>> {
    let described: Value = serde_json::from_str(&khien_web::description()).unwrap();
    let paths = described["paths"].as_object().unwrap();
    let all = paths.values().flat_map(|path| path.as_object().unwrap());
    let read = |operation: &Value| {
        let id = operation["operationId"].as_str().unwrap().to_owned();
        let acts = operation["x-acts"].as_array().unwrap().iter();
        let acts = acts.map(|act| Act::parse(act.as_str().unwrap()).unwrap());
        (id, acts.collect())
    };
    all.map(|(_, operation)| read(operation)).collect()
}

/// Every way in which a role can be held here.
fn held(world: &World, role: Role) -> Vec<Assignment> {
    let scope = |kind: &ScopeKind| match kind {
        ScopeKind::Nation => Scope::Nation,
        ScopeKind::Province => Scope::Province("34".to_owned()),
        ScopeKind::District => Scope::District(world.district.clone()),
        ScopeKind::Commune => Scope::Commune(COMMUNE.to_owned()),
        ScopeKind::Facility => Scope::Facility(STATION.to_owned()),
        ScopeKind::ManagingBody => Scope::ManagingBody("bqp".to_owned()),
        ScopeKind::Organisation => Scope::Organisation("thcs-me-linh".to_owned()),
        ScopeKind::Session => Scope::Session(world.here.session.as_u128()),
        ScopeKind::Person => Scope::Person(world.here.person.as_u128()),
    };
    let end = world.site.now() + jiff::SignedDuration::from_hours(4);
    let scopes = role.scope_kinds().iter().map(scope);
    scopes
        .map(|scope| Assignment::until(role, scope, end))
        .collect()
}

/// Whether the table lets somebody at a desk do the acts with the things of a side.
fn is_allowed(
    world: &World,
    held: &Assignment,
    acts: &[Act],
    (place, side): (Where, &Side),
) -> bool {
    let desk = match held.scope {
        Scope::Facility(_) | Scope::Session(_) => Some(STATION),
        _ => None,
    };
    let now = world.site.now();
    let roles = std::slice::from_ref(held);
    let today = day_in_viet_nam(now);
    let home = Place::of_unit(AdminTree::national(), side.commune, today).unwrap();
    let at_desk = |home: &Place| match desk {
        Some(desk) => home.clone().in_facility(desk),
        None => home.clone(),
    };
    let places = match place {
        Where::Nowhere => return true,
        Where::Somewhere => {
            return acts
                .iter()
                .any(|act| scopes(roles, *act, now).next().is_some());
        }
        Where::Nation => vec![Place::nation()],
        Where::Session => {
            let facility = home.in_facility(side.facility);
            let session = facility.at_session(side.session.as_u128());
            vec![session.about_person(side.person.as_u128())]
        }
        Where::Partner => {
            let facility = home.in_facility(side.facility);
            let partner = at_facility(Role::PartnerApp, side.facility);
            return may_grant(roles, &partner, &facility, now);
        }
        Where::Board => {
            let facility = home.in_facility(side.facility);
            let session = facility.clone().at_session(side.session.as_u128());
            vec![facility, session]
        }
        Where::Facility | Where::Roster => vec![home.in_facility(side.facility)],
        Where::Dose if held.role == Role::PartnerApp => vec![home.in_facility(side.facility)],
        Where::Person | Where::Dose => vec![at_desk(&home)],
        // A facility that attends to the person may correct the record, too.
        Where::Attended if desk == Some(side.facility) => vec![home.clone(), at_desk(&home)],
        Where::Unit | Where::Attended => vec![home],
    };
    let allowed = |act: &Act| places.iter().any(|place| may(roles, *act, place, now));
    acts.iter().any(allowed)
}

async fn client<'a>(world: &'a World, held: &Assignment) -> Client<'a> {
    if held.role == Role::PartnerApp {
        let scope = held.scope.clone();
        return world.site.partner(scope, &PARTNER_ACTS, 6_000).await;
    }
    world.site.staff(std::slice::from_ref(held)).await
}

#[tokio::test]
async fn every_role_may_do_exactly_what_the_table_of_rights_says() {
    let world = World::new().await;
    let operations = operations();
    let mut next = 10_000;
    let mut asked = 0;
    let mut wrong = Vec::new();
    for role in Role::ALL.iter().copied() {
        for held in held(&world, role) {
            let client = client(&world, &held).await;
            for side in [&world.here, &world.there] {
                next += 1;
                let fresh: Uuid = id7(next);
                for sample in world.samples(side, fresh) {
                    let acts = &operations[sample.id];
                    let partner = |act: &&Act| PARTNER_ACTS.contains(act);
                    let is_program = role == Role::PartnerApp;
                    let counting = acts.iter().filter(|act| partner(act) == is_program);
                    let needed = |act: &&Act| sample.act.is_none_or(|one| one == **act);
                    let counting: Vec<Act> = counting
                        .filter(|act| is_program && sample.is_for_partners() || needed(act))
                        .copied()
                        .collect();
                    let place = (sample.place, side);
                    let expected = is_allowed(&world, &held, &counting, place);
                    let answer = send(&client, &sample).await;
                    if (answer != 403) != expected || answer >= 500 {
                        let scope = &held.scope;
                        let who = format!("{role:?} in {scope:?} at {}", side.facility);
                        wrong.push(format!("{who}: {} {answer}", sample.id));
                    }
                    asked += 1;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(asked > 2_000, "{asked}");
}

async fn send(client: &Client<'_>, sample: &Sample) -> u16 {
    let body = sample.body.as_ref().map(Value::to_string);
    let mut client = client.with("if-match", "\"999\"");
    for (name, value) in &sample.headers {
        client = client.with(name, value);
    }
    let answer = client.call(&sample.method, &sample.path, body).await;
    answer.status.as_u16()
}

#[tokio::test]
async fn every_operation_has_a_sample_and_every_act_of_partners_an_operation() {
    let world = World::new().await;
    let operations = operations();
    let samples: BTreeSet<&str> = world
        .samples(&world.here, id7(9_999))
        .iter()
        .map(|sample| sample.id)
        .collect();
    let known: BTreeSet<&str> = operations.keys().map(String::as_str).collect();
    assert_eq!(samples, known);
    for act in PARTNER_ACTS {
        assert!(
            operations.values().any(|acts| acts.contains(&act)),
            "{act:?}"
        );
    }
}

#[tokio::test]
async fn whoever_is_not_in_gets_nowhere() {
    let world = World::new().await;
    let stranger = world.site.stranger();
    for sample in world.samples(&world.here, id7(9_999)) {
        assert_eq!(send(&stranger, &sample).await, 401, "{}", sample.id);
    }
    let paths = world.samples(&world.here, id7(9_999));
    let changing = paths.iter().filter(|sample| sample.method != Method::GET);
    assert!(changing.count() > 15);
}

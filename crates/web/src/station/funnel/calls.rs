//! Calls into the registry.

use jiff::civil::Date;
use khien_domain::AdminTree;
use khien_domain::rights::{Act, Place};
use khien_registry::passport::{self, FunnelError};
use khien_registry::{PartLevel, Within};

use super::{Line, OfUnit};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, local, refused};

/// Whether the page has something for whoever sits there: a facility by itself has no units below it.
pub(crate) fn begins_at(actor: &Actor) -> bool {
    let unit = actor.who.unit();
    let kind = unit.and_then(|unit| unit.id.split_once('-'));
    let sums_up = ["nation", "province", "district", "commune"];
    kind.is_some_and(|(kind, _)| sums_up.contains(&kind)) && actor.may_somewhere(Act::BoardRead)
}

/// How far the doses of a unit are; without a unit, those of the own one.
pub(super) async fn of_unit(app: &App, actor: &Actor, asked: &str) -> Result<OfUnit, Problem> {
    let own = actor.who.unit().map(|unit| unit.id.as_str());
    let own = own.and_then(|id| id.split_once('-'));
    let own = own.map_or("", |(_, code)| code);
    let code = if asked.is_empty() { own } else { asked };
    let within = match code {
        "" => Within::Nation,
        code => Within::Unit(code),
    };
    let found = passport::funnel(app.registry(), &actor.by(app), within).await;
    let found = found.map_err(|error| match error {
        FunnelError::NotAllowed(missing) => refused(missing),
        FunnelError::NoUnit => Problem::not_found(),
        FunnelError::Store(error) => failed(&error),
    })?;
    let nowhere = || actor.visit.texts().say("funnel-nowhere");
    let lines = found.parts.into_iter().map(|part| Line {
        href: match part.level {
            PartLevel::Unit(_) => address(&part.code),
            PartLevel::Facility | PartLevel::Nowhere => String::new(),
        },
        name: match part.level {
            PartLevel::Nowhere => nowhere(),
            _ => part.name,
        },
        counts: part.counts,
    });
    let named = AdminTree::national().lookup(code, actor.today());
    let named = named.map(|unit| unit.name.to_owned());
    Ok(OfUnit {
        name: named.unwrap_or_else(|| actor.visit.texts().say("figures-nation")),
        above: above(actor, code, actor.today()),
        lines: lines.collect(),
        total: found.total,
        counted_at: found.counted_at.map(local),
    })
}

fn address(code: &str) -> String {
    format!("/station/funnel?unit={code}")
}

/// Units above this one that the account may look at, the highest first.
fn above(actor: &Actor, code: &str, today: Date) -> Vec<(String, String)> {
    let tree = AdminTree::national();
    let mut found = Vec::new();
    let mut below = tree.lookup(code, today);
    while let Some(unit) = below {
        below = tree.parent(unit, today);
        let place = match below {
            Some(parent) => Place::of_unit(tree, parent.code, today),
            None => Some(Place::nation()),
        };
        if place.is_some_and(|place| actor.may_at(Act::BoardRead, &place)) {
            found.push(match below {
                Some(parent) => (address(parent.code), parent.name.to_owned()),
                None => (
                    "/station/funnel".to_owned(),
                    actor.visit.texts().say("figures-nation"),
                ),
            });
        }
    }
    found.reverse();
    found
}

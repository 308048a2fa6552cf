//! `khien policy`: which policies hold, and setting one.

use super::registry::{open, wait};
use crate::args::{PolicySet, PolicyShow};
use crate::failure::BadArguments;
use crate::serve::outside::{Clock, TimeIds};
use crate::terminal::{Side, Table};
use crate::texts::Texts;
use crate::{config, terminal};
use anyhow::Result;
use khien_population::AbsentRegister;
use khien_registry::account::at_terminal;
use khien_registry::policy::{NewPolicy, Origin, SetError, Setting, set, settings};
use khien_registry::{By, Registry, day_in_viet_nam};
use serde::Serialize;
use std::sync::Arc;

/// A policy as `khien policy show --json` prints it.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    value: &'a str,
    valid_from: String,
    valid_until: Option<String>,
    set_in: &'static str,
    reason: &'a str,
}

async fn registry(address: &str) -> Result<Registry> {
    let store = open(address).await?;
    store.check_schema().await?;
    Ok(Registry::new(store, Arc::new(AbsentRegister)))
}

pub(super) fn show(args: &PolicyShow) -> Result<()> {
    let found = wait(async {
        let registry = registry(&args.database).await?;
        let on = args.on.unwrap_or(day_in_viet_nam(Clock::default().now()));
        let found = settings(&registry, on).await?;
        registry.store().close().await;
        Ok(found)
    })?;
    if args.json {
        let shown: Vec<Shown<'_>> = found.iter().map(shown).collect();
        return terminal::say_json(&shown);
    }
    terminal::say(&table(&found, Texts::of(config::language())))
}

fn shown(setting: &Setting) -> Shown<'_> {
    let row = &setting.row;
    Shown {
        name: &row.key,
        value: &row.value,
        valid_from: row.valid_from.to_string(),
        valid_until: row.valid_until.map(|until| until.to_string()),
        set_in: match setting.origin {
            Origin::Program => "program",
            Origin::Registry => "registry",
        },
        reason: &row.source,
    }
}

fn table(found: &[Setting], texts: &Texts) -> String {
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Left, Side::Left, Side::Left]);
    for setting in found {
        let origin = match setting.origin {
            Origin::Program => "policy-of-program",
            Origin::Registry => "policy-of-registry",
        };
        let row = &setting.row;
        let from = row.valid_from.to_string();
        table.row([
            row.key.clone(),
            row.value.clone(),
            texts.with("policy-from", &[("day", &from)]),
            texts.get(origin),
            row.source.clone(),
        ]);
    }
    table.text()
}

pub(super) fn set_one(args: &PolicySet) -> Result<()> {
    wait(async {
        let registry = registry(&args.database).await?;
        let at = Clock::default().now();
        let actor = at_terminal(&registry, at, &args.by).await?;
        let by = By {
            actor: &actor,
            at,
            facility: None,
            ids: &TimeIds,
        };
        let new = NewPolicy {
            key: &args.name,
            value: &args.value,
            from: args.from,
            reason: &args.reason,
        };
        let done = set(&registry, &by, new).await;
        registry.store().close().await;
        match done {
            Ok(_) => Ok(()),
            Err(error @ (SetError::Policy(_) | SetError::NoReason)) => {
                Err(BadArguments(error.to_string()).into())
            }
            Err(error) => Err(error.into()),
        }
    })?;
    let from = args.from.to_string();
    let line = Texts::of(config::language()).with(
        "policy-set",
        &[("name", &args.name), ("value", &args.value), ("day", &from)],
    );
    terminal::say(&format!("{line}\n"))
}

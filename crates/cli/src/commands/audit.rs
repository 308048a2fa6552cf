//! `khien audit verify`: whether anybody changed what the audit says.

use super::registry::{open, wait};
use crate::args::AuditVerify;
use crate::texts::Texts;
use crate::{config, installation, terminal};
use anyhow::Result;
use khien_population::AbsentRegister;
use khien_registry::Registry;
use khien_registry::audit::Summary;
use khien_registry::seal::verify_chain;
use serde::Serialize;
use std::sync::Arc;

/// What `--json` prints.
#[derive(Serialize)]
struct Verified {
    entries: i64,
    checkpoints: u64,
    signed_to: i64,
}

pub(super) fn verify(args: &AuditVerify) -> Result<()> {
    let keys = args.keys.iter().map(|path| installation::public_key(path));
    let keys = keys.collect::<Result<Vec<_>>>()?;
    let summary: Summary = wait(async {
        let store = open(&args.database).await?;
        store.check_schema().await?;
        let registry = Registry::new(store, Arc::new(AbsentRegister));
        let summary = verify_chain(&registry, &keys).await;
        registry.store().close().await;
        Ok(summary?)
    })?;
    if args.json {
        return terminal::say_json(&Verified {
            entries: summary.entries,
            checkpoints: summary.checkpoints,
            signed_to: summary.signed_to,
        });
    }
    let texts = Texts::of(config::language());
    let count = |number: i64| texts.count(number.unsigned_abs());
    let line = texts.with(
        "audit-holds",
        &[
            ("entries", &count(summary.entries)),
            ("signed", &count(summary.signed_to)),
            ("checkpoints", &texts.count(summary.checkpoints)),
        ],
    );
    terminal::say(&format!("{line}\n"))
}

//! `khien account first`: the account that makes the others.

use super::registry::{open, wait};
use crate::args::FirstAccount;
use crate::installation::new_password;
use crate::serve::outside::{Clock, TimeIds, fill};
use crate::texts::Texts;
use crate::{config, terminal};
use anyhow::Result;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_population::AbsentRegister;
use khien_registry::Registry;
use khien_registry::account::{Seed, hash_password, seed_first};
use std::sync::Arc;

pub(super) fn first(args: &FirstAccount) -> Result<()> {
    let password = new_password();
    wait(async {
        let store = open(&args.database).await?;
        store.check_schema().await?;
        let registry = Registry::new(store, Arc::new(AbsentRegister));
        let mut salt = [0; 16];
        fill(&mut salt);
        let seed = Seed {
            login: &args.login,
            name: &args.name,
            password: &hash_password(&password, salt).await?,
            roles: &[Assignment::lasting(
                Role::InformationTechnology,
                Scope::Nation,
            )],
        };
        seed_first(&registry, Clock::default().now(), &TimeIds, &seed).await?;
        registry.store().close().await;
        Ok(())
    })?;
    let texts = Texts::of(config::language());
    let line = texts.with(
        "account-first",
        &[("login", &args.login), ("password", &password)],
    );
    terminal::say(&format!("{line}\n"))
}

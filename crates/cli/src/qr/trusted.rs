//! Whom a check trusts: the files of the command line.

use anyhow::{Context, Result};
use khien_certificate::check::{Trusted, TrustedFault};
use khien_certificate::rules::RuleSet;
use std::fs;
use std::path::Path;

/// Reads what stands after `--trust`: files, or `ISSUER=FILE` for the keys of an issuer of cards.
/// Keys that nobody's name stands at are trusted where `any_issuer` says so.
///
/// # Errors
/// A file that cannot be read, or is of none of the forms of [`Trusted::add`].
pub fn read(arguments: &[String], any_issuer: bool) -> Result<Trusted> {
    let mut trusted = Trusted::default();
    for argument in arguments {
        add(&mut trusted, argument, any_issuer).with_context(|| argument.clone())?;
    }
    Ok(trusted)
}

fn add(trusted: &mut Trusted, argument: &str, any_issuer: bool) -> Result<()> {
    let of_issuer = argument.split_once('=');
    if let Some((issuer, file)) = of_issuer.filter(|(issuer, _)| issuer.starts_with("https://")) {
        trusted.add_issuer(issuer, &fs::read(file)?)?;
        return Ok(());
    }
    let bytes = fs::read(argument)?;
    match trusted.add(&bytes) {
        Err(TrustedFault::NoIssuer) if any_issuer => trusted.add_any_issuer(&bytes)?,
        Err(TrustedFault::NoIssuer) => {
            return Err(TrustedFault::NoIssuer).context("write --trust ISSUER=FILE");
        }
        other => other?,
    };
    Ok(())
}

/// The rules of a file.
///
/// # Errors
/// A file that cannot be read, or holds no rules.
pub fn rules(file: Option<&Path>) -> Result<Option<RuleSet>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let read = || -> Result<RuleSet> { Ok(RuleSet::read(&fs::read(file)?)?) };
    read().map(Some).with_context(|| file.display().to_string())
}

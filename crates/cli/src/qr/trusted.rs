//! Whom a check trusts: the files of the command line.

use anyhow::{Context, Result};
use khien_certificate::check::{Trusted, TrustedFault};
use khien_certificate::rules::RuleSet;
use khien_certificate::trust::did_proof::{self, Anchor};
use khien_certificate::trust::{gateway, gdhcn};
use std::fs;
use std::path::{Path, PathBuf};

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

/// What stands after `--trust-anchor`: keys that sign lists.
///
/// # Errors
/// A file that cannot be read, or is of none of the forms of [`Anchor::read`].
pub fn anchors(files: &[PathBuf]) -> Result<Vec<Anchor>> {
    let read = |file: &PathBuf| -> Result<Vec<Anchor>> { Ok(Anchor::read(&fs::read(file)?)?) };
    let read = files
        .iter()
        .map(|file| read(file).with_context(|| file.display().to_string()));
    Ok(read
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// Looks whose lists these are, and says what an operator should know of it. Without an anchor nothing is
/// checked, and that is said.
///
/// # Errors
/// A file that cannot be read, or a document of GDHCN that none of the anchors has signed.
pub fn vouched(arguments: &[String], anchors: &[Anchor]) -> Result<Vec<String>> {
    let files = arguments.iter().filter(|it| !it.starts_with("https://"));
    let notes = files.map(|file| vouch(file, anchors).with_context(|| file.clone()));
    Ok(notes
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

fn vouch(file: &str, anchors: &[Anchor]) -> Result<Option<String>> {
    let bytes = fs::read(file)?;
    if gdhcn::read(&bytes).is_ok() {
        if anchors.is_empty() {
            let note = "whose list this is was not checked: give --trust-anchor";
            return Ok(Some(format!("{file}: {note}")));
        }
        let signed_at = did_proof::check(&bytes, anchors)?;
        return Ok(Some(format!(
            "{file}: signed by the trust anchor, {signed_at}"
        )));
    }
    let is_gateway = gateway::read(&bytes).is_ok_and(|list| !list.listed.is_empty());
    let note = "whose list this is was not checked: signatures of the EU's gateway are not read";
    Ok(is_gateway.then(|| format!("{file}: {note}")))
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

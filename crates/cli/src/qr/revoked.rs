//! What is revoked: the files of the command line, and what is told of their age.

use anyhow::{Context, Result};
use jiff::Timestamp;
use khien_certificate::check::{ListKind, RevocationList, Revoked};
use khien_certificate::keys::PublicKey;
use std::fs;
use std::path::{Path, PathBuf};

/// Hours in a day.
const DAY: i64 = 24;

/// Reads what stands after `--revocations`: files, or folders of them (an index with its slices).
/// Documents of this program have to be signed by one of these keys.
///
/// # Errors
/// A file that cannot be read, or is of none of the forms of [`Revoked::add`]; a slice without its index.
pub fn read(arguments: &[PathBuf], keys: &[PathBuf]) -> Result<Option<Revoked>> {
    if arguments.is_empty() {
        return Ok(None);
    }
    let keys: Vec<PublicKey> = keys.iter().map(|file| key(file)).collect::<Result<_>>()?;
    let mut revoked = Revoked::default();
    for file in arguments
        .iter()
        .map(|it| files(it))
        .collect::<Result<Vec<_>>>()?
        .concat()
    {
        let named = || file.display().to_string();
        revoked
            .add(&fs::read(&file).with_context(named)?, &keys)
            .with_context(named)?;
    }
    revoked
        .check_whole()
        .context("give the index of the slices, too")?;
    Ok(Some(revoked))
}

fn key(file: &Path) -> Result<PublicKey> {
    let read = || -> Result<PublicKey> { Ok(PublicKey::from_pem(&fs::read_to_string(file)?)?) };
    read().with_context(|| file.display().to_string())
}

/// The file, or those of the folder in the order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry?.path();
        if file.is_file() {
            files.push(file);
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// What an operator should know of the lists: their age, whose word they rest on, what is missing.
pub fn notes(revoked: &Revoked, now: Timestamp, oldest_days: i64) -> Vec<String> {
    let lists = revoked.lists().iter();
    let mut notes: Vec<String> = lists.filter_map(|it| note(*it, now, oldest_days)).collect();
    notes.sort_unstable();
    notes.dedup();
    if revoked.missing() > 0 {
        notes.push(format!(
            "revocation lists: {} slices are missing",
            revoked.missing()
        ));
    }
    notes
}

fn note(list: RevocationList, now: Timestamp, oldest_days: i64) -> Option<String> {
    let name = match list.kind {
        ListKind::Batch => "revocation batch",
        ListKind::Index => "revocation index",
        ListKind::Cards => "revocation list of cards",
        // The index vouches for its slices.
        ListKind::Slice => return None,
    };
    let mut told = Vec::new();
    if !list.is_signed {
        told.push("not signed".to_owned());
    }
    if let Some(made) = list.made {
        let days = now.duration_since(made).as_hours() / DAY;
        let old = if days > oldest_days { ", too old" } else { "" };
        told.push(format!("of {made}, {days} days old{old}"));
    }
    if let Some(expires) = list.expires.filter(|expires| *expires <= now) {
        told.push(format!("expired {expires}"));
    }
    (!told.is_empty()).then(|| format!("{name}: {}", told.join(", ")))
}

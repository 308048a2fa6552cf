//! What comes from the environment and the clock: read here and nowhere else.

use crate::texts::Language;
use anyhow::{Context, Result};
use std::path::PathBuf;

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Folder for the user's own data: `$XDG_DATA_HOME/khien`, else `~/.local/share/khien`.
///
/// # Errors
/// If neither variable is set.
pub fn data_folder() -> Result<PathBuf> {
    let base = variable("XDG_DATA_HOME").map(PathBuf::from);
    let home = || variable("HOME").or_else(|| variable("USERPROFILE"));
    base.filter(|path| path.is_absolute())
        .or_else(|| home().map(|home| PathBuf::from(home).join(".local/share")))
        .map(|path| path.join("khien"))
        .context("no folder for the user's data: set HOME or give --out DIR")
}

/// Language of the terminal: Vietnamese where the locale says so, else English.
pub fn language() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(variable);
    match locale {
        Some(locale) if locale.starts_with("vi") => Language::Vietnamese,
        _ => Language::English,
    }
}

/// Passphrase of the keys, if it is given there: `KHIEN_PASSPHRASE`.
pub fn passphrase() -> Option<zeroize::Zeroizing<String>> {
    variable("KHIEN_PASSPHRASE").map(zeroize::Zeroizing::new)
}

/// The moment now.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Now, in the time zone of this machine: `2022-05-14T20:31`.
pub fn local_time() -> String {
    let now = jiff::Zoned::now();
    now.strftime("%Y-%m-%dT%H:%M").to_string()
}

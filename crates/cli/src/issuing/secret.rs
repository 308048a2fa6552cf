//! Passphrases and PINs: from a file or the terminal, never an argument. Whoever asks is about to hold
//! keys: from here on the program leaves no core dump.

use crate::failure::BadArguments;
use crate::{config, core_dumps};
use anyhow::{Context, Result};
use khien_certificate::pkcs11::Pin;
use std::fs;
use std::io::IsTerminal as _;
use std::path::Path;
use zeroize::Zeroizing;

/// The passphrase of key files: the first line of the file, what the environment holds, or what
/// somebody types.
///
/// # Errors
/// A file that cannot be read, or nobody at the terminal to ask.
pub fn passphrase(file: Option<&Path>) -> Result<Zeroizing<String>> {
    leave_no_trace()?;
    match file {
        Some(file) => first_line(file),
        None => config::passphrase().map_or_else(
            || {
                ask(
                    "Passphrase: ",
                    "the keys need a passphrase: give --passphrase-file or set KHIEN_PASSPHRASE",
                )
            },
            Ok,
        ),
    }
}

/// The PIN of a token: the first line of the file, or what somebody types.
///
/// # Errors
/// As [`passphrase`].
pub fn pin(file: Option<&Path>) -> Result<Pin> {
    leave_no_trace()?;
    let pin = match file {
        Some(file) => first_line(file)?,
        None => ask("PIN: ", "the token needs a PIN: give --pin-file")?,
    };
    Ok(Pin::new(pin.to_string()))
}

fn ask(prompt: &str, otherwise: &str) -> Result<Zeroizing<String>> {
    if !std::io::stdin().is_terminal() {
        return Err(BadArguments(otherwise.to_owned()).into());
    }
    let typed = rpassword::prompt_password(prompt).context("cannot read from the terminal")?;
    Ok(Zeroizing::new(typed))
}

/// The first line of a file that holds a secret.
///
/// # Errors
/// A file that cannot be read.
pub fn first_line(file: &Path) -> Result<Zeroizing<String>> {
    leave_no_trace()?;
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()));
    let text = Zeroizing::new(text?);
    let line = text.lines().next().unwrap_or_default();
    Ok(Zeroizing::new(line.to_owned()))
}

fn leave_no_trace() -> Result<()> {
    core_dumps::none().context("core dumps could not be turned off")
}

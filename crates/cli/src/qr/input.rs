//! What stands for a code on the command line: its text, a picture of it, or `-`.

use anyhow::{Context, Result, bail};
use khien_certificate::ddcc::Family;
use khien_certificate::scan::Picture;
use std::fs;
use std::io::Read;
use std::path::Path;

/// Bytes of an input at most: a large photograph.
const LONGEST: u64 = 64 * 1024 * 1024;

/// The codes behind an argument: those of a picture, else the one text.
///
/// # Errors
/// A file that cannot be read, or a picture without a code. The text itself is never in the error.
pub fn codes(argument: &str) -> Result<Vec<String>> {
    if Family::of(argument.as_bytes()).is_some() {
        return Ok(vec![argument.trim().to_owned()]);
    }
    let bytes = if argument == "-" {
        limited(std::io::stdin().lock()).context("standard input")?
    } else if Path::new(argument).is_file() {
        limited(fs::File::open(argument)?).with_context(|| argument.to_owned())?
    } else {
        bail!("an input is neither a file nor the text of a code that is known here");
    };
    let name = if argument == "-" {
        "standard input"
    } else {
        argument
    };
    of_bytes(bytes).with_context(|| name.to_owned())
}

fn of_bytes(bytes: Vec<u8>) -> Result<Vec<String>> {
    if bytes.starts_with(b"%PDF") {
        bail!("codes are not read out of PDF files yet: give a picture of the page");
    }
    // A text keeps every byte; whatever is no text can only be a picture.
    match String::from_utf8(bytes) {
        Ok(text) => Ok(vec![text.trim().to_owned()]),
        Err(other) => {
            let found = Picture::read(other.as_bytes())?.codes()?;
            Ok(found)
        }
    }
}

fn limited(source: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        bail!("larger than any picture of a code");
    }
    Ok(bytes)
}

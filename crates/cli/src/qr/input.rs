//! What stands for a code on the command line: its text or bytes, a picture of it, a PDF, or `-`.

use anyhow::{Context, Result, bail};
use khien_certificate::ddcc::{Family, divoc_text};
use khien_certificate::pasted;
use khien_certificate::scan::{Picture, pdf};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Bytes of an input at most: a large photograph.
const LONGEST: u64 = 64 * 1024 * 1024;

/// The codes behind an argument, each with its pieces: those of a picture or of the pages of a PDF, else
/// the one text.
///
/// # Errors
/// A file that cannot be read, or a picture without a code. The text itself is never in the error.
pub fn codes(argument: &str) -> Result<Vec<Vec<String>>> {
    if Family::of(pasted(argument).as_bytes()).is_some() {
        return Ok(vec![vec![pasted(argument).to_owned()]]);
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

fn of_bytes(bytes: Vec<u8>) -> Result<Vec<Vec<String>>> {
    if pdf::is_pdf(&bytes) {
        return Ok(apart(pdf::codes(&bytes)?));
    }
    // A text keeps every byte; whatever is no text is a picture, or the archive of a DIVOC code itself.
    match String::from_utf8(bytes) {
        Ok(text) => Ok(vec![vec![pasted(&text).to_owned()]]),
        Err(other) if Family::of(other.as_bytes()) == Some(Family::Divoc) => {
            Ok(vec![vec![divoc_text(other.as_bytes())]])
        }
        Err(other) => Ok(apart(Picture::read(other.as_bytes())?.codes()?)),
    }
}

/// Several codes of one picture: the pieces of a card belong together, and what is no certificate, the
/// address of a web page for instance, is let be beside those that are.
fn apart(found: Vec<String>) -> Vec<Vec<String>> {
    let is_known = |text: &String| Family::of(text.as_bytes()).is_some();
    let (known, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_known);
    let shown = if known.is_empty() { others } else { known };
    let (pieces, whole): (Vec<_>, Vec<_>) = shown.into_iter().partition(|it| is_piece(it));
    let card = Some(pieces).filter(|pieces| !pieces.is_empty());
    card.into_iter()
        .chain(whole.into_iter().map(|text| vec![text]))
        .collect()
}

/// Whether a text is one of several of a card: `shc:/1/2/…`.
fn is_piece(text: &str) -> bool {
    let after = text.strip_prefix("shc:/");
    after.is_some_and(|after| after.contains('/'))
}

fn limited(source: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        bail!("larger than any picture of a code");
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_itself_is_handed_on_as_a_text() {
        let archive = b"PK\x03\x04\xff\xff".to_vec();
        assert_eq!(of_bytes(archive).unwrap(), [["B64:UEsDBP//"]]);
    }

    #[test]
    fn codes_stand_alone_and_pieces_together() {
        let found = [
            "https://a.example",
            "HC1:A",
            "shc:/2/2/1",
            "HC1:B",
            "shc:/1/2/0",
        ];
        let told = apart(found.map(str::to_owned).to_vec());
        assert_eq!(
            told,
            [
                vec!["shc:/2/2/1", "shc:/1/2/0"],
                vec!["HC1:A"],
                vec!["HC1:B"]
            ]
        );
        let others = apart(vec!["https://a.example".to_owned()]);
        assert_eq!(others, [["https://a.example"]]);
    }
}

//! Codes of all families unpacked, as the WHO's validator unpacks them.
//!
//! The folder has, below `validator/` or itself, `<name>Contents.txt` with the text of a code and
//! mostly `<name>Unpacked.json` or `.txt` with what it holds: of an HC1 code the EU's certificate,
//! or all claims, or the WHO's data set; of a health card its compact form; of DIVOC and VDS-NC
//! their JSON. One check for each name; where nothing says what a code holds, it must be readable.

use serde_json::Value as Json;

use super::{Folder, Outcome};
use crate::ddcc::{Divoc, Family, Vds, Who};
use crate::{cbor, hc1, shc};

const CONTENTS: &str = "Contents.txt";

/// Unpacks every code of the folder.
pub fn families(folder: &dyn Folder) -> Vec<Outcome> {
    let mut names = folder.files();
    names.retain(|path| path.ends_with(CONTENTS));
    names.sort_unstable();
    let outcomes = names.iter().filter_map(|path| {
        let name = path.strip_suffix(CONTENTS)?;
        Some(outcome(folder, name, &folder.read(path)?))
    });
    outcomes.collect()
}

fn outcome(folder: &dyn Folder, name: &str, contents: &[u8]) -> Outcome {
    let file = ["json", "txt"]
        .iter()
        .find_map(|end| folder.read(&format!("{name}Unpacked.{end}")));
    let found = unpack(contents);
    let (expected, actual) = match (file, found) {
        (_, Err(code)) => ("unpacked", code),
        (None, Ok(_)) => ("readable", "readable"),
        (Some(file), Ok(held)) if held.iter().any(|held| held.equals(&file)) => {
            ("unpacked", "unpacked")
        }
        (Some(_), Ok(_)) => ("unpacked", "something else"),
    };
    Outcome::new(name, "unpack", expected, actual)
}

/// What a code holds.
enum Held {
    Json(Json),
    Text(String),
}

impl Held {
    fn equals(&self, file: &[u8]) -> bool {
        match self {
            Self::Json(json) => {
                serde_json::from_slice::<Json>(file).is_ok_and(|expected| expected == *json)
            }
            Self::Text(text) => file.trim_ascii() == text.as_bytes(),
        }
    }
}

/// What a code holds, in each of the ways in which it may be written down.
fn unpack(contents: &[u8]) -> Result<Vec<Held>, &'static str> {
    let contents = contents.trim_ascii_end();
    match Family::of(contents).ok_or("of no family")? {
        Family::Hcert => hcert(std::str::from_utf8(contents).map_err(|_| "no text")?),
        Family::Shc => {
            let text = std::str::from_utf8(contents).map_err(|_| "no text")?;
            let scanned = shc::read_qr(&[text]).map_err(|fault| fault.code())?;
            shc::Jws::read(&scanned.jws).map_err(|fault| fault.code())?;
            Ok(vec![Held::Text(scanned.jws)])
        }
        Family::Divoc => {
            let divoc = Divoc::read(contents).map_err(|fault| fault.code())?;
            Ok(vec![Held::Json(divoc.credential().clone())])
        }
        Family::Vds => {
            let vds = Vds::read(contents).map_err(|fault| fault.code())?;
            Ok(vec![Held::Json(vds.json().clone())])
        }
    }
}

/// What a checker reads: everything under the claim of health certificates and all claims, or the WHO's data
/// set alone. Unpacking is not judging: a code whose end is no time at all is unpacked all the same.
fn hcert(text: &str) -> Result<Vec<Held>, &'static str> {
    let read = match hc1::read(text) {
        Ok(read) => read,
        Err(fault) => {
            let bare = Who::read(text).map_err(|_| fault.code())?;
            return Ok(vec![Held::Json(bare.content().to_json())]);
        }
    };
    let all = cbor::read(read.message.payload()).map_err(|fault| fault.code())?;
    let held = read.claims.sub_claims().iter().map(|(_, content)| content);
    let held = held.chain([&all]).map(|held| Held::Json(held.to_json()));
    Ok(held.collect())
}

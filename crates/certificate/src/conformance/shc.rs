//! The cards of the SMART Health Cards development tools.
//!
//! The folder has `cases.json`, the files that it names in `testdata`, and keys and revocation
//! lists where the issuers publish them: in `spec-example-issuer` those of
//! `https://spec.smarthealth.cards/examples/issuer`, below `testdata` those of issuers that the
//! tools keep in their repository. An issuer without keys there is one that cannot be reached.
//! Health Links, which are no cards, are left out. An expired card is well-formed and accepted, as
//! the tools do; cards in several codes are refused, as the framework asks since December 2022.

use jiff::Timestamp;
use serde_json::Value;

use super::{Folder, Outcome};
use crate::scan::Picture;
use crate::shc::{Card, Directory, KeySet, Scanned, ShcFault, inspect, read_qr};

const EXAMPLE_ISSUER: &str = "https://spec.smarthealth.cards/examples/issuer";
const TOOLS: &str = "https://raw.githubusercontent.com/smart-on-fhir/health-cards-dev-tools/main/";
const KEYS: &str = "/.well-known/jwks.json";
/// The version of the largest QR code that a card may have.
const LARGEST_VERSION: usize = 22;
/// The time at which the tools check, unless a case says another.
const DEFAULT_TIME: i64 = 1_653_955_200;

/// Runs all cases about cards: one check for each.
pub fn cards(folder: &dyn Folder) -> Vec<Outcome> {
    let cases = folder.read("cases.json");
    let cases: Option<Value> = cases.and_then(|json| serde_json::from_slice(&json).ok());
    let Some(Value::Array(cases)) = cases else {
        return vec![Outcome::new("cases.json", "read", "cases", "no cases")];
    };
    let suite = Suite {
        folder,
        directory: directory(folder),
    };
    let cases = cases.iter().filter(|case| !is_link(case));
    cases.map(|case| suite.outcome(case)).collect()
}

fn is_link(case: &Value) -> bool {
    let link = |text: &Value| text.as_str().is_some_and(|text| text.contains("SHL"));
    let kind = case["type"].as_str().unwrap_or_default();
    kind.starts_with("shl") || link(&case["name"])
}

struct Suite<'a> {
    folder: &'a dyn Folder,
    directory: Directory,
}

impl Suite<'_> {
    fn outcome(&self, case: &Value) -> Outcome {
        let name = case["name"].as_str().unwrap_or("case without name");
        let kind = case["type"].as_str().unwrap_or_default();
        let errors = &case["expected_errors"];
        let accepted = errors.as_u64() == Some(0) || errors.as_array().is_some_and(Vec::is_empty);
        let found = self.judge(kind, case);
        let (verdict, actual) = match &found {
            Ok(()) => (true, "accept".to_owned()),
            Err(code) => (false, format!("reject: {code}")),
        };
        Outcome {
            case: name.to_owned(),
            step: kind.to_owned(),
            expected: if accepted {
                "accept".to_owned()
            } else {
                format!("reject: {errors}")
            },
            actual,
            // A file that is not there is no rejection of a card.
            ok: verdict == accepted && found != Err("missing file"),
        }
    }

    fn judge(&self, kind: &str, case: &Value) -> Result<(), &'static str> {
        let names = case["files"].as_array();
        let files = names.into_iter().flatten().map(|name| {
            let path = format!("testdata/{}", name.as_str().unwrap_or_default());
            self.folder.read(&path).ok_or("missing file")
        });
        let files = files.collect::<Result<Vec<_>, _>>()?;
        let first = files.first().ok_or("missing file")?;
        let now = Timestamp::from_second(time(case)).map_err(|_| "missing time")?;
        match kind {
            "fhirbundle" => bundle(first),
            "jwspayload" => begun(&Card::read(first).map_err(code)?, now),
            "jws" => self.jws(text(first)?, now),
            "healthcard" => self.all(first, "/verifiableCredential", None, now),
            "fhirhealthcard" => self.all(first, "/parameter", Some("valueString"), now),
            "qrnumeric" => {
                let codes = files.iter().map(|file| text(file));
                self.codes(&codes.collect::<Result<Vec<_>, _>>()?, now)
            }
            "qr" => self.pictures(&files, now),
            "jwkset" => keys(first),
            _ => Err("unknown type of case"),
        }
    }

    fn jws(&self, text: &str, now: Timestamp) -> Result<(), &'static str> {
        let checked = self.directory.verify(text).map_err(code)?;
        begun(&checked.card, now)
    }

    fn codes(&self, codes: &[&str], now: Timestamp) -> Result<(), &'static str> {
        let Scanned { jws, chunks } = read_qr(codes).map_err(code)?;
        self.jws(&jws, now)?;
        if chunks > 1 {
            Err("chunks are deprecated")
        } else {
            Ok(())
        }
    }

    fn pictures(&self, files: &[Vec<u8>], now: Timestamp) -> Result<(), &'static str> {
        let mut symbols = Vec::new();
        for file in files {
            let found = Picture::read(file).and_then(|picture| picture.symbols());
            symbols.extend(found.map_err(|fault| fault.code())?);
        }
        let mut versions = symbols.iter().map(|symbol| symbol.version);
        if versions.any(|version| version > LARGEST_VERSION) {
            return Err("larger than version 22");
        }
        let codes: Vec<&str> = symbols.iter().map(|symbol| symbol.text.as_str()).collect();
        self.codes(&codes, now)
    }

    /// Several cards in one JSON file: in this list, each itself or in this field.
    fn all(
        &self,
        file: &[u8],
        list: &str,
        field: Option<&str>,
        now: Timestamp,
    ) -> Result<(), &'static str> {
        let document = document(file)?;
        let items = document
            .pointer(list)
            .and_then(Value::as_array)
            .ok_or("no list of cards")?;
        let cards = items.iter().filter_map(|item| match field {
            Some(field) => item.get(field),
            None => Some(item),
        });
        let cards: Vec<&Value> = cards.collect();
        if cards.is_empty() {
            return Err("no cards");
        }
        let mut cards = cards.into_iter();
        cards.try_for_each(|card| self.jws(card.as_str().ok_or("no text")?, now))
    }
}

fn bundle(file: &[u8]) -> Result<(), &'static str> {
    let document = document(file)?;
    inspect(&document).map(|_| ()).map_err(|fault| fault.code())
}

fn keys(file: &[u8]) -> Result<(), &'static str> {
    let keys = KeySet::read(file).map_err(crate::shc::JwkFault::code)?;
    match keys.faults().first() {
        Some(fault) => Err(fault.code()),
        None => Ok(()),
    }
}

/// JSON with nothing before or after it but, as some editors write, one line feed.
fn document(file: &[u8]) -> Result<Value, &'static str> {
    let text = text(file)?;
    if text.trim() != text.trim_end_matches(['\r', '\n']) {
        return Err(ShcFault::TrailingCharacters.code());
    }
    serde_json::from_str(text).map_err(|_| ShcFault::NotJson.code())
}

fn begun(card: &Card, now: Timestamp) -> Result<(), &'static str> {
    if now < card.not_before() {
        return Err(code(ShcFault::NotYetValid));
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err takes")]
fn code(fault: ShcFault) -> &'static str {
    fault.code()
}

fn text(file: &[u8]) -> Result<&str, &'static str> {
    std::str::from_utf8(file).map_err(|_| "no text")
}

fn time(case: &Value) -> i64 {
    let time = &case["validation_time"];
    let text = time.as_str().and_then(|text| text.parse().ok());
    text.or_else(|| time.as_i64()).unwrap_or(DEFAULT_TIME)
}

/// The issuers whose keys are in the folder.
fn directory(folder: &dyn Folder) -> Directory {
    let mut directory = Directory::default();
    for path in folder.files() {
        let Some((issuer, lists)) = issuer_at(&path) else {
            continue;
        };
        let keys = folder.read(&path).and_then(|json| KeySet::read(&json).ok());
        let Some(keys) = keys else { continue };
        for key in keys.keys() {
            let path = format!("{lists}/{}.json", key.kid);
            if let Some(list) = folder.read(&path) {
                directory.keep_list(&issuer, &key.kid, &list);
            }
        }
        directory.trust(&issuer, keys);
    }
    directory
}

/// The issuer whose keys a file holds, and where its revocation lists are.
fn issuer_at(path: &str) -> Option<(String, String)> {
    if path == "spec-example-issuer/jwks.json" {
        return Some((
            EXAMPLE_ISSUER.to_owned(),
            "spec-example-issuer/crl".to_owned(),
        ));
    }
    let place = path
        .strip_suffix(KEYS)
        .filter(|place| place.starts_with("testdata/"))?;
    Some((
        format!("{TOOLS}{place}"),
        format!("{place}/.well-known/crl"),
    ))
}

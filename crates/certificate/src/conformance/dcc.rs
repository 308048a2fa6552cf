//! The suites of the EU's certificate: test data step by step, codes of the field, the schema.
//!
//! The folder has
//!
//! - `testdata-expectations.jsonl` with one line for each flag of each file (`file`, `flag`,
//!   `expected`, `scored`), and the files below `testdata/`;
//! - `qa.jsonl` with one code a line (`case`, `prefix`, `expect`), and `qa-dsc.json`, certificates of
//!   signers in base64 by kid;
//! - `schema-cases/test/valid`, `schema-cases/test/invalid` and `schema-cases/examples`.

mod qa;
mod same;
mod steps;

use std::collections::HashMap;

use serde_json::Value as Json;

use super::{Folder, Outcome};
use crate::cbor::Value;
use crate::dcc::schema;
use steps::TestFile;

pub use qa::qa;

/// The test data: one check for each scored line.
pub fn testdata(folder: &dyn Folder) -> Vec<Outcome> {
    let mut files: HashMap<String, Option<TestFile>> = HashMap::new();
    let mut outcomes = Vec::new();
    for line in lines(folder, "testdata-expectations.jsonl") {
        let text = |key: &str| line.get(key).and_then(Json::as_str).unwrap_or_default();
        if line.get("scored") != Some(&Json::Bool(true)) {
            continue;
        }
        let (path, flag) = (text("file"), text("flag"));
        let file = files.entry(path.to_owned()).or_insert_with(|| {
            let bytes = folder.read(&format!("testdata/{path}"))?;
            TestFile::read(&bytes)
        });
        let found = match file {
            Some(file) => file.step(flag),
            None => Err("file-missing"),
        };
        let expected = line.get("expected") == Some(&Json::Bool(true));
        outcomes.push(judged(path, flag, expected, found));
    }
    outcomes
}

/// The schema: one check for each file.
pub fn schema(folder: &dyn Folder) -> Vec<Outcome> {
    let mut paths = folder.files();
    paths.retain(|path| path.starts_with("schema-cases/") && is_json(path));
    paths.sort();
    let verdict = |path: &str| {
        let bytes = folder.read(path).ok_or("file-missing")?;
        let json: Json = serde_json::from_slice(&bytes).map_err(|_| "file-malformed")?;
        schema::check(&Value::from_json(&json)).map_err(|fault| fault.code())
    };
    paths
        .iter()
        .map(|path| judged(path, "schema", !path.contains("/invalid/"), verdict(path)))
        .collect()
}

fn is_json(path: &str) -> bool {
    let extension = path.rsplit_once('.');
    extension.is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("json"))
}

/// Whether a step was expected to succeed, and did.
fn judged(case: &str, step: &str, expected: bool, found: Result<(), &'static str>) -> Outcome {
    Outcome {
        case: case.to_owned(),
        step: step.to_owned(),
        expected: expected.to_string(),
        ok: expected == found.is_ok(),
        actual: match found {
            Ok(()) => true.to_string(),
            Err(reason) => format!("false: {reason}"),
        },
    }
}

/// The values of a file with one a line; those that are none are passed over.
fn lines(folder: &dyn Folder, path: &str) -> Vec<Json> {
    let bytes = folder.read(path).unwrap_or_default();
    bytes
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect()
}

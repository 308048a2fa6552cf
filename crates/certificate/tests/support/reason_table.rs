//! Reason codes read out of the sources: the arms of every `fn code`, and the words at the variants.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// A code, what it means, and which file it is of.
pub(crate) struct Code {
    pub(crate) name: String,
    pub(crate) meaning: String,
    pub(crate) place: String,
}

/// All codes, file by file.
pub(crate) fn codes() -> Vec<Code> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut codes = Vec::new();
    for file in files {
        let place = file.strip_prefix(&source).unwrap().display().to_string();
        // Suites have names of their own for what is wrong.
        if !place.starts_with("conformance") {
            codes.extend(codes_of(&std::fs::read_to_string(&file).unwrap(), &place));
        }
    }
    codes
}

fn codes_of(text: &str, place: &str) -> Vec<Code> {
    let meanings = meanings(text);
    let mut codes = Vec::new();
    let parts: Vec<&str> = text.split("fn code(").collect();
    for (above, body) in parts.iter().zip(parts.iter().skip(1)) {
        let of = above
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("impl "));
        let of = named(of.unwrap_or_default());
        let body = body.split("\n    }\n").next().unwrap_or_default();
        for arm in body.split("=> \"").collect::<Vec<_>>().windows(2) {
            let pattern = arm[0].rsplit([',', '{', '\n']).find(|it| it.contains("::"));
            let path: Vec<&str> = pattern.unwrap_or_default().split("::").collect();
            let last = path.iter().rposition(|it| is_name(it)).unwrap_or_default();
            // `Self::One`, or `Self::Other(Inner::One)`.
            let of = match last.checked_sub(1).and_then(|it| path.get(it)) {
                Some(inner) if !inner.ends_with("Self") => last_name(inner),
                _ => of.clone(),
            };
            let variant = (of, named(path.get(last).unwrap_or(&"")));
            codes.push(Code {
                name: arm[1].split('"').next().unwrap_or_default().to_owned(),
                meaning: meanings.get(&variant).cloned().unwrap_or_default(),
                place: place
                    .trim_end_matches(".rs")
                    .trim_end_matches("/fault")
                    .to_owned(),
            });
        }
    }
    codes
}

/// Whether this part of a path begins with the name of a variant.
fn is_name(part: &str) -> bool {
    part.starts_with(|it: char| it.is_ascii_uppercase())
}

/// What a text ends with, from where a name begins.
fn last_name(text: &str) -> String {
    let name = text.rsplit(|it: char| !it.is_alphanumeric()).next();
    name.unwrap_or_default().to_owned()
}

/// What a text begins with, up to where a name ends.
fn named(text: &str) -> String {
    text.chars().take_while(|it| it.is_alphanumeric()).collect()
}

/// The first paragraph at each variant, by the enumeration and the variant.
fn meanings(text: &str) -> BTreeMap<(String, String), String> {
    let mut meanings = BTreeMap::new();
    let mut words = String::new();
    let mut of = String::new();
    for line in text.lines().map(str::trim) {
        if let Some((_, name)) = line.split_once("enum ") {
            of = named(name);
        }
        if let Some(more) = line.strip_prefix("///") {
            let _ = write!(
                words,
                "{}{}",
                if words.is_empty() { "" } else { " " },
                more.trim()
            );
            continue;
        }
        if line.starts_with("#[") || line.starts_with('"') || line == ")]" {
            continue;
        }
        if is_name(line) && !words.is_empty() {
            let variant = (of.clone(), named(line));
            meanings.entry(variant).or_insert_with(|| words.clone());
        }
        words.clear();
    }
    meanings
}

/// The table as it is kept.
pub(crate) fn table() -> String {
    let mut codes = codes();
    codes.sort_by(|left, right| left.name.cmp(&right.name));
    let mut text = String::from(
        "# Reason codes of certificates\n\n\
         Why a code is refused, a list not taken, a rule not read, a key not used. Codes are stable: they change only with\n\
         an entry in the changelog. The words are those at the sources; `cargo run -p khien-certificate --example\n\
         reason_codes` writes this page, and a test keeps both equal.\n\n\
         | code | meaning | part |\n|---|---|---|\n",
    );
    for code in codes {
        let meaning = code.meaning.replace('|', "\\\\|");
        let _ = writeln!(text, "| `{}` | {meaning} | {} |", code.name, code.place);
    }
    text
}

//! What the crates lean on: one direction among our own, known licences and one table for the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::licence;
use crate::tree;

/// Which of our crates may use which. `ARCHITECTURE.md` says why.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("khien-domain", &[]),
    ("khien-linkage", &["khien-domain"]),
    ("khien-exchange", &["khien-domain"]),
    ("khien-synth", &["khien-domain"]),
    ("khien-certificate", &["khien-domain"]),
    ("khien-paper", &[]),
    ("khien-store", &["khien-domain"]),
    (
        "khien-population",
        &["khien-domain", "khien-linkage", "khien-exchange"],
    ),
    (
        "khien-registry",
        &[
            "khien-domain",
            "khien-store",
            "khien-certificate",
            "khien-exchange",
        ],
    ),
    (
        "khien-web",
        &[
            "khien-certificate",
            "khien-domain",
            "khien-paper",
            "khien-registry",
            "khien-store",
        ],
    ),
    (
        "khien-cli",
        &[
            "khien-domain",
            "khien-linkage",
            "khien-exchange",
            "khien-synth",
            "khien-certificate",
            "khien-paper",
            "khien-population",
            "khien-store",
            "khien-registry",
            "khien-web",
        ],
    ),
];
/// What tests may use wherever they stand.
const FOR_TESTS: [&str; 3] = ["khien-synth", "khien-linkage", "khien-population"];
/// How many neighbours in the table one comment line may speak for (`clap` and its two sisters).
const ENTRIES_PER_COMMENT: usize = 3;

/// What cargo knows of every crate in the lock file, or of those for this system if the others
/// have never been downloaded. Never asks the network.
fn metadata() -> Value {
    let host = host_triple();
    for platform in [&[][..], &["--filter-platform", &host][..]] {
        let output = Command::new(env!("CARGO"))
            .current_dir(tree::root())
            .args(["metadata", "--format-version", "1", "--locked", "--offline"])
            .args(platform)
            .output()
            .expect("cargo runs");
        if output.status.success() {
            return serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
        }
    }
    panic!("cargo metadata has no answer offline: run `cargo fetch --locked` once");
}

fn host_triple() -> String {
    let output = Command::new(env!("CARGO"))
        .arg("-vV")
        .output()
        .expect("cargo runs");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("cargo names the host")
        .to_owned()
}

fn packages(metadata: &Value) -> &[Value] {
    metadata["packages"].as_array().expect("packages")
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap_or_default()
}

/// Our own crates have no source: they come from this folder.
fn own(metadata: &Value) -> impl Iterator<Item = &Value> {
    packages(metadata)
        .iter()
        .filter(|package| package["source"].is_null())
}

#[test]
fn every_licence_in_the_tree_is_allowed() {
    let metadata = metadata();
    let refused: Vec<_> = packages(&metadata)
        .iter()
        .map(|package| (name(package), package["license"].as_str().unwrap_or("")))
        .filter(|(_, expression)| !licence::is_allowed(expression))
        .collect();
    assert!(
        refused.is_empty(),
        "not on the allow-list: {refused:?}. Choose another crate; `cargo tree -i NAME` says who asks."
    );
}

#[test]
fn crates_depend_in_one_direction() {
    let metadata = metadata();
    for package in own(&metadata) {
        let crate_name = name(package);
        let Some((_, allowed)) = MAY_USE.iter().find(|(ours, _)| *ours == crate_name) else {
            panic!("{crate_name} is new: write a decision record and add it to MAY_USE here");
        };
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let used = name(dependency);
            // Invented people, and a real register behind the seam, may be used by anybody's tests,
            // never by what is shipped.
            let for_tests = dependency["kind"] == "dev" && FOR_TESTS.contains(&used);
            assert!(
                !used.starts_with("khien-") || allowed.contains(&used) || for_tests,
                "{crate_name} must not use {used}: move what both need to khien-domain"
            );
        }
    }
}

#[test]
fn every_dependency_comes_from_the_public_index() {
    let expected = "registry+https://github.com/rust-lang/crates.io-index";
    let elsewhere: BTreeSet<_> = tree::text_of("Cargo.lock")
        .lines()
        .filter_map(|line| line.strip_prefix("source = \""))
        .map(|source| source.trim_end_matches('"').to_owned())
        .filter(|source| source != expected)
        .collect();
    assert!(
        elsewhere.is_empty(),
        "Cargo.lock names {elsewhere:?}: use released crates of the public index only"
    );
}

/// Entries of `[workspace.dependencies]`: name, and how many entries since the last comment line.
fn table() -> Vec<(String, usize)> {
    let manifest = tree::text_of("Cargo.toml");
    let mut entries = Vec::new();
    let mut since_comment = ENTRIES_PER_COMMENT;
    for line in manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
    {
        if line.starts_with('#') {
            since_comment = 0;
        } else if let Some((name, value)) = line.split_once('=')
            && !value.contains("path =")
        {
            since_comment += 1;
            entries.push((name.trim().to_owned(), since_comment));
        }
    }
    assert!(entries.len() > 5, "the table of dependencies was not found");
    entries
}

#[test]
fn every_dependency_in_the_table_says_what_it_is_for() {
    let silent: Vec<_> = table()
        .into_iter()
        .filter(|(_, since_comment)| *since_comment > ENTRIES_PER_COMMENT)
        .map(|(name, _)| name)
        .collect();
    assert!(
        silent.is_empty(),
        "{silent:?}: write a comment line above them in Cargo.toml, what each is for"
    );
}

/// Dependencies that each crate's manifest declares, tests' included.
fn declared() -> BTreeMap<String, Vec<String>> {
    let mut declared = BTreeMap::new();
    for manifest in tree::tracked() {
        let Some(folder) = manifest.strip_suffix("/Cargo.toml") else {
            continue;
        };
        if !folder.starts_with("crates/") {
            continue;
        }
        let text = tree::text_of(&manifest);
        let mut in_dependencies = false;
        let mut names = Vec::new();
        for line in text.lines() {
            if line.starts_with('[') {
                in_dependencies = line.ends_with("dependencies]");
            } else if in_dependencies && let Some((name, value)) = line.split_once('=') {
                assert!(
                    name.trim().ends_with(".workspace") || value.contains("workspace = true"),
                    "{manifest}: `{line}` names its own version; put it in the root table"
                );
                names.push(name.trim().trim_end_matches(".workspace").to_owned());
            }
        }
        declared.insert(folder.to_owned(), names);
    }
    declared
}

#[test]
fn every_dependency_in_the_table_is_used_by_a_crate() {
    let used: BTreeSet<_> = declared().into_values().flatten().collect();
    let idle: Vec<_> = table()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !used.contains(name))
        .collect();
    assert!(
        idle.is_empty(),
        "{idle:?}: no crate uses them; take them out of the table in Cargo.toml"
    );
}

#[test]
fn every_declared_dependency_is_named_in_the_code() {
    let files = tree::tracked();
    let mut idle = Vec::new();
    for (folder, names) in declared() {
        let code: String = files
            .iter()
            .filter(|file| file.starts_with(&format!("{folder}/")) && tree::is_a("rs", file))
            .filter_map(|file| tree::text(file))
            .collect();
        idle.extend(names.into_iter().filter_map(|name| {
            let path = name.replace('-', "_");
            let named = code.contains(&format!("{path}::")) || code.contains(&format!("{path}!"));
            (!named).then(|| format!("{name} in {folder}"))
        }));
    }
    assert!(
        idle.is_empty(),
        "declared and never named in the code: {idle:?}. Take them out of the Cargo.toml"
    );
}

//! Every text that a template or the code asks for is there, and nothing is there that nobody asks
//! for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;

use super::{Language, catalogue};

/// Markup that a catalogue may hold.
const TAGS: [&str; 2] = ["<b>", "</b>"];

fn keys(language: Language) -> BTreeSet<String> {
    let sources = catalogue::of(language).iter();
    let lines = sources.flat_map(|(_, source)| source.lines());
    let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    lines
        .filter(is_key)
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn collect(folder: &Path, sources: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            collect(&path, sources);
        } else if !path.ends_with("catalogue_tests.rs") {
            let text = fs::read_to_string(&path).expect("it can be read");
            // Tests may say what they like.
            let code = text.split("#[cfg(test)]\nmod tests").next();
            sources.push((
                path.display().to_string(),
                code.unwrap_or_default().to_owned(),
            ));
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    collect(&root.join("src"), &mut sources);
    collect(&root.join("templates"), &mut sources);
    sources
}

/// What stands in quotes right after one of these words.
fn asked<'s>(source: &'s str, calls: &[&'s str]) -> Vec<&'s str> {
    let found = calls.iter().flat_map(|call| source.split(*call).skip(1));
    found.filter_map(|rest| rest.split('"').next()).collect()
}

/// Families whose codes come from a value: `t.code("verdict", …)`, `format!("dose-{…}")`.
fn families(sources: &[(String, String)]) -> BTreeSet<String> {
    let mut families = BTreeSet::new();
    for (_, source) in sources {
        for family in asked(source, &[".code(\""]) {
            families.insert(format!("{family}-"));
        }
        // What was done is named in the address that the browser is led to.
        families.insert("done-".to_owned());
        for call in ["chips_of(\"", "select_of(\""] {
            let calls = source.split(call).skip(1);
            let named = calls.filter_map(|rest| rest.split('"').nth(2));
            families.extend(named.map(|family| format!("{family}-")));
        }
        for literal in source.split("format!(\"").skip(1) {
            let literal = literal.split('"').next().unwrap_or_default();
            if let Some((start, _)) = literal.split_once("-{")
                && !start.contains(['{', ' ', '<', '/'])
            {
                families.insert(format!("{start}-"));
            }
        }
    }
    families
}

/// Labels and hints of fields: every form with every field that some template draws.
fn labels(sources: &[(String, String)]) -> BTreeSet<String> {
    const DRAWN: [&str; 12] = [
        ".chips_of(\"",
        ".select_of(\"",
        ".input(\"",
        ".area(\"",
        ".password(\"",
        ".number(\"",
        ".day(\"",
        ".date(\"",
        ".chips(\"",
        ".boxes(\"",
        ".select(\"",
        ".tick(\"",
    ];
    let mut labels = BTreeSet::new();
    let names: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, source)| asked(source, &["Form::new(t, \""]))
        .collect();
    for field in sources.iter().flat_map(|(_, source)| asked(source, &DRAWN)) {
        for name in &names {
            labels.insert(format!("{name}-{field}"));
            labels.insert(format!("{name}-{field}-hint"));
        }
    }
    labels
}

#[test]
fn every_text_that_is_asked_for_exists() {
    let keys = keys(Language::Vietnamese);
    let calls = ["say(\"", "t.text(\"", "texts.text(\""];
    let mut missing = BTreeSet::new();
    for (file, source) in sources() {
        for key in asked(&source, &calls) {
            if !keys.contains(key) {
                missing.insert(format!("{file}: {key}"));
            }
        }
    }
    assert!(missing.is_empty(), "no text for {missing:#?}");
}

#[test]
fn no_text_is_left_that_nobody_asks_for() {
    let sources = sources();
    let families = families(&sources);
    let mut literals = BTreeSet::new();
    for (_, source) in &sources {
        literals.extend(source.split(['"', '\'']));
    }
    let labels = labels(&sources);
    let unused: Vec<_> = keys(Language::Vietnamese)
        .into_iter()
        .filter(|key| !labels.contains(key))
        .filter(|key| !literals.contains(key.as_str()))
        .filter(|key| !families.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:#?}");
}

#[test]
fn catalogues_are_free_of_faults_and_hold_no_markup_but_bold() {
    for language in Language::ALL {
        assert_eq!(keys(language), keys(Language::Vietnamese));
        for (name, source) in catalogue::of(language) {
            let faults = FluentResource::try_new((*source).to_owned()).err();
            assert!(
                faults.is_none(),
                "{name}: {:?}",
                faults.map(|(_, faults)| faults)
            );
            let mut plain = (*source).to_owned();
            for tag in TAGS {
                plain = plain.replace(tag, "");
            }
            assert!(!plain.contains('<'), "{name}: markup other than <b>");
        }
    }
}

#[test]
fn no_key_stands_in_two_catalogues() {
    let mut seen = BTreeSet::new();
    for (name, source) in catalogue::of(Language::Vietnamese) {
        for line in source.lines() {
            if let Some((key, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                assert!(
                    seen.insert(key.to_owned()),
                    "{name}: {key} is there already"
                );
            }
        }
    }
}

#[test]
fn templates_hold_no_words() {
    let vietnamese =
        |c: char| "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ".contains(c);
    for (file, source) in sources() {
        if Path::new(&file)
            .extension()
            .is_some_and(|kind| kind == "html")
        {
            let lower = source.to_lowercase();
            assert!(!lower.contains(vietnamese), "{file}: a text in a template");
        }
    }
}

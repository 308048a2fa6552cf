//! The Vietnamese and the English catalogue say the same things.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree;

/// Message key → the variables that its text uses.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn parse(text: &str) -> Catalogue {
    let mut catalogue = Catalogue::new();
    let mut message = String::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let trimmed = line.trim_start();
        let name: String = trimmed
            .trim_start_matches(['-', '.'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        let defines = trimmed
            .split_once('=')
            .is_some_and(|(left, _)| left.trim().trim_start_matches(['-', '.']) == name);
        if defines && trimmed.starts_with('.') {
            key = format!("{message}.{name}");
        } else if defines && trimmed.len() == line.len() {
            message = name;
            key.clone_from(&message);
        }
        let variables = line.split('$').skip(1).map(|after| {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
            after[..end.unwrap_or(after.len())].to_owned()
        });
        if !key.is_empty() {
            catalogue.entry(key.clone()).or_default().extend(variables);
        }
    }
    catalogue
}

/// `text/vi/report.ftl` and `text/vi.ftl` belong to the groups `text/*/report.ftl`, `text/*.ftl`.
fn group(file: &str, language: &str) -> Option<String> {
    let in_folder = file.replace(&format!("/{language}/"), "/*/");
    let as_name = file.replace(&format!("/{language}.ftl"), "/*.ftl");
    [in_folder, as_name].into_iter().find(|group| group != file)
}

fn catalogues(language: &str) -> BTreeMap<String, Catalogue> {
    tree::tracked()
        .iter()
        .filter(|file| tree::is_a("ftl", file))
        .filter_map(|file| Some((group(file, language)?, parse(&tree::text_of(file)))))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (vietnamese, english) = (catalogues("vi"), catalogues("en"));
    assert_eq!(
        vietnamese.keys().collect::<Vec<_>>(),
        english.keys().collect::<Vec<_>>(),
        "a catalogue has no twin in the other language"
    );
    for (group, messages) in &vietnamese {
        for (key, variables) in messages {
            assert_eq!(
                english[group].get(key),
                Some(variables),
                "{group}: the English `{key}` is missing or uses other variables"
            );
        }
        for key in english[group].keys() {
            assert!(
                messages.contains_key(key),
                "{group}: the Vietnamese `{key}` is missing"
            );
        }
    }
}

#[test]
fn keys_attributes_and_variables_are_read() {
    let found = parse(
        "# comment\nrows = { $count } rows\n    in { $file }\nopen =\n    .title = Open { $what }\n-brand = Khiên\n",
    );
    let keys: Vec<_> = found.keys().map(String::as_str).collect();
    assert_eq!(keys, ["brand", "open", "open.title", "rows"]);
    assert_eq!(found["rows"].len(), 2);
    assert_eq!(found["open.title"].len(), 1);
}

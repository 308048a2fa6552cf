//! Documents that are true: links lead somewhere, lists are complete, nothing names a machine.

use std::path::{Component, Path};

use crate::tree;

const ARCHITECTURE_LINES: usize = 200;

fn documents() -> Vec<String> {
    tree::tracked()
        .into_iter()
        .filter(|file| tree::is_a("md", file))
        .collect()
}

/// Targets of `](target)` outside code blocks.
fn links(text: &str) -> Vec<String> {
    let mut in_code = false;
    let mut targets = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        targets.extend(
            line.split("](")
                .skip(1)
                .filter_map(|after| after.split_once(')'))
                .map(|(target, _)| target.to_owned()),
        );
    }
    targets
}

/// The anchor that a heading gets on the usual forges.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// `base/target` without `.` and `..`; `None` where it leaves the repository.
fn inside(base: &Path, target: &str) -> Option<std::path::PathBuf> {
    let mut path = std::path::PathBuf::new();
    for part in base.join(target).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::ParentDir if !path.pop() => return None,
            Component::RootDir | Component::Prefix(_) => return None,
            Component::ParentDir | Component::CurDir => {}
        }
    }
    Some(path)
}

#[test]
fn links_in_documents_lead_to_files_of_the_repository() {
    for document in documents() {
        let folder = Path::new(&document).parent().unwrap_or(Path::new(""));
        for link in links(&tree::text_of(&document)) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = match file {
                "" => Some(Path::new(&document).to_path_buf()),
                file => inside(folder, file),
            };
            let Some(target) = target.filter(|target| tree::root().join(target).exists()) else {
                panic!("{document}: the link to {link} leads nowhere; mend it");
            };
            let known = heading.is_empty()
                || tree::text_of(&target.to_string_lossy())
                    .lines()
                    .filter(|line| line.starts_with('#'))
                    .any(|line| anchor(line) == heading);
            assert!(known, "{document}: there is no heading for {link}");
        }
    }
}

#[test]
fn the_two_readmes_have_equal_weight() {
    let outline = |file: &str| -> Vec<usize> {
        let text = tree::text_of(file);
        text.lines()
            .filter(|line| line.starts_with('#') && line.contains("# "))
            .map(|line| line.find(' ').unwrap_or(0))
            .collect()
    };
    assert_eq!(
        outline("README.md"),
        outline("README.vi.md"),
        "README.md and README.vi.md differ in their headings: write what one of them lacks"
    );
    assert!(tree::text_of("README.md").contains("(README.vi.md)"));
    assert!(tree::text_of("README.vi.md").contains("(README.md)"));
}

#[test]
fn the_architecture_page_stays_short() {
    let lines = tree::text_of("ARCHITECTURE.md").lines().count();
    assert!(
        lines <= ARCHITECTURE_LINES,
        "ARCHITECTURE.md has {lines} lines, {ARCHITECTURE_LINES} are allowed: move detail to docs/"
    );
}

#[test]
fn the_changelog_has_a_place_for_what_comes() {
    let changelog = tree::text_of("CHANGELOG.md");
    assert!(
        changelog.contains("## [Unreleased]"),
        "CHANGELOG.md needs the heading `## [Unreleased]`"
    );
}

#[test]
fn decisions_are_numbered_without_gaps_and_complete() {
    let decisions: Vec<_> = documents()
        .into_iter()
        .filter(|file| file.starts_with("docs/decisions/"))
        .collect();
    assert!(!decisions.is_empty(), "docs/decisions/ is empty");
    for (number, file) in (1..).zip(&decisions) {
        assert!(
            file.starts_with(&format!("docs/decisions/{number:04}-")),
            "{file} should be number {number:04}"
        );
        let text = tree::text_of(file);
        for part in [
            "Context",
            "Options",
            "Decision",
            "Consequences",
            "When to look again",
        ] {
            assert!(
                text.contains(&format!("## {part}")),
                "{file} lacks `## {part}`"
            );
        }
    }
}

#[test]
fn the_sources_name_every_file_of_data() {
    let sources = tree::text_of("data/SOURCES.md");
    for file in tree::tracked() {
        if let Some(name) = file.strip_prefix("data/")
            && name != "SOURCES.md"
        {
            assert!(
                sources.contains(&format!("`{name}`")),
                "data/SOURCES.md does not say where `{name}` comes from and under which licence"
            );
        }
    }
}

/// Written in two halves, so that this file does not hold what it looks for.
fn machine_words() -> Vec<String> {
    let mut words: Vec<String> = [
        ("/ho", "me/"),
        ("/ro", "ot/"),
        ("/Us", "ers/"),
        ("C:\\Us", "ers\\"),
        ("static.crates", ".io"),
        ("index.crates", ".io"),
        ("registry.npm", "js.org"),
        ("pypi", ".org"),
        ("files.python", "hosted.org"),
    ]
    .iter()
    .map(|(a, b)| format!("{a}{b}"))
    .collect();
    words.push(format!("{}/", tree::root().display()));
    words
}

#[test]
fn nothing_names_a_machine_or_a_package_host() {
    let words = machine_words();
    for file in tree::tracked() {
        if file.starts_with("data/") || file.starts_with("fixtures/") {
            continue;
        }
        let text = tree::text(&file).unwrap_or_default();
        for word in &words {
            let absolute = text.match_indices(word).any(|(at, _)| {
                !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
            });
            assert!(
                !absolute,
                "{file} names `{word}`: the repository must work on any machine"
            );
        }
    }
}

#[test]
fn every_library_opens_with_what_it_is_for() {
    for file in tree::tracked() {
        let is_library = file.starts_with("crates/") && file.ends_with("/src/lib.rs");
        if is_library && file != "crates/cli/src/lib.rs" {
            let text = tree::text_of(&file);
            let opening = text.lines().take_while(|line| line.starts_with("//!"));
            assert!(
                opening.clone().count() >= 8
                    && opening.clone().any(|line| line.starts_with("//! ```")),
                "{file} should open with what the crate is for, what is not here, and an example"
            );
        }
    }
}

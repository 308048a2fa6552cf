//! Every text that the page asks for is there, and nothing is there that nobody asks for.

use super::data::Field;
use super::fraction;
use super::words::Language;
use fluent_bundle::FluentResource;
use khien_domain::{
    Band, Class, DateFault, FieldState, IdState, IdentityFault, NameDifference, NameFault, Note,
    Reason, SexFault,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Levels of agreement as `linkage` names them, and kinds that only the report distinguishes.
const KINDS: [(Field, &[&str]); 5] = [
    (
        Field::IdNumber,
        &[
            "equal",
            "old_equal",
            "one_edit",
            "relatives",
            "neighbours",
            "others",
            "differs",
            "lost_zero",
            "malformed",
            "wrong",
            "other_persons",
        ],
    ),
    (
        Field::FullName,
        &[
            "equal",
            "folded",
            "one_close",
            "two_close",
            "middle_count",
            "order",
            "surname_and_given",
            "one_other",
            "given",
            "differs",
            "missing",
        ],
    ),
    (
        Field::DateOfBirth,
        &[
            "equal",
            "register_partial",
            "register_partial_day",
            "typed_partial",
            "first_of_year",
            "swapped",
            "one_digit",
            "day_and_month",
            "year_and_one",
            "year",
            "differs",
            "year_only",
            "month_only",
        ],
    ),
    (Field::Sex, &["equal", "differs", "missing"]),
    (
        Field::Commune,
        &["equal", "same_district", "differs", "missing"],
    ),
];

/// Codes of one family of keys.
type Family = (String, Vec<&'static str>);

fn families() -> Vec<Family> {
    let fields: Vec<_> = Field::ALL.iter().map(|field| field.code()).collect();
    let mut families: Vec<Family> = [
        (
            "class",
            Class::ALL.iter().map(|class| class.code()).collect(),
        ),
        (
            "short",
            Class::ALL.iter().map(|class| class.code()).collect(),
        ),
        (
            "next",
            Class::ALL.iter().map(|class| class.code()).collect(),
        ),
        ("band", Band::ALL.iter().map(|band| band.code()).collect()),
        (
            "reason",
            Reason::ALL.iter().map(|reason| reason.code()).collect(),
        ),
        ("note", Note::ALL.iter().map(|note| note.code()).collect()),
        ("field", fields),
        ("sex", vec!["M", "F"]),
        ("bar", vec!["prior", "others"]),
        (
            "skipped",
            vec!["blank", "section_title", "total", "signature"],
        ),
        ("files", vec!["heading"]),
        ("facilities", vec!["heading"]),
        ("language", vec!["vi", "en"]),
    ]
    .map(|(family, codes)| (family.to_owned(), codes))
    .into();
    let ids = IdState::ALL.iter().map(|state| state.code());
    let fields = FieldState::ALL.iter().map(|state| state.code());
    families.push(("state".to_owned(), ids.chain(fields).collect()));
    families.extend(KINDS.map(|(field, codes)| kind(field, codes.to_vec())));
    families.extend(faults());
    families
}

fn kind(field: Field, codes: Vec<&'static str>) -> Family {
    (format!("kind-{}", field.code()), codes)
}

/// What the parsers of the domain may refuse.
fn faults() -> [Family; 5] {
    use DateFault as D;
    let ids = IdentityFault::ALL.iter().map(|fault| fault.code());
    let dates = [D::Missing, D::Unreadable, D::OutOfRange, D::Impossible].map(D::code);
    let sexes = [
        SexFault::Missing,
        SexFault::Unreadable,
        SexFault::OtherCoding,
    ];
    let names = NameDifference::ALL
        .iter()
        .map(|difference| difference.code());
    let no_names = [NameFault::Missing, NameFault::NotAName].map(NameFault::code);
    [
        kind(Field::IdNumber, ids.collect()),
        kind(Field::FullName, names.collect()),
        kind(Field::FullName, no_names.to_vec()),
        kind(Field::DateOfBirth, dates.to_vec()),
        kind(Field::Sex, sexes.map(SexFault::code).to_vec()),
    ]
}

fn keys(language: Language) -> BTreeSet<String> {
    let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    let lines = language.catalogue().lines().filter(is_key);
    lines
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src/report", "templates", "templates/report"];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).expect("the folder is there"))
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.is_file() && !path.ends_with("catalogue_tests.rs"));
    files
        .map(|path| {
            let text = fs::read_to_string(&path).expect("it can be read");
            // Tests may say what they like.
            let code = text.split("#[cfg(test)]\nmod").next().unwrap_or_default();
            (path.display().to_string(), code.to_owned())
        })
        .collect()
}

/// Texts between double quotes.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1)
}

#[test]
fn both_languages_have_the_same_keys() {
    assert_eq!(keys(Language::Vietnamese), keys(Language::English));
}

#[test]
fn every_text_that_is_asked_for_exists() {
    let keys = keys(Language::Vietnamese);
    for (file, source) in sources() {
        let asked = [
            "say(\"",
            "say_with(\"",
            "let caption = \"",
            "let column = \"",
        ];
        let asked = asked.iter().flat_map(|call| source.split(call).skip(1));
        for key in asked.filter_map(|rest| rest.split('"').next()) {
            assert!(keys.contains(key), "{file}: no text `{key}`");
        }
    }
    for (family, codes) in families() {
        for code in codes {
            let key = format!("{family}-{code}");
            assert!(keys.contains(&key), "no text `{key}`");
        }
    }
    for key in fraction::keys() {
        assert!(keys.contains(&key), "no text `{key}`");
    }
}

#[test]
fn no_text_is_left_that_nobody_asks_for() {
    let sources = sources();
    let mut asked: BTreeSet<String> = sources
        .iter()
        .flat_map(|(_, source)| literals(source))
        .map(str::to_owned)
        .collect();
    asked.extend(fraction::keys());
    for (family, codes) in families() {
        asked.extend(codes.iter().map(|code| format!("{family}-{code}")));
    }
    let unused: Vec<_> = keys(Language::Vietnamese)
        .into_iter()
        .filter(|key| !asked.contains(key))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

#[test]
fn the_catalogues_parse_without_complaint() {
    for language in Language::ALL {
        let faults = FluentResource::try_new(language.catalogue().to_owned()).err();
        assert!(faults.is_none(), "{:?}", faults.map(|(_, faults)| faults));
    }
}

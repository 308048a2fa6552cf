//! Names built from the name tables come back from every encoding they are put through.
#![expect(
    clippy::unwrap_used,
    reason = "a name of the tables that is not read is a failure of the test"
)]

mod common;

use common::{givens, middles, surnames};
use khien_domain::{Note, PersonName};
use proptest::prelude::*;

type Encoder = fn(&str) -> String;

const ENCODERS: [(Encoder, Note, usize); 4] = [
    (common::vni, Note::Vni, 996),
    (common::tcvn3, Note::Tcvn3, 996),
    (common::utf8_as_windows1252, Note::Utf8AsLatin1, 1000),
    (common::windows1258_as_1252, Note::Utf8AsLatin1, 990),
];

fn canonical(text: &str) -> String {
    PersonName::parse(text)
        .unwrap()
        .value
        .canonical()
        .to_owned()
}

/// Some 2,700 names: every surname with every tenth middle name, and given names in turn.
fn sample() -> impl Iterator<Item = String> {
    let (middles, givens) = (middles(), givens());
    surnames()
        .into_iter()
        .enumerate()
        .flat_map(move |(row, surname)| {
            let (middles, givens) = (middles.clone(), givens.clone());
            (row % 10..middles.len()).step_by(10).map(move |column| {
                let given = givens[(row * 7 + column * 13) % givens.len()];
                format!("{surname} {} {given}", middles[column])
            })
        })
}

/// "Hoà Kim Long" may be Hồ Kim Long in VNI, and is a proper name: a few per thousand do not give
/// themselves away and are left as they stand.
#[test]
fn nearly_every_damaged_name_comes_back() {
    for (encode, note, least) in ENCODERS {
        let names: Vec<String> = sample().collect();
        let back = names
            .iter()
            .filter(|name| canonical(&encode(name)) == canonical(name))
            .count();
        let needed = names.len() * least / 1000;
        assert!(
            back >= needed,
            "{note:?}: {back} of {}, {needed} needed",
            names.len()
        );
    }
}

#[test]
fn the_note_names_the_encoding() {
    for (encode, note, _) in ENCODERS {
        let damaged = encode("Nguyễn Thị Phương Thảo");
        let read = PersonName::parse(&damaged).unwrap();
        assert_eq!(read.value.as_str(), "Nguyễn Thị Phương Thảo");
        assert!(read.notes.has(note), "{note:?}");
    }
}

#[test]
fn decomposed_utf8_read_as_a_code_page_is_read() {
    let decomposed = "Nguye\u{302}\u{303}n Thi\u{323} Thu\u{301}y Ha\u{306}\u{300}ng";
    let read = PersonName::parse(&common::utf8_as_windows1252(decomposed)).unwrap();
    assert_eq!(read.value.as_str(), "Nguyễn Thị Thúy Hằng");
    assert!(read.notes.has(Note::Utf8AsLatin1));
}

fn name() -> impl Strategy<Value = String> {
    let pick = proptest::sample::select::<&'static str>;
    let middle = proptest::option::weighted(0.95, pick(middles()));
    (pick(surnames()), middle, pick(givens())).prop_map(|(surname, middle, given)| match middle {
        Some(middle) => format!("{surname} {middle} {given}"),
        None => format!("{surname} {given}"),
    })
}

proptest! {
    #[test]
    fn a_damaged_name_comes_back_or_is_left_as_it_stands(name in name(), which in 0..ENCODERS.len()) {
        let damaged = ENCODERS[which].0(&name);
        let read = PersonName::parse(&damaged).unwrap();
        let encodings = [Note::Vni, Note::Tcvn3, Note::Utf8AsLatin1];
        if encodings.iter().any(|note| read.notes.has(*note)) || damaged == name {
            prop_assert_eq!(read.value.canonical(), canonical(&name));
        }
    }

    #[test]
    fn a_proper_name_is_never_decoded(name in name()) {
        let read = PersonName::parse(&name).unwrap();
        prop_assert_eq!(read.value.canonical(), name.to_lowercase());
        prop_assert_eq!(read.value.as_str(), &name);
        prop_assert_eq!(canonical(read.value.canonical()), read.value.canonical());
        prop_assert!(!read.notes.has(Note::Vni) && !read.notes.has(Note::Tcvn3));
    }

    #[test]
    fn capitals_small_letters_and_decomposition_change_nothing(name in name()) {
        use unicode_normalization::UnicodeNormalization;
        let decomposed: String = name.nfd().collect();
        for text in [name.to_uppercase(), name.to_lowercase(), decomposed.clone(), decomposed.to_uppercase()] {
            prop_assert_eq!(canonical(&text), name.to_lowercase());
        }
    }
}

//! How long reading a name takes, in each state it comes in.
//!
//! `cargo bench -p khien-domain --bench names`

use divan::{Bencher, black_box};
use khien_domain::{PersonName, canonical_into, fold, name_difference};

const NAMES: [(&str, &str); 8] = [
    ("clean", "Nguyễn Thị Phương Thảo"),
    ("short", "Lê Văn An"),
    ("capitals", "TRẦN QUỐC HOÀNG"),
    ("plain", "Nguyen Van Duc"),
    ("decomposed", "Nguye\u{302}\u{303}n Thi\u{323} Hoa\u{300}"),
    ("vni", "Nguyeãn Thò Phöông"),
    ("tcvn3", "NguyÔn ThÞ Ph\u{ad}¬ng"),
    ("foreign", "Jean-Luc Lefèvre"),
];

fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(kind, _)| *kind)
}

fn text(kind: &str) -> &'static str {
    NAMES
        .iter()
        .find(|(other, _)| *other == kind)
        .map_or("", |(_, text)| text)
}

/// The path of the matching engine: canonical form into a buffer that is used again.
#[divan::bench(args = names())]
fn canonical(bencher: Bencher<'_, '_>, kind: &str) {
    let mut out = String::with_capacity(256);
    bencher.bench_local(|| {
        out.clear();
        canonical_into(black_box(text(kind)), &mut out)
    });
}

/// A whole name as a value.
#[divan::bench(args = names())]
fn parse(kind: &str) {
    let _ = black_box(PersonName::parse(black_box(text(kind))));
}

/// Folding of free text.
#[divan::bench(args = names())]
fn folding(kind: &str) -> String {
    fold(black_box(text(kind)))
}

/// The kind of difference of two names that differ by a letter.
#[divan::bench]
fn difference(bencher: Bencher<'_, '_>) {
    let pair = (
        PersonName::parse("Nguyễn Thị Lan"),
        PersonName::parse("Nguyễn Thị Nan"),
    );
    if let (Ok(typed), Ok(register)) = pair {
        bencher
            .bench_local(|| name_difference(black_box(&typed.value), black_box(&register.value)));
    }
}

fn main() {
    divan::main();
}

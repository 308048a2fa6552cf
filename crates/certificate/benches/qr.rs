//! A QR symbol of the median certificate of each algorithm, its drawing and its picture.
//!
//! `cargo bench -p khien-certificate --bench qr`

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark without its sample cannot run"
)]

use khien_certificate::qr::{Level, Scale, Symbol};

/// Characters of the median ES256 and PS256 code in the field.
const LENGTHS: [usize; 2] = [538, 844];

fn text(length: usize) -> String {
    let body = "6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC".chars();
    "HC1:".chars().chain(body.cycle()).take(length).collect()
}

#[divan::bench(args = LENGTHS)]
fn symbol(bencher: divan::Bencher<'_, '_>, length: usize) {
    let text = text(length);
    bencher.bench(|| Symbol::of(&text, Level::Q).unwrap());
}

#[divan::bench(args = LENGTHS)]
fn svg(bencher: divan::Bencher<'_, '_>, length: usize) {
    let symbol = Symbol::of(&text(length), Level::Q).unwrap();
    bencher.bench(|| symbol.to_svg("QR"));
}

#[divan::bench(args = LENGTHS)]
fn png(bencher: divan::Bencher<'_, '_>, length: usize) {
    let symbol = Symbol::of(&text(length), Level::Q).unwrap();
    let scale = Scale::for_print(&symbol, 42, 600).unwrap();
    bencher.bench(|| symbol.to_png(scale).unwrap());
}

fn main() {
    divan::main();
}

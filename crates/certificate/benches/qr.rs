//! A QR symbol of the median certificate of each algorithm, its drawing and its picture, and how it is found
//! again on a page.
//!
//! `cargo bench -p khien-certificate --bench qr`

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark without its sample cannot run"
)]

use std::fmt::Write as _;

use khien_certificate::qr::{Level, Scale, Symbol};
use khien_certificate::scan::pdf;

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

/// A page of A4 with the symbol at 42 mm, each dark module a square.
fn page(symbol: &Symbol) -> Vec<u8> {
    let side = 119.0 / f64::from(symbol.width());
    let mut drawn = String::from("0 g\n");
    for (row, modules) in symbol.rows().enumerate() {
        for (column, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
            let place =
                |count: usize, from: f64| from + f64::from(u16::try_from(count).unwrap()) * side;
            let (x, y) = (place(column, 400.0), 780.0 - place(row, side));
            writeln!(drawn, "{x:.3} {y:.3} {side:.3} {side:.3} re").unwrap();
        }
    }
    drawn.push('f');
    let head = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/MediaBox[0 0 595 842]/Kids[3 0 R]>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n";
    let length = drawn.len();
    let stream = format!("4 0 obj<</Length {length}>>stream\n{drawn}\nendstream endobj\n");
    format!("{head}{stream}trailer<</Root 1 0 R>>").into_bytes()
}

#[divan::bench(args = LENGTHS)]
fn found_on_a_page_of_pdf(bencher: divan::Bencher<'_, '_>, length: usize) {
    let text = text(length);
    let page = page(&Symbol::of(&text, Level::Q).unwrap());
    assert_eq!(pdf::codes(&page).unwrap(), [text]);
    bencher.bench(|| pdf::codes(&page).unwrap());
}

fn main() {
    divan::main();
}

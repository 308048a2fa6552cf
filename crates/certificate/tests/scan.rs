//! Pictures that show many codes, bytes instead of text, or patterns without end.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::ddcc::Divoc;
use khien_certificate::qr::{Level, Symbol};
use khien_certificate::scan::{Picture, ScanFault};
use qrcodegen::{QrCode, QrCodeEcc};

/// White paper.
struct Paper {
    width: usize,
    height: usize,
    points: Vec<u8>,
}

impl Paper {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            points: vec![255; width * height],
        }
    }

    /// Squares of so many points on a side, from a place on, `true` being dark.
    fn draw(&mut self, (left, top): (usize, usize), side: usize, rows: &[Vec<bool>]) {
        for (row, squares) in rows.iter().enumerate() {
            for (column, _) in squares.iter().enumerate().filter(|(_, dark)| **dark) {
                for y in top + row * side..top + (row + 1) * side {
                    let start = y * self.width + left + column * side;
                    self.points[start..start + side].fill(0);
                }
            }
        }
    }

    fn codes(self) -> Result<Vec<String>, ScanFault> {
        Picture::new(self.width, self.height, self.points)
            .unwrap()
            .codes()
    }
}

fn rows(text: &str) -> Vec<Vec<bool>> {
    let symbol = Symbol::of(text, Level::Q).unwrap();
    symbol.rows().map(<[bool]>::to_vec).collect()
}

fn finder() -> Vec<Vec<bool>> {
    let rings = |x: usize, y: usize| x.abs_diff(3).max(y.abs_diff(3)) != 2;
    (0..7)
        .map(|y| (0..7).map(|x| rings(x, y)).collect())
        .collect()
}

/// A picture of a thousand bytes that kept a reader busy for hours.
#[test]
fn patterns_without_codes_come_to_an_end() {
    for (count, pitch) in [(10, 16), (32, 16)] {
        let side = count * pitch + 20;
        let mut paper = Paper::new(side, side);
        for place in 0..count * count {
            let at = |place: usize| 10 + place * pitch;
            paper.draw((at(place % count), at(place / count)), 1, &finder());
        }
        assert_eq!(paper.codes(), Err(ScanFault::TooIntricate), "{count}");
    }
    assert_eq!(ScanFault::TooIntricate.code(), "picture-too-intricate");
}

/// Stripes that are cut like patterns in every row.
#[test]
fn stripes_come_to_an_end() {
    let (width, height) = (1200, 60);
    let mut paper = Paper::new(width, height);
    for x in 0..width {
        if [0, 2, 3, 4, 6].contains(&(x % 9)) {
            for y in 0..height {
                paper.points[y * width + x] = 0;
            }
        }
    }
    assert_eq!(paper.codes(), Err(ScanFault::TooIntricate));
}

/// A queue of people, or a sheet of labels.
#[test]
fn every_code_of_a_sheet_is_read() {
    for (across, down, side) in [(2, 2, 3), (4, 5, 2)] {
        let mut expected: Vec<String> = (0..across * down)
            .map(|place| format!("HC1:{place:03}{}", "A".repeat(10 * (place % 5))))
            .collect();
        let pitch = 60 * side;
        let mut paper = Paper::new(across * pitch, down * pitch);
        for (place, text) in expected.iter().enumerate() {
            let at = (place % across * pitch + 9, place / across * pitch + 12);
            paper.draw(at, side, &rows(text));
        }
        let mut found = paper.codes().unwrap();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }
}

/// DIVOC puts a ZIP archive into the code.
#[test]
fn bytes_that_are_no_text_are_handed_on() {
    let text = include_str!("../../../fixtures/ddcc/validator/DIVOCQR1Contents.txt");
    let archive = STANDARD
        .decode(text.trim().strip_prefix("B64:").unwrap())
        .unwrap();
    let code = QrCode::encode_binary(&archive, QrCodeEcc::Low).unwrap();
    let side = 0..code.size();
    let rows: Vec<Vec<bool>> = side
        .clone()
        .map(|y| side.clone().map(|x| code.get_module(x, y)).collect())
        .collect();
    let mut paper = Paper::new(rows.len() * 3 + 24, rows.len() * 3 + 24);
    paper.draw((12, 12), 3, &rows);
    let found = paper.codes().unwrap();
    assert!(found[0].starts_with("B64:UEsD"));
    let read = Divoc::read(found[0].as_bytes()).unwrap();
    assert_eq!(read, Divoc::read(&archive).unwrap());
}

//! A page as a picture.

use super::budget::Budget;
use super::canvas::Canvas;
use super::content::{Painter, State};
use super::fault::PdfFault;
use super::file::File;
use super::matrix::Matrix;
use super::object::Dict;
use super::page::{Area, Page};
use super::stream::LONGEST;
use crate::scan::Picture;

/// Points of a picture for each point of paper: 300 for an inch, as printers have them, for whose dots codes
/// are made.
const SCALE: f64 = 300.0 / 72.0;
/// Points of a picture: A4 takes eight million. A fuzzer looks at what leads there, so it is shown little.
const MOST_POINTS: f64 = if cfg!(fuzzing) { 4_000.0 } else { 12_000_000.0 };

/// Draws a page.
///
/// # Errors
/// [`PdfFault::TooLarge`].
pub(super) fn page(file: &File<'_>, page: &Page<'_>, budget: &Budget) -> Result<Picture, PdfFault> {
    let Area { width, height, .. } = page.area;
    let scale = SCALE.min((MOST_POINTS / (width * height)).sqrt());
    let (columns, rows) = (whole(width * scale), whole(height * scale));
    budget.spend(columns * rows)?;
    let mut contents = Vec::new();
    for stream in page.contents.iter().filter_map(|it| file.stream(it)) {
        contents.extend(stream.unpacked(file, budget)?.unwrap_or_default());
        if contents.len() > LONGEST {
            return Err(PdfFault::TooLarge);
        }
        // A word never goes on in the next stream.
        contents.push(b'\n');
    }
    budget.take(contents.len())?;
    let state = State::new(Matrix {
        a: scale,
        b: 0.0,
        c: 0.0,
        d: -scale,
        e: -page.area.left * scale,
        f: (page.area.bottom + height) * scale,
    });
    let mut painter = Painter::new(file, budget, Canvas::new(columns, rows));
    let nothing = Dict::default();
    painter.run(&contents, page.resources.unwrap_or(&nothing), state)?;
    budget.give_back(contents.len());
    let picture = painter.into_canvas().into_picture();
    picture.map_err(|_| PdfFault::TooLarge)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a side of a page, which is held within some thousands"
)]
fn whole(side: f64) -> usize {
    side.round().max(1.0) as usize
}

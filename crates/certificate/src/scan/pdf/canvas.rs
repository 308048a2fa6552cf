//! A page as points that are painted.

use super::budget::Budget;
use super::fault::PdfFault;
use super::matrix::Matrix;
use crate::scan::{Picture, ScanFault};

/// Places where the lines of one path cross a row of points.
const MOST_CROSSINGS: usize = 4_000_000;

/// A place on the page, counted in points from its upper left corner.
pub(super) type Place = (f64, f64);

/// Which areas lie within lines that cross (section 8.5.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// What is gone around.
    NonZero,
    /// What is gone around an odd number of times.
    EvenOdd,
}

/// A page while it is painted.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    brightness: Vec<u8>,
}

/// Where a line crosses a row, and whether it goes down there.
struct Crossing {
    row: usize,
    at: f64,
    turn: i32,
}

impl Canvas {
    /// White paper.
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            brightness: vec![u8::MAX; width * height],
        }
    }

    pub(super) fn into_picture(self) -> Result<Picture, ScanFault> {
        Picture::new(self.width, self.height, self.brightness)
    }

    /// Paints the area within closed lines.
    pub(super) fn fill(
        &mut self,
        lines: &[Vec<Place>],
        within: Within,
        shade: u8,
        budget: &Budget,
    ) -> Result<(), PdfFault> {
        let mut crossings = Vec::new();
        for line in lines {
            let next = line.iter().cycle().skip(1);
            for (from, to) in line.iter().zip(next) {
                self.cross(*from, *to, &mut crossings);
                if crossings.len() > MOST_CROSSINGS {
                    return Err(PdfFault::TooLarge);
                }
            }
            budget.spend(line.len())?;
        }
        budget.spend(crossings.len())?;
        crossings.sort_unstable_by(|one, other| {
            one.row.cmp(&other.row).then(one.at.total_cmp(&other.at))
        });
        for row in crossings.chunk_by(|one, other| one.row == other.row) {
            self.fill_row(row, within, shade, budget)?;
        }
        Ok(())
    }

    /// The rows whose middle a line crosses.
    fn cross(&self, from: Place, to: Place, crossings: &mut Vec<Crossing>) {
        let turn = if from.1 < to.1 { 1 } else { -1 };
        let (upper, lower) = if turn > 0 { (from, to) } else { (to, from) };
        let height = lower.1 - upper.1;
        if height <= 0.0 || !height.is_finite() {
            return;
        }
        let slope = (lower.0 - upper.0) / height;
        for row in points(upper.1, lower.1, self.height) {
            let at = upper.0 + (middle(row) - upper.1) * slope;
            crossings.push(Crossing { row, at, turn });
            if crossings.len() > MOST_CROSSINGS {
                return;
            }
        }
    }

    fn fill_row(
        &mut self,
        crossings: &[Crossing],
        within: Within,
        shade: u8,
        budget: &Budget,
    ) -> Result<(), PdfFault> {
        let mut around = 0;
        for pair in crossings.windows(2) {
            let [from, to] = pair else { continue };
            around += from.turn;
            let is_within = match within {
                Within::NonZero => around != 0,
                Within::EvenOdd => around % 2 != 0,
            };
            if is_within {
                let painted = points(from.at, to.at, self.width);
                budget.spend(painted.len())?;
                let start = from.row * self.width;
                let place = start + painted.start..start + painted.end;
                if let Some(points) = self.brightness.get_mut(place) {
                    points.fill(shade);
                }
            }
        }
        Ok(())
    }

    /// Paints the unit square, as `placed` puts it on the page. `shade` says how bright it is at a place
    /// of the square, both counted from its upper left corner; nothing where it is clear.
    pub(super) fn paint(
        &mut self,
        placed: Matrix,
        budget: &Budget,
        shade: impl Fn(f64, f64) -> Option<u8>,
    ) -> Result<(), PdfFault> {
        let Some(back) = placed.inverse() else {
            return Ok(());
        };
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let corners = corners.map(|corner| placed.applied(corner));
        let least =
            |of: fn(Place) -> f64| corners.map(of).into_iter().fold(f64::INFINITY, f64::min);
        let most = |of: fn(Place) -> f64| {
            corners
                .map(of)
                .into_iter()
                .fold(f64::NEG_INFINITY, f64::max)
        };
        let columns = points(least(|it| it.0), most(|it| it.0), self.width);
        for row in points(least(|it| it.1), most(|it| it.1), self.height) {
            budget.spend(columns.len())?;
            for column in columns.clone() {
                let (x, y) = back.applied((middle(column), middle(row)));
                let is_inside = (0.0..1.0).contains(&x) && (0.0..1.0).contains(&y);
                let painted = is_inside.then(|| shade(x, 1.0 - y)).flatten();
                let point = self.brightness.get_mut(row * self.width + column);
                if let Some((point, shade)) = point.zip(painted) {
                    *point = shade;
                }
            }
        }
        Ok(())
    }
}

/// The points whose middle lies between two places, of as many as there are.
fn points(from: f64, to: f64, count: usize) -> std::ops::Range<usize> {
    let start = nearest(from, count);
    start..nearest(to, count).max(start)
}

/// The first point whose middle is not before a place.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "held within the points of a page, of which there are a few thousand"
)]
fn nearest(place: f64, count: usize) -> usize {
    (place - 0.5).ceil().clamp(0.0, count as f64) as usize
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a point of a page, of which there are a few thousand"
)]
fn middle(point: usize) -> f64 {
    point as f64 + 0.5
}

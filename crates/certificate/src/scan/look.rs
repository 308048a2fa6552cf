//! One look at a picture: its codes, within what looking may cost.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use rqrr::{BitGrid, Grid, PreparedImage};

use super::finder::{Pattern, patterns};
use super::{GREY, MARGIN, MOST_POINTS, Picture, Sharpness, Symbol, written};

/// What all looks at a picture, or at the pages of a file, may cost, counted in points: some seconds.
const MOST_EFFORT: usize = 1_000_000_000;
/// What an attempt at three patterns costs beside the points around them.
const ATTEMPT: usize = 10_000_000;
/// Finder patterns that are left to the reader, which tries every three of them: those of three codes.
const FEW: usize = 9;
/// Finder patterns at most: those of a hundred codes.
const MOST_PATTERNS: usize = 300;
/// Modules between the middles of two patterns of one code, 14 to 170, and more where it is seen at a slant.
const MODULES_BETWEEN: RangeInclusive<f64> = 9.0..=250.0;
/// Places that are tried around one finder pattern.
const MOST_TRIES: usize = 64;

/// What may still be spent on looking.
pub(super) struct Effort {
    left: usize,
    ran_out: bool,
}

impl Effort {
    pub(super) const fn of_a_picture() -> Self {
        Self {
            left: MOST_EFFORT,
            ran_out: false,
        }
    }

    /// Whether something was not looked at because it would have cost too much.
    pub(super) const fn ran_out(&self) -> bool {
        self.ran_out
    }

    /// Takes a cost off; nothing where less is left.
    fn spend(&mut self, cost: usize) -> Option<()> {
        let left = self.left.checked_sub(cost);
        self.ran_out |= left.is_none();
        self.left = left?;
        Some(())
    }
}

impl Picture {
    /// The codes that one look finds, each once.
    pub(super) fn look(
        &self,
        sharpness: Sharpness,
        scale: usize,
        effort: &mut Effort,
    ) -> Vec<Symbol> {
        let width = self.width * scale + 2 * MARGIN;
        let height = self.height * scale + 2 * MARGIN;
        let points = width * height;
        if points > MOST_POINTS || effort.spend(points).is_none() {
            return Vec::new();
        }
        let at = |x, y| self.at(x, y, scale);
        let mut image = match sharpness {
            Sharpness::Drawn => {
                PreparedImage::prepare_from_bitmap(width, height, |x, y| at(x, y) < GREY)
            }
            Sharpness::Photographed => PreparedImage::prepare_from_greyscale(width, height, at),
        };
        let is_black = |x, y| image.get_pixel_at(x, y) == 1;
        match patterns(width, height, is_black) {
            Some(found) if found.len() <= FEW => read(image.detect_grids()),
            Some(found) if found.len() <= MOST_PATTERNS => {
                by_threes(&found, (width, height), is_black, effort)
            }
            _ => {
                effort.ran_out = true;
                Vec::new()
            }
        }
    }
}

/// What the grids say that a reader found.
fn read<G: BitGrid>(grids: Vec<Grid<G>>) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    for grid in grids {
        let mut content = Vec::new();
        if let Ok(form) = grid.decode_to(&mut content) {
            let (text, version) = (written(content), form.version.0);
            add(Symbol { text, version }, &mut symbols);
        }
    }
    symbols
}

/// Each text once.
fn add(symbol: Symbol, symbols: &mut Vec<Symbol>) {
    if symbols.iter().all(|known| known.text != symbol.text) {
        symbols.push(symbol);
    }
}

/// Codes one by one: the points around three patterns that may belong together, without the others.
fn by_threes(
    found: &[Pattern],
    (width, height): (usize, usize),
    is_black: impl Fn(usize, usize) -> bool,
    effort: &mut Effort,
) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    let mut used = BTreeSet::new();
    for three in threes(found) {
        if three.patterns.iter().any(|it| used.contains(it)) {
            continue;
        }
        let piece = three.piece(found, (width, height));
        let points = piece.columns.len() * piece.rows.len();
        if effort.spend(2 * points + ATTEMPT).is_none() {
            break;
        }
        let read = piece.read(found, &three.patterns, &is_black);
        if !read.is_empty() {
            used.extend(three.patterns);
        }
        for symbol in read {
            add(symbol, &mut symbols);
        }
    }
    symbols
}

/// Three patterns that lie like those of one code: the corner, and one at the end of either side.
struct Three {
    patterns: [usize; 3],
    /// Points from the corner to the others, on the whole.
    span: f64,
}

/// All that may be, the smallest first: patterns of neighbours lie further from each other than those of
/// one code, or lead to a piece that is soon seen to be none.
fn threes(found: &[Pattern]) -> Vec<Three> {
    let mut threes: Vec<Three> = Vec::new();
    for (corner, pattern) in found.iter().enumerate() {
        let near = |&(place, other): &(usize, &Pattern)| {
            place != corner && are_alike(pattern, other) && {
                let modules = distance(pattern, other) / pattern.module;
                (MODULES_BETWEEN).contains(&modules)
            }
        };
        let near: Vec<_> = found.iter().enumerate().filter(near).collect();
        let mut around: Vec<Three> = Vec::new();
        for (place, (first, one)) in near.iter().enumerate() {
            for (second, other) in near.iter().skip(place + 1) {
                if let Some(span) = square(pattern, one, other) {
                    let patterns = [corner, *first, *second];
                    around.push(Three { patterns, span });
                }
            }
        }
        around.sort_by(|one, other| one.span.total_cmp(&other.span));
        threes.extend(around.into_iter().take(MOST_TRIES));
    }
    threes.sort_by(|one, other| one.span.total_cmp(&other.span));
    threes
}

/// Whether patterns are of about the same size, as those of one code are, wherever it is seen from.
fn are_alike(one: &Pattern, other: &Pattern) -> bool {
    (0.6..1.7).contains(&(one.module / other.module))
}

fn distance(one: &Pattern, other: &Pattern) -> f64 {
    (one.x - other.x).hypot(one.y - other.y)
}

/// How long the sides from a corner are, where they are of about one length and about upright to each other.
fn square(corner: &Pattern, one: &Pattern, other: &Pattern) -> Option<f64> {
    let (first, second) = (distance(corner, one), distance(corner, other));
    let across =
        (one.x - corner.x) * (other.x - corner.x) + (one.y - corner.y) * (other.y - corner.y);
    let is_square =
        (0.7..1.43).contains(&(first / second)) && (across / (first * second)).abs() < 0.4;
    is_square.then_some(first.midpoint(second))
}

/// A part of a picture.
struct Piece {
    columns: Range<usize>,
    rows: Range<usize>,
}

impl Three {
    /// The code and its quiet zone, seen at a slant too.
    fn piece(&self, found: &[Pattern], (width, height): (usize, usize)) -> Piece {
        let at = |place: usize| self.patterns.get(place).and_then(|it| found.get(*it));
        let corners: Vec<&Pattern> = (0..3).filter_map(at).collect();
        let side = |of: fn(&Pattern) -> f64, most: usize| {
            let [corner, one, other] = *corners else {
                return 0..0;
            };
            let last = of(one) + of(other) - of(corner);
            let all = [of(corner), of(one), of(other), last];
            let margin = 8.0 * corner.module + self.span / 8.0;
            let from = all.into_iter().fold(f64::INFINITY, f64::min) - margin;
            let to = all.into_iter().fold(f64::NEG_INFINITY, f64::max) + margin;
            whole(from, most)..whole(to, most)
        };
        Piece {
            columns: side(|it| it.x, width),
            rows: side(|it| it.y, height),
        }
    }
}

impl Piece {
    /// The codes of a piece in which no other patterns are to be seen.
    fn read(
        &self,
        found: &[Pattern],
        kept: &[usize],
        is_black: impl Fn(usize, usize) -> bool,
    ) -> Vec<Symbol> {
        let (width, height) = (self.columns.len(), self.rows.len());
        let mut black = Vec::with_capacity(width * height);
        for y in self.rows.clone() {
            black.extend(self.columns.clone().map(|x| is_black(x, y)));
        }
        let others = found
            .iter()
            .enumerate()
            .filter(|(place, _)| !kept.contains(place));
        for (_, pattern) in others {
            self.blank(pattern, &mut black);
        }
        let mut image = PreparedImage::prepare_from_bitmap(width, height, |x, y| {
            black.get(y * width + x).copied().unwrap_or_default()
        });
        read(image.detect_grids())
    }

    /// Paints the middle of a pattern white, so that it is none.
    fn blank(&self, pattern: &Pattern, black: &mut [bool]) {
        let near = |middle: f64, side: &Range<usize>| {
            let (from, to) = (middle - 2.0 * pattern.module, middle + 2.0 * pattern.module);
            whole(from, side.end).max(side.start)..whole(to, side.end).max(side.start)
        };
        let columns = near(pattern.x, &self.columns);
        for y in near(pattern.y, &self.rows) {
            let row = (y - self.rows.start) * self.columns.len();
            let from = row + columns.start - self.columns.start;
            if let Some(points) = black.get_mut(from..from + columns.len()) {
                points.fill(false);
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "held within the sides of a picture, which are some thousands"
)]
fn whole(place: f64, most: usize) -> usize {
    place.round().clamp(0.0, most as f64) as usize
}

//! Finder patterns, of which a QR code has three (ISO/IEC 18004, section 6.3.3): squares within squares that
//! every straight line through the middle cuts as one dark module, one light, three dark, one light, one dark.
//!
//! The reader of codes looks for them in the same way, then tries every three of them on a copy of the whole
//! picture. What that will cost is known here before: in one pass over the rows, whatever the picture shows.

use std::collections::HashMap;

/// Dark areas of one picture at most: a photograph of gravel has a million.
const MOST_AREAS: usize = 8_000_000;
/// Rows cut like a finder pattern at most.
const MOST_CUTS: usize = 1_000_000;
/// Dark areas whose size the reader remembers (251, of which one is being looked at), two for each cut.
const REMEMBERED: usize = 124;
/// Points that the reader may count again, for each point of a picture.
const MOST_COUNTED: usize = 16;
/// Modules of a finder pattern's outer ring.
const RING: f64 = 24.0;

/// A finder pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pattern {
    /// Points from the left edge to the middle.
    pub(super) x: f64,
    /// Points from the upper edge to the middle.
    pub(super) y: f64,
    /// Points on a side of a module.
    pub(super) module: f64,
}

/// The finder patterns of a picture in black and white; nothing where looking for them would take the
/// reader long.
pub(super) fn patterns(
    width: usize,
    height: usize,
    is_black: impl Fn(usize, usize) -> bool,
) -> Option<Vec<Pattern>> {
    let mut areas = Areas(Vec::new());
    let mut cuts = Vec::new();
    let mut above: Vec<Run> = Vec::new();
    for y in 0..height {
        let mut runs = runs(width, |x| is_black(x, y));
        areas.join(&mut runs, &above)?;
        for three in runs.windows(3) {
            if let [left, stone, right] = three
                && is_cut([left, stone, right])
            {
                cuts.push(Cut {
                    left: left.area,
                    stone: stone.area,
                    right: right.area,
                    x: stone.start.midpoint(stone.end),
                    y,
                });
            }
        }
        if cuts.len() > MOST_CUTS {
            return None;
        }
        above = runs;
    }
    found(&mut areas, &cuts, width * height)
}

/// Dark points beside each other in a row, the last of them not included.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    area: usize,
}

fn runs(width: usize, is_black: impl Fn(usize) -> bool) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = None;
    for x in 0..=width {
        match (x < width && is_black(x), start) {
            (true, None) => start = Some(x),
            (false, Some(from)) => {
                start = None;
                runs.push(Run {
                    start: from,
                    end: x,
                    area: 0,
                });
            }
            _ => {}
        }
    }
    runs
}

/// Whether runs and the light between them are one, one, three, one and one, each within three quarters.
fn is_cut([left, stone, right]: [&Run; 3]) -> bool {
    let lengths = [
        left.end - left.start,
        stone.start - left.end,
        right.start - stone.end,
        right.end - right.start,
    ];
    let module = lengths.iter().sum::<usize>() / 4;
    let slack = module * 3 / 4;
    let within = |length: usize, modules| length.abs_diff(modules * module) <= slack;
    lengths.iter().all(|length| within(*length, 1)) && within(stone.end - stone.start, 3)
}

/// A row that may go through the middle of a finder pattern.
struct Cut {
    left: usize,
    stone: usize,
    right: usize,
    x: usize,
    y: usize,
}

/// Dark areas, each the area it was found to belong to, and how many points it has.
struct Areas(Vec<(u32, u32)>);

impl Areas {
    /// Gives runs the areas of those above that they touch, which become one.
    fn join(&mut self, runs: &mut [Run], above: &[Run]) -> Option<()> {
        let mut above = above.iter().peekable();
        for run in runs {
            let mut area = None;
            while let Some(other) = above.peek() {
                if other.start < run.end && run.start < other.end {
                    area = Some(match area {
                        Some(area) => self.united(area, other.area),
                        None => self.root(other.area),
                    });
                }
                if other.end > run.end {
                    break;
                }
                above.next();
            }
            let points = u32::try_from(run.end - run.start).ok()?;
            run.area = match area {
                Some(area) => area,
                None if self.0.len() < MOST_AREAS => {
                    self.0.push((u32::try_from(self.0.len()).ok()?, 0));
                    self.0.len() - 1
                }
                None => return None,
            };
            if let Some((_, sum)) = self.0.get_mut(run.area) {
                *sum = sum.saturating_add(points);
            }
        }
        Some(())
    }

    fn root(&mut self, area: usize) -> usize {
        let mut area = area;
        while let Some(&(parent, _)) = self.0.get(area)
            && parent as usize != area
        {
            let above = self.0.get(parent as usize).map(|it| it.0);
            if let Some((entry, above)) = self.0.get_mut(area).zip(above) {
                entry.0 = above;
            }
            area = parent as usize;
        }
        area
    }

    fn united(&mut self, one: usize, other: usize) -> usize {
        let (one, other) = (self.root(one), self.root(other));
        let (into, from) = (one.min(other), one.max(other));
        if into != from {
            let points = self.points(from);
            if let (Some(entry), Ok(parent)) = (self.0.get_mut(from), u32::try_from(into)) {
                *entry = (parent, 0);
            }
            if let Some(entry) = self.0.get_mut(into) {
                entry.1 = entry.1.saturating_add(points);
            }
        }
        into
    }

    fn points(&self, area: usize) -> u32 {
        self.0.get(area).map_or(0, |it| it.1)
    }
}

/// What the cuts are of, if the reader can count the points of their areas in good time.
fn found(areas: &mut Areas, cuts: &[Cut], points: usize) -> Option<Vec<Pattern>> {
    let mut found: HashMap<usize, (Pattern, &Cut)> = HashMap::new();
    let mut last_seen: HashMap<usize, usize> = HashMap::new();
    let mut counted = 0;
    for (time, cut) in cuts.iter().enumerate() {
        let [left, stone, right] = [cut.left, cut.stone, cut.right].map(|it| areas.root(it));
        let known = found.get_mut(&right);
        for area in [stone, right]
            .into_iter()
            .take(if known.is_some() { 1 } else { 2 })
        {
            let seen = last_seen.insert(area, time);
            if seen.is_none_or(|seen| time - seen >= REMEMBERED) {
                counted += 2 * areas.points(area) as usize;
            }
        }
        if let Some((pattern, first)) = known {
            // Rows through the middle follow each other.
            (pattern.x, pattern.y) = (middle(first.x, cut.x), middle(first.y, cut.y));
            continue;
        }
        let (inner, ring) = (areas.points(stone), areas.points(right));
        let share = u64::from(inner) * 100 / u64::from(ring.max(1));
        if left == right && stone != right && (11..70).contains(&share) {
            let pattern = Pattern {
                x: middle(cut.x, cut.x),
                y: middle(cut.y, cut.y),
                module: (f64::from(ring) / RING).sqrt(),
            };
            found.insert(right, (pattern, cut));
        }
    }
    let mut found: Vec<Pattern> = found.into_values().map(|it| it.0).collect();
    found.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    (counted <= points.saturating_mul(MOST_COUNTED)).then_some(found)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "points of a picture, of which there are some thousands on a side"
)]
fn middle(from: usize, to: usize) -> f64 {
    from.midpoint(to) as f64 + 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERN: [&[u8]; 9] = [
        b"         ",
        b" ####### ",
        b" #     # ",
        b" # ### # ",
        b" # ### # ",
        b" # ### # ",
        b" #     # ",
        b" ####### ",
        b"         ",
    ];

    fn black(x: usize, y: usize) -> bool {
        PATTERN[y % 9][x % 9] == b'#'
    }

    #[test]
    fn patterns_are_found_where_they_are() {
        let found = patterns(18, 9, black).unwrap();
        let at = |x| Pattern {
            x,
            y: 4.5,
            module: 1.0,
        };
        assert_eq!(found, [at(4.5), at(13.5)]);
        let large = patterns(90, 90, |x, y| black(x / 10, y / 10)).unwrap();
        let [pattern] = *large else { panic!() };
        assert!((pattern.module - 10.0).abs() < 0.01);
    }

    #[test]
    fn what_only_looks_like_a_pattern_in_one_row_is_none() {
        assert_eq!(patterns(90, 90, |x, _| black(x, 4)), Some(Vec::new()));
        assert_eq!(patterns(90, 90, |_, _| true), Some(Vec::new()));
    }

    /// The reader forgets an area after 251 others, then counts its points again in the next row.
    #[test]
    fn stripes_whose_points_would_be_counted_again_and_again_are_left() {
        assert_eq!(patterns(9 * 200, 900, |x, _| black(x, 4)), None);
    }
}

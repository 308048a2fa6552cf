//! Which row comes on which page, before anything is drawn.

use std::ops::Range;

use crate::MM;
use crate::cell::{Cell, LEAST};
use crate::letters::{Letters, Line, Weight};
use crate::list::List;

/// A4, landscape.
pub(crate) const PAGE: (f32, f32) = (297.0 * MM, 210.0 * MM);
/// Blank edge: what every printer can leave.
pub(crate) const MARGIN: f32 = 10.0 * MM;
/// Where the rows end, above the foot.
pub(crate) const BOTTOM: f32 = PAGE.1 - MARGIN - 6.0 * MM;
/// From one page's edge to the first row of text.
pub(crate) const TITLE: f32 = 15.0;
pub(crate) const BELOW_TITLE: f32 = 9.5;
const HEADING: f32 = 7.5;
/// What stands above the headings from the second page on.
const RUNNING: f32 = 5.0 * MM;
/// What the signatures at the end need.
pub(crate) const SIGNATURES: f32 = 30.0 * MM;

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Page {
    /// The rows on it; none where only signatures are.
    pub(crate) rows: Range<usize>,
    /// Where the headings of the columns begin, from the upper edge.
    pub(crate) table: f32,
    /// Where the rows end.
    pub(crate) end: f32,
}

/// Where everything goes.
pub(crate) struct Layout {
    /// Title and what stands below it, on the first page.
    pub(crate) head: Vec<Line>,
    /// Width of each column in points.
    pub(crate) widths: Vec<f32>,
    /// Lines of each column's heading.
    pub(crate) headings: Vec<Vec<Line>>,
    pub(crate) heading_height: f32,
    pub(crate) heights: Vec<f32>,
    pub(crate) pages: Vec<Page>,
}

impl Layout {
    pub(crate) fn of<P: Fn(usize, usize) -> String>(list: &List<P>, letters: &Letters) -> Self {
        let inner = PAGE.0 - 2.0 * MARGIN;
        let head = head(list, letters, inner);
        let together: f32 = list.columns.iter().map(|column| column.width).sum();
        let share = |width: f32| inner * width / together.max(f32::EPSILON);
        let widths: Vec<f32> = list.columns.iter().map(|it| share(it.width)).collect();
        let headings = headings(list, letters, &widths);
        let most = headings.iter().map(Vec::len).max().unwrap_or(0);
        let heading_height = count(most) * HEADING * 1.2 + 2.4 * MM;
        let height = |row: &Vec<Cell>| {
            let cells = row.iter().zip(&widths);
            let heights = cells.map(|(cell, width)| cell.height(&cell.lines(letters, *width)));
            heights.fold(LEAST, f32::max)
        };
        let heights: Vec<f32> = list.rows.iter().map(height).collect();
        let first = MARGIN + head.iter().map(below).sum::<f32>() + 2.0 * MM;
        let signed = if list.signatures.is_empty() {
            0.0
        } else {
            SIGNATURES
        };
        let pages = pages(&heights, (first, heading_height), signed);
        Self {
            head,
            widths,
            headings,
            heading_height,
            heights,
            pages,
        }
    }
}

/// How much room a line of the head takes.
pub(crate) fn below(line: &Line) -> f32 {
    line.size * 1.35
}

fn head<P: Fn(usize, usize) -> String>(list: &List<P>, letters: &Letters, width: f32) -> Vec<Line> {
    let mut lines = letters.broken(&list.title, (Weight::Bold, TITLE), width);
    for line in &list.lines {
        lines.extend(letters.broken(line, (Weight::Regular, BELOW_TITLE), width));
    }
    lines
}

fn headings<P: Fn(usize, usize) -> String>(
    list: &List<P>,
    letters: &Letters,
    widths: &[f32],
) -> Vec<Vec<Line>> {
    let columns = list.columns.iter().zip(widths);
    let broken = columns.map(|(column, width)| {
        let inner = width - 2.0 * crate::cell::PADDING;
        letters.broken(&column.heading, (Weight::Bold, HEADING), inner)
    });
    broken.collect()
}

/// Fills pages from above. `first` is where the headings begin on the first page.
fn pages(heights: &[f32], (first, heading): (f32, f32), signed: f32) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut table = first;
    let mut from = 0;
    let mut end = table + heading;
    for (row, height) in heights.iter().enumerate() {
        if end + height > BOTTOM && row > from {
            pages.push(Page {
                rows: from..row,
                table,
                end,
            });
            from = row;
            table = MARGIN + RUNNING;
            end = table + heading;
        }
        end += height;
    }
    pages.push(Page {
        rows: from..heights.len(),
        table,
        end,
    });
    if end + signed > BOTTOM {
        let table = MARGIN + RUNNING;
        pages.push(Page {
            rows: heights.len()..heights.len(),
            table,
            end: table,
        });
    }
    pages
}

/// A small number of things.
pub(crate) fn count(of: usize) -> f32 {
    u16::try_from(of).map_or(f32::from(u16::MAX), f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_row_is_on_one_page_in_order_above_the_foot(
            heights in proptest::collection::vec(LEAST..90.0_f32, 0..300),
            first in 60.0_f32..120.0,
            signed in prop_oneof![Just(0.0_f32), Just(SIGNATURES)],
        ) {
            let pages = pages(&heights, (first, 20.0), signed);
            let on: Vec<usize> = pages.iter().flat_map(|page| page.rows.clone()).collect();
            prop_assert_eq!(on, (0..heights.len()).collect::<Vec<_>>());
            for page in &pages {
                prop_assert!(page.end <= BOTTOM);
            }
            let last = pages.last().unwrap();
            prop_assert!(last.end + signed <= BOTTOM);
            for page in &pages[..pages.len() - 1] {
                prop_assert!(!page.rows.is_empty(), "only signatures come on a page of their own");
            }
        }
    }
}

//! Geometry of bars, as SVG attributes in per cent of the width. Every bar starts at 0.

use super::counts::ByClass;
use super::words::Words;
use crate::number::{bits_in_tenths, part_of};
use khien_domain::Class;

/// Hundredths of a per cent in the full width.
const WIDTH: u64 = 10_000;

/// The classes in the order of every stacked bar and table: right, wrong, no number, not found,
/// several, exempt, unsendable.
pub(super) const ORDER: [Class; 7] = [
    Class::Verified,
    Class::Mismatch,
    Class::NoNumber,
    Class::NotFound,
    Class::Ambiguous,
    Class::Exempt,
    Class::Unsendable,
];

/// The fill of a class in `khien.css`.
pub(super) fn fill(class: Class) -> &'static str {
    match class {
        Class::Verified => "f-ok",
        Class::Mismatch => "f-bad",
        Class::NoNumber => "f-gap",
        Class::NotFound => "f-lost",
        Class::Ambiguous => "f-many",
        Class::Exempt => "f-free",
        Class::Unsendable => "f-none",
    }
}

/// One rectangle of a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Class of the fill.
    pub(super) fill: &'static str,
    /// Left edge.
    pub(super) x: String,
    /// Width.
    pub(super) width: String,
}

/// A stacked bar of classes and the sentence that says the same.
pub(super) struct Strip {
    pub(super) segments: Vec<Segment>,
    pub(super) label: String,
}

impl Strip {
    pub(super) fn of(words: &Words, records: &ByClass) -> Self {
        let parts: Vec<_> = ORDER
            .iter()
            .map(|class| (fill(*class), records.of(*class)))
            .collect();
        let said: Vec<_> = ORDER
            .iter()
            .filter(|class| records.of(**class) > 0)
            .map(|class| {
                let name = words.code("short", class.code());
                format!("{name} {}", words.count(records.of(*class)))
            })
            .collect();
        Self {
            segments: stacked(&parts),
            label: said.join(", "),
        }
    }
}

/// Parts of a whole, side by side; parts of nothing are left out.
pub(super) fn stacked(parts: &[(&'static str, u64)]) -> Vec<Segment> {
    let whole: u64 = parts.iter().map(|(_, count)| count).sum();
    let mut before = 0;
    let mut segments: Vec<Segment> = Vec::new();
    for (fill, count) in parts {
        let start = part_of(before, whole, WIDTH);
        before += count;
        let end = part_of(before, whole, WIDTH);
        if *count > 0 {
            segments.push(Segment {
                fill,
                x: percent(start),
                width: percent(end - start),
            });
        }
    }
    segments
}

/// Width of one bar beside others that are drawn to the same scale.
pub(super) fn width(count: u64, largest: u64) -> String {
    percent(part_of(count.min(largest), largest, WIDTH))
}

/// One step of a waterfall.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// `f-up`, `f-down`, or `f-1` for the sum.
    pub(super) fill: &'static str,
    pub(super) x: String,
    pub(super) width: String,
    /// Its score in tenths of a bit.
    pub(super) tenths: i64,
}

/// A waterfall: its steps, then the sum, and where 0 lies.
pub(super) struct Waterfall {
    pub(super) steps: Vec<Step>,
    pub(super) sum: Step,
    pub(super) zero: String,
}

impl Waterfall {
    /// Adds up weights in bits. Each is rounded to a tenth first, so that what is printed adds up.
    pub(super) fn of(weights: impl Iterator<Item = f64>) -> Self {
        let tenths: Vec<i64> = weights.map(bits_in_tenths).collect();
        let mut edges = vec![0_i64];
        for weight in &tenths {
            edges.push(edges.last().copied().unwrap_or(0) + weight);
        }
        let scale = Scale::around(&edges);
        let steps = tenths
            .iter()
            .zip(edges.windows(2))
            .map(|(weight, edge)| {
                let fill = if *weight < 0 { "f-down" } else { "f-up" };
                scale.step(fill, edge[0], edge[1], *weight)
            })
            .collect();
        let total = edges.last().copied().unwrap_or(0);
        Self {
            steps,
            sum: scale.step("f-1", 0, total, total),
            zero: scale.at(0),
        }
    }
}

struct Scale {
    lowest: i64,
    range: u64,
}

impl Scale {
    fn around(edges: &[i64]) -> Self {
        let lowest = edges.iter().copied().min().unwrap_or(0);
        let highest = edges.iter().copied().max().unwrap_or(0);
        Self {
            lowest,
            range: highest.abs_diff(lowest).max(1),
        }
    }

    fn at(&self, tenths: i64) -> String {
        percent(part_of(tenths.abs_diff(self.lowest), self.range, WIDTH))
    }

    fn step(&self, fill: &'static str, from: i64, to: i64, tenths: i64) -> Step {
        Step {
            fill,
            x: self.at(from.min(to)),
            width: percent(part_of(from.abs_diff(to), self.range, WIDTH)),
            tenths,
        }
    }
}

fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_classes_holds_every_class_once() {
        let mut order = ORDER.to_vec();
        order.sort_unstable();
        assert_eq!(order, Class::ALL);
    }

    #[test]
    fn a_stacked_bar_fills_its_width_and_leaves_out_what_is_nothing() {
        let bar = stacked(&[("a", 1), ("b", 0), ("c", 2)]);
        let edges: Vec<_> = bar
            .iter()
            .map(|part| (part.fill, part.x.as_str(), part.width.as_str()))
            .collect();
        assert_eq!(edges, [("a", "0.00%", "33.33%"), ("c", "33.33%", "66.67%")]);
        assert!(stacked(&[("a", 0)]).is_empty());
    }

    #[test]
    fn a_waterfall_adds_up_as_printed() {
        let fall = Waterfall::of([-26.54, 17.94, 9.64].into_iter());
        let printed: i64 = fall.steps.iter().map(|step| step.tenths).sum();
        assert_eq!(fall.sum.tenths, printed);
        assert_eq!(fall.steps[0].x, "0.00%");
        assert_eq!(fall.steps[0].fill, "f-down");
        assert_eq!(fall.steps[2].fill, "f-up");
    }

    #[test]
    fn a_waterfall_of_nothing_is_drawn_without_dividing_by_it() {
        let fall = Waterfall::of(std::iter::empty());
        assert_eq!(
            (fall.zero.as_str(), fall.sum.width.as_str()),
            ("0.00%", "0.00%")
        );
    }
}

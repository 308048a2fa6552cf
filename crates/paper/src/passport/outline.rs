//! The outline of a QR symbol's dark areas.
//!
//! Modules drawn one by one leave hair lines between them where a viewer smooths edges. So the areas
//! are drawn as wholes: each edge between dark and light becomes part of a closed line.

use std::collections::BTreeMap;

use super::content::Code;

/// A corner between modules.
type Corner = (usize, usize);

/// Closed lines around and within the dark areas, a corner for each turn. Filled by the even-odd rule
/// they give the symbol back.
pub(super) fn outline(code: &Code) -> Vec<Vec<Corner>> {
    let mut edges = edges(code);
    let mut lines = Vec::new();
    while let Some((&start, _)) = edges.first_key_value() {
        let mut line: Vec<Corner> = Vec::new();
        let mut at = start;
        while let Some(next) = take(&mut edges, at) {
            let is_straight = line.last().is_some_and(|before| {
                (before.0 == at.0 && at.0 == next.0) || (before.1 == at.1 && at.1 == next.1)
            });
            if !is_straight {
                line.push(at);
            }
            at = next;
        }
        lines.push(line);
    }
    lines
}

/// Every edge, from its beginning to its end, with the dark module on the right hand.
fn edges(code: &Code) -> BTreeMap<Corner, Vec<Corner>> {
    let mut edges: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    for y in 0..code.side() {
        for x in (0..code.side()).filter(|x| code.dark(*x, y)) {
            let light = |x: Option<usize>, y: Option<usize>| {
                !x.zip(y).is_some_and(|(x, y)| code.dark(x, y))
            };
            let (right, below) = (x + 1, y + 1);
            let sides = [
                (light(Some(x), y.checked_sub(1)), (x, y), (right, y)),
                (light(Some(right), Some(y)), (right, y), (right, below)),
                (light(Some(x), Some(below)), (right, below), (x, below)),
                (light(x.checked_sub(1), Some(y)), (x, below), (x, y)),
            ];
            for (_, from, to) in sides.into_iter().filter(|(outside, ..)| *outside) {
                edges.entry(from).or_default().push(to);
            }
        }
    }
    edges
}

fn take(edges: &mut BTreeMap<Corner, Vec<Corner>>, from: Corner) -> Option<Corner> {
    let ends = edges.get_mut(&from)?;
    let to = ends.pop();
    if ends.is_empty() {
        edges.remove(&from);
    }
    to
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Modules that lie inside by the even-odd rule: a ray to the left crosses an odd number of
    /// upright edges.
    fn filled(lines: &[Vec<Corner>], side: usize) -> Vec<bool> {
        let crossed = |x: usize, y: usize| {
            let edges = lines.iter().flat_map(|line| {
                let next = line.iter().cycle().skip(1);
                line.iter().zip(next)
            });
            let upright = edges.filter(|(from, to)| from.0 == to.0 && from.0 <= x);
            let beside =
                upright.filter(|(from, to)| (from.1.min(to.1)..from.1.max(to.1)).contains(&y));
            beside.count() % 2 == 1
        };
        (0..side * side)
            .map(|at| crossed(at % side, at / side))
            .collect()
    }

    #[test]
    fn modules_in_a_row_are_one_area_with_four_corners() {
        let mut modules = vec![false; 21 * 21];
        modules[21..24].fill(true);
        let code = Code::of(modules.chunks(21)).unwrap();
        assert_eq!(outline(&code), [[(0, 1), (3, 1), (3, 2), (0, 2)]]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_outline_filled_is_the_symbol(modules in prop::collection::vec(any::<bool>(), 21 * 21)) {
            let code = Code::of(modules.chunks(21)).unwrap();
            prop_assert_eq!(filled(&outline(&code), 21), modules);
        }
    }
}

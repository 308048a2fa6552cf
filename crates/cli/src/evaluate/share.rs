//! A proportion with the uncertainty it deserves.

use serde::Serialize;

/// Two-sided 95 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Bounds of a proportion, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many have the property.
    pub part: u64,
    /// How many were looked at.
    pub of: u64,
}

impl Share {
    /// `part` of `of`.
    pub fn new(part: u64, of: u64) -> Self {
        Self { part, of }
    }

    /// Counts one case more.
    pub fn count(&mut self, has: bool) {
        self.part += u64::from(has);
        self.of += 1;
    }

    /// The proportion; `None` where nothing was looked at.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| float(self.part) / float(self.of))
    }

    /// The 95 % interval of Wilson (1927), which stays inside 0 to 1 and holds near its ends.
    pub fn interval(self) -> Option<Interval> {
        let p = self.value()?;
        let n = float(self.of);
        let z2 = Z * Z;
        let centre = p + z2 / (2.0 * n);
        let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        // The ends are exact where rounding would leave 0 or 1 by a hair.
        let low = if self.part == 0 {
            0.0
        } else {
            (centre - spread) / scale
        };
        let high = if self.part == self.of {
            1.0
        } else {
            (centre + spread) / scale
        };
        Some(Interval { low, high })
    }
}

/// A count as a floating number.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records stay far below 2^53"
)]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-4
    }

    #[test]
    fn wilson_gives_the_published_examples() {
        // Newcombe (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
        for (part, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = Share::new(part, of).interval().unwrap();
            assert!(
                near(found.low, low) && near(found.high, high),
                "{part}/{of}: {found:?}"
            );
        }
    }

    #[test]
    fn nothing_looked_at_has_no_value() {
        assert_eq!(Share::default().value(), None);
        assert_eq!(Share::default().interval(), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_value_and_stays_in_bounds(part in 0u64..5000, more in 0u64..5000) {
            prop_assume!(part + more > 0);
            let share = Share::new(part, part + more);
            let (value, interval) = (share.value().unwrap(), share.interval().unwrap());
            prop_assert!(0.0 <= interval.low && interval.low <= value);
            prop_assert!(value <= interval.high && interval.high <= 1.0);
        }
    }
}

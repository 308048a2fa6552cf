//! Whether a probability of 0.9 is right nine times in ten.

use super::share::{Share, float};
use serde::Serialize;

/// Number of bins of equal width.
pub const BINS: usize = 10;

/// One bin of proposals with about the same probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Proposals in the bin.
    pub records: u64,
    /// How many of them are right.
    pub right: u64,
    /// Sum of the probabilities stated for them.
    #[serde(skip)]
    stated_sum: f64,
}

impl Bin {
    /// Mean of the stated probabilities; `None` for an empty bin.
    pub fn stated(&self) -> Option<f64> {
        (self.records > 0).then(|| self.stated_sum / float(self.records))
    }

    /// Share that is right.
    pub fn observed(&self) -> Share {
        Share::new(self.right, self.records)
    }
}

/// Proposals by stated probability, in ten bins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    bins: [Bin; BINS],
}

impl Calibration {
    /// Counts one proposal. The probability is held to 0 to 1; what is no number counts as 0.
    pub fn count(&mut self, probability: f64, right: bool) {
        let stated = if probability.is_finite() {
            probability.clamp(0.0, 1.0)
        } else {
            0.0
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the product lies between 0 and 10"
        )]
        let place = (stated * float(BINS as u64)) as usize;
        let bin = &mut self.bins[place.min(BINS - 1)];
        bin.records += 1;
        bin.right += u64::from(right);
        bin.stated_sum += stated;
    }

    /// The bins, from 0–0.1 to 0.9–1.
    pub fn bins(&self) -> &[Bin] {
        &self.bins
    }

    /// Expected calibration error: mean distance between stated and observed, weighed by the
    /// number of proposals. `None` without any proposal.
    pub fn expected_error(&self) -> Option<f64> {
        let all: u64 = self.bins.iter().map(|bin| bin.records).sum();
        let weighed = |bin: &Bin| -> Option<f64> {
            let distance = (bin.stated()? - bin.observed().value()?).abs();
            Some(distance * float(bin.records))
        };
        (all > 0).then(|| self.bins.iter().filter_map(weighed).sum::<f64>() / float(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_fall_into_the_outer_bins() {
        let mut calibration = Calibration::default();
        for probability in [0.0, 1.0, 0.1, 0.999, f64::NAN, 7.0] {
            calibration.count(probability, true);
        }
        let counts: Vec<u64> = calibration.bins().iter().map(|bin| bin.records).collect();
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 0, 0, 0, 3]);
    }

    #[test]
    fn the_error_is_the_mean_distance_weighed_by_size() {
        let mut calibration = Calibration::default();
        // Four proposals at 0.95 of which three are right: distance 0.20.
        for right in [true, true, true, false] {
            calibration.count(0.95, right);
        }
        // One proposal at 0.55, right: distance 0.45.
        calibration.count(0.55, true);
        let expected = (4.0 * 0.20 + 0.45) / 5.0;
        assert!((calibration.expected_error().unwrap() - expected).abs() < 1e-12);
        assert_eq!(Calibration::default().expected_error(), None);
    }
}

//! Precision, recall and F1 of proposed persons.

use super::share::{Interval, Share};

/// What became of the links that were proposed and of those that should have been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Proposed, and it is the person.
    pub right: u64,
    /// Proposed, and it is somebody else, or the person is not in the register.
    pub wrong: u64,
    /// The person is in the register and was not proposed.
    pub missed: u64,
}

impl Links {
    /// Counts one record: the proposed key, and the key of the person if in the register.
    ///
    /// A wrong proposal for somebody who is in the register costs twice, as usual: a wrong
    /// link and a missed one.
    pub fn count(&mut self, proposed: Option<&str>, person: Option<&str>) {
        let right = proposed.is_some() && proposed == person;
        self.right += u64::from(right);
        self.wrong += u64::from(proposed.is_some() && !right);
        self.missed += u64::from(person.is_some() && !right);
    }

    /// Share of the proposed links that are right.
    pub fn precision(self) -> Share {
        Share::new(self.right, self.right + self.wrong)
    }

    /// Share of the people in the register who were proposed.
    pub fn recall(self) -> Share {
        Share::new(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall, 0 to 1.
    pub fn f1(self) -> Option<f64> {
        self.agreement().value().map(f1_of)
    }

    /// The 95 % interval of F1.
    ///
    /// F1 is no proportion, but right / (right + wrong + missed) is one and F1 rises with it
    /// (Hand, Christen and Kirielle 2021 call it F*), so the bounds of the one give those of
    /// the other.
    pub fn f1_interval(self) -> Option<Interval> {
        self.agreement().interval().map(|bounds| Interval {
            low: f1_of(bounds.low),
            high: f1_of(bounds.high),
        })
    }

    fn agreement(self) -> Share {
        Share::new(self.right, self.right + self.wrong + self.missed)
    }
}

fn f1_of(agreement: f64) -> f64 {
    2.0 * agreement / (1.0 + agreement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_be_right_or_wrong_is_counted() {
        let mut links = Links::default();
        links.count(Some("a"), Some("a"));
        links.count(Some("b"), Some("a"));
        links.count(Some("b"), None);
        links.count(None, Some("a"));
        links.count(None, None);
        let expected = Links {
            right: 1,
            wrong: 2,
            missed: 2,
        };
        assert_eq!(links, expected);
    }

    #[test]
    fn figures_agree_with_those_worked_out_by_hand() {
        let links = Links {
            right: 8,
            wrong: 2,
            missed: 4,
        };
        assert_eq!(links.precision(), Share::new(8, 10));
        assert_eq!(links.recall(), Share::new(8, 12));
        // 2 * 0.8 * 0.6667 / (0.8 + 0.6667) = 16 / 22
        let f1 = links.f1().unwrap();
        assert!((f1 - 16.0 / 22.0).abs() < 1e-12);
        let bounds = links.f1_interval().unwrap();
        assert!(bounds.low < f1 && f1 < bounds.high);
        assert_eq!(Links::default().f1(), None);
    }
}

//! The years of birth that the invented nation knows.

use crate::error::SynthError;
use std::str::FromStr;

/// The earliest year of birth in the age pyramid.
pub(crate) const FIRST_YEAR: i16 = 1922;
/// The latest year of birth in the age pyramid.
pub(crate) const LAST_YEAR: i16 = 2021;

/// An inclusive range of birth years inside the age pyramid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BirthYears {
    first: i16,
    last: i16,
}

impl BirthYears {
    /// Every year of the age pyramid.
    pub const ALL: BirthYears = BirthYears {
        first: FIRST_YEAR,
        last: LAST_YEAR,
    };
    /// The two years of the scenario `density`.
    pub const DENSE: BirthYears = BirthYears {
        first: 1985,
        last: 1986,
    };

    /// From `first` to `last`, both included.
    ///
    /// # Errors
    /// [`SynthError::BirthYears`] where the range is empty or leaves the age pyramid.
    pub fn new(first: i16, last: i16) -> Result<Self, SynthError> {
        if first <= last && first >= FIRST_YEAR && last <= LAST_YEAR {
            Ok(Self { first, last })
        } else {
            Err(refused(&format!("{first}-{last}")))
        }
    }

    /// The first year.
    pub fn first(self) -> i16 {
        self.first
    }

    /// The last year.
    pub fn last(self) -> i16 {
        self.last
    }
}

impl FromStr for BirthYears {
    type Err = SynthError;

    /// Reads `1985-1986`, or `1985` for one year.
    fn from_str(text: &str) -> Result<Self, SynthError> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.trim().parse(), last.trim().parse()) {
            (Ok(first), Ok(last)) => Self::new(first, last),
            _ => Err(refused(text)),
        }
    }
}

fn refused(given: &str) -> SynthError {
    SynthError::BirthYears {
        given: given.to_owned(),
        first: FIRST_YEAR,
        last: LAST_YEAR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_years_read_a_range_or_one_year() {
        let read = |text: &str| text.parse::<BirthYears>().map(|y| (y.first, y.last)).ok();
        assert_eq!(read("1985-1986"), Some((1985, 1986)));
        assert_eq!(read("1990"), Some((1990, 1990)));
        for wrong in [
            "",
            "-",
            "1986-1985",
            "1800-1985",
            "1985-2030",
            "a-b",
            "85-86",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}

//! Ages, sexes and birth dates of the invented nation.
//!
//! Shares by five-year group follow the shape of Viet Nam's population at the end of 2021 (United
//! Nations World Population Prospects 2022, medium variant; the census of 2019 has the same
//! shape), rounded to a tenth of a per cent. They are an approximation from general knowledge: what
//! matters here is that as many people collide on a birth date as do in reality, not demography.

use crate::dice::{Dice, Weighted};
use crate::years::{BirthYears, LAST_YEAR};
use khien_domain::Sex;

/// Per cent of the people in each five-year group, the youngest first (0–4, 5–9, … 95–99).
const GROUPS: [f64; 20] = [
    7.5, 8.1, 7.5, 6.7, 6.8, 8.1, 8.6, 8.0, 7.1, 6.6, 5.9, 5.3, 4.5, 3.4, 2.1, 1.3, 1.0, 0.6, 0.25,
    0.05,
];

/// Share of males by age group of the same table: 111.5 boys to 100 girls at birth, widows at the
/// end.
const MALES: [f64; 20] = [
    0.527, 0.525, 0.522, 0.517, 0.512, 0.507, 0.503, 0.500, 0.497, 0.493, 0.487, 0.478, 0.466,
    0.452, 0.430, 0.400, 0.365, 0.330, 0.290, 0.250,
];

const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A date of birth as a register holds it; month and day are 0 where only the year is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Born {
    pub(crate) year: i16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Born {
    /// Whether day and month are known.
    pub(crate) fn is_full(self) -> bool {
        self.month != 0
    }

    /// Whether the parts name a day of the calendar.
    pub(crate) fn exists(self) -> bool {
        (1..=12).contains(&self.month) && (1..=days(self.year, self.month)).contains(&self.day)
    }
}

fn days(year: i16, month: u8) -> u8 {
    let leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    DAYS[usize::from(month) - 1] + u8::from(leap)
}

/// The age pyramid, cut to the birth years of a plan.
pub(crate) struct Pyramid {
    first: i16,
    weights: Vec<f64>,
    table: Weighted,
}

impl Pyramid {
    pub(crate) fn new(years: BirthYears) -> Self {
        let weights: Vec<f64> = (years.first()..=years.last())
            .map(|year| GROUPS[group(year)])
            .collect();
        Self {
            first: years.first(),
            table: Weighted::new(&weights),
            weights,
        }
    }

    /// The largest share of the people that one year of birth has.
    pub(crate) fn largest_year(&self) -> f64 {
        let total: f64 = self.weights.iter().sum();
        self.weights
            .iter()
            .fold(0.0, |most, weight| weight.max(most))
            / total
    }

    pub(crate) fn year(&self, dice: &mut Dice) -> i16 {
        self.first + i16::try_from(self.table.draw(dice)).unwrap_or(0)
    }
}

fn group(year: i16) -> usize {
    usize::try_from((LAST_YEAR - year) / 5)
        .unwrap_or(0)
        .min(GROUPS.len() - 1)
}

pub(crate) fn sex(dice: &mut Dice, year: i16) -> Sex {
    if dice.chance(MALES[group(year)]) {
        Sex::Male
    } else {
        Sex::Female
    }
}

/// The date that the register holds for somebody born in this year.
///
/// Old people often know only the year (a few per cent of all), or were given the first of
/// January; round days are a little too frequent everywhere. The shares are estimates.
pub(crate) fn birth_date(dice: &mut Dice, year: i16) -> Born {
    let (year_only, first_of_january) = match year {
        ..1945 => (0.15, 0.10),
        1945..1960 => (0.08, 0.07),
        1960..1975 => (0.025, 0.04),
        1975..1990 => (0.004, 0.012),
        _ => (0.0, 0.004),
    };
    let habit = dice.unit();
    if habit < year_only {
        return Born {
            year,
            month: 0,
            day: 0,
        };
    }
    if habit < year_only + first_of_january {
        return Born {
            year,
            month: 1,
            day: 1,
        };
    }
    let month = u8::try_from(1 + dice.below(12)).unwrap_or(1);
    let day = if dice.chance(0.02) {
        [1, 2, 5, 10, 15, 20][dice.below(6)]
    } else {
        let last = usize::from(days(year, month));
        u8::try_from(1 + dice.below(last)).unwrap_or(1)
    };
    Born { year, month, day }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;
    use crate::years::FIRST_YEAR;

    #[test]
    fn shares_make_a_whole() {
        let total: f64 = GROUPS.iter().sum();
        assert!((total - 100.0).abs() < 1.0, "{total}");
    }

    #[test]
    fn every_date_exists_and_lies_in_its_year() {
        let mut dice = Dice::new(1, Stream::People, 0);
        for year in FIRST_YEAR..=LAST_YEAR {
            for _ in 0..200 {
                let born = birth_date(&mut dice, year);
                assert_eq!(born.year, year);
                assert!(!born.is_full() || born.exists());
            }
        }
        assert!(
            Born {
                year: 2000,
                month: 2,
                day: 29
            }
            .exists()
        );
        assert!(
            !Born {
                year: 1999,
                month: 2,
                day: 29
            }
            .exists()
        );
    }

    #[test]
    fn a_range_of_years_is_kept() {
        let years = BirthYears::new(1985, 1986).unwrap();
        let pyramid = Pyramid::new(years);
        let mut dice = Dice::new(1, Stream::People, 0);
        assert!((0..500).all(|_| (1985..=1986).contains(&pyramid.year(&mut dice))));
        assert!((pyramid.largest_year() - 0.5).abs() < 0.05);
    }
}

//! Age in whole years, as far as the birth date allows to tell it.

use jiff::civil::Date;

use super::BirthDate;

impl BirthDate {
    /// The first and the last day on which the person can have been born.
    pub fn days(&self) -> (Date, Date) {
        match self {
            Self::Day(day) => (*day, *day),
            Self::Month { year, month } => {
                let first = Date::new(*year, *month, 1).unwrap_or(Date::MIN);
                (first, first.last_of_month())
            }
            Self::Year(year) => {
                let first = Date::new(*year, 1, 1).unwrap_or(Date::MIN);
                (first, first.last_of_year())
            }
        }
    }

    /// The lowest and the highest age in completed years that the person can have on a day.
    /// Negative before the birth.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use khien_domain::BirthDate;
    /// assert_eq!(BirthDate::Year(2010).ages_on(date(2022, 5, 14)), (11, 12));
    /// ```
    pub fn ages_on(&self, day: Date) -> (i32, i32) {
        let (first, last) = self.days();
        (age(last, day), age(first, day))
    }
}

/// Completed years. Born on 29 February, one has the birthday of a common year on 1 March.
fn age(born: Date, day: Date) -> i32 {
    let years = i32::from(day.year()) - i32::from(born.year());
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    if had_birthday { years } else { years - 1 }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_year_is_completed_on_the_birthday() {
        let born = BirthDate::Day(date(1990, 8, 5));
        assert_eq!(born.ages_on(date(2021, 8, 4)), (30, 30));
        assert_eq!(born.ages_on(date(2021, 8, 5)), (31, 31));
        assert_eq!(born.ages_on(date(1990, 8, 4)), (-1, -1));
        let leap = BirthDate::Day(date(2004, 2, 29));
        assert_eq!(leap.ages_on(date(2022, 2, 28)).0, 17);
        assert_eq!(leap.ages_on(date(2022, 3, 1)).0, 18);
    }

    #[test]
    fn what_is_not_known_to_the_day_gives_two_ages() {
        let month = BirthDate::Month {
            year: 2010,
            month: 5,
        };
        assert_eq!(month.ages_on(date(2022, 5, 14)), (11, 12));
        assert_eq!(month.ages_on(date(2022, 6, 1)), (12, 12));
        assert_eq!(BirthDate::Year(2010).ages_on(date(2022, 12, 31)), (12, 12));
    }

    proptest! {
        #[test]
        fn less_precision_never_narrows_the_ages(year in 1880i16..2100, month in 1i8..=12, day in 1i8..=28, on in -3000i32..60_000) {
            let on = date(1900, 1, 1).checked_add(on.days()).unwrap();
            let (low, high) = BirthDate::Day(date(year, month, day)).ages_on(on);
            for wider in [BirthDate::Month { year, month }, BirthDate::Year(year)] {
                let (lowest, highest) = wider.ages_on(on);
                prop_assert!(lowest <= low && high <= highest);
            }
        }
    }
}

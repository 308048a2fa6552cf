//! A waiting time as the letters state it: days or calendar months.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The longest waiting time that a file may state, in days or months. Any date of a dose plus this
/// stays within the calendar.
const LONGEST: i32 = 3650;

/// How long to wait at least. "3 tháng" are calendar months, not ninety days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Interval {
    /// Days.
    Days(i32),
    /// Calendar months.
    Months(i32),
}

impl Interval {
    /// Reads `28d` or `3m`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| {
            let number: i32 = digits.parse().ok()?;
            (1..=LONGEST).contains(&number).then_some(number)
        };
        match (text.strip_suffix('d'), text.strip_suffix('m')) {
            (Some(days), _) => number(days).map(Self::Days),
            (_, Some(months)) => number(months).map(Self::Months),
            _ => None,
        }
    }

    /// The first day on which the waiting is over. The last day of the calendar where there is none.
    pub(super) fn after(self, day: Date) -> Date {
        let span: Span = match self {
            Self::Days(days) => days.days(),
            Self::Months(months) => months.months(),
        };
        day.checked_add(span).unwrap_or(Date::MAX)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_and_calendar_months_are_told_apart() {
        let after = |text: &str, day| Interval::parse(text).map(|it| it.after(day));
        assert_eq!(after("28d", date(2021, 9, 1)), Some(date(2021, 9, 29)));
        assert_eq!(after("3m", date(2021, 11, 30)), Some(date(2022, 2, 28)));
        for bad in ["", "28", "d", "0d", "-3m", "3y", "99999d", "1.5m"] {
            assert_eq!(Interval::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        assert_eq!(Interval::Months(3).after(Date::MAX), Date::MAX);
    }
}

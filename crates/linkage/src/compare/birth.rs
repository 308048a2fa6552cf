//! Levels of the birth date.

use crate::birth_key::BirthKey;

/// How the birth date agrees, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BirthLevel {
    /// The same date, known to the day.
    Equal,
    /// The register knows only the year (or month), and so was it typed, or as its 1 January.
    RegisterPartial,
    /// The register knows only the year (or month), and another day of it was typed.
    RegisterPartialDay,
    /// Only the year (or month) was typed, and it is the register's.
    TypedPartial,
    /// 1 January of the right year was typed, as clerks do who know only the year.
    FirstOfYear,
    /// Day and month changed places.
    Swapped,
    /// One digit differs, or two neighbouring digits changed places.
    OneDigit,
    /// Day and month agree, the year does not.
    DayAndMonth,
    /// The year and one of day and month agree.
    YearAndOne,
    /// Only the year agrees.
    Year,
    /// Nothing above.
    Differs,
    /// No date was typed.
    Missing,
}

impl BirthLevel {
    pub(crate) fn code(self) -> &'static str {
        match self {
            BirthLevel::Equal => "equal",
            BirthLevel::RegisterPartial => "register_partial",
            BirthLevel::RegisterPartialDay => "register_partial_day",
            BirthLevel::TypedPartial => "typed_partial",
            BirthLevel::FirstOfYear => "first_of_year",
            BirthLevel::Swapped => "swapped",
            BirthLevel::OneDigit => "one_digit",
            BirthLevel::DayAndMonth => "day_and_month",
            BirthLevel::YearAndOne => "year_and_one",
            BirthLevel::Year => "year",
            BirthLevel::Differs => "differs",
            BirthLevel::Missing => "missing",
        }
    }

    /// Whether the date is the register's, or one plain slip away from it.
    pub(crate) fn is_near(self) -> bool {
        self <= BirthLevel::OneDigit
    }
}

pub(crate) fn compare(typed: Option<BirthKey>, registered: BirthKey) -> BirthLevel {
    let Some(typed) = typed else {
        return BirthLevel::Missing;
    };
    if typed == registered && typed.is_full() {
        return BirthLevel::Equal;
    }
    if !registered.is_full() {
        let first_day = typed.day() <= 1 && (typed.month() <= 1 || typed.day() == 0);
        return match lies_in(typed, registered) {
            true if first_day => BirthLevel::RegisterPartial,
            true => BirthLevel::RegisterPartialDay,
            false => BirthLevel::Differs,
        };
    }
    if !typed.is_full() {
        return if lies_in(registered, typed) {
            BirthLevel::TypedPartial
        } else {
            BirthLevel::Differs
        };
    }
    compare_full(typed, registered)
}

/// Whether a date agrees with one that is known only to the year or month.
fn lies_in(date: BirthKey, partial: BirthKey) -> bool {
    let month_agrees = partial.month() == 0 || date.month() == 0 || date.month() == partial.month();
    date.year() == partial.year() && month_agrees
}

fn compare_full(typed: BirthKey, registered: BirthKey) -> BirthLevel {
    let same_year = typed.year() == registered.year();
    let same_month = typed.month() == registered.month();
    let same_day = typed.day() == registered.day();
    if typed.swapped() == Some(registered) {
        BirthLevel::Swapped
    } else if same_year && typed.day() == 1 && typed.month() == 1 {
        BirthLevel::FirstOfYear
    } else if one_digit_apart(typed.digits(), registered.digits()) {
        BirthLevel::OneDigit
    } else if same_day && same_month {
        BirthLevel::DayAndMonth
    } else if same_year && (same_day || same_month) {
        BirthLevel::YearAndOne
    } else if same_year {
        BirthLevel::Year
    } else {
        BirthLevel::Differs
    }
}

/// One digit differs, or two neighbours changed places.
fn one_digit_apart(a: [u8; 8], b: [u8; 8]) -> bool {
    let mut differing = (0..8).filter(|at| a[*at] != b[*at]);
    match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, None) => true,
        (Some(x), Some(y), None) => y == x + 1 && a[x] == b[y] && a[y] == b[x],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(iso: &str) -> BirthKey {
        let mut parts = iso.split('-').map(|part| part.parse::<i16>().unwrap());
        let year = parts.next().unwrap();
        let mut small = || i8::try_from(parts.next().unwrap_or(0)).unwrap();
        BirthKey::from_parts(year, small(), small()).unwrap()
    }

    #[test]
    fn each_slip_has_its_level() {
        for (typed, registered, level) in [
            ("1990-08-05", "1990-08-05", BirthLevel::Equal),
            ("1950", "1950", BirthLevel::RegisterPartial),
            ("1950-01-01", "1950", BirthLevel::RegisterPartial),
            ("1950-08-05", "1950", BirthLevel::RegisterPartialDay),
            ("1951-01-01", "1950", BirthLevel::Differs),
            ("1990", "1990-08-05", BirthLevel::TypedPartial),
            ("1990-08", "1990-08-05", BirthLevel::TypedPartial),
            ("1990-07", "1990-08-05", BirthLevel::Differs),
            ("1990-01-01", "1990-08-05", BirthLevel::FirstOfYear),
            ("1990-05-08", "1990-08-05", BirthLevel::Swapped),
            ("1990-08-15", "1990-08-05", BirthLevel::OneDigit),
            ("1909-08-05", "1990-08-05", BirthLevel::OneDigit),
            ("1984-08-05", "1990-08-05", BirthLevel::DayAndMonth),
            ("1990-08-26", "1990-08-05", BirthLevel::YearAndOne),
            ("1990-11-26", "1990-08-05", BirthLevel::Year),
            ("1984-11-26", "1990-08-05", BirthLevel::Differs),
        ] {
            assert_eq!(
                compare(Some(key(typed)), key(registered)),
                level,
                "{typed} {registered}"
            );
        }
        assert_eq!(compare(None, key("1990-08-05")), BirthLevel::Missing);
    }
}

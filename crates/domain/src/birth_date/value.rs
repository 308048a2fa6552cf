//! The date itself: showing and comparing.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

/// A date of birth as far as it is known.
///
/// ```
/// use khien_domain::{BirthDate, Note};
///
/// let read = BirthDate::parse("ngày 5 tháng 8 năm 1990")?;
/// assert_eq!(read.value.to_string(), "1990-08-05");
///
/// // Only month before day gives a date here, and the note says so.
/// let read = BirthDate::parse("08/25/1990")?;
/// assert_eq!(read.value.to_string(), "1990-08-25");
/// assert!(read.notes.has(Note::MonthFirst));
///
/// assert_eq!(BirthDate::parse("1955")?.value, BirthDate::Year(1955));
/// # Ok::<(), khien_domain::DateFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum BirthDate {
    /// Only the year.
    Year(i16),
    /// Year and month.
    Month {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// The full date.
    Day(Date),
}

/// Why a text is no date of birth. Carries no part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum DateFault {
    /// Nothing was typed.
    #[error("no date was given")]
    Missing,
    /// No known form of a date.
    #[error("the date cannot be read")]
    Unreadable,
    /// The year lies outside 1880 to 2100.
    #[error("the year of the date lies outside 1880 to 2100")]
    OutOfRange,
    /// No such day in the calendar, in either order of day and month.
    #[error("there is no such date in the calendar")]
    Impossible,
}

impl DateFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::OutOfRange => "out_of_range",
            Self::Impossible => "impossible",
        }
    }
}

impl BirthDate {
    /// The year.
    pub fn year(&self) -> i16 {
        match self {
            Self::Year(year) | Self::Month { year, .. } => *year,
            Self::Day(date) => date.year(),
        }
    }

    /// The month, 1 to 12, if known.
    pub fn month(&self) -> Option<i8> {
        match self {
            Self::Year(_) => None,
            Self::Month { month, .. } => Some(*month),
            Self::Day(date) => Some(date.month()),
        }
    }

    /// The day of the month, if known.
    pub fn day(&self) -> Option<i8> {
        match self {
            Self::Year(_) | Self::Month { .. } => None,
            Self::Day(date) => Some(date.day()),
        }
    }

    /// Whether a stated date is right beside the register's: equal, or the register itself knows
    /// only the year or month and that is the same. A year alone beside a full date is not.
    pub fn agrees_with_register(&self, register: &BirthDate) -> bool {
        match register {
            Self::Year(year) => self.year() == *year,
            Self::Month { year, month } => self.year() == *year && self.month() == Some(*month),
            Self::Day(_) => self == register,
        }
    }

    /// The three parts as plain numbers, 0 for what is not known.
    fn key(self) -> (i16, i8, i8) {
        (
            self.year(),
            self.month().unwrap_or(0),
            self.day().unwrap_or(0),
        )
    }
}

impl Ord for BirthDate {
    /// By time; what is less precise comes first within its year or month.
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for BirthDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for BirthDate {
    /// ISO 8601 with the precision that is known: `1990`, `1990-08` or `1990-08-05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => date.fmt(f),
        }
    }
}

impl fmt::Debug for BirthDate {
    /// Shows only how precise the date is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Year(_) => "BirthDate(year)",
            Self::Month { .. } => "BirthDate(month)",
            Self::Day(_) => "BirthDate(day)",
        })
    }
}

//! Times of `CertLogic`: milliseconds in UTC, made of texts and moved by calendar units.
//!
//! Moving is that of JavaScript's `Date` (ECMA-262, `setUTCFullYear` and its kin): a day that the
//! month has not runs over into the next, so a year after 29 February 2020 is 1 March 2021.

use std::fmt;

use super::fault::Reason;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
/// The times that ECMA-262 can say: 100 million days around 1970.
const FURTHEST: i64 = 100_000_000 * DAY;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// What `plusTime` counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
}

impl Unit {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "year" => Some(Self::Year),
            "month" => Some(Self::Month),
            "day" => Some(Self::Day),
            "hour" => Some(Self::Hour),
            _ => None,
        }
    }
}

impl Instant {
    /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn milliseconds(self) -> i64 {
        self.0
    }

    /// Reads a date or time in one of the forms that `plusTime` takes. A year or month means its
    /// last day, a day its midnight, and a time without an offset UTC; decimals of a second beyond
    /// the third are dropped.
    ///
    /// # Errors
    /// [`Reason::NotADate`] for any other text and for days that no calendar has.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        parse_time(text)
            .or_else(|| parse_date(text))
            .ok_or(Reason::NotADate)
    }

    /// Reads a birth date, full or only a year or a month, as the last day that it can mean.
    ///
    /// # Errors
    /// [`Reason::NotADate`] for any other text, a time included.
    pub fn parse_birth_date(text: &str) -> Result<Self, Reason> {
        parse_date(text).ok_or(Reason::NotADate)
    }

    pub(super) fn plus(self, amount: i64, unit: Unit) -> Result<Self, Reason> {
        self.moved(amount, unit)
            .filter(|time| (-FURTHEST..=FURTHEST).contains(&time.0))
            .ok_or(Reason::OutOfRange)
    }

    fn moved(self, amount: i64, unit: Unit) -> Option<Self> {
        let milliseconds = match unit {
            Unit::Hour => self.0.checked_add(amount.checked_mul(HOUR)?)?,
            Unit::Day => self.0.checked_add(amount.checked_mul(DAY)?)?,
            Unit::Month => self.months_later(amount)?,
            Unit::Year => self.months_later(amount.checked_mul(12)?)?,
        };
        Some(Self(milliseconds))
    }

    fn months_later(self, amount: i64) -> Option<i64> {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let months = (year * 12 + month - 1).checked_add(amount)?;
        // Far beyond every time of ECMA-262, and far below an overflow in what follows.
        if !(-12_000_000..=12_000_000).contains(&months) {
            return None;
        }
        let first = days(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        Some((first + day - 1) * DAY + self.0.rem_euclid(DAY))
    }
}

impl fmt::Display for Instant {
    /// As JavaScript writes it: `2021-06-23T00:00:00.000Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let (hour, minute) = (rest / HOUR, rest % HOUR / MINUTE);
        let (second, milli) = (rest % MINUTE / 1000, rest % 1000);
        match year {
            0..=9999 => write!(f, "{year:04}")?,
            _ => write!(f, "{year:+07}")?,
        }
        write!(
            f,
            "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"
        )
    }
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn parse_date(text: &str) -> Option<Instant> {
    let bytes = text.as_bytes();
    let year = number(bytes.get(..4)?)?;
    let day = match bytes.len() {
        4 => days(year, 12, 31),
        7 => {
            let month = month_of(bytes)?;
            days(year, month, length(year, month))
        }
        10 => {
            let month = month_of(bytes)?;
            let day = after(bytes, 7, b'-')?;
            (1..=length(year, month)).contains(&day).then_some(())?;
            days(year, month, day)
        }
        _ => return None,
    };
    Some(Instant(day * DAY))
}

/// `YYYY-MM-DDThh:mm:ss`, decimals, offset.
fn parse_time(text: &str) -> Option<Instant> {
    let midnight = parse_date(text.get(..10)?)?;
    let bytes = text.as_bytes();
    let hour = after(bytes, 10, b'T')?;
    let minute = after(bytes, 13, b':')?;
    let second = after(bytes, 16, b':')?;
    let (milli, offset) = decimals(bytes.get(19..)?)?;
    let whole_day = hour == 24 && minute == 0 && second == 0 && milli == 0;
    if !(hour < 24 && minute < 60 && second < 60 || whole_day) {
        return None;
    }
    let clock = hour * HOUR + minute * MINUTE + second * 1000 + milli;
    Some(Instant(midnight.0 + clock - offset_of(offset)?))
}

/// The milliseconds of `.123456`, and what follows. Without a dot there are none.
fn decimals(rest: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = rest.strip_prefix(b".") else {
        return Some((0, rest));
    };
    let count = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (digits, rest) = digits.split_at_checked(count)?;
    let place = |at: usize| digits.get(at).map_or(0, |digit| i64::from(digit - b'0'));
    (count > 0).then(|| (place(0) * 100 + place(1) * 10 + place(2), rest))
}

/// Milliseconds of an offset from UTC: nothing, `Z`, or a sign and `h`, `hh`, `hmm`, `hhmm`,
/// `h:mm` or `hh:mm`.
fn offset_of(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [] | b"Z" => return Some(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits {
        [_] | [_, _] => (number(digits)?, 0),
        [hours @ .., b':', tens, units] if matches!(hours.len(), 1 | 2) => {
            (number(hours)?, number(&[*tens, *units])?)
        }
        [hours @ .., tens, units] if matches!(hours.len(), 1 | 2) => {
            (number(hours)?, number(&[*tens, *units])?)
        }
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * HOUR + minutes * MINUTE))
}

fn month_of(bytes: &[u8]) -> Option<i64> {
    after(bytes, 4, b'-').filter(|month| (1..=12).contains(month))
}

/// The two digits after this mark at this place.
fn after(bytes: &[u8], at: usize, mark: u8) -> Option<i64> {
    let (found, digits) = bytes.get(at..at + 3)?.split_first()?;
    (*found == mark).then(|| number(digits)).flatten()
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i64::from(digit - b'0'))
    })
}

fn length(year: i64, month: i64) -> i64 {
    days(year, month + 1, 1) - days(year, month, 1)
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar; month 13 is the next January.
/// Years are counted from March, so that the leap day is the last of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let months = year * 12 + month - 3;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day of a count of days, the inverse of [`days`].
fn civil(count: i64) -> (i64, i64, i64) {
    let count = count + 719_468;
    let era = count.div_euclid(146_097);
    let of_era = count.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let months = (year + era * 400) * 12 + month + 2;
    (months.div_euclid(12), months.rem_euclid(12) + 1, day)
}

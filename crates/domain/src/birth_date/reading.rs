//! Numbers and month names put together to a date.

use jiff::civil::Date;

use super::parts::{Number, Parts};
use super::value::{BirthDate, DateFault};
use crate::{Note, Noted, Notes};

/// The first and last year that can be a person's year of birth in any file of this century.
const YEARS: std::ops::RangeInclusive<i16> = 1880..=2100;

/// A year written with two digits belongs to the 2000s up to this one, and to the 1900s after it:
/// in files of 2021–2025 a child is far more frequent than a person aged a hundred.
const LAST_TWO_DIGIT_YEAR_OF_THE_2000S: i16 = 24;

impl BirthDate {
    /// Reads a cell.
    ///
    /// Day before month, as the template asks; month before day only where nothing else gives a
    /// date ([`Note::MonthFirst`]). Also ISO 8601 with or without time, a year or month alone
    /// (`00/00/1955` and `??/??/1955` are the year), two-digit years, dates in words, and the bare
    /// serial numbers of spreadsheets (days since 30 December 1899).
    ///
    /// # Errors
    /// [`DateFault`] where nothing was typed or it gives no date between 1880 and 2100.
    pub fn parse(raw: &str) -> Result<Noted<Self>, DateFault> {
        if raw.chars().all(|c| !c.is_alphanumeric()) {
            return Err(DateFault::Missing);
        }
        if let Some(days) = decimal_serial(raw.trim()) {
            return days;
        }
        let parts = Parts::of(raw);
        if parts.strange {
            return Err(DateFault::Unreadable);
        }
        let words = parts.words.then_some(Note::Words);
        let read = match parts.named_month {
            Some((month, before)) => with_named_month(month, before, parts.numbers())?,
            None => from_numbers(parts.numbers())?,
        };
        let notes = read
            .notes
            .union(parts.notes)
            .union(words.into_iter().collect());
        Ok(Noted::new(read.value, notes))
    }
}

type Read = Result<Noted<BirthDate>, DateFault>;

fn from_numbers(numbers: &[Number]) -> Read {
    match *numbers {
        [one] => from_one(one),
        [month, year] if year.digits == 4 => month_and_year(month, year),
        [year, month] if year.digits == 4 => month_and_year(month, year),
        [year, month, day] if year.digits == 4 => full(year, month, day),
        [day, month, year] => full(year, month, day),
        _ => Err(DateFault::Unreadable),
    }
}

/// `5-Aug-1990`, `Aug 5, 1990`, `Aug 1990`. `before`: how many numbers stood before the name.
fn with_named_month(month: i8, before: usize, numbers: &[Number]) -> Read {
    let month = Number {
        value: month.unsigned_abs().into(),
        digits: 2,
    };
    match *numbers {
        [year] => month_and_year(month, year),
        [year, day] if year.digits == 4 => named(year, month, day),
        [day, year] if before <= 1 => named(year, month, day),
        _ => Err(DateFault::Unreadable),
    }
}

/// A full date whose month cannot be its day.
fn named(year: Number, month: Number, day: Number) -> Read {
    let (year, note) = year_of(year)?;
    let date = calendar(year, month.value, day.value).ok_or(DateFault::Impossible)?;
    Ok(Noted::new(BirthDate::Day(date), note.into_iter().collect()))
}

/// A number alone: a year, eight digits of a date, or a serial number.
fn from_one(number: Number) -> Read {
    match (number.digits, number.value) {
        // Nobody's serial number (1902 to 1908), but many a slip in a year.
        (4, 1000..=2999) => year_only(number),
        (4, 3000..) | (5, _) => from_serial(number.value),
        (8, _) => eight_digits(number.value),
        _ => Err(DateFault::Unreadable),
    }
}

fn year_only(year: Number) -> Read {
    let (year, note) = year_of(year)?;
    let notes: Notes = note.into_iter().collect();
    Ok(Noted::new(
        BirthDate::Year(year),
        notes.with(Note::YearOnly),
    ))
}

fn month_and_year(month: Number, year: Number) -> Read {
    if month.value == 0 {
        return year_only(year);
    }
    let (year, note) = year_of(year)?;
    let month = i8::try_from(month.value)
        .ok()
        .filter(|month| (1..=12).contains(month))
        .ok_or(DateFault::Impossible)?;
    let notes: Notes = note.into_iter().collect();
    Ok(Noted::new(
        BirthDate::Month { year, month },
        notes.with(Note::MonthOnly),
    ))
}

fn full(year: Number, month: Number, day: Number) -> Read {
    if day.value == 0 {
        return month_and_year(month, year);
    }
    let (year, note) = year_of(year)?;
    let notes: Notes = note.into_iter().collect();
    if let Some(date) = calendar(year, month.value, day.value) {
        return Ok(Noted::new(BirthDate::Day(date), notes));
    }
    let swapped = calendar(year, day.value, month.value).ok_or(DateFault::Impossible)?;
    Ok(Noted::new(
        BirthDate::Day(swapped),
        notes.with(Note::MonthFirst),
    ))
}

/// `05081990` or `19900805`. Never both: a month is no century.
fn eight_digits(value: u32) -> Read {
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    let year_first = in_range(year).and_then(|year| calendar(year, month, day));
    let (day, month, year) = (value / 1_000_000, value / 10_000 % 100, value % 10_000);
    let year_last = in_range(year).and_then(|year| calendar(year, month, day));
    let date = year_first.or(year_last).ok_or(DateFault::Unreadable)?;
    Ok(Noted::clean(BirthDate::Day(date)))
}

/// Days since 30 December 1899, right from March 1900 on (spreadsheets believe in a
/// 29 February 1900).
fn from_serial(days: u32) -> Read {
    let date = Date::constant(1899, 12, 30)
        .checked_add(jiff::Span::new().days(i64::from(days)))
        .map_err(|_| DateFault::OutOfRange)?;
    if !YEARS.contains(&date.year()) {
        return Err(DateFault::OutOfRange);
    }
    Ok(Noted::new(
        BirthDate::Day(date),
        Notes::of(Note::SerialNumber),
    ))
}

/// `32874.0`, `32874.5`, `1990.0`: numbers that went through a floating-point column.
fn decimal_serial(text: &str) -> Option<Read> {
    let (whole, decimals) = text.split_once(['.', ','])?;
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) || !(4..=5).contains(&whole.len()) {
        return None;
    }
    let is_whole = decimals.bytes().all(|byte| byte == b'0');
    if whole.len() == 4 && !is_whole {
        return None; // "1990.8" is a month of a year
    }
    let number = Number {
        value: whole.parse().ok()?,
        digits: whole.len(),
    };
    let time = (!is_whole).then_some(Note::TimeCut);
    Some(
        from_one(number)
            .map(|read| Noted::new(read.value, read.notes.union(time.into_iter().collect()))),
    )
}

fn year_of(number: Number) -> Result<(i16, Option<Note>), DateFault> {
    match number.digits {
        4 => Ok((in_range(number.value).ok_or(DateFault::OutOfRange)?, None)),
        2 => {
            let year = i16::try_from(number.value).map_err(|_| DateFault::Unreadable)?;
            let century = if year <= LAST_TWO_DIGIT_YEAR_OF_THE_2000S {
                2000
            } else {
                1900
            };
            Ok((century + year, Some(Note::TwoDigitYear)))
        }
        _ => Err(DateFault::Unreadable),
    }
}

fn in_range(year: u32) -> Option<i16> {
    i16::try_from(year).ok().filter(|year| YEARS.contains(year))
}

fn calendar(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

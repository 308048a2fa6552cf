//! Birth dates as small sortable numbers.
//!
//! A key holds years since 1850, month and day in 17 bits; month or day 0 means unknown. Keys
//! sort as dates do, and a date of a known year sorts after that year alone.

use khien_domain::BirthDate;

/// First year that a key can hold.
const FIRST_YEAR: i16 = 1850;
/// One more than the largest key.
pub(crate) const KEYS: u32 = 256 << 9;

/// A birth date as a number; see the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct BirthKey(u32);

impl BirthKey {
    /// The key of a date, if its year can be held (1850 to 2105).
    pub(crate) fn new(date: BirthDate) -> Option<Self> {
        Self::from_parts(
            date.year(),
            date.month().unwrap_or(0),
            date.day().unwrap_or(0),
        )
    }

    /// The key of year, month (0: unknown) and day (0: unknown).
    pub(crate) fn from_parts(year: i16, month: i8, day: i8) -> Option<Self> {
        let year = u32::try_from(year.checked_sub(FIRST_YEAR)?)
            .ok()
            .filter(|year| *year < 256)?;
        let month = u32::try_from(month).ok().filter(|month| *month <= 12)?;
        let day = u32::try_from(day).ok().filter(|day| *day <= 31)?;
        Some(Self(year << 9 | month << 5 | day))
    }

    /// The key that was stored; anything out of range becomes the first.
    pub(crate) fn from_stored(stored: u32) -> Self {
        Self(if stored < KEYS { stored } else { 0 })
    }

    pub(crate) fn get(self) -> u32 {
        self.0
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn year(self) -> i16 {
        FIRST_YEAR + i16::try_from(self.0 >> 9).unwrap_or(0)
    }

    /// 1 to 12, or 0 where unknown.
    pub(crate) fn month(self) -> u8 {
        ((self.0 >> 5) & 15) as u8
    }

    /// 1 to 31, or 0 where unknown.
    pub(crate) fn day(self) -> u8 {
        (self.0 & 31) as u8
    }

    /// Whether day, month and year are known.
    pub(crate) fn is_full(self) -> bool {
        self.month() != 0 && self.day() != 0
    }

    /// Day and month exchanged, if that may be a date.
    pub(crate) fn swapped(self) -> Option<Self> {
        let (day, month) = (self.day(), self.month());
        (self.is_full() && day <= 12 && day != month)
            .then(|| Self(self.0 >> 9 << 9 | u32::from(day) << 5 | u32::from(month)))
    }

    /// Keys of the same year: from the year alone to one past its last day.
    pub(crate) fn year_range(self) -> std::ops::Range<usize> {
        let start = (self.0 >> 9 << 9) as usize;
        start..start + 512
    }

    /// As digits `ddmmyyyy`, zeros where unknown.
    pub(crate) fn digits(self) -> [u8; 8] {
        let year = self.year().unsigned_abs();
        let (day, month) = (self.day(), self.month());
        [
            day / 10,
            day % 10,
            month / 10,
            month % 10,
            (year / 1000 % 10) as u8,
            (year / 100 % 10) as u8,
            (year / 10 % 10) as u8,
            (year % 10) as u8,
        ]
    }

    /// ISO form as far as the date is known.
    pub(crate) fn iso(self) -> String {
        match (self.month(), self.day()) {
            (0, _) => format!("{:04}", self.year()),
            (month, 0) => format!("{:04}-{month:02}", self.year()),
            (month, day) => format!("{:04}-{month:02}-{day:02}", self.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_dates_do() {
        let year = BirthKey::from_parts(1984, 0, 0);
        let first = BirthKey::from_parts(1984, 1, 1);
        let last = BirthKey::from_parts(1984, 12, 31);
        let next = BirthKey::from_parts(1985, 0, 0);
        assert!(year < first && first < last && last < next);
    }

    #[test]
    fn day_and_month_change_places_only_where_both_are_months() {
        let key = BirthKey::from_parts(1990, 8, 5).and_then(BirthKey::swapped);
        assert_eq!(key.map(BirthKey::iso).as_deref(), Some("1990-05-08"));
        assert_eq!(
            BirthKey::from_parts(1990, 8, 25).and_then(BirthKey::swapped),
            None
        );
        assert_eq!(
            BirthKey::from_parts(1990, 8, 8).and_then(BirthKey::swapped),
            None
        );
    }

    #[test]
    fn years_out_of_range_have_no_key() {
        assert_eq!(BirthKey::from_parts(1849, 1, 1), None);
        assert_eq!(BirthKey::from_parts(2106, 1, 1), None);
        assert_eq!(
            BirthKey::from_parts(2105, 12, 31).map(BirthKey::year),
            Some(2105)
        );
    }
}

//! Days and moments: day first, in both languages.

use jiff::civil::{Date, DateTime};
use khien_domain::BirthDate;

/// What is shown as a date.
pub(crate) trait Dated {
    /// `14/05/2022`, `14/05/2022 20:47`, `05/1944`, `1944`.
    fn shown(&self) -> String;
}

impl<T: Dated + ?Sized> Dated for &T {
    fn shown(&self) -> String {
        (**self).shown()
    }
}

impl Dated for Date {
    fn shown(&self) -> String {
        format!("{:02}/{:02}/{}", self.day(), self.month(), self.year())
    }
}

impl Dated for DateTime {
    fn shown(&self) -> String {
        let day = self.date().shown();
        format!("{day} {:02}:{:02}", self.hour(), self.minute())
    }
}

impl Dated for BirthDate {
    fn shown(&self) -> String {
        match self {
            BirthDate::Year(year) => year.to_string(),
            BirthDate::Month { year, month } => format!("{month:02}/{year}"),
            BirthDate::Day(day) => day.shown(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_birth_date_shows_what_is_known_of_it() {
        assert_eq!(BirthDate::Year(1944).shown(), "1944");
        let month = BirthDate::Month {
            year: 1944,
            month: 5,
        };
        assert_eq!(month.shown(), "05/1944");
        assert_eq!(BirthDate::Day(date(1944, 5, 2)).shown(), "02/05/1944");
        assert_eq!(
            date(2022, 5, 14).at(20, 7, 3, 0).shown(),
            "14/05/2022 20:07"
        );
    }
}

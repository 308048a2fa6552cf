//! A text in both languages of the passport.

use std::borrow::Cow;

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What stands in a field, in Vietnamese and in English.
#[derive(Clone, PartialEq, Eq)]
pub struct Words<'a> {
    pub(super) vi: Cow<'a, str>,
    /// Nothing where it is the same.
    pub(super) en: Option<Cow<'a, str>>,
}

impl<'a> Words<'a> {
    /// Other words in each language.
    pub fn new(vi: impl Into<Cow<'a, str>>, en: impl Into<Cow<'a, str>>) -> Self {
        let (vi, en) = (vi.into(), en.into());
        Self {
            en: Some(en).filter(|en| *en != vi && !en.is_empty()),
            vi,
        }
    }

    /// The same in both: a number, the name of a product.
    pub fn same(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            vi: text.into(),
            en: None,
        }
    }

    /// A day as each language writes it.
    ///
    /// ```
    /// use khien_paper::passport::Words;
    /// let day = jiff::civil::date(2022, 4, 5);
    /// assert!(Words::day(day) == Words::new("05/04/2022", "5 April 2022"));
    /// ```
    pub fn day(day: Date) -> Self {
        Self::new(vietnamese(day), english(day))
    }
}

/// `05/04/2022`.
pub(super) fn vietnamese(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `5 April 2022`: 5/4 is in May for some and in April for others.
pub(super) fn english(day: Date) -> String {
    let month = usize::try_from(day.month()).ok().and_then(|month| {
        let month = month.checked_sub(1)?;
        MONTHS.get(month)
    });
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}

impl std::fmt::Debug for Words<'_> {
    /// The words are somebody's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.en.is_some() {
            "Words(vi, en)"
        } else {
            "Words(same)"
        })
    }
}

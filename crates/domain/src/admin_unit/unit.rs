//! One unit with its level and its time.

use jiff::civil::Date;

/// The first day of the 34 provinces without districts.
pub(super) const REFORM: Date = Date::constant(2025, 7, 1);

/// How high a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Province or city under the central government: two digits.
    Province,
    /// District, town or city under a province: three digits. None since 1 July 2025.
    District,
    /// Commune, ward, township or special zone: five digits.
    Commune,
}

impl Level {
    /// How many digits the codes of this level have.
    pub fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::District => 3,
            Self::Commune => 5,
        }
    }

    /// The code with its leading zeros, which spreadsheets drop from number cells.
    ///
    /// ```
    /// use khien_domain::Level;
    /// assert_eq!(Level::Commune.padded_code("4").as_deref(), Some("00004"));
    /// assert_eq!(Level::Commune.padded_code("12712.0").as_deref(), Some("12712"));
    /// assert_eq!(Level::Province.padded_code("034"), None);
    /// ```
    pub fn padded_code(self, raw: &str) -> Option<String> {
        let text = raw.trim();
        let digits = text.strip_suffix(".0").unwrap_or(text);
        let fits = (1..=self.digits()).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| format!("{digits:0>width$}", width = self.digits()))
    }
}

/// A province, district or commune during the time in which it existed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdminUnit {
    /// How high it stands.
    pub level: Level,
    /// Code of the General Statistics Office: two, three or five digits.
    pub code: &'static str,
    /// Name with its type word ("Xã Mê Linh").
    pub name: &'static str,
    /// Code of the unit above; none for a province.
    pub parent: Option<&'static str>,
    /// First day, where it lies within what the data knows.
    pub valid_from: Option<Date>,
    /// Last day, for what no longer exists.
    pub valid_until: Option<Date>,
}

impl AdminUnit {
    /// Whether the unit existed on a day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day)
            && self.valid_until.is_none_or(|until| day <= until)
    }
}

//! The form of a dose.

use jiff::civil::Date;
use khien_domain::schedule::StopCode;
use khien_domain::{BirthDate, DoseKind, Ordinal};
use uuid::Uuid;

use crate::forms::{Faults, Fields};

/// A dose as typed.
pub(crate) struct DoseDraft {
    /// Made with the form, so that sending it twice records once.
    pub(crate) id: Option<Uuid>,
    pub(crate) product: String,
    pub(crate) lot: String,
    pub(crate) day: Date,
    pub(crate) kind: DoseKind,
    pub(crate) ordinal: Ordinal,
    /// Code of the facility; empty: the desk's own.
    pub(crate) place: String,
    /// Two letters where it was given abroad.
    pub(crate) country: Option<String>,
    /// Why it is corrected.
    pub(crate) reason: String,
    /// Why a stopped dose is recorded nevertheless; empty if nobody insists.
    pub(crate) nevertheless: String,
    /// Codes of the rules that stopped it.
    pub(crate) stops: Vec<StopCode>,
    /// The version that was shown; 0 for a new dose.
    pub(crate) version: i64,
}

/// What the form holds, or what is wrong with it. Whether the dose is allowed is for the rules.
pub(crate) fn check(fields: &Fields, correcting: bool) -> Result<DoseDraft, Faults> {
    let mut faults = Faults::default();
    let product = fields.text("product");
    faults.require(!product.is_empty(), "product", "fault-product");
    let lot = fields.text("lot");
    faults.require(!lot.is_empty(), "lot", "fault-lot");
    let given = day(fields.text("day"));
    faults.require(given.is_some(), "day", "fault-day");
    let kind = match fields.text("kind") {
        "primary" => Some(DoseKind::Primary),
        "additional" => Some(DoseKind::Additional),
        "booster" => Some(DoseKind::Booster),
        _ => None,
    };
    faults.require(kind.is_some(), "kind", "fault-kind");
    let ordinal = Ordinal::parse(fields.text("ordinal")).ok();
    faults.require(ordinal.is_some(), "ordinal", "fault-ordinal");
    let country = Some(fields.text("country")).filter(|country| !country.is_empty());
    let two_letters = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic());
    faults.require(country.is_none_or(two_letters), "country", "fault-country");
    let reason = fields.text("reason");
    faults.require(!correcting || !reason.is_empty(), "reason", "fault-reason");
    match (given, kind, ordinal) {
        (Some(day), Some(kind), Some(ordinal)) if faults.is_empty() => Ok(DoseDraft {
            product: product.to_owned(),
            lot: lot.to_owned(),
            day,
            kind,
            ordinal,
            id: fields.id("id"),
            place: fields.text("place").to_owned(),
            country: country.map(str::to_uppercase),
            reason: reason.to_owned(),
            nevertheless: fields.text("nevertheless").to_owned(),
            stops: fields.all("stop").filter_map(StopCode::parse).collect(),
            version: fields.text("version").parse().unwrap_or(0),
        }),
        _ => Err(faults),
    }
}

/// A full day as staff write it: `14/5/2022`, `14052022`, `14 5 2022`.
pub(crate) fn day(typed: &str) -> Option<Date> {
    let eight = typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let spaced = if eight {
        format!("{}/{}/{}", &typed[..2], &typed[2..4], &typed[4..])
    } else {
        typed.replace(' ', "/")
    };
    match BirthDate::parse(&spaced).ok()?.value {
        BirthDate::Day(day) => Some(day),
        BirthDate::Year(_) | BirthDate::Month { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_staff_write_them() {
        for (typed, read) in [
            ("14/5/2022", Some(date(2022, 5, 14))),
            ("14052022", Some(date(2022, 5, 14))),
            ("14 5 2022", Some(date(2022, 5, 14))),
            ("2022", None),
            ("31/02/2022", None),
            ("", None),
        ] {
            assert_eq!(day(typed), read, "{typed}");
        }
    }

    #[test]
    fn a_twelfth_dose_is_read_like_the_first() {
        let fields = Fields::from([
            ("product", "pfizer"),
            ("lot", "FK0112"),
            ("day", "14/5/2022"),
            ("kind", "booster"),
            ("ordinal", "10"),
        ]);
        let draft = check(&fields, false).unwrap_or_else(|_| panic!("nothing is wrong"));
        assert_eq!(draft.ordinal.get(), 10);
        let faults = check(&fields, true).err().unwrap_or_default();
        assert!(faults.has("reason"), "a correction needs its reason");
    }
}

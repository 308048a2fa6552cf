//! What is looked at before a content is issued.

use unicode_normalization::is_nfc;

use super::fault::DccFault;
use super::payload::{Dcc, Event, PersonName, Recovery, Vaccination};
use super::schema::{Kind, Rule, SchemaFault, check_text};
use super::schema_text::day;

/// Whether a date of birth may stand in a certificate: a day, month or year from 1900 on, or nothing.
///
/// # Errors
/// The schema's fault.
pub fn check_birth_date(date: &str) -> Result<(), DccFault> {
    check("dob", date, Kind::BirthDate)
}

/// Whether the name of whoever issues may stand in a certificate.
///
/// # Errors
/// The schema's fault, or that it is not composed.
pub fn check_issuer(name: &str) -> Result<(), DccFault> {
    at_least_a_letter("v.is", name)?;
    check("v.is", name, Kind::Short)
}

impl Dcc {
    /// Whether the content may be issued: it holds to the schema, its texts are composed, and it is
    /// no test.
    ///
    /// # Errors
    /// The first [`DccFault`].
    pub fn check(&self) -> Result<(), DccFault> {
        check_birth_date(&self.birth_date)?;
        self.name.check()?;
        match &self.event {
            Event::Vaccination(vaccination) => vaccination.check(),
            Event::Recovery(recovery) => recovery.check(),
            Event::Test(_) => Err(DccFault::TestIssued),
        }
    }

    /// Whether a recovery holds on a day; anything else does. A signature alone does not say so, and
    /// verifiers have forgotten it.
    ///
    /// # Errors
    /// [`DccFault::RecoveryNotYetValid`], [`DccFault::RecoveryOver`], or the schema's fault where a
    /// day of the period is none.
    pub fn check_recovery(&self, today: jiff::civil::Date) -> Result<(), DccFault> {
        let Event::Recovery(recovery) = &self.event else {
            return Ok(());
        };
        let read = |field, text: &str| {
            // Old codes have a time after the day.
            let text = text.get(..10).unwrap_or(text);
            let rule = Rule::Date;
            day(text).ok_or(SchemaFault { field, rule })
        };
        if today < read("r.df", &recovery.valid_from)? {
            return Err(DccFault::RecoveryNotYetValid);
        }
        if today > read("r.du", &recovery.valid_until)? {
            return Err(DccFault::RecoveryOver);
        }
        Ok(())
    }
}

fn check(field: &'static str, text: &str, kind: Kind) -> Result<(), DccFault> {
    check_text(text, kind).map_err(|rule| SchemaFault { field, rule })?;
    if text.is_ascii() || is_nfc(text) {
        Ok(())
    } else {
        Err(DccFault::NotComposed)
    }
}

fn at_least_a_letter(field: &'static str, text: &str) -> Result<(), DccFault> {
    let rule = Rule::Required;
    if text.trim().is_empty() {
        return Err(SchemaFault { field, rule }.into());
    }
    Ok(())
}

fn at_least_one(field: &'static str, count: u32) -> Result<(), DccFault> {
    let rule = Rule::Minimum;
    if count == 0 {
        return Err(SchemaFault { field, rule }.into());
    }
    Ok(())
}

impl PersonName {
    /// Whether the name may stand in a certificate: it has letters of machine-readable passports, no
    /// part is too long, and its texts are composed.
    ///
    /// # Errors
    /// The first [`DccFault`].
    pub fn check(&self) -> Result<(), DccFault> {
        // Later versions of the schema want either, that of 1.3.0, which is written here, this one.
        if self.surname_letters.is_none() {
            let (field, rule) = ("nam.fnt", Rule::Required);
            return Err(SchemaFault { field, rule }.into());
        }
        for (field, part, kind) in [
            ("nam.fn", &self.surname, Kind::Short),
            ("nam.gn", &self.given, Kind::Short),
            ("nam.fnt", &self.surname_letters, Kind::Letters),
            ("nam.gnt", &self.given_letters, Kind::Letters),
        ] {
            if let Some(part) = part {
                check(field, part, kind)?;
            }
        }
        Ok(())
    }
}

impl Vaccination {
    fn check(&self) -> Result<(), DccFault> {
        at_least_one("v.dn", self.dose)?;
        at_least_one("v.sd", self.doses)?;
        for (field, text, kind) in [
            ("v.tg", &self.disease, Kind::Text),
            ("v.vp", &self.prophylaxis, Kind::Text),
            ("v.mp", &self.product, Kind::Text),
            ("v.ma", &self.manufacturer, Kind::Text),
            ("v.dt", &self.date, Kind::Date),
            ("v.co", &self.country, Kind::Country),
            ("v.is", &self.issuer, Kind::Short),
            ("v.ci", &self.identifier, Kind::Short),
        ] {
            check(field, text, kind)?;
        }
        Ok(())
    }
}

impl Recovery {
    fn check(&self) -> Result<(), DccFault> {
        for (field, text, kind) in [
            ("r.tg", &self.disease, Kind::Text),
            ("r.fr", &self.first_positive, Kind::Date),
            ("r.co", &self.country, Kind::Country),
            ("r.is", &self.issuer, Kind::Short),
            ("r.df", &self.valid_from, Kind::Date),
            ("r.du", &self.valid_until, Kind::Date),
            ("r.ci", &self.identifier, Kind::Short),
        ] {
            check(field, text, kind)?;
        }
        Ok(())
    }
}

//! Dose rules: whether a dose may be given as proposed, and which dose comes next.
//!
//! The rules are rows with days of validity and sources (`data/vaccine-*.csv`): a dose of August
//! 2021 is judged by what held in August 2021. Nothing here limits how many doses a person gets.
//! Here: the judgement, with stops that somebody with the right may override with a reason. Not
//! here: who has that right ([`crate::rights`]), and the medical screening.
//!
//! ```
//! use jiff::civil::date;
//! use khien_domain::schedule::{GivenDose, ProposedDose, Recipient, Schedules, Stop, assess};
//! use khien_domain::{BirthDate, DoseKind, Ordinal};
//!
//! let rules = Schedules::national();
//! let person = Recipient::new(BirthDate::Year(1987), None);
//! let first = GivenDose {
//!     date: date(2021, 8, 1),
//!     product: "comirnaty".to_owned(),
//!     kind: Some(DoseKind::Primary),
//!     ordinal: Ordinal::new(1),
//!     abroad: false,
//! };
//! let second = ProposedDose::new(date(2021, 8, 15), "comirnaty");
//! let answer = assess(&[first], &second, &person, date(2021, 8, 15), rules);
//! assert_eq!(answer.stops, [Stop::TooEarly { earliest: date(2021, 8, 22) }]);
//! assert_eq!(answer.suggestion, Ordinal::new(2).map(|it| (DoseKind::Primary, it)));
//! ```

mod checks;
mod course;
mod interval;
mod rules;
mod stop;

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::{BirthDate, DoseKind, Ordinal, Sex};

pub use rules::{RuleFiles, Schedules};
pub use stop::{Stop, StopCode};

use checks::Question;
use course::Course;

/// A dose that was given and counts: not a voided one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GivenDose {
    /// The day.
    pub date: Date,
    /// Number among the person's doses, as recorded.
    pub ordinal: Option<Ordinal>,
    /// Code of the product; of one without a licence here, whatever it was called abroad.
    pub product: String,
    /// What it was for, as recorded.
    pub kind: Option<DoseKind>,
    /// Whether it was given in another country. It counts all the same.
    pub abroad: bool,
}

/// A dose about to be given, or to be recorded.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProposedDose {
    /// The day.
    pub date: Date,
    /// Number among the person's doses; none: the next one.
    pub ordinal: Option<Ordinal>,
    /// Code of the product.
    pub product: String,
    /// What it is for; none: as suggested.
    pub kind: Option<DoseKind>,
    /// Whether it was given in another country: then only calendar, kind and number are judged.
    pub abroad: bool,
}

/// The person as far as rules ask.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Recipient {
    /// Date of birth with its precision. Where that leaves an age open, the rules speak against a
    /// dose only if every possible age does. Where it is not known at all, no rule of age speaks, but
    /// [`Stop::AgeUnknown`] does: what was given has to be recorded, and somebody with the right says
    /// why it is, without the date.
    pub birth: Option<BirthDate>,
    /// Sex, where known. No rule asks for it yet.
    pub sex: Option<Sex>,
    /// The last day of an infection, where one is recorded.
    pub recovered_on: Option<Date>,
}

/// What the rules say about a proposed dose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// What speaks against it, each kind once, the gravest first. Empty: nothing.
    pub stops: Vec<Stop>,
    /// Kind and number of the dose that the rules provide for on that day; none where they provide
    /// for no further dose then.
    pub suggestion: Option<(DoseKind, Ordinal)>,
}

static NATIONAL: LazyLock<Schedules> = LazyLock::new(|| {
    Schedules::parse(RuleFiles {
        schedules: include_str!("../../../data/vaccine-schedules.csv"),
        later_doses: include_str!("../../../data/vaccine-later-doses.csv"),
        mixing: include_str!("../../../data/vaccine-mixing.csv"),
        after_recovery: include_str!("../../../data/vaccine-after-recovery.csv"),
    })
    .unwrap_or_default()
});

impl Schedules {
    /// The rules of Vietnam as they come with the program. Read once, on first use.
    pub fn national() -> &'static Self {
        &NATIONAL
    }

    /// How much is drawn for a dose, in microlitres; none where the product is not given at that
    /// age on that day, or where the age is not certain enough to tell.
    pub fn volume(
        &self,
        product: &str,
        kind: DoseKind,
        person: &Recipient,
        on: Date,
    ) -> Option<u16> {
        let ages = person.ages_on(on);
        let mut bands = self
            .of_product(product, on)
            .filter(|it| it.ages.can_hold(ages));
        let volume = |rule: &rules::ProductRule| match kind {
            DoseKind::Booster => rule.booster_volume.unwrap_or(rule.volume),
            DoseKind::Primary | DoseKind::Additional => rule.volume,
        };
        let first = bands.next().map(volume)?;
        bands.all(|it| volume(it) == first).then_some(first)
    }
}

impl ProposedDose {
    /// The next dose with a product on a day, of the kind that the rules provide for.
    pub fn new(date: Date, product: &str) -> Self {
        Self {
            date,
            ordinal: None,
            product: product.to_owned(),
            kind: None,
            abroad: false,
        }
    }
}

impl Recipient {
    /// Somebody who has not been infected, as far as is known.
    pub fn new(birth: impl Into<Option<BirthDate>>, sex: Option<Sex>) -> Self {
        Self {
            birth: birth.into(),
            sex,
            recovered_on: None,
        }
    }

    /// The lowest and the highest age that the person can have on a day.
    fn ages_on(&self, day: Date) -> (i32, i32) {
        let birth = self.birth;
        birth.map_or(ANY_AGE, |birth| birth.ages_on(day))
    }
}

/// The ages of somebody whose birth date is not known.
const ANY_AGE: (i32, i32) = (0, 150);

impl Assessment {
    /// The stops that stand in spite of what was overridden. A stop that may not be overridden
    /// always stands.
    pub fn remaining(&self, overridden: &[StopCode]) -> impl Iterator<Item = &Stop> {
        self.stops
            .iter()
            .filter(|it| !(it.may_be_overridden() && overridden.contains(&it.kind())))
    }
}

/// Judges a dose by the rules that hold on its day, and by those for the dose after it where it is
/// entered back in time. `history` is every other dose of the person that counts, in any order; `on`
/// is today.
pub fn assess(
    history: &[GivenDose],
    proposed: &ProposedDose,
    person: &Recipient,
    on: Date,
    rules: &Schedules,
) -> Assessment {
    let course = Course::before(proposed.date, history, rules);
    let suggestion = course.suggestion(proposed.date, person, rules);
    let question = Question {
        history,
        course,
        dose: proposed,
        kind: proposed.kind.or(suggestion.map(|(kind, _)| kind)),
        person,
        rules,
    };
    let mut stops = Vec::new();
    question.calendar(on, &mut stops);
    if !proposed.abroad {
        question.product(&mut stops);
        question.sequence(&mut stops);
        question.recovery(&mut stops);
    }
    question.following(&mut stops);
    question.numbering(&mut stops);
    question.kind(&mut stops);
    stops.sort_unstable_by_key(Stop::kind);
    Assessment { stops, suggestion }
}

impl fmt::Debug for GivenDose {
    /// Shows what kind of dose it is, never when or of what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GivenDose")
            .field("kind", &self.kind)
            .field("ordinal", &self.ordinal)
            .field("abroad", &self.abroad)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ProposedDose {
    /// Shows what kind of dose it is, never when or of what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProposedDose")
            .field("kind", &self.kind)
            .field("ordinal", &self.ordinal)
            .field("abroad", &self.abroad)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Recipient {
    /// Shows only how precisely the birth date is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipient")
            .field("birth", &self.birth)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;

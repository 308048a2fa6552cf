//! What the doses before a day amount to: how far the primary series is, what would come next.

use jiff::civil::Date;

use super::rules::Schedules;
use super::{GivenDose, Recipient};
use crate::{DoseKind, Ordinal};

/// Whether the primary series is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Series {
    Open,
    Complete,
    /// A product from abroad of which nobody here knows how many doses it takes.
    Unknown,
}

/// The doses before a day, in order, and what they amount to.
pub(super) struct Course<'a> {
    last: Option<&'a GivenDose>,
    last_primary: Option<&'a GivenDose>,
    required: Option<u8>,
    primaries: usize,
    additionals: usize,
    boosters: usize,
    /// The number of the last dose: what was stated, or counted.
    reached: usize,
}

impl<'a> Course<'a> {
    /// The course of the doses given before a day. The order of the list does not count.
    pub(super) fn before(day: Date, history: &'a [GivenDose], rules: &Schedules) -> Self {
        let mut doses: Vec<&GivenDose> = history.iter().filter(|it| it.date < day).collect();
        doses.sort_unstable();
        let mut course = Self {
            last: None,
            last_primary: None,
            required: None,
            primaries: 0,
            additionals: 0,
            boosters: 0,
            reached: 0,
        };
        for dose in doses {
            course.add(dose, rules);
        }
        course
    }

    fn add(&mut self, dose: &'a GivenDose, rules: &Schedules) {
        let stated = dose.ordinal.map_or(0, |it| usize::from(it.get()));
        self.reached = stated.max(self.reached + 1);
        let next = match self.series() {
            Series::Complete => DoseKind::Booster,
            Series::Open | Series::Unknown => DoseKind::Primary,
        };
        match dose.kind.unwrap_or(next) {
            DoseKind::Primary => {
                if self.primaries == 0 {
                    self.required = rules.primary_doses(&dose.product);
                }
                // "Dose 2" means that there was a first one, though nobody entered it.
                let unentered = if self.has_later() { 0 } else { stated };
                self.primaries = unentered.max(self.primaries + 1);
                self.last_primary = Some(dose);
            }
            DoseKind::Additional => self.additionals += 1,
            DoseKind::Booster => self.boosters += 1,
        }
        self.last = Some(dose);
    }

    fn has_later(&self) -> bool {
        self.additionals + self.boosters > 0
    }

    /// How far the primary series is.
    pub(super) fn series(&self) -> Series {
        match self.required {
            _ if self.has_later() => Series::Complete,
            Some(required) if self.primaries >= usize::from(required) => Series::Complete,
            None if self.primaries > 0 => Series::Unknown,
            _ => Series::Open,
        }
    }

    /// The dose before.
    pub(super) fn last(&self) -> Option<&'a GivenDose> {
        self.last
    }

    /// The number that the next dose has.
    pub(super) fn next_number(&self) -> usize {
        self.reached + 1
    }

    /// Which one of its kind the next dose would be.
    pub(super) fn next_of(&self, kind: DoseKind) -> usize {
        1 + match kind {
            DoseKind::Primary => self.primaries,
            DoseKind::Additional => self.additionals,
            DoseKind::Booster => self.boosters,
        }
    }

    /// Whether what was given leaves room for a dose of the kind, whatever the day.
    pub(super) fn has_room_for(&self, kind: DoseKind) -> bool {
        match kind {
            DoseKind::Primary => self.series() != Series::Complete,
            DoseKind::Additional => self.series() != Series::Open && self.boosters == 0,
            DoseKind::Booster => self.series() != Series::Open,
        }
    }

    /// Kind and number of the dose that the rules provide for next.
    pub(super) fn suggestion(
        &self,
        day: Date,
        person: &Recipient,
        rules: &Schedules,
    ) -> Option<(DoseKind, Ordinal)> {
        let number = u8::try_from(self.next_number()).ok().and_then(Ordinal::new);
        Some((self.next_kind(day, person, rules)?, number?))
    }

    fn next_kind(&self, day: Date, person: &Recipient, rules: &Schedules) -> Option<DoseKind> {
        let is_open = match self.series() {
            Series::Open => true,
            // Most series take two.
            Series::Unknown => self.primaries < 2,
            Series::Complete => false,
        };
        if is_open {
            return Some(DoseKind::Primary);
        }
        let ages = person.ages_on(day);
        let rule = |kind| rules.later(kind, self.next_of(kind), ages, day);
        let completes = rule(DoseKind::Additional).is_some_and(|rule| {
            let product = self.last_primary.map(|it| it.product.as_str());
            product.is_some_and(|product| rule.suggested_after.iter().any(|it| it == product))
        });
        if completes && !self.has_later() {
            return Some(DoseKind::Additional);
        }
        rule(DoseKind::Booster).map(|_| DoseKind::Booster)
    }
}

//! One function for each thing that can speak against a dose.

use jiff::civil::Date;

use super::course::Course;
use super::interval::Interval;
use super::rules::{ProductRule, Schedules};
use super::{GivenDose, ProposedDose, Recipient, Stop};
use crate::DoseKind;

/// A proposed dose with everything that it is judged by.
pub(super) struct Question<'a> {
    pub(super) history: &'a [GivenDose],
    pub(super) course: Course<'a>,
    pub(super) dose: &'a ProposedDose,
    pub(super) kind: Option<DoseKind>,
    pub(super) person: &'a Recipient,
    pub(super) rules: &'a Schedules,
}

impl Question<'_> {
    /// What speaks against the dose whatever the rules of the country.
    pub(super) fn calendar(&self, today: Date, stops: &mut Vec<Stop>) {
        if self.dose.date > today {
            stops.push(Stop::InFuture);
        }
        if self.is_before_birth() {
            stops.push(Stop::BeforeBirth);
        }
    }

    fn is_before_birth(&self) -> bool {
        let birth = self.person.birth;
        birth.is_some_and(|birth| self.dose.date < birth.days().0)
    }

    /// Product and age.
    pub(super) fn product(&self, stops: &mut Vec<Stop>) {
        let product = &self.dose.product;
        if self.rules.primary_doses(product).is_none() {
            stops.push(Stop::ProductUnknown);
            return;
        }
        let mut bands = self.rules.of_product(product, self.dose.date).peekable();
        if bands.peek().is_none() {
            stops.push(Stop::ProductNotAllowedOnDate);
            return;
        }
        if self.person.birth.is_none() {
            stops.push(Stop::AgeUnknown);
            return;
        }
        let (low, high) = self.ages();
        let (mut fits, mut is_above) = (false, false);
        for band in bands {
            fits |= band.ages.can_hold((low, high));
            is_above |= band.ages.is_above(high);
        }
        // In a gap between two bands, the person waits for the next one. Before the birth, age
        // says nothing.
        if !fits && !self.is_before_birth() {
            stops.push(if is_above {
                Stop::TooYoung
            } else {
                Stop::TooOld
            });
        }
    }

    /// Whether there can be a dose of this kind now.
    pub(super) fn kind(&self, stops: &mut Vec<Stop>) {
        let possible = self.kind.is_some_and(|kind| {
            let provided = kind == DoseKind::Primary || self.dose.abroad || {
                let nth = self.course.next_of(kind);
                let rule = self.rules.later(kind, nth, self.ages(), self.dose.date);
                rule.is_some()
            };
            provided && self.course.has_room_for(kind)
        });
        // Abroad, a kind that was not stated is not asked for either.
        let asked = !self.dose.abroad || self.dose.kind.is_some();
        if asked && !possible {
            stops.push(Stop::KindNotPossible);
        }
    }

    /// The interval to the dose before, and whether the product may follow that one's.
    pub(super) fn sequence(&self, stops: &mut Vec<Stop>) {
        let (Some(last), Some(kind)) = (self.course.last(), self.kind) else {
            return;
        };
        let pair = (last.product.as_str(), self.dose.product.as_str());
        let is_primary = kind == DoseKind::Primary;
        let mixing = self.rules.mixing(is_primary, pair, self.dose.date);
        // Where no rule knows the product or the kind, that is the stop, and not the mixing.
        let known = self.rules.primary_doses(pair.1).is_some();
        let provided = is_primary || self.later_interval(kind).is_some();
        if mixing.is_none() && known && provided {
            stops.push(Stop::MixingNotAllowed);
        }
        let of_mixing = mixing.and_then(|it| it.interval);
        let waits = if is_primary {
            [of_mixing.or_else(|| self.primary_interval(pair)), None]
        } else {
            [of_mixing, self.later_interval(kind)]
        };
        let earliest = waits.iter().flatten().map(|it| it.after(last.date)).max();
        if let Some(earliest) = earliest.filter(|it| self.dose.date < *it) {
            stops.push(Stop::TooEarly { earliest });
        }
    }

    /// Between primary doses the product that was begun with counts, where it is known here.
    fn primary_interval(&self, (previous, next): (&str, &str)) -> Option<Interval> {
        let shortest = |product| {
            let possible =
                self.rules.products.iter().filter(|it: &&ProductRule| {
                    it.product == product && it.ages.can_hold(self.ages())
                });
            let intervals = possible.filter_map(|it| it.interval);
            intervals.min_by_key(|it| it.after(self.dose.date))
        };
        shortest(previous).or_else(|| shortest(next))
    }

    fn later_interval(&self, kind: DoseKind) -> Option<Interval> {
        let nth = self.course.next_of(kind);
        let rule = self.rules.later(kind, nth, self.ages(), self.dose.date);
        rule.map(|it| it.interval)
    }

    /// The wait after an infection.
    pub(super) fn recovery(&self, stops: &mut Vec<Stop>) {
        let (Some(recovered), Some(kind)) = (self.person.recovered_on, self.kind) else {
            return;
        };
        let nth = self.course.next_of(kind);
        let wait = self
            .rules
            .recovery(kind, nth, self.ages(), self.dose.date)
            .map(|it| it.after(recovered));
        let waits = |earliest: &Date| recovered <= self.dose.date && self.dose.date < *earliest;
        if let Some(earliest) = wait.filter(waits) {
            stops.push(Stop::RecoveredTooRecently { earliest });
        }
    }

    /// What this dose would do to the one after it, where one is recorded: that one would come too
    /// early, or its product might not follow. What speaks against that one anyway is not told again.
    pub(super) fn following(&self, stops: &mut Vec<Stop>) {
        let later = self.history.iter().filter(|it| it.date > self.dose.date);
        let Some(next) = later.min().filter(|it| !it.abroad) else {
            return;
        };
        let mut with = self.history.to_vec();
        with.push(GivenDose {
            date: self.dose.date,
            ordinal: self.dose.ordinal,
            product: self.dose.product.clone(),
            kind: self.kind,
            abroad: self.dose.abroad,
        });
        let anyway = self.against(next, self.history);
        for stop in self.against(next, &with) {
            match stop {
                _ if anyway.contains(&stop) => {}
                Stop::TooEarly { .. } => stops.push(Stop::NextTooEarly { next: next.date }),
                _ if stops.contains(&stop) => {}
                other => stops.push(other),
            }
        }
    }

    /// What the doses before it say against a recorded dose.
    fn against(&self, next: &GivenDose, history: &[GivenDose]) -> Vec<Stop> {
        let dose = ProposedDose {
            date: next.date,
            ordinal: next.ordinal,
            product: next.product.clone(),
            kind: next.kind,
            abroad: next.abroad,
        };
        let course = Course::before(next.date, history, self.rules);
        let suggestion = course.suggestion(next.date, self.person, self.rules);
        let question = Question {
            history,
            course,
            dose: &dose,
            kind: next.kind.or(suggestion.map(|(kind, _)| kind)),
            person: self.person,
            rules: self.rules,
        };
        let mut stops = Vec::new();
        question.sequence(&mut stops);
        stops
    }

    /// The number of the dose beside those of the others, and other doses on the same day. A number
    /// that nobody stated is the next one; a dose of later may have it already.
    pub(super) fn numbering(&self, stops: &mut Vec<Stop>) {
        let next = self.course.next_number();
        let has =
            |it: &&GivenDose, number| it.ordinal.map(|it| usize::from(it.get())) == Some(number);
        if let Some(ordinal) = self.dose.ordinal {
            let number = usize::from(ordinal.get());
            let taken = self.history.iter().any(|it| has(&it, number));
            match number {
                1 if taken || next > 1 => stops.push(Stop::SecondFirstDose),
                _ if taken || number < next => stops.push(Stop::OrdinalRepeated),
                _ if number > next => stops.push(Stop::OrdinalGap),
                _ => {}
            }
        } else {
            let mut later = self.history.iter().filter(|it| it.date > self.dose.date);
            match later.any(|it| has(&it, next)) {
                true if next == 1 => stops.push(Stop::SecondFirstDose),
                true => stops.push(Stop::OrdinalRepeated),
                false => {}
            }
        }
        if self.history.iter().any(|it| it.date == self.dose.date) {
            stops.push(Stop::SameDay);
        }
    }

    fn ages(&self) -> (i32, i32) {
        self.person.ages_on(self.dose.date)
    }
}

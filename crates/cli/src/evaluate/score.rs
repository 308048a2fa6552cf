//! Verdicts beside the truth: everything that is counted.

use super::calibration::Calibration;
use super::confusion::Confusion;
use super::judged::Judged;
use super::links::Links;
use super::share::Share;
use super::truth::{Expected, Truth, TruthTable};
use khien_domain::{Band, Class, FieldState};
use std::collections::BTreeMap;

/// Which rows met which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Person rows with exactly one verdict.
    pub judged: u64,
    /// Person rows without a verdict.
    pub without_verdict: u64,
    /// Verdicts about titles, totals, signatures and blanks.
    pub about_no_person: u64,
    /// Verdicts about records that the truth does not know, or a second one about a known row.
    pub unknown: u64,
}

/// The figures for one kind of error.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KindScore {
    /// Records with this kind of error.
    pub records: u64,
    /// Links of the automatic band.
    pub automatic: Links,
    /// Links of both bands.
    pub both: Links,
    /// Classes that are right.
    pub class: Share,
}

/// One field: how often its state is right, and what was said instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldScore {
    /// States that are right.
    pub right: Share,
    /// Expected beside reported state; `none` where nobody was found to compare with.
    pub confusion: Confusion,
}

impl FieldScore {
    fn count(&mut self, expected: &'static str, reported: Option<&'static str>, right: bool) {
        self.right.count(right);
        self.confusion.count(expected, reported.unwrap_or("none"));
    }
}

/// The whole evaluation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Which rows met which.
    pub coverage: Coverage,
    /// Whether any verdict carried a key; without one nothing can be said of links.
    pub keys: bool,
    /// Classes that are right.
    pub class: Share,
    /// Expected beside reported class.
    pub classes: Confusion,
    /// Links of the automatic band.
    pub automatic: Links,
    /// Proposals of the review band that are right.
    pub review: Share,
    /// Links of both bands.
    pub both: Links,
    /// Records called verified, as somebody who they are not.
    pub verified_as_another: u64,
    /// By kind of error; `clean` for none, `several` for more than one, `not_in_register`.
    pub kinds: BTreeMap<String, KindScore>,
    /// State of the number, where the person is in the register.
    pub id: FieldScore,
    /// State of the name.
    pub name: FieldScore,
    /// State of the date of birth.
    pub date_of_birth: FieldScore,
    /// State of the sex.
    pub sex: FieldScore,
    /// Stated probability beside the share that is right.
    pub calibration: Calibration,
}

impl Scores {
    /// Counts the verdict of one record.
    pub fn count(&mut self, truths: &mut TruthTable, record_id: &str, judged: &Judged) {
        match truths.take(record_id) {
            None | Some((_, true)) => self.coverage.unknown += 1,
            Some((truth, false)) if !truth.person => self.coverage.about_no_person += 1,
            Some((truth, false)) => {
                self.coverage.judged += 1;
                self.count_class(truth, judged);
                self.count_links(truth, judged);
                self.count_kinds(truth, judged);
                self.count_fields(truth.fields, judged);
            }
        }
    }

    /// Counts the person rows that no verdict spoke of: each is a missed link.
    pub fn close(&mut self, truths: &TruthTable) {
        for truth in truths.untaken().filter(|truth| truth.person) {
            self.coverage.without_verdict += 1;
            self.automatic.count(None, truth.key.as_deref());
            self.both.count(None, truth.key.as_deref());
        }
    }

    /// States right over all fields together.
    pub fn field_states(&self) -> Share {
        let fields = [&self.id, &self.name, &self.date_of_birth, &self.sex];
        fields.iter().fold(Share::default(), |sum, field| {
            Share::new(sum.part + field.right.part, sum.of + field.right.of)
        })
    }

    fn count_class(&mut self, truth: &Truth, judged: &Judged) {
        if let Some(expected) = truth.class {
            self.class.count(expected == judged.class);
            self.classes.count(expected.code(), judged.class.code());
        }
    }

    fn count_links(&mut self, truth: &Truth, judged: &Judged) {
        let person = truth.key.as_deref();
        self.keys |= judged.key.is_some();
        self.automatic.count(judged.proposed(false), person);
        self.both.count(judged.proposed(true), person);
        let Some(key) = judged.proposed(true) else {
            return;
        };
        let right = Some(key) == person;
        self.calibration.count(judged.probability, right);
        if judged.band == Band::Review {
            self.review.count(right);
        }
        self.verified_as_another += u64::from(judged.class == Class::Verified && !right);
    }

    fn count_kinds(&mut self, truth: &Truth, judged: &Judged) {
        let kinds: Vec<&str> = truth.kinds.split(';').filter(|k| !k.is_empty()).collect();
        let clean = kinds.is_empty().then_some("clean");
        let several = (kinds.len() > 1).then_some("several");
        let outside = truth.key.is_none().then_some("not_in_register");
        for kind in kinds
            .iter()
            .copied()
            .chain(clean)
            .chain(several)
            .chain(outside)
        {
            let score = match self.kinds.get_mut(kind) {
                Some(score) => score,
                None => self.kinds.entry(kind.to_owned()).or_default(),
            };
            let person = truth.key.as_deref();
            score.records += 1;
            score.automatic.count(judged.proposed(false), person);
            score.both.count(judged.proposed(true), person);
            if let Some(expected) = truth.class {
                score.class.count(expected == judged.class);
            }
        }
    }

    fn count_fields(&mut self, expected: Expected, judged: &Judged) {
        if let Some(id) = expected.id {
            let reported = judged.id.map(khien_domain::IdState::code);
            self.id.count(id.code(), reported, id.is(judged.id));
        }
        for (score, expected, reported) in [
            (&mut self.name, expected.name, judged.name),
            (
                &mut self.date_of_birth,
                expected.date_of_birth,
                judged.date_of_birth,
            ),
            (&mut self.sex, expected.sex, judged.sex),
        ] {
            if let Some(expected) = expected {
                let right = state_is(expected, reported);
                score.count(expected.code(), reported.map(FieldState::code), right);
            }
        }
    }
}

/// Whether the reported state is the expected one, writing aside.
fn state_is(expected: FieldState, reported: Option<FieldState>) -> bool {
    reported == Some(expected)
        || (expected == FieldState::Ok && reported == Some(FieldState::Equivalent))
}

#[cfg(test)]
mod tests;

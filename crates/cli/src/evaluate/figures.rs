//! The figures of an evaluation as JSON: every share with its parts and its interval.

use super::calibration::{Bin, Calibration};
use super::confusion::Confusion;
use super::links::Links;
use super::score::{Coverage, FieldScore, KindScore, Scores};
use super::share::{Interval, Share};
use serde::Serialize;
use std::collections::BTreeMap;

/// The whole evaluation.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// Which rows met which.
    pub coverage: CoverageFigures,
    /// Whether links could be judged: the verdicts need `matched_key` (`khien verify --reveal`).
    pub links_judged: bool,
    /// Classes that are right.
    pub class: ShareFigures,
    /// `{expected: {reported: records}}`.
    pub classes: Confusion,
    /// Links by band.
    pub links: BandFigures,
    /// Records called verified as somebody who they are not.
    pub verified_as_another: u64,
    /// By kind of error.
    pub kinds: BTreeMap<String, KindFigures>,
    /// States right over all fields.
    pub field_states: ShareFigures,
    /// By field: number, name, date of birth, sex.
    pub fields: BTreeMap<&'static str, FieldFigures>,
    /// Stated probability beside the share that is right.
    pub calibration: CalibrationFigures,
}

/// Which rows met which.
#[derive(Debug, Serialize)]
pub struct CoverageFigures {
    /// Person rows with one verdict.
    pub judged: u64,
    /// Person rows without a verdict.
    pub without_verdict: u64,
    /// Verdicts about lines that are no person.
    pub about_no_person: u64,
    /// Verdicts about records that the truth does not know, or knows only once.
    pub unknown: u64,
}

/// A share, its parts and its 95 % interval.
#[derive(Debug, Serialize)]
pub struct ShareFigures {
    /// How many have the property.
    pub part: u64,
    /// How many were looked at.
    pub of: u64,
    /// The share.
    pub value: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
}

/// Precision, recall and F1.
#[derive(Debug, Serialize)]
pub struct LinkFigures {
    /// Share of the proposals that are right.
    pub precision: ShareFigures,
    /// Share of the people in the register who were proposed.
    pub recall: ShareFigures,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// Its interval.
    pub f1_interval: Option<Interval>,
}

/// Links by band.
#[derive(Debug, Serialize)]
pub struct BandFigures {
    /// The automatic band alone.
    pub automatic: LinkFigures,
    /// Proposals of the review band that are right.
    pub review: ShareFigures,
    /// Both bands together.
    pub automatic_and_review: LinkFigures,
}

/// One kind of error.
#[derive(Debug, Serialize)]
pub struct KindFigures {
    /// Records with it.
    pub records: u64,
    /// The automatic band alone.
    pub automatic: LinkFigures,
    /// Both bands together.
    pub automatic_and_review: LinkFigures,
    /// Classes that are right.
    pub class: ShareFigures,
}

/// One field.
#[derive(Debug, Serialize)]
pub struct FieldFigures {
    /// States that are right.
    pub right: ShareFigures,
    /// `{expected: {reported: records}}`.
    pub confusion: Confusion,
}

/// Calibration in ten bins.
#[derive(Debug, Serialize)]
pub struct CalibrationFigures {
    /// Mean distance between stated and observed.
    pub expected_error: Option<f64>,
    /// From 0–0.1 to 0.9–1.
    pub bins: Vec<BinFigures>,
}

/// One bin.
#[derive(Debug, Serialize)]
pub struct BinFigures {
    /// Proposals in it.
    pub records: u64,
    /// Mean stated probability.
    pub stated: Option<f64>,
    /// Share that is right.
    pub observed: ShareFigures,
}

impl From<Share> for ShareFigures {
    fn from(share: Share) -> Self {
        Self {
            part: share.part,
            of: share.of,
            value: share.value(),
            interval: share.interval(),
        }
    }
}

impl From<Links> for LinkFigures {
    fn from(links: Links) -> Self {
        Self {
            precision: links.precision().into(),
            recall: links.recall().into(),
            f1: links.f1(),
            f1_interval: links.f1_interval(),
        }
    }
}

impl From<Coverage> for CoverageFigures {
    fn from(coverage: Coverage) -> Self {
        Self {
            judged: coverage.judged,
            without_verdict: coverage.without_verdict,
            about_no_person: coverage.about_no_person,
            unknown: coverage.unknown,
        }
    }
}

impl From<&KindScore> for KindFigures {
    fn from(kind: &KindScore) -> Self {
        Self {
            records: kind.records,
            automatic: kind.automatic.into(),
            automatic_and_review: kind.both.into(),
            class: kind.class.into(),
        }
    }
}

impl From<&FieldScore> for FieldFigures {
    fn from(field: &FieldScore) -> Self {
        Self {
            right: field.right.into(),
            confusion: field.confusion.clone(),
        }
    }
}

impl From<&Calibration> for CalibrationFigures {
    fn from(calibration: &Calibration) -> Self {
        let bin = |bin: &Bin| BinFigures {
            records: bin.records,
            stated: bin.stated(),
            observed: bin.observed().into(),
        };
        Self {
            expected_error: calibration.expected_error(),
            bins: calibration.bins().iter().map(bin).collect(),
        }
    }
}

impl From<&Scores> for Figures {
    fn from(scores: &Scores) -> Self {
        let kinds = scores.kinds.iter();
        let fields = [
            ("id_number", &scores.id),
            ("full_name", &scores.name),
            ("date_of_birth", &scores.date_of_birth),
            ("sex", &scores.sex),
        ];
        Self {
            coverage: scores.coverage.into(),
            links_judged: scores.keys,
            class: scores.class.into(),
            classes: scores.classes.clone(),
            links: BandFigures {
                automatic: scores.automatic.into(),
                review: scores.review.into(),
                automatic_and_review: scores.both.into(),
            },
            verified_as_another: scores.verified_as_another,
            kinds: kinds
                .map(|(name, kind)| (name.clone(), kind.into()))
                .collect(),
            field_states: scores.field_states().into(),
            fields: fields.map(|(name, field)| (name, field.into())).into(),
            calibration: (&scores.calibration).into(),
        }
    }
}

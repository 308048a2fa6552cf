//! How good the verdicts are, against a known truth: pure arithmetic and the pictures of it.
//!
//! Here: intervals, precision and recall, confusion, calibration, reading truths. Not here:
//! anything that changes a verdict.

mod calibration;
mod confusion;
mod figures;
mod files;
mod judged;
mod links;
mod picture;
mod sample_truth;
mod score;
mod share;
mod table;
mod truth;

pub use calibration::{BINS, Bin, Calibration};
pub use confusion::Confusion;
pub use figures::Figures;
pub use files::{read_truth, score};
pub use judged::Judged;
pub use links::Links;
pub use picture::calibration_svg;
pub use sample_truth::read as read_sample_truth;
pub use score::{Coverage, FieldScore, KindScore, Scores};
pub(crate) use share::float;
pub use share::{Interval, Share};
pub use truth::{Expected, ExpectedId, Naming, Truth, TruthTable};

//! How good the verdicts are, against a known truth: pure arithmetic and the pictures of it.
//!
//! Here: intervals, precision and recall, confusion, calibration, reading truths. Not here:
//! anything that changes a verdict.

mod calibration;
mod confusion;
mod judged;
mod links;
mod sample_truth;
mod score;
mod share;
mod truth;

pub use calibration::{BINS, Bin, Calibration};
pub use confusion::Confusion;
pub use judged::Judged;
pub use links::Links;
pub use sample_truth::read as read_sample_truth;
pub use score::{Coverage, FieldScore, KindScore, Scores};
pub use share::{Interval, Share};
pub use truth::{Expected, ExpectedId, Naming, Truth, TruthTable};

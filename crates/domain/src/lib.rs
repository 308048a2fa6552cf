//! What Khiên knows about people and vaccination, as plain values and rules.
//!
//! Here: identity numbers, names, birth dates, sex, administrative units, vaccines, doses, lots,
//! the record as typed and the verdict about it. Not here: files, databases, clocks, randomness,
//! threads. Every parser takes raw text and returns a value with [`Notes`] of what it repaired,
//! or a fault with a stable code; none panics and none guesses silently.

mod note;
mod record;
mod verdict;

pub use note::{Note, Noted, Notes};
pub use record::Record;
pub use verdict::{Band, Class, FieldState, IdState, Reason, Verdict};

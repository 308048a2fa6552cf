//! From raw text to the canonical form, with every repair that it takes.

use super::canonical::{Scan, scan};
use super::pattern::{self, NameOrigin};
use super::repair;
use crate::note::{Note, Notes};
use crate::text::compose::compose;
use crate::text::letter::Letter;
use thiserror::Error;

/// Longest text that is read as a name, in bytes. The longest names of travel documents stay
/// far below.
const MAX_BYTES: usize = 1024;
/// Most words that a name has. More is a sentence.
const MAX_WORDS: usize = 16;

/// Most encodings to undo one after the other: UTF-8 is at times damaged twice.
const ENCODINGS: usize = 2;
/// Passes after which the canonical form of every letter known is stable, and one to spare.
const SETTLING_PASSES: usize = 4;

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum NameFault {
    /// Nothing was given.
    #[error("the name is missing")]
    Missing,
    /// Something was given, and it is not a name.
    #[error("the text is not a name")]
    NotAName,
}

impl NameFault {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotAName => "not_a_name",
        }
    }
}

/// Appends the canonical form of a raw name to `out`, as [`crate::PersonName::parse`] would give it,
/// with the same notes. Allocates nothing for a name that needs no repair.
///
/// # Errors
/// As [`crate::PersonName::parse`]; `out` is then as it was.
pub fn canonical_into(raw: &str, out: &mut String) -> Result<Notes, NameFault> {
    let start = out.len();
    match read(raw, out) {
        Ok(read) => Ok(read.notes),
        Err(fault) => {
            out.truncate(start);
            Err(fault)
        }
    }
}

/// What reading a raw name gave beside the canonical form.
pub(super) struct Read {
    pub(super) scan: Scan,
    pub(super) notes: Notes,
    /// The text after repair, if it was needed to read it at all.
    pub(super) repaired: Option<String>,
    pub(super) origin: NameOrigin,
}

/// Reads a raw name: appends its canonical form to `out`.
pub(super) fn read(raw: &str, out: &mut String) -> Result<Read, NameFault> {
    if raw.len() > MAX_BYTES {
        return Err(NameFault::NotAName);
    }
    let start = out.len();
    let mut repaired = None;
    let mut notes = Notes::EMPTY;
    let mut seen = scan(raw, false, out);
    if seen.uncomposed {
        let text = compose(raw);
        out.truncate(start);
        seen = scan(&text, true, out);
        notes.add(Note::Unicode);
        repaired = Some(text);
    }
    for _ in 0..ENCODINGS {
        let text = repaired.as_deref().unwrap_or(raw);
        let Some(found) = repair::decode(text, &out[start..], &seen) else {
            break;
        };
        out.truncate(start);
        seen = scan(&found.text, true, out);
        notes.add(found.note);
        repaired = Some(found.text);
    }
    if seen.fitting < seen.words {
        settle(out, start, &mut seen);
    }
    if seen.words == 0 {
        let blank = raw.chars().all(|c| !c.is_alphanumeric());
        return Err(if blank {
            NameFault::Missing
        } else {
            NameFault::NotAName
        });
    }
    if seen.words > MAX_WORDS {
        return Err(NameFault::NotAName);
    }
    let (origin, explained) = pattern::explain(&out[start..], &seen);
    Ok(Read {
        notes: notes.union(seen.notes).union(explained),
        scan: seen,
        repaired,
        origin,
    })
}

/// Passes over the canonical form again until it stays: case and composition of foreign letters
/// can each bring up work for the other. Names of foreign letters only.
fn settle(out: &mut String, start: usize, seen: &mut Scan) {
    for _ in 0..SETTLING_PASSES {
        if out[start..]
            .chars()
            .all(|c| c.is_ascii() || Letter::of(c).is_some())
        {
            return;
        }
        let text = compose(&out[start..]);
        let before = out.split_off(start);
        let again = scan(&text, true, out);
        (seen.words, seen.fitting) = (again.words, again.fitting);
        if out[start..] == before {
            return;
        }
    }
}

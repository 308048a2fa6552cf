//! One pass over a name: its canonical form and what was noticed on the way.
//!
//! A clean NFC name costs one table look-up a letter and no allocation. What the pass cannot
//! settle alone (combining marks, damaged encodings) it reports; `super::repair` deals with it.

use super::character::Part;
use crate::note::{Note, Notes};
use crate::text::letter::{self, D_STROKE, Letter};
use crate::text::syllable::{Fit, Word};

/// What one pass over a name saw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan {
    /// Repairs made in the canonical form.
    pub(super) notes: Notes,
    /// Number of words; each has a letter.
    pub(super) words: usize,
    /// Words that are Vietnamese syllables, with or without diacritics.
    pub(super) fitting: usize,
    /// Whether anything but ASCII was in the text.
    pub(super) foreign_bytes: bool,
    /// A word or mark that a proper name does not hold: worth trying the legacy encodings.
    pub(super) suspect: bool,
    /// Combining marks or compatibility letters: the text has to be composed first. The pass
    /// stops at the first of them.
    pub(super) uncomposed: bool,
    /// Letter case of the whole.
    pub(super) case: Case,
}

/// Letter case of a whole name. The small đ in a word of capitals counts as a capital: several
/// programs' upper case leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As names are written, or mixed in a way that is left alone.
    Mixed,
    /// Capitals only.
    Upper,
    /// Small letters only.
    Lower,
}

/// Appends the canonical form of `text` to `out`. `composed` says that combining marks which are
/// left belong to foreign letters.
pub(super) fn scan(text: &str, composed: bool, out: &mut String) -> Scan {
    let mut pass = Pass::new(out, composed);
    for c in text.chars() {
        match Letter::of(c) {
            Some(letter) => pass.letter(letter, c),
            None if c == ' ' => pass.space(),
            None => pass.other(c),
        }
        if pass.scan.uncomposed {
            break;
        }
    }
    pass.finish()
}

struct Pass<'a> {
    out: &'a mut String,
    composed: bool,
    scan: Scan,
    start: usize,
    word: Word,
    word_start: usize,
    word_capitals: usize,
    word_letters: usize,
    capital_first: bool,
    spaces: usize,
    capitals: usize,
    smalls: usize,
    odd_case: bool,
}

impl<'a> Pass<'a> {
    fn new(out: &'a mut String, composed: bool) -> Self {
        let start = out.len();
        Pass {
            out,
            composed,
            scan: Scan {
                notes: Notes::EMPTY,
                words: 0,
                fitting: 0,
                foreign_bytes: false,
                suspect: false,
                uncomposed: false,
                case: Case::Mixed,
            },
            start,
            word: Word::EMPTY,
            word_start: start,
            word_capitals: 0,
            word_letters: 0,
            capital_first: false,
            // As if a space stood before the text: a leading one is then one too many.
            spaces: 1,
            capitals: 0,
            smalls: 0,
            odd_case: false,
        }
    }

    fn note(&mut self, note: Note) {
        self.scan.notes.add(note);
    }

    fn letter(&mut self, letter: Letter, c: char) {
        self.spaces = 0;
        self.count_case(letter.is_upper(), letter.base() == D_STROKE);
        self.word.push(letter);
        if c.is_ascii() {
            self.out.push(c.to_ascii_lowercase());
        } else {
            self.scan.foreign_bytes = true;
            self.out.push(letter::lower(letter.base(), letter.tone()));
        }
    }

    fn count_case(&mut self, upper: bool, d_stroke: bool) {
        if upper {
            self.capital_first |= self.word_letters == 0;
            self.word_capitals += 1;
        } else if !d_stroke {
            self.smalls += 1;
        }
        self.word_letters += 1;
    }

    fn space(&mut self) {
        if self.spaces > 0 {
            self.note(Note::Spaces);
        }
        self.spaces += 1;
        self.end_word();
    }

    /// Anything that is neither a letter of the alphabet nor a plain space.
    fn other(&mut self, c: char) {
        self.scan.foreign_bytes |= !c.is_ascii();
        match Part::of(c) {
            Part::LikeDStroke => {
                self.note(Note::DStroke);
                self.letter(Letter::new(D_STROKE, 0, c.is_uppercase()), c);
            }
            Part::Apostrophe { usual } => self.apostrophe(usual),
            Part::Hyphen { usual } => self.hyphen(usual),
            Part::Blank => {
                self.note(Note::Spaces);
                self.spaces += 1;
                self.end_word();
            }
            Part::Invisible => {
                self.note(Note::Spaces);
                self.scan.suspect |= c.is_control() || c == '\u{ad}';
            }
            Part::Uncomposed => {
                self.scan.uncomposed |= !self.composed;
                self.word.break_off();
                self.out.push(c);
            }
            Part::Foreign => {
                self.spaces = 0;
                self.count_case(c.is_uppercase(), false);
                self.word.break_off();
                self.out.extend(c.to_lowercase());
            }
            Part::Digit => {
                self.spaces = 0;
                self.word.break_off();
                self.out.push(c);
            }
            Part::Mark => {
                self.note(Note::Marks);
                self.scan.suspect |= !c.is_ascii();
                self.end_word();
            }
        }
    }

    /// Joins what stands on both sides, whatever spaces are between; is none at the start.
    fn apostrophe(&mut self, usual: bool) {
        if !usual {
            self.note(Note::Apostrophe);
        }
        self.end_word();
        if self.out.len() == self.start {
            self.note(Note::Marks);
            return;
        }
        if self.out.ends_with(' ') {
            self.out.pop();
        }
        if !self.out.ends_with('\'') {
            self.out.push('\'');
        }
        self.word_start = self.out.len();
        self.spaces = 0;
    }

    fn hyphen(&mut self, usual: bool) {
        self.end_word();
        if !usual || self.out.len() == self.start {
            self.note(Note::Apostrophe);
        }
        self.spaces = 0;
    }

    fn end_word(&mut self) {
        if self.out.len() == self.word_start {
            return;
        }
        if self.word_letters > 0 {
            self.judge_word();
            self.out.push(' ');
        } else {
            self.out.truncate(self.word_start);
            self.note(Note::Marks);
        }
        self.word_start = self.out.len();
        self.word = Word::EMPTY;
        (self.word_capitals, self.word_letters, self.capital_first) = (0, 0, false);
    }

    fn judge_word(&mut self) {
        self.scan.words += 1;
        self.capitals += self.word_capitals;
        let fits = self.word.fit() != Fit::No;
        if fits {
            self.scan.fitting += 1;
            if let Some(at) = self.word.misplaced_tone() {
                self.out.truncate(self.word_start);
                self.word.write_with_tone_at(at, self.out);
                self.note(Note::TonePlacement);
                // No style places it so: perhaps the letter is no letter with a tone.
                self.scan.suspect |= !self.word.has_two_placements();
            }
        }
        let usual = self.capital_first && self.word_capitals == 1;
        self.odd_case |= fits && !usual;
    }

    /// H and K alone at the start are the prefix that is written with an apostrophe (H Hen).
    fn join_prefix(&mut self) {
        let name = self.out.as_bytes();
        if matches!(name.get(self.start..self.start + 2), Some(b"h " | b"k ")) {
            self.out.replace_range(self.start + 1..self.start + 2, "'");
            self.note(Note::Apostrophe);
        }
    }

    fn finish(mut self) -> Scan {
        if self.spaces > 0 && self.out.len() > self.start {
            self.note(Note::Spaces);
        }
        self.end_word();
        while self.out.len() > self.start && self.out.ends_with([' ', '\'']) {
            self.out.pop();
        }
        self.join_prefix();
        let mut scan = self.scan;
        scan.case = match (self.capitals, self.smalls) {
            (2.., 0) if self.capitals > scan.words => Case::Upper,
            (0, 1..) => Case::Lower,
            _ => Case::Mixed,
        };
        if self.odd_case || scan.case != Case::Mixed {
            scan.notes.add(Note::Case);
        }
        let unfit = scan.fitting < scan.words || self.odd_case && scan.case == Case::Mixed;
        scan.suspect |= unfit && scan.foreign_bytes;
        scan
    }
}

//! The form of a repaired name for people to read.

use super::canonical::Case;
use super::character::Part;
use crate::text::letter::Letter;

/// Appends the name with single spaces, the usual apostrophe and hyphen and nothing that no name
/// holds; in `case` other than mixed with a capital at the start of each word. `vietnamese` says
/// that eth stands for Đ.
pub(super) fn display(text: &str, case: Case, vietnamese: bool, out: &mut String) {
    let mut writer = Writer {
        start: out.len(),
        word_start: out.len(),
        letters: 0,
        out,
    };
    for c in text.chars() {
        let part = if Letter::of(c).is_some() {
            Part::Foreign
        } else {
            Part::of(c)
        };
        match part {
            Part::Foreign | Part::LikeDStroke => {
                let first = writer.letters == 0;
                writer.letters += 1;
                writer
                    .out
                    .push(cased(if vietnamese { d_stroke(c) } else { c }, case, first));
            }
            Part::Uncomposed | Part::Digit => writer.out.push(c),
            Part::Apostrophe { .. } => writer.joint('\''),
            Part::Hyphen { .. } => writer.joint('-'),
            Part::Invisible => {}
            Part::Blank | Part::Mark => writer.end_word(),
        }
    }
    writer.end_word();
    let end = writer.out.trim_end_matches([' ', '-', '\'']).len();
    writer.out.truncate(end.max(writer.start));
}

struct Writer<'a> {
    start: usize,
    word_start: usize,
    letters: usize,
    out: &'a mut String,
}

impl Writer<'_> {
    /// Ends a word; one without letters goes.
    fn end_word(&mut self) {
        if self.letters == 0 {
            self.out.truncate(self.word_start);
        } else {
            self.out.push(' ');
        }
        self.word_start = self.out.len();
        self.letters = 0;
    }

    /// An apostrophe or hyphen: joins the words on both sides, and is none at the start. Of
    /// several the apostrophe stays.
    fn joint(&mut self, mark: char) {
        self.end_word();
        let last = if mark == '\'' {
            &[' ', '-'][..]
        } else {
            &[' ']
        };
        if self.out.len() > self.start && self.out.ends_with(last) {
            self.out.pop();
        }
        if self.out.len() > self.start && !self.out.ends_with(['-', '\'']) {
            self.out.push(mark);
        }
        self.word_start = self.out.len();
    }
}

/// The letter as a capital or small where that is one letter and can be undone (not so: ﬀ, ß).
fn cased(c: char, case: Case, first: bool) -> char {
    if case == Case::Mixed {
        return c;
    }
    let changed = if first {
        single(c.to_uppercase())
    } else {
        single(c.to_lowercase())
    };
    changed
        .filter(|other| other.to_lowercase().eq(c.to_lowercase()))
        .unwrap_or(c)
}

fn single(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

fn d_stroke(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        _ => c,
    }
}

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
                    .extend(cased(if vietnamese { d_stroke(c) } else { c }, case, first));
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

    /// An apostrophe or hyphen: joins the words on both sides, and is none at the start.
    fn joint(&mut self, mark: char) {
        self.end_word();
        if mark == '\'' && self.out.ends_with(' ') || self.letters_before() {
            self.out.pop();
        }
        if self.out.len() > self.start && !self.out.ends_with(['-', '\'', ' ']) {
            self.out.push(mark);
        }
        self.word_start = self.out.len();
    }

    /// Whether a single space after a word is last.
    fn letters_before(&self) -> bool {
        self.out.len() > self.start && self.out.ends_with(' ')
    }
}

fn cased(c: char, case: Case, first: bool) -> impl Iterator<Item = char> {
    let upper = case != Case::Mixed && first;
    let lower = case != Case::Mixed && !first;
    let one = (!upper && !lower).then_some(c);
    let up = upper.then(|| c.to_uppercase()).into_iter().flatten();
    let low = lower.then(|| c.to_lowercase()).into_iter().flatten();
    one.into_iter().chain(up).chain(low)
}

fn d_stroke(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        _ => c,
    }
}

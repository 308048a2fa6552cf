//! Text of a date taken apart into numbers, month names and words, and its time of day cut off.

use unicode_normalization::UnicodeNormalization;

use crate::text::fold;
use crate::{Note, Notes};

/// A number as written: its value and how many digits it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
}

/// At most three numbers make a date; one more is kept to see that there were too many.
const MOST: usize = 4;

/// What a date's text consists of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    numbers: [Number; MOST],
    len: usize,
    /// The month, where it was named in words ("Aug").
    pub(super) named_month: Option<(i8, usize)>,
    /// A word that belongs to no date was met.
    pub(super) strange: bool,
    /// A word of any kind was met.
    pub(super) words: bool,
    /// What was cut off or made plain.
    pub(super) notes: Notes,
}

impl Parts {
    /// Takes a text apart.
    pub(super) fn of(raw: &str) -> Self {
        let mut parts = Self {
            numbers: [Number {
                value: 0,
                digits: 0,
            }; MOST],
            len: 0,
            named_month: None,
            strange: false,
            words: false,
            notes: Notes::EMPTY,
        };
        let plain = parts.plain(raw);
        let date = parts.cut_time(&plain);
        parts.take(date);
        parts
    }

    /// The numbers in order.
    pub(super) fn numbers(&self) -> &[Number] {
        self.numbers.get(..self.len).unwrap_or_default()
    }

    /// ASCII text as it is; anything else with full-width forms made plain.
    fn plain<'a>(&mut self, raw: &'a str) -> std::borrow::Cow<'a, str> {
        let text = raw.trim();
        if text.is_ascii() {
            return text.into();
        }
        let plain: String = text.nfkc().collect();
        if plain.bytes().filter(u8::is_ascii_digit).count()
            > text.bytes().filter(u8::is_ascii_digit).count()
        {
            self.notes.add(Note::FullWidthDigits);
        }
        plain.into()
    }

    /// Cuts from the hour on. What follows the first colon must look like a time.
    fn cut_time<'a>(&mut self, text: &'a str) -> &'a str {
        let Some(colon) = text.find(':') else {
            return text;
        };
        let (before, after) = text.split_at(colon);
        let date = before.trim_end_matches(|c: char| c.is_ascii_digit());
        // "Ngày sinh: 05/08/1990" has a colon, too, but no hour before it.
        if before.len() - date.len() > 2 || before.len() == date.len() {
            return text;
        }
        if !after.chars().all(is_of_a_time) {
            self.strange = true;
        }
        self.notes.add(Note::TimeCut);
        date.trim_end_matches(['T', 't', ' ', ','])
    }

    fn take(&mut self, text: &str) {
        for piece in text.split(|c: char| !c.is_alphanumeric()) {
            let mut rest = piece;
            while let Some(first) = rest.chars().next() {
                let numeric = first.is_ascii_digit();
                let end = rest
                    .find(|c: char| c.is_ascii_digit() != numeric)
                    .unwrap_or(rest.len());
                let (head, tail) = rest.split_at(end);
                if numeric {
                    self.push(head);
                } else {
                    self.take_word(head);
                }
                rest = tail;
            }
        }
    }

    fn push(&mut self, digits: &str) {
        let number = Number {
            value: digits.parse().unwrap_or(u32::MAX),
            digits: digits.len(),
        };
        match self.numbers.get_mut(self.len) {
            Some(place) => {
                *place = number;
                self.len += 1;
            }
            None => self.strange = true,
        }
    }

    fn take_word(&mut self, word: &str) {
        let folded = fold(word);
        if matches!(folded.as_str(), "x" | "xx" | "xxxx") {
            return; // crossed out: "xx/xx/1955"
        }
        self.words = true;
        match month_of_name(&folded) {
            Some(month) if self.named_month.is_none() => self.named_month = Some((month, self.len)),
            Some(_) => self.strange = true,
            None => self.strange |= !is_word_of_a_date(&folded),
        }
    }
}

fn is_of_a_time(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            ':' | '.'
                | ','
                | '+'
                | '-'
                | ' '
                | 'A'
                | 'P'
                | 'M'
                | 'a'
                | 'p'
                | 'm'
                | 'S'
                | 'C'
                | 'H'
                | 's'
                | 'c'
                | 'h'
                | 'Z'
                | 'z'
        )
}

/// Words that stand around the numbers in Vietnamese ("ngày 5 tháng 8 năm 1990", "thg 8").
fn is_word_of_a_date(folded: &str) -> bool {
    matches!(
        folded,
        "ngay"
            | "thang"
            | "thg"
            | "th"
            | "nam"
            | "sinh"
            | "sn"
            | "mung"
            | "mong"
            | "ns"
            | "n"
            | "t"
    )
}

fn month_of_name(folded: &str) -> Option<i8> {
    let month = match folded {
        "jan" | "january" => 1,
        "feb" | "february" => 2,
        "mar" | "march" => 3,
        "apr" | "april" => 4,
        "may" => 5,
        "jun" | "june" => 6,
        "jul" | "july" => 7,
        "aug" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "oct" | "october" => 10,
        "nov" | "november" => 11,
        "dec" | "december" => 12,
        _ => return None,
    };
    Some(month)
}

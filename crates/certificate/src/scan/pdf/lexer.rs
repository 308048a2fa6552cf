//! Bytes to values (sections 7.2 and 7.3).

use super::budget::Budget;
use super::object::{Dict, Object};

/// How deep arrays and dictionaries may lie in each other.
const DEEPEST: usize = 24;
/// Digits of a number at most; more say nothing.
const LONGEST_NUMBER: usize = 40;

/// What comes next.
pub(super) enum Token<'a> {
    Value(Object),
    /// An operator, a keyword, or the end of an array or a dictionary.
    Word(&'a [u8]),
}

/// Goes through bytes, and takes room for the values it finds.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    budget: &'a Budget,
    /// Room that was taken and not given back.
    taken: usize,
}

impl<'a> Lexer<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Self {
            bytes,
            at,
            budget,
            taken: 0,
        }
    }

    /// Gives back the room of all values so far, which are held no more.
    pub(super) fn give_back(&mut self) {
        self.budget.give_back(std::mem::take(&mut self.taken));
    }

    /// Where the next byte is.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(super) fn advance(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    /// One value; nothing where something else stands.
    pub(super) fn value(&mut self) -> Option<Object> {
        match self.next_within(0)? {
            Token::Value(value) => Some(value),
            Token::Word(_) => None,
        }
    }

    /// The next value or word; nothing at the end, where values are nested too deeply, or where the budget
    /// has no room for one: then nothing more can be spent either.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        self.next_within(0)
    }

    fn next_within(&mut self, depth: usize) -> Option<Token<'a>> {
        self.skip_blanks();
        let first = *self.rest().first()?;
        let value = match first {
            b'/' => Object::Name(self.name()),
            b'(' => Object::Text(self.text()?),
            b'[' => Object::Array(self.items(depth, b"]")?),
            b'<' if self.rest().starts_with(b"<<") => self.dict(depth)?,
            b'<' => Object::Text(self.hexadecimal()),
            b'>' if self.rest().starts_with(b">>") => return Some(self.word(2)),
            b']' | b'>' | b')' | b'{' | b'}' => return Some(self.word(1)),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => return Some(self.keyword()),
        };
        self.budget.take(value.room()).ok()?;
        self.taken += value.room();
        Some(Token::Value(value))
    }

    fn word(&mut self, length: usize) -> Token<'a> {
        let word = self.rest().get(..length).unwrap_or_default();
        self.advance(length);
        Token::Word(word)
    }

    fn keyword(&mut self) -> Token<'a> {
        let length = self.regular();
        match self.word(length.max(1)) {
            Token::Word(b"true") => Token::Value(Object::Bool(true)),
            Token::Word(b"false") => Token::Value(Object::Bool(false)),
            Token::Word(b"null") => Token::Value(Object::Null),
            other => other,
        }
    }

    /// How many regular characters follow.
    fn regular(&self) -> usize {
        let rest = self.rest();
        let end = rest.iter().position(|byte| !is_regular(*byte));
        end.unwrap_or(rest.len())
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
            self.advance(blanks);
            if self.rest().first() != Some(&b'%') {
                return;
            }
            let ends = |byte: &u8| matches!(byte, b'\r' | b'\n');
            let line = self.rest().iter().position(ends);
            self.advance(line.unwrap_or(usize::MAX));
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.advance(1);
        let length = self.regular();
        let Token::Word(written) = self.word(length) else {
            return Vec::new();
        };
        let mut name = Vec::with_capacity(length);
        let mut rest = written;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                Some(escaped) if byte == b'#' => {
                    name.push(escaped);
                    rest = after.get(2..).unwrap_or_default();
                }
                _ => name.push(byte),
            }
        }
        name
    }

    fn number(&mut self) -> Object {
        let length = self.regular().max(1);
        let Token::Word(word) = self.word(length) else {
            return Object::Null;
        };
        let text = std::str::from_utf8(word).ok();
        let text = text.filter(|text| text.len() <= LONGEST_NUMBER);
        let number = text.and_then(|text| text.parse::<f64>().ok());
        number
            .filter(|number| number.is_finite())
            .map_or(Object::Null, Object::Number)
    }

    /// A text between brackets, which it may hold in pairs.
    fn text(&mut self) -> Option<Vec<u8>> {
        self.advance(1);
        let mut open = 1_usize;
        let mut text = Vec::new();
        loop {
            let byte = self.byte()?;
            match byte {
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Some(text);
            }
            text.push(byte);
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest().first()?;
        self.advance(1);
        Some(byte)
    }

    /// What stands after a backslash (section 7.3.4.2); a line that goes on is nothing.
    fn escaped(&mut self) -> Option<u8> {
        match self.byte()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(0x0c),
            b'\n' => None,
            b'\r' => {
                let is_pair = self.rest().first() == Some(&b'\n');
                self.advance(usize::from(is_pair));
                None
            }
            digit @ b'0'..=b'7' => Some(self.octal(digit - b'0')),
            other => Some(other),
        }
    }

    /// A byte in up to three octal digits, of which the first is read.
    fn octal(&mut self, first: u8) -> u8 {
        let mut byte = first;
        for _ in 0..2 {
            let Some(digit @ b'0'..=b'7') = self.rest().first() else {
                break;
            };
            byte = byte.wrapping_mul(8).wrapping_add(digit - b'0');
            self.advance(1);
        }
        byte
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.advance(1);
        let end = self.rest().iter().position(|byte| *byte == b'>');
        let length = end.unwrap_or(self.rest().len());
        let written = self.rest().get(..length).unwrap_or_default();
        self.advance(length + 1);
        hexadecimal(written)
    }

    fn dict(&mut self, depth: usize) -> Option<Object> {
        self.advance(1);
        let items = self.items(depth, b">>")?;
        let mut items = items.into_iter();
        let pairs = std::iter::from_fn(|| Some((items.next()?, items.next()?)));
        let named = pairs.filter_map(|(name, value)| match name {
            Object::Name(name) => Some((name, value)),
            _ => None,
        });
        Some(Object::Dict(named.collect::<Dict>()))
    }

    /// Everything up to the word that ends it; two numbers and `R` are a reference.
    fn items(&mut self, depth: usize, end: &[u8]) -> Option<Vec<Object>> {
        if depth == DEEPEST {
            return None;
        }
        self.advance(1);
        let mut items = Vec::new();
        loop {
            match self.next_within(depth + 1)? {
                Token::Value(value) => items.push(value),
                Token::Word(word) if word == end => return Some(items),
                Token::Word(b"R") => {
                    items.pop();
                    let number = items.pop()?.count()?;
                    items.push(Object::Reference(u32::try_from(number).ok()?));
                }
                // The file is damaged: what follows belongs to no array.
                Token::Word(b"endobj" | b"stream") => return None,
                Token::Word(_) => {}
            }
        }
    }
}

/// Pairs of hexadecimal digits; a last one alone has a zero beside it.
pub(super) fn hexadecimal(written: &[u8]) -> Vec<u8> {
    let digits = written.iter().map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits
        .flatten()
        .filter_map(|it| it.try_into().ok())
        .collect();
    let pairs = digits.chunks(2);
    let byte = |pair: &[u8]| match pair {
        [high, low] => high << 4 | low,
        [high] => high << 4,
        _ => 0,
    };
    pairs.map(byte).collect()
}

pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

const fn is_regular(byte: u8) -> bool {
    let delimits = matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    );
    !is_blank(byte) && !delimits
}

//! The objects of a file, found by going through it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::budget::Budget;
use super::fault::PdfFault;
use super::lexer::{Lexer, is_blank};
use super::object::{Dict, Object};
use super::stream::Stream;

/// References that lead to references.
const LONGEST_CHAIN: usize = 8;

/// A value, and the bytes that follow it where it is a stream.
struct Entry {
    value: Object,
    bytes: Option<Range<usize>>,
}

/// A file whose objects are known.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<u32, Entry>,
    /// The object where pages begin, where a trailer says so.
    root: Option<Object>,
}

impl<'a> File<'a> {
    /// Finds everything.
    ///
    /// # Errors
    /// [`PdfFault::Encrypted`], [`PdfFault::TooLarge`].
    pub(super) fn read(bytes: &'a [u8], budget: &Budget) -> Result<Self, PdfFault> {
        let mut file = Self {
            bytes,
            entries: BTreeMap::new(),
            root: None,
        };
        let mut at = 0;
        while let Some((kind, found)) = file.next_keyword(at) {
            let mut lexer = Lexer::new(bytes, found, budget);
            let value = lexer.value();
            budget.spend(lexer.at() - found)?;
            at = match (kind, value) {
                (Keyword::Object(number), Some(value)) => file.add(number, value, lexer, budget)?,
                (Keyword::Trailer, Some(Object::Dict(trailer))) => {
                    file.add_trailer(&trailer)?;
                    lexer.at()
                }
                _ => found,
            };
        }
        Ok(file)
    }

    /// The next `N G obj` or `trailer`, and where its value begins.
    fn next_keyword(&self, from: usize) -> Option<(Keyword, usize)> {
        let mut at = from;
        loop {
            let rest = self.bytes.get(at..)?;
            let place = at + rest.iter().position(|byte| matches!(byte, b'o' | b't'))?;
            let rest = self.bytes.get(place..)?;
            if rest.starts_with(b"trailer") {
                return Some((Keyword::Trailer, place + 7));
            }
            if rest.starts_with(b"obj")
                && let Some(number) = self.bytes.get(..place).and_then(number_before)
            {
                return Some((Keyword::Object(number), place + 3));
            }
            at = place + 1;
        }
    }

    /// Gives where to go on.
    fn add(
        &mut self,
        number: u32,
        value: Object,
        mut lexer: Lexer<'_>,
        budget: &Budget,
    ) -> Result<usize, PdfFault> {
        let blanks = lexer.rest().iter().take_while(|byte| is_blank(**byte));
        lexer.advance(blanks.count());
        let dict = value.dict().filter(|_| lexer.rest().starts_with(b"stream"));
        let bytes = dict.map(|dict| self.stream_after(dict, lexer.at()));
        let end = bytes.as_ref().map_or(lexer.at(), |bytes| bytes.end);
        budget.spend(end - lexer.at())?;
        if let Some((dict, bytes)) = dict.zip(bytes.clone()) {
            let dict = dict.clone();
            if dict.is_a("XRef") {
                self.add_trailer(&dict)?;
            }
            if dict.is_a("ObjStm") {
                self.add_packed(&dict, bytes, budget)?;
            }
        }
        self.entries.insert(number, Entry { value, bytes });
        Ok(end)
    }

    /// The bytes of a stream whose keyword begins here (section 7.3.8).
    fn stream_after(&self, dict: &Dict, keyword: usize) -> Range<usize> {
        let after = self.bytes.get(keyword + 6..).unwrap_or_default();
        let line = match after {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        let start = keyword + 6 + line;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let said = dict.get("Length").and_then(Object::count);
        let fits = |length: &usize| {
            let after = rest.get(*length..).unwrap_or_default();
            let blanks = after.iter().take(2).take_while(|byte| is_blank(**byte));
            let blanks = blanks.count();
            after
                .get(blanks..)
                .is_some_and(|end| end.starts_with(b"endstream"))
        };
        let length = said.filter(fits).unwrap_or_else(|| {
            let found = rest.windows(9).position(|it| it == b"endstream");
            found.unwrap_or(rest.len())
        });
        start..start + length
    }

    fn add_trailer(&mut self, trailer: &Dict) -> Result<(), PdfFault> {
        if trailer.get("Encrypt").is_some() {
            return Err(PdfFault::Encrypted);
        }
        if let Some(root) = trailer.get("Root") {
            self.root = Some(root.clone());
        }
        Ok(())
    }

    /// Objects that lie packed in a stream (section 7.5.7).
    fn add_packed(
        &mut self,
        dict: &Dict,
        bytes: Range<usize>,
        budget: &Budget,
    ) -> Result<(), PdfFault> {
        let raw = self.bytes.get(bytes).unwrap_or_default();
        let stream = Stream { dict, raw };
        let Some(unpacked) = stream.unpacked(self, budget)? else {
            return Ok(());
        };
        let number = |name| dict.get(name).and_then(Object::count).unwrap_or_default();
        let (count, first) = (number("N"), number("First"));
        let mut heads = Lexer::new(&unpacked, 0, budget);
        for _ in 0..count {
            let mut next = || heads.value().and_then(|it| it.count());
            let Some((number, offset)) = next().zip(next()) else {
                break;
            };
            let start = first.saturating_add(offset);
            let mut lexer = Lexer::new(&unpacked, start.min(unpacked.len()), budget);
            let from = lexer.at();
            let value = lexer.value();
            budget.spend(lexer.at() - from)?;
            if let (Ok(number), Some(value)) = (u32::try_from(number), value) {
                self.entries.insert(number, Entry { value, bytes: None });
            }
            heads.give_back();
        }
        budget.spend(0)
    }

    /// What a value stands for.
    pub(super) fn resolved<'b>(&'b self, value: &'b Object) -> &'b Object {
        let mut value = value;
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number) = value else {
                return value;
            };
            match self.entries.get(number) {
                Some(entry) => value = &entry.value,
                None => return &Object::Null,
            }
        }
        &Object::Null
    }

    /// A value of a dictionary, whatever it refers to.
    pub(super) fn get<'b>(&'b self, dict: &'b Dict, name: &str) -> Option<&'b Object> {
        dict.get(name).map(|value| self.resolved(value))
    }

    /// The stream that a value refers to.
    pub(super) fn stream<'b>(&'b self, value: &Object) -> Option<Stream<'b>> {
        let mut value = value;
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number) = value else {
                return None;
            };
            let entry = self.entries.get(number)?;
            if let (Object::Dict(dict), Some(bytes)) = (&entry.value, &entry.bytes) {
                let raw = self.bytes.get(bytes.clone())?;
                return Some(Stream { dict, raw });
            }
            value = &entry.value;
        }
        None
    }

    /// The catalogue (section 7.7.2): the one that is named last, else the last there is.
    pub(super) fn catalogue(&self) -> Option<&Dict> {
        let named = self.root.as_ref().map(|root| self.resolved(root));
        let named = named.and_then(Object::dict);
        named.or_else(|| self.dicts().filter(|dict| dict.is_a("Catalog")).last())
    }

    /// All dictionaries, by the numbers of their objects.
    pub(super) fn dicts(&self) -> impl Iterator<Item = &Dict> {
        self.entries.values().filter_map(|entry| entry.value.dict())
    }
}

enum Keyword {
    Object(u32),
    Trailer,
}

/// The number of an object from what stands before `obj`: a number, blanks, a generation, blanks.
fn number_before(bytes: &[u8]) -> Option<u32> {
    let blanks = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .take(8)
            .take_while(|it| is_blank(**it))
            .count()
    };
    let digits = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .take(10)
            .take_while(|it| it.is_ascii_digit())
            .count()
    };
    let mut end = bytes;
    let mut number: &[u8] = &[];
    for _ in 0..2 {
        end = end.get(..end.len() - blanks(end))?;
        let length = digits(end);
        if length == 0 {
            return None;
        }
        number = end.get(end.len() - length..)?;
        end = end.get(..end.len() - length)?;
    }
    std::str::from_utf8(number).ok()?.parse().ok()
}

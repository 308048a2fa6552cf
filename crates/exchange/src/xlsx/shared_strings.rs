//! The table of texts that cells point into.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::Package;
use super::xml::{push_entity, unescape_excel, xml_error};
use crate::error::ExchangeError;

/// Texts by number, in one piece of memory.
#[derive(Default)]
pub(crate) struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// Text number `index`; `None` beyond the end.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }

    /// Reads the part. Phonetic readings (`rPh`) are not part of the text.
    pub(crate) fn read(package: &Package, part: usize) -> Result<Self, ExchangeError> {
        let mut reader = Reader::from_reader(package.read(part, package.limits.part_bytes));
        let failed = |error| xml_error(&error, package.place(part));
        let mut table = Self::default();
        let (mut buffer, mut item) = (Vec::new(), String::new());
        let (mut in_text, mut phonetic) = (false, false);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(failed)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "si" => item.clear(),
                    "t" => in_text = true,
                    "rPh" => phonetic = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "si" => table.push(&unescape_excel(std::mem::take(&mut item))),
                    "t" => in_text = false,
                    "rPh" => phonetic = false,
                    _ => {}
                },
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => table.push(""),
                Event::Text(text) if in_text && !phonetic => item.push_str(&text.xml10_content()),
                Event::CData(text) if in_text && !phonetic => item.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) if in_text && !phonetic => {
                    push_entity(&entity, &mut item);
                }
                Event::Eof => return Ok(table),
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // The bound on parts keeps the table far below four gigabytes.
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

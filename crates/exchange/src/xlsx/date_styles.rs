//! Which cell styles show a number as a date.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::Package;
use super::xml::{attribute, xml_error};
use crate::date_format::{built_in_date, shows_date};
use crate::error::ExchangeError;

/// Whether each cell style (`s` of a cell) shows a date.
#[derive(Default)]
pub(crate) struct DateStyles(Vec<bool>);

impl DateStyles {
    /// Whether style number `index` shows a date.
    pub(crate) fn is_date(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or(false)
    }

    /// Reads the part.
    pub(crate) fn read(package: &Package, part: usize) -> Result<Self, ExchangeError> {
        let mut reader = Reader::from_reader(package.read(part, package.limits.part_bytes));
        let mut styles = Self::default();
        let mut formats = BTreeMap::new();
        let (mut buffer, mut in_cell_styles) = (Vec::new(), false);
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer);
            match event.map_err(|error| xml_error(&error, package.place(part)))? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "numFmt" => {
                        if let Some(id) = number(&tag, "numFmtId") {
                            let code = attribute(&tag, "formatCode").unwrap_or_default();
                            formats.insert(id, shows_date(&code));
                        }
                    }
                    "cellXfs" => in_cell_styles = true,
                    "xf" if in_cell_styles => {
                        let id = number(&tag, "numFmtId").unwrap_or(0);
                        let own = formats.get(&id).copied();
                        styles.0.push(own.unwrap_or_else(|| built_in_date(id)));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.parse().ok()
}

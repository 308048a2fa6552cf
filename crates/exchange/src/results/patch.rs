//! One sheet's XML passed through, the result cells exchanged on the way.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use crate::error::{ExchangeError, Place};
use crate::xlsx::{PartReader, attribute, column_letters, column_of, xml_error};

/// What the column is called where it has to be added.
const HEADING: &str = "Kết quả import";
/// Longest text that Excel takes in a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// What is to be changed in a sheet.
pub(super) struct SheetPatch<'a> {
    /// Number of the part in the container.
    pub(super) part: usize,
    /// Name of the sheet, for messages.
    pub(super) sheet: String,
    /// Column of the results, from 0.
    pub(super) column: u32,
    /// Row that gets the heading, where there is none yet.
    pub(super) new_header: Option<u32>,
    /// New texts by row.
    pub(super) rows: BTreeMap<u32, &'a str>,
}

/// The passage of one sheet.
pub(super) struct Patch<'a> {
    changes: &'a SheetPatch<'a>,
    file: &'a str,
    out_name: &'a str,
    reader: Reader<PartReader>,
    row: u32,
    next_column: u32,
    in_data: bool,
    column_style: Option<String>,
    /// The text that the open row still has to get.
    pending: Option<&'a str>,
    row_style: Option<String>,
    prefix: String,
    /// Whether the events of a replaced cell are being left out.
    skipping: bool,
}

impl<'a> Patch<'a> {
    pub(super) fn new(
        sheet: PartReader,
        changes: &'a SheetPatch<'a>,
        file: &'a str,
        out_name: &'a str,
    ) -> Self {
        Self {
            changes,
            file,
            out_name,
            reader: Reader::from_reader(sheet),
            row: 0,
            next_column: 0,
            in_data: false,
            column_style: None,
            pending: None,
            row_style: None,
            prefix: String::new(),
            skipping: false,
        }
    }

    /// Passes the whole sheet to `out`.
    pub(super) fn run(mut self, out: &mut impl Write) -> Result<(), ExchangeError> {
        let mut writer = Writer::new(out);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer).map_err(|error| {
                let place = Place::of_sheet(self.file, &self.changes.sheet);
                xml_error(&error, place.at_row(self.row))
            })?;
            if matches!(event, Event::Eof) {
                return Ok(());
            }
            self.pass(event, &mut writer)
                .map_err(|error| ExchangeError::write(self.out_name, error))?;
        }
    }

    fn pass(&mut self, event: Event<'_>, out: &mut Writer<impl Write>) -> io::Result<()> {
        if self.skipping {
            if let Event::End(tag) = &event {
                self.skipping = tag.local_name().as_ref() != "c";
            }
            return Ok(());
        }
        match event {
            Event::Start(tag) => self.start(tag, false, out),
            Event::Empty(tag) => self.start(tag, true, out),
            Event::End(tag) => {
                match tag.local_name().as_ref() {
                    "row" if self.in_data => self.put_pending(out)?,
                    "sheetData" => self.in_data = false,
                    _ => {}
                }
                out.write_event(Event::End(tag))
            }
            other => out.write_event(other),
        }
    }

    fn start(
        &mut self,
        tag: BytesStart<'_>,
        empty: bool,
        out: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        match tag.local_name().as_ref() {
            "sheetData" => self.in_data = !empty,
            "dimension" => return self.dimension(&tag, empty, out),
            "col" => self.note_column_style(&tag),
            "row" if self.in_data => return self.start_row(&tag, empty, out),
            "c" if self.in_data => return self.start_cell(tag, empty, out),
            _ => {}
        }
        write_tag(tag, empty, out)
    }

    /// Widens the stated extent of the sheet where the results stand outside it.
    fn dimension(
        &self,
        tag: &BytesStart<'_>,
        empty: bool,
        out: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let stated = attribute(tag, "ref").unwrap_or_default();
        let wider = wider_extent(&stated, self.changes.column);
        write_tag(with_attribute(tag, "ref", wider), empty, out)
    }

    fn note_column_style(&mut self, tag: &BytesStart<'_>) {
        let number = |name| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
        let here = self.changes.column + 1;
        if number("min").is_some_and(|min| min <= here)
            && number("max").is_some_and(|max| here <= max)
        {
            self.column_style = attribute(tag, "style");
        }
    }

    fn start_row(
        &mut self,
        tag: &BytesStart<'_>,
        empty: bool,
        out: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let stated = attribute(tag, "r").and_then(|number| number.trim().parse().ok());
        self.row = stated.unwrap_or(self.row.saturating_add(1));
        self.next_column = 0;
        self.pending = match self.changes.new_header {
            Some(header) if header == self.row => Some(HEADING),
            _ => self.changes.rows.get(&self.row).copied(),
        };
        if self.pending.is_none() {
            return write_tag(tag.to_owned(), empty, out);
        }
        let raw = tag.name();
        self.prefix = raw
            .prefix()
            .map_or_else(String::new, |prefix| format!("{}:", prefix.as_ref()));
        let own_style = attribute(tag, "customFormat").is_some_and(|value| value != "0");
        self.row_style = own_style.then(|| attribute(tag, "s")).flatten();
        let spans = attribute(tag, "spans");
        let wider = spans.and_then(|spans| wider_spans(&spans, self.changes.column));
        write_tag(with_attribute(tag, "spans", wider), false, out)?;
        if empty {
            self.put_pending(out)?;
            out.write_event(Event::End(tag.to_end()))?;
        }
        Ok(())
    }

    fn start_cell(
        &mut self,
        tag: BytesStart<'_>,
        empty: bool,
        out: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let stated = attribute(&tag, "r").and_then(|reference| column_of(&reference));
        let column = stated.unwrap_or(self.next_column);
        self.next_column = column.saturating_add(1);
        if column < self.changes.column || self.pending.is_none() {
            return write_tag(tag, empty, out);
        }
        if column == self.changes.column {
            let style = attribute(&tag, "s");
            let text = self.pending.take().unwrap_or_default();
            self.skipping = !empty;
            return self.put_cell(text, style.as_deref(), out);
        }
        self.put_pending(out)?;
        write_tag(tag, empty, out)
    }

    fn put_pending(&mut self, out: &mut Writer<impl Write>) -> io::Result<()> {
        let Some(text) = self.pending.take() else {
            return Ok(());
        };
        let style = self.row_style.clone().or_else(|| self.column_style.clone());
        self.put_cell(text, style.as_deref(), out)
    }

    fn put_cell(
        &self,
        text: &str,
        style: Option<&str>,
        out: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let p = &self.prefix;
        let reference = format!("{}{}", column_letters(self.changes.column), self.row);
        let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
        let text = cell_safe(text);
        let cell = format!(
            "<{p}c r=\"{reference}\"{style} t=\"inlineStr\"><{p}is>\
             <{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>"
        );
        out.get_mut().write_all(cell.as_bytes())
    }
}

fn write_tag(tag: BytesStart<'_>, empty: bool, out: &mut Writer<impl Write>) -> io::Result<()> {
    out.write_event(if empty {
        Event::Empty(tag)
    } else {
        Event::Start(tag)
    })
}

/// The tag with one attribute's value exchanged, everything else as it was written.
fn with_attribute<'a>(tag: &BytesStart<'a>, name: &str, value: Option<String>) -> BytesStart<'a> {
    let Some(value) = value else {
        return tag.clone();
    };
    let mut changed = BytesStart::new(tag.name().as_ref().to_owned());
    let mut attributes = tag.attributes();
    for attribute in attributes.with_checks(false).flatten() {
        if attribute.key.as_ref() == name {
            changed.push_attribute((name, value.as_str()));
        } else {
            changed.push_attribute(attribute);
        }
    }
    changed
}

/// `A1:Y90` widened to a column; nothing where it is wide enough or unreadable.
fn wider_extent(extent: &str, column: u32) -> Option<String> {
    let (first, last) = extent.split_once(':').unwrap_or((extent, extent));
    let known = column_of(last)?;
    let row = last.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (known < column).then(|| format!("{first}:{}{row}", column_letters(column)))
}

/// `1:25` (columns from 1) widened to a column.
fn wider_spans(spans: &str, column: u32) -> Option<String> {
    let (first, last) = spans.rsplit_once(':')?;
    let known: u32 = last.parse().ok()?;
    (known < column + 1).then(|| format!("{first}:{}", column + 1))
}

/// Text as it may stand in a cell: marks escaped, letters that XML cannot hold left out, no
/// longer than Excel takes.
fn cell_safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut length = 0;
    for letter in text.chars() {
        length += letter.len_utf16();
        if length > LONGEST {
            break;
        }
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    // What looks like Excel's own escape must not be taken for one.
    if out.contains("_x") {
        out.replace("_x", "_x005F_x")
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents_and_spans_grow_only_when_they_must() {
        assert_eq!(wider_extent("A1:Y90", 25).as_deref(), Some("A1:Z90"));
        assert_eq!(wider_extent("A1:Z90", 25), None);
        assert_eq!(wider_extent("A1", 25).as_deref(), Some("A1:Z1"));
        assert_eq!(wider_extent("", 25), None);
        assert_eq!(wider_spans("1:25", 25).as_deref(), Some("1:26"));
        assert_eq!(wider_spans("1:26", 25), None);
    }

    #[test]
    fn text_is_made_safe_for_a_cell() {
        assert_eq!(cell_safe("a<b> & \u{1}c\n"), "a&lt;b&gt; &amp; c\n");
        assert_eq!(cell_safe("_x000D_"), "_x005F_x000D_");
        assert_eq!(cell_safe(&"đ".repeat(40_000)).chars().count(), LONGEST);
    }
}

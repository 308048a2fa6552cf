//! What all sheets of an old workbook share: their list, texts, formats.

use std::collections::BTreeMap;

use super::records::{BEGINNING, Record, Records};
use super::text::Pieces;
use crate::date_format::{built_in_date, shows_date};

/// Version of BIFF 8 in the beginning of a part.
const BIFF_8: u16 = 0x0600;

/// The globals of a workbook.
#[derive(Default)]
pub(super) struct Globals {
    /// Names of the sheets and where they begin.
    pub(super) sheets: Vec<(String, usize)>,
    pub(super) texts: Vec<String>,
    /// Whether each cell style shows a date.
    pub(super) dates: Vec<bool>,
    pub(super) since_1904: bool,
    /// Whether the file needs a password.
    pub(super) protected: bool,
    formats: BTreeMap<u16, bool>,
}

impl Globals {
    /// Reads the first part of the stream; `None` if it is not what it should be.
    pub(super) fn read(stream: &[u8]) -> Option<Self> {
        let mut globals = Self::default();
        let mut records = Records::new(stream, 0);
        let first = records.next()?;
        if first.kind != BEGINNING || first.u16(0)? != BIFF_8 {
            return None;
        }
        for record in records.by_ref() {
            globals.take(&record)?;
            if globals.protected {
                return Some(globals);
            }
        }
        records.whole.then_some(globals)
    }

    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            0x002F => self.protected = true,
            0x0022 => self.since_1904 = record.u16(0)? == 1,
            0x0085 => {
                let worksheet = *record.data.get(5)? == 0;
                let length = usize::from(*record.data.get(6)?);
                let name = Pieces::new(vec![record.data.get(7..)?]).text_of(length)?;
                if worksheet {
                    self.sheets.push((name, record.u32(0)? as usize));
                }
            }
            0x041E => {
                let code = Pieces::new(vec![record.data.get(2..)?]).text()?;
                self.formats.insert(record.u16(0)?, shows_date(&code));
            }
            0x00E0 => {
                let format = record.u16(2)?;
                let own = self.formats.get(&format).copied();
                let date = own.unwrap_or_else(|| built_in_date(u32::from(format)));
                self.dates.push(date);
            }
            0x00FC => self.texts = texts(record),
            _ => {}
        }
        Some(())
    }
}

/// The table of texts, as far as it can be read; what is missing behind costs its own cells.
fn texts(record: &Record<'_>) -> Vec<String> {
    let mut pieces = Pieces::new(record.pieces());
    let mut texts = Vec::new();
    if pieces.skip(4).is_none() {
        return texts;
    }
    let count = pieces.u32().unwrap_or(0);
    for _ in 0..count {
        match pieces.text() {
            Some(text) => texts.push(text),
            None => break,
        }
    }
    texts
}

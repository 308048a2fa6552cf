//! Old workbooks (.xls), and the protected ones that share their container.
//!
//! Read by hand, because general readers make room for every cell between the first and the
//! last and believe lengths that a damaged file states, which ends the whole program.

mod container;
mod globals;
mod records;
mod sheet;
mod text;

use self::container::{Broken, Container};
use self::globals::Globals;
pub(crate) use self::sheet::{OldRow, OldSheet};
use crate::error::{ExchangeError, Place};
use crate::limits::Limits;
use crate::sheet::RawRow;

/// An old workbook, its cells in memory. A sheet holds at most 65,536 rows of 256 cells.
pub(crate) struct OldBook {
    pub(crate) sheets: Vec<OldSheet>,
    pub(crate) since_1904: bool,
    texts: Vec<String>,
    limits: Limits,
}

impl OldBook {
    /// A row with its texts.
    pub(crate) fn raw(&self, row: &OldRow) -> RawRow {
        row.raw(&self.texts, self.limits.cell_bytes)
    }
}

/// Reads all sheets of an old workbook.
pub(crate) fn read(bytes: &[u8], file: &str, limits: Limits) -> Result<OldBook, ExchangeError> {
    let broken = |_: Broken| ExchangeError::damaged(file, "not readable as an old workbook");
    let container = Container::open(bytes).map_err(broken)?;
    if container.has("EncryptedPackage") || container.has("EncryptionInfo") {
        return Err(protected(file));
    }
    let Some(stream) = container.stream("Workbook").map_err(broken)? else {
        let found = if container.has("Book") {
            "a workbook of Excel 95 or before; save it as .xlsx"
        } else {
            "an old Office document that is no workbook"
        };
        let file = file.to_owned();
        return Err(ExchangeError::UnknownKind { file, found });
    };
    let globals = Globals::read(&stream).ok_or_else(|| broken(Broken))?;
    if globals.protected {
        return Err(protected(file));
    }
    let sheets = globals.sheets.iter().map(|(name, start)| {
        let sheet = OldSheet::read(&stream, *start, &globals);
        let place = Place::of_sheet(file, name);
        let what = "the sheet is cut short".to_owned();
        sheet
            .map(|sheet| OldSheet {
                name: name.clone(),
                ..sheet
            })
            .ok_or(ExchangeError::Damaged { place, what })
    });
    Ok(OldBook {
        sheets: sheets.collect::<Result<_, _>>()?,
        since_1904: globals.since_1904,
        texts: globals.texts,
        limits,
    })
}

fn protected(file: &str) -> ExchangeError {
    ExchangeError::PasswordProtected {
        file: file.to_owned(),
    }
}

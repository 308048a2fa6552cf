//! The inside of .xlsx and .xlsm: the container, its parts and the cells of a sheet, streamed.
//!
//! General readers hold a sheet in memory, trust the sizes a container states, and give no way
//! back into the file; this one streams, counts what it inflates, and shares its understanding
//! of rows and cells with the writer of results.

mod book;
mod cells;
mod date_styles;
mod guard;
mod package;
mod shared_strings;
mod xml;

pub(crate) use book::Book;
pub(crate) use cells::SheetRows;
pub(crate) use package::{Package, PartReader};
pub(crate) use xml::{attribute, column_letters, column_of, xml_error};

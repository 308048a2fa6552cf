//! Files in and out.
//!
//! Reads the national Excel template as people send it, the later CSV with one row a dose, plain
//! CSV and Parquet, and register extracts; writes verdict files and puts results back into the
//! workbook they belong to; writes the session sheet of mobile teams and reads it again. Everything streams but the packed bytes of a workbook.
//!
//! Not here: what a value means (`khien-domain`), who a record belongs to (`khien-linkage`).
//! Text leaves this crate as it was typed; what had to be done to read a row is said in its
//! [`RowRepair`]s.
//!
//! ```
//! use khien_exchange::{RecordFile, records_from_reader};
//!
//! let csv = "sid;id_no;full_name;dob;sex;commune\n1;034095287247;Nguyễn Văn An;1950;M;12712\n";
//! let file = records_from_reader(csv.as_bytes(), "a.csv")?;
//! let RecordFile::Plain(batches) = file else { panic!("plain CSV") };
//! for batch in batches {
//!     for record in batch?.records() {
//!         assert_eq!(record.date_of_birth, "1950");
//!     }
//! }
//! # Ok::<(), khien_exchange::ExchangeError>(())
//! ```

mod batch;
mod book;
mod column_text;
mod columns;
mod date_format;
mod delimited;
mod dose;
mod error;
mod fault;
mod kind;
mod limits;
mod new_file;
mod old_excel;
mod plain;
mod records;
mod results;
mod session_sheet;
mod sheet;
mod template;
mod verdicts;
mod xlsx;

pub use batch::{Batch, RegisterBatch};
pub use column_text::column_text;
pub use dose::{DoseRow, DoseRows};
pub use error::{ExchangeError, Place};
pub use fault::Faults;
pub use plain::{PlainRecords, RegisterRows, open_register, register_from_reader};
pub use records::{RecordFile, open_records, records_from_reader};
pub use results::{write_dose_results, write_results, write_results_to};
pub use session_sheet::{
    FilledLine, FilledSheet, MOST_SHEET_ROWS, SheetHead, SheetLine, read_session_sheet,
    write_session_sheet,
};
pub use template::{
    DoseEntry, RowKind, RowRepair, TemplateRow, TemplateRows, TemplateSheet, TemplateWorkbook,
};
pub use verdicts::VerdictWriter;

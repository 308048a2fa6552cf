//! Imports: a file is uploaded, read row by row against the registry, reviewed, mended, applied,
//! and can be undone whole.
//!
//! Reading and applying are jobs: they go on in steps, each a transaction of its own, and begin
//! again where they stopped.

mod apply;
mod classify;
mod mend;
mod read_file;
mod result;
mod review;
mod step;
mod typed;
mod undo;
mod upload;

pub(crate) use apply::run_apply;
pub use apply::{APPLY_JOB, ApplyError, apply};
pub use mend::{MendError, mend};
pub use read_file::READ_JOB;
pub(crate) use read_file::run_read;
pub use result::{ResultError, ResultWorkbook, result_workbook};
pub use review::{Review, ReviewError, ReviewedRow, review, review_row};
pub use typed::{TypedDose, TypedRow};
pub(crate) use undo::run_undo;
pub use undo::{UNDO_JOB, UndoError, undo};
pub(crate) use upload::whole_file;
pub use upload::{NewImport, UploadError, plain_name, upload};

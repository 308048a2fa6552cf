//! The national Excel template (`PL1_Danh sach doi tuong tiem`) as people really send it.

mod cell_text;
mod cells;
mod classify;
mod fit;
mod header;
mod lists;
mod merged;
mod role;
mod row;
mod rows;
mod sex_codes;
mod shift;
mod workbook;

pub(crate) use cell_text::{cell_text, plain_number};
pub(crate) use cells::leading_code;
pub(crate) use classify::RowLook;
pub(crate) use header::Header;
pub(crate) use role::{DosePart, Role};
pub use row::{DoseEntry, RowKind, RowRepair, TemplateRow};
pub use rows::{TemplateRows, TemplateSheet};
pub(crate) use sex_codes::{SexCodes, coded_sex};
pub use workbook::TemplateWorkbook;

//! The national Excel template ("PL1_Danh sach doi tuong tiem") as people really send it.

mod cell_text;
mod classify;
mod header;
mod lists;
mod role;
mod row;
mod shift;
mod workbook;

pub(crate) use classify::RowLook;
pub(crate) use header::Header;
pub(crate) use role::{DosePart, Role};
pub(crate) use row::coded_sex;
pub use row::{DoseEntry, RowKind, RowRepair, TemplateRow};
pub(crate) use workbook::{SexCodes, leading_code};
pub use workbook::{TemplateRows, TemplateSheet, TemplateWorkbook};

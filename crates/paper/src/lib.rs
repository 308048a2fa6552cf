//! What is printed: lists and vaccine passports as PDF, with their letters inside, tagged so that a
//! screen reader says them in order (PDF/UA-1).
//!
//! Here: the typeface, breaking text into lines, a list that runs over pages with its headings
//! repeated, the passport's form ([`passport`]), and the drawing. Not here: what stands on a list or
//! in a passport's fields, which the caller brings as finished words; nor files or clocks.
//!
//! ```
//! use khien_paper::{Cell, Column, List, PaperError};
//! let list = List {
//!     language: "vi",
//!     title: "Danh sách buổi tiêm".to_owned(),
//!     lines: vec!["Trạm y tế xã Phong Châu, sân đình làng Khuốc".to_owned()],
//!     columns: vec![Column::new("Họ và tên", 60.0), Column::new("Ký tên", 40.0)],
//!     row_heading: 0,
//!     rows: vec![vec![Cell::strong("Nguyễn Thị Ngọc Ánh"), Cell::Blank]],
//!     signatures: vec!["Đội trưởng".to_owned()],
//!     footer: "Có thông tin cá nhân".to_owned(),
//!     page_of: |page, pages| format!("Trang {page}/{pages}"),
//! };
//! assert!(list.pdf()?.starts_with(b"%PDF-1.7"));
//! # Ok::<(), PaperError>(())
//! ```

mod cell;
mod draw;
mod layout;
mod letters;
mod list;
pub mod passport;
mod pen;
mod tags;

pub use cell::Cell;
pub use list::{Column, List, PaperError};

/// Points in a millimetre: a point is 1/72 inch.
const MM: f32 = 72.0 / 25.4;

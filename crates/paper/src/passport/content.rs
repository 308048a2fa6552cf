//! A passport as the caller brings it.

use std::fmt;

use jiff::civil::{Date, DateTime};

use super::words::Words;

/// Modules on each side of the smallest and the largest QR symbol (ISO/IEC 18004).
const SIDES: std::ops::RangeInclusive<usize> = 21..=177;

/// What stands on the passport of a person: the eleven fields of Decision 5772/QĐ-BYT in their order,
/// then what surrounds them. Fields 5 to 11 are about the newest dose that the certificate is about.
pub struct Passport<'a> {
    /// Field 1, Họ và tên. In English: the letters of the machine-readable zone (ICAO 9303), which are
    /// printed alone where the name has letters that the typeface lacks.
    pub name: Words<'a>,
    /// Field 2, Ngày tháng năm sinh; a year alone where only the year is known.
    pub birth_date: Words<'a>,
    /// Field 3, Quốc tịch.
    pub nationality: Words<'a>,
    /// Field 4, Bệnh dịch mà chứng nhận nhắm tới.
    pub disease: Words<'a>,
    /// Field 5, Số mũi tiêm đã nhận.
    pub doses_received: Words<'a>,
    /// Field 6, Ngày tiêm.
    pub vaccinated_on: Date,
    /// Field 7, Liều số.
    pub dose_number: Words<'a>,
    /// Field 8, Vắc xin: its kind.
    pub vaccine: Words<'a>,
    /// Field 9, Sản phẩm vắc xin.
    pub product: Words<'a>,
    /// Field 10, Nhà cung cấp hoặc sản xuất vắc xin.
    pub manufacturer: Words<'a>,
    /// Field 11, Mã số của chứng nhận.
    pub certificate_id: &'a str,
    /// Who issued the certificate.
    pub issuer: Words<'a>,
    /// The first day on which it is valid.
    pub valid_from: Date,
    /// The last day on which it is valid.
    pub valid_until: Date,
    /// Where on the web anybody may check it, if there is such a place.
    pub checker: Option<&'a str>,
    /// When this paper was made, by the clocks of Viet Nam (UTC+7).
    pub made: DateTime,
    /// The code.
    pub code: Code,
}

impl fmt::Debug for Passport<'_> {
    /// All of it is somebody's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passport")
    }
}

/// Why modules are no QR symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("modules of a QR code that are no square of 21 to 177 a side")]
pub struct CodeFault;

/// A QR symbol: dark and light modules, without its quiet zone.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    modules: Vec<bool>,
    side: usize,
}

impl Code {
    /// The symbol whose rows come from the top, each from the left, `true` being dark.
    ///
    /// # Errors
    /// [`CodeFault`]: not square, or of no size that a symbol has.
    pub fn of<'r>(rows: impl IntoIterator<Item = &'r [bool]>) -> Result<Self, CodeFault> {
        let mut modules = Vec::new();
        let mut lengths = Vec::new();
        for row in rows {
            modules.extend_from_slice(row);
            lengths.push(row.len());
        }
        let side = lengths.len();
        let is_square = lengths.iter().all(|length| *length == side);
        if !is_square || !SIDES.contains(&side) || side % 4 != 1 {
            return Err(CodeFault);
        }
        Ok(Self { modules, side })
    }

    /// Modules on each side.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// Whether a module is dark; those beside the symbol are light.
    pub(super) fn dark(&self, x: usize, y: usize) -> bool {
        let inside = x < self.side && y < self.side;
        inside && self.modules.get(y * self.side + x) == Some(&true)
    }
}

impl fmt::Debug for Code {
    /// A symbol is the certificate: only its size is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({})", self.side)
    }
}

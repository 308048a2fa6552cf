//! The symbol itself: dark and light modules.

use std::fmt;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::fault::QrFault;
use super::segments::{Segment, segments};

/// Light modules that a reader needs on each side.
pub const QUIET_ZONE: u32 = 4;
/// Characters of the longest text, digits only, of the lowest level.
const LONGEST: usize = 7089;

/// How much of a symbol may be damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// About 7 %: for screens.
    L,
    /// About 15 %: for good paper.
    M,
    /// About 25 %: what the specification of HC1 recommends.
    Q,
    /// About 30 %.
    H,
}

impl Level {
    const fn wished(self) -> QrCodeEcc {
        match self {
            Self::L => QrCodeEcc::Low,
            Self::M => QrCodeEcc::Medium,
            Self::Q => QrCodeEcc::Quartile,
            Self::H => QrCodeEcc::High,
        }
    }

    const fn got(level: QrCodeEcc) -> Self {
        match level {
            QrCodeEcc::Low => Self::L,
            QrCodeEcc::Medium => Self::M,
            QrCodeEcc::Quartile => Self::Q,
            QrCodeEcc::High => Self::H,
        }
    }
}

/// A QR symbol, without its quiet zone.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbol {
    modules: Vec<bool>,
    width: u32,
    version: u8,
    level: Level,
}

impl Symbol {
    /// The smallest symbol of a text, of that level or a higher one that takes no more room.
    ///
    /// # Errors
    /// [`QrFault::Empty`] or [`QrFault::TooLong`].
    pub fn of(text: &str, level: Level) -> Result<Self, QrFault> {
        if text.is_empty() {
            return Err(QrFault::Empty);
        }
        if text.len() > LONGEST {
            return Err(QrFault::TooLong);
        }
        let segments = segments(text).into_iter();
        let segments: Vec<QrSegment> = segments.map(Segment::encoded).collect();
        let code = QrCode::encode_segments_advanced(
            &segments,
            level.wished(),
            Version::MIN,
            Version::MAX,
            None,
            true,
        );
        let code = code.map_err(|_| QrFault::TooLong)?;
        let side = 0..code.size();
        let rows = side.clone().flat_map(|y| side.clone().map(move |x| (x, y)));
        Ok(Self {
            modules: rows.map(|(x, y)| code.get_module(x, y)).collect(),
            width: code.size().unsigned_abs(),
            version: code.version().value(),
            level: Level::got(code.error_correction_level()),
        })
    }

    /// Modules on each side.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Modules on each side, with the quiet zone.
    pub const fn width_with_quiet_zone(&self) -> u32 {
        self.width + 2 * QUIET_ZONE
    }

    /// 1 to 40.
    pub const fn version(&self) -> u8 {
        self.version
    }

    /// The level that it got.
    pub const fn level(&self) -> Level {
        self.level
    }

    /// Rows from the top, each with its modules from the left, `true` being dark.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.modules.chunks(self.width as usize)
    }
}

impl fmt::Debug for Symbol {
    /// A symbol is the certificate: only its size is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Symbol({}-{:?})", self.version, self.level)
    }
}

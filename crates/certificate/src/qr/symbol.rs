//! The symbol itself: dark and light modules.

use std::fmt;

use qrcode::QrCode;
use qrcode::bits::Bits;
use qrcode::types::{Color, EcLevel, Version};

use super::fault::QrFault;
use super::segments::{Segment, bits, segments};

/// Light modules that a reader needs on each side.
pub const QUIET_ZONE: u32 = 4;

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
    const ALL: [Self; 4] = [Self::L, Self::M, Self::Q, Self::H];

    const fn of_code(self) -> EcLevel {
        match self {
            Self::L => EcLevel::L,
            Self::M => EcLevel::M,
            Self::Q => EcLevel::Q,
            Self::H => EcLevel::H,
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
        let (mut bits, version) = smallest(&segments(text), level)?;
        let length = bits.len();
        let fits = |level: &Level| {
            bits.max_len(level.of_code())
                .is_ok_and(|most| length <= most)
        };
        let level = Level::ALL.into_iter().rev().find(fits).unwrap_or(level);
        bits.push_terminator(level.of_code())
            .map_err(|_| QrFault::TooLong)?;
        let code = QrCode::with_bits(bits, level.of_code()).map_err(|_| QrFault::TooLong)?;
        let modules = code.to_colors();
        Ok(Self {
            width: u32::try_from(code.width()).map_err(|_| QrFault::TooLong)?,
            modules: modules.into_iter().map(|it| it == Color::Dark).collect(),
            version,
            level,
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

/// The smallest version with room for the segments. Lengths are written with more bits from version 10
/// and from version 27 on.
fn smallest(segments: &[Segment<'_>], level: Level) -> Result<(Bits, u8), QrFault> {
    for (first, last) in [(1, 9), (10, 26), (27, 40)] {
        let normal = |number: u8| Version::Normal(number.into());
        let Ok(trial) = bits(segments, normal(first)) else {
            continue;
        };
        let has_room = |number: &u8| {
            let most = Bits::new(normal(*number)).max_len(level.of_code());
            most.is_ok_and(|most| trial.len() <= most)
        };
        if let Some(number) = (first..=last).find(has_room) {
            let bits = bits(segments, normal(number)).map_err(|_| QrFault::TooLong)?;
            return Ok((bits, number));
        }
    }
    Err(QrFault::TooLong)
}

//! What the WHO's forms ask of themselves: their fields, and the period that they name.

use jiff::Timestamp;

use crate::cbor::Value;
use crate::certlogic::Instant;
use crate::cwt::CwtFault;
use crate::ddcc::{DDCC_VS, ICVP, Icvp, VaccinationStatus};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Characters of a day as text.
const DAY_TEXT: usize = 10;

/// A content of the WHO.
#[derive(Clone, Copy)]
pub(super) enum Form<'a> {
    /// The core data set of a vaccination (DDCC:VS).
    Status(&'a Value),
    /// The international certificate of a vaccination (ICVP).
    Icvp(&'a Value),
}

impl<'a> Form<'a> {
    /// The form of a sub-claim.
    pub(super) fn of(number: i128, content: &'a Value) -> Option<Self> {
        match number {
            DDCC_VS => Some(Self::Status(content)),
            ICVP => Some(Self::Icvp(content)),
            _ => None,
        }
    }

    /// Whether its fields are whole and it holds at a time.
    pub(super) fn check(self, at: Timestamp) -> Result<(), &'static str> {
        let (from, until) = match self {
            Self::Status(content) => {
                let read = VaccinationStatus::read(content).map_err(|fault| fault.code())?;
                let terms = read.certificate;
                (terms.valid_from, terms.valid_until)
            }
            Self::Icvp(content) => {
                let read = Icvp::read(content).map_err(|fault| fault.code())?;
                (read.valid_from, read.valid_until)
            }
        };
        // Their readers have seen that both are dates.
        let moment = |text: &str| Instant::parse(text).map(Instant::milliseconds).ok();
        let at = at.as_millisecond();
        if from.as_deref().and_then(moment).is_some_and(|it| at < it) {
            return Err(CwtFault::NotYetValid.code());
        }
        let until = until.as_deref();
        let end = until.and_then(|text| Some(moment(text)? + whole_day(text)));
        if end.is_some_and(|it| at >= it) {
            return Err(CwtFault::Expired.code());
        }
        Ok(())
    }
}

/// A day counts to its end, a moment to itself.
const fn whole_day(text: &str) -> i64 {
    if text.len() <= DAY_TEXT { DAY } else { 1 }
}

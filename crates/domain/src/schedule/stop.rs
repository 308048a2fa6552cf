//! What speaks against a dose.

use jiff::civil::Date;

use crate::codes::codes;

codes! {
    /// The kind of a [`Stop`].
    StopCode {
        /// The day of the dose lies in the future.
        InFuture = "in_future",
        /// The person was not born yet.
        BeforeBirth = "before_birth",
        /// No such product in the catalogue.
        ProductUnknown = "product_unknown",
        /// The product was not in use on that day.
        ProductNotAllowedOnDate = "product_not_allowed_on_date",
        /// Younger than the product is allowed for.
        TooYoung = "too_young",
        /// Older than the product is allowed for.
        TooOld = "too_old",
        /// The birth date is not known, so nobody can say whether the product is allowed.
        AgeUnknown = "age_unknown",
        /// The interval to the dose before is too short.
        TooEarly = "too_early",
        /// The dose that is recorded after it would come too early then.
        NextTooEarly = "next_too_early",
        /// The wait after an infection is not over.
        RecoveredTooRecently = "recovered_too_recently",
        /// A dose 1 where there is one already.
        SecondFirstDose = "second_first_dose",
        /// A number between is missing.
        OrdinalGap = "ordinal_gap",
        /// A number that another dose has, or a number too low.
        OrdinalRepeated = "ordinal_repeated",
        /// No dose of this kind now: a booster before the primary series is complete, a primary
        /// dose after it, or a kind that no rule provides for on that day at that age.
        KindNotPossible = "kind_not_possible",
        /// The product may not follow the one before, or the one after it may not follow it.
        MixingNotAllowed = "mixing_not_allowed",
        /// Another dose on the same day.
        SameDay = "same_day",
    }
}

impl StopCode {
    /// Whether somebody with the right to may record the dose all the same, with a reason. Not
    /// against the calendar, and not with a product that nobody can look up.
    pub fn may_be_overridden(self) -> bool {
        !matches!(
            self,
            Self::InFuture | Self::BeforeBirth | Self::ProductUnknown
        )
    }
}

/// Why a dose should not be given or recorded as proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// See [`StopCode::InFuture`].
    InFuture,
    /// See [`StopCode::BeforeBirth`].
    BeforeBirth,
    /// See [`StopCode::ProductUnknown`].
    ProductUnknown,
    /// See [`StopCode::ProductNotAllowedOnDate`].
    ProductNotAllowedOnDate,
    /// See [`StopCode::TooYoung`].
    TooYoung,
    /// See [`StopCode::TooOld`].
    TooOld,
    /// See [`StopCode::AgeUnknown`].
    AgeUnknown,
    /// See [`StopCode::TooEarly`].
    TooEarly {
        /// The first day on which the dose is not too early.
        earliest: Date,
    },
    /// See [`StopCode::NextTooEarly`].
    NextTooEarly {
        /// The day of the dose after it.
        next: Date,
    },
    /// See [`StopCode::RecoveredTooRecently`].
    RecoveredTooRecently {
        /// The first day on which the wait is over.
        earliest: Date,
    },
    /// See [`StopCode::SecondFirstDose`].
    SecondFirstDose,
    /// See [`StopCode::OrdinalGap`].
    OrdinalGap,
    /// See [`StopCode::OrdinalRepeated`].
    OrdinalRepeated,
    /// See [`StopCode::KindNotPossible`].
    KindNotPossible,
    /// See [`StopCode::MixingNotAllowed`].
    MixingNotAllowed,
    /// See [`StopCode::SameDay`].
    SameDay,
}

impl Stop {
    /// Its kind.
    pub fn kind(&self) -> StopCode {
        match self {
            Self::InFuture => StopCode::InFuture,
            Self::BeforeBirth => StopCode::BeforeBirth,
            Self::ProductUnknown => StopCode::ProductUnknown,
            Self::ProductNotAllowedOnDate => StopCode::ProductNotAllowedOnDate,
            Self::TooYoung => StopCode::TooYoung,
            Self::TooOld => StopCode::TooOld,
            Self::AgeUnknown => StopCode::AgeUnknown,
            Self::TooEarly { .. } => StopCode::TooEarly,
            Self::NextTooEarly { .. } => StopCode::NextTooEarly,
            Self::RecoveredTooRecently { .. } => StopCode::RecoveredTooRecently,
            Self::SecondFirstDose => StopCode::SecondFirstDose,
            Self::OrdinalGap => StopCode::OrdinalGap,
            Self::OrdinalRepeated => StopCode::OrdinalRepeated,
            Self::KindNotPossible => StopCode::KindNotPossible,
            Self::MixingNotAllowed => StopCode::MixingNotAllowed,
            Self::SameDay => StopCode::SameDay,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.kind().code()
    }

    /// Whether it may be overridden with a reason; see [`StopCode::may_be_overridden`].
    pub fn may_be_overridden(&self) -> bool {
        self.kind().may_be_overridden()
    }

    /// The first day without this stop, where waiting is all that is needed.
    pub fn earliest(&self) -> Option<Date> {
        match self {
            Self::TooEarly { earliest } | Self::RecoveredTooRecently { earliest } => {
                Some(*earliest)
            }
            _ => None,
        }
    }
}

//! How far a recorded dose has come on its way into a certificate.

use crate::codes::{codes, transitions};

codes! {
    /// State of a dose. A signature covers the facts of the dose and the person's id, so mending
    /// an identity leaves the state as it is and only a change of the dose asks for a new signature.
    DoseState {
        /// Đã nhập: recorded, changed freely with a history.
        Recorded = "recorded",
        /// Đã ký: signed by the facility or the province's appointed unit.
        Signed = "signed",
        /// Đã cấp chứng nhận: stands in a certificate.
        Certified = "certified",
        /// Đã sửa, chờ ký lại: changed after the signature.
        Corrected = "corrected",
        /// Đã huỷ (nhập nhầm): entered in error; kept, never counted.
        Voided = "voided",
    }
}

transitions! {
    DoseState {
        Recorded => Signed | Voided;
        Signed => Certified | Corrected | Voided;
        Certified => Corrected | Voided;
        Corrected => Signed | Voided;
        // Voided by mistake: it starts again without a signature.
        Voided => Recorded;
    }
}

impl DoseState {
    /// Whether the dose counts: for the schedule, in figures, on the person's page.
    pub fn counts(self) -> bool {
        self != Self::Voided
    }

    /// What a correction of the dose makes of its state; `None` where it must not be corrected.
    ///
    /// ```
    /// use khien_domain::DoseState;
    /// assert_eq!(DoseState::Recorded.after_correction(), Some(DoseState::Recorded));
    /// assert_eq!(DoseState::Certified.after_correction(), Some(DoseState::Corrected));
    /// assert_eq!(DoseState::Voided.after_correction(), None);
    /// ```
    pub fn after_correction(self) -> Option<Self> {
        match self {
            Self::Recorded => Some(Self::Recorded),
            Self::Signed | Self::Certified | Self::Corrected => Some(Self::Corrected),
            Self::Voided => None,
        }
    }
}

//! The names of the policies.

use crate::codes::codes;

codes! {
    /// A policy that is a number; the name says of what.
    NumberPolicy {
        /// Minutes of the watch after a dose.
        ObservationMinutes = "observation_minutes",
        /// Under this age in years a parent or guardian consents.
        GuardianBelowYears = "guardian_below_years",
        /// Months until a certificate expires and is renewed by itself.
        CertificateMonths = "certificate_months",
        /// Days before its end on which a certificate is renewed.
        CertificateRenewalDays = "certificate_renewal_days",
        /// Hours in which a citizen's report is answered.
        ReportAnswerHours = "report_answer_hours",
        /// Hours after which a report that is not answered is shown as late soon.
        ReportWarningHours = "report_warning_hours",
        /// Hours in which a given dose is entered; later it counts as back-entry.
        DoseEntryHours = "dose_entry_hours",
        /// Doses that may be drawn from a vial beyond its nominal ones before a session's counts
        /// are questioned. May differ by product.
        OverfillDosesPerVial = "overfill_doses_per_vial",
        /// Nominal doses in a vial, by product, where the lot does not say otherwise.
        DosesPerVial = "doses_per_vial",
    }
}

codes! {
    /// A policy that is yes or no.
    FlagPolicy {
        /// Whether a certificate asks for the whole primary series.
        CertificateNeedsCompleteSeries = "certificate_needs_complete_series",
        /// Whether certificates are issued as soon as they are possible; else they wait for a wave.
        CertificateContinuous = "certificate_continuous",
        /// Whether doses of a product give a certificate. May differ by product.
        CertificateProduct = "certificate_product",
        /// Whether people who are on no list may be vaccinated at a session; they are marked.
        OffListAttendees = "off_list_attendees",
    }
}

codes! {
    /// Which confirmation a certificate waits for, besides the signature.
    CertificateGate {
        /// The register, or the commune of residence, confirmed who the person is.
        Identity = "identity",
        /// The commune of the session confirmed that the person was there.
        Attendance = "attendance",
        /// Both.
        Both = "both",
    }
}

/// Name of the policy that holds a [`CertificateGate`].
pub(super) const CERTIFICATE_GATE: &str = "certificate_gate";

impl NumberPolicy {
    /// Whether the value may differ by product (`doses_per_vial.comirnaty`).
    pub(super) fn is_by_product(self) -> bool {
        matches!(self, Self::OverfillDosesPerVial | Self::DosesPerVial)
    }
}

impl FlagPolicy {
    /// Whether the value may differ by product (`certificate_product.abdala`).
    pub(super) fn is_by_product(self) -> bool {
        matches!(self, Self::CertificateProduct)
    }
}

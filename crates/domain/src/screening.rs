//! Screening before a dose (khám sàng lọc), in the words of the ministry's form.
//!
//! The items are those of the forms annexed to decisions 3802/QĐ-BYT and 5785/QĐ-BYT of 2021 for
//! adults, with those of the form for children. Not here: the medical judgement.

use crate::codes::codes;

codes! {
    /// Conclusion of the screening.
    ScreeningResult {
        /// Đủ điều kiện tiêm chủng.
        Fit = "fit",
        /// Trì hoãn tiêm chủng, or to be vaccinated in a hospital.
        Deferred = "deferred",
        /// Chống chỉ định tiêm chủng cùng loại vắc xin.
        Contraindicated = "contraindicated",
    }
}

codes! {
    /// Why somebody is not vaccinated today.
    ScreeningReason {
        /// Tiền sử phản vệ với vắc xin phòng COVID-19 lần trước hoặc thành phần của vắc xin.
        AnaphylaxisSameVaccine = "anaphylaxis_same_vaccine",
        /// Chống chỉ định theo công bố của nhà sản xuất.
        ManufacturerContraindication = "manufacturer_contraindication",
        /// Chống chỉ định khác.
        OtherContraindication = "other_contraindication",
        /// Đang mắc bệnh cấp tính, mạn tính tiến triển.
        AcuteIllness = "acute_illness",
        /// Mắc COVID-19 trong thời gian phải trì hoãn.
        RecoveredRecently = "recovered_recently",
        /// Phụ nữ mang thai dưới 13 tuần.
        EarlyPregnancy = "early_pregnancy",
        /// Phản vệ độ 3 trở lên với bất kỳ dị nguyên nào: vaccinated in a hospital.
        SevereAnaphylaxis = "severe_anaphylaxis",
        /// Tiền sử dị ứng với dị nguyên khác.
        Allergy = "allergy",
        /// Suy giảm miễn dịch nặng, ung thư giai đoạn cuối đang điều trị hóa trị, xạ trị.
        Immunodeficiency = "immunodeficiency",
        /// Tiền sử rối loạn đông máu, cầm máu.
        CoagulationDisorder = "coagulation_disorder",
        /// Rối loạn tri giác, rối loạn hành vi.
        AlteredConsciousness = "altered_consciousness",
        /// Bất thường dấu hiệu sống.
        AbnormalVitalSigns = "abnormal_vital_signs",
        /// Nghe tim, phổi bất thường (form for children).
        AbnormalHeartOrLungs = "abnormal_heart_or_lungs",
        /// Bệnh bẩm sinh, bệnh mạn tính ở tim, phổi, tiêu hóa, tiết niệu, máu (form for children).
        ChronicDisease = "chronic_disease",
        /// Đã tiêm vắc xin khác trong 14 ngày qua.
        OtherVaccineRecently = "other_vaccine_recently",
        /// Chưa có phiếu đồng ý của người giám hộ.
        ConsentMissing = "consent_missing",
        /// Lý do trì hoãn khác.
        OtherDeferral = "other_deferral",
    }
}

impl ScreeningReason {
    /// The conclusion that the reason leads to.
    pub fn result(self) -> ScreeningResult {
        match self {
            Self::AnaphylaxisSameVaccine
            | Self::ManufacturerContraindication
            | Self::OtherContraindication => ScreeningResult::Contraindicated,
            _ => ScreeningResult::Deferred,
        }
    }

    /// The reasons that the form offers for a conclusion.
    pub fn of(result: ScreeningResult) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |reason| reason.result() == result)
    }

    /// Whether the form sends the person to a hospital, where the dose may be given at once.
    pub fn refers_to_hospital(self) -> bool {
        self == Self::SevereAnaphylaxis
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn codes_are_well_formed() {
        assert_codes!(ScreeningResult, ScreeningReason);
    }

    #[test]
    fn who_is_fit_needs_no_reason_and_all_others_have_some() {
        assert_eq!(ScreeningReason::of(ScreeningResult::Fit).count(), 0);
        assert_eq!(
            ScreeningReason::of(ScreeningResult::Contraindicated).count(),
            3
        );
        assert_eq!(ScreeningReason::of(ScreeningResult::Deferred).count(), 14);
    }
}

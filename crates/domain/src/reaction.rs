//! Reactions after a dose.

use crate::codes::codes;

codes! {
    /// How severe a reaction is.
    ReactionSeverity {
        /// Nhẹ: phản ứng thông thường.
        Mild = "mild",
        /// Vừa.
        Moderate = "moderate",
        /// Nặng.
        Severe = "severe",
        /// Nguy kịch.
        LifeThreatening = "life_threatening",
        /// Tử vong.
        Fatal = "fatal",
    }
}

impl ReactionSeverity {
    /// Whether it is a severe event after vaccination (tai biến nặng, decree 104/2016/NĐ-CP),
    /// which is reported upwards at once.
    pub fn is_severe_event(self) -> bool {
        self >= Self::Severe
    }
}

codes! {
    /// What was seen.
    ReactionSign {
        /// Sưng, đau tại chỗ tiêm.
        InjectionSite = "injection_site",
        /// Sốt.
        Fever = "fever",
        /// Đau đầu, mệt mỏi, đau cơ.
        AchesAndFatigue = "aches_and_fatigue",
        /// Buồn nôn, tiêu chảy.
        Nausea = "nausea",
        /// Nổi mẩn, mày đay, ngứa.
        Rash = "rash",
        /// Choáng, ngất.
        Fainting = "fainting",
        /// Khó thở.
        BreathingDifficulty = "breathing_difficulty",
        /// Co giật.
        Seizure = "seizure",
        /// Phản vệ.
        Anaphylaxis = "anaphylaxis",
        /// Dấu hiệu khác.
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn severity_is_an_order_and_three_degrees_are_severe_events() {
        assert_codes!(ReactionSeverity, ReactionSign);
        assert!(ReactionSeverity::ALL.is_sorted());
        assert_eq!(
            ReactionSeverity::ALL
                .iter()
                .filter(|it| it.is_severe_event())
                .count(),
            3
        );
    }
}

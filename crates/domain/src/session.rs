//! A session (buổi tiêm): its own state, and that of everybody who comes.

use jiff::civil::Date;

use crate::BirthDate;
use crate::codes::{codes, transitions};

codes! {
    /// State of a session.
    SessionState {
        /// Đã lên kế hoạch.
        Planned = "planned",
        /// Đang tiêm.
        Open = "open",
        /// Đã đóng: list against attendance and vials against doses were counted.
        Closed = "closed",
        /// Đã ký.
        Signed = "signed",
    }
}

transitions! {
    SessionState {
        Planned => Open;
        Open => Closed;
        // Closed by mistake, or one more came: until it is signed.
        Closed => Open | Signed;
        Signed => ;
    }
}

codes! {
    /// How far somebody has come at a session.
    AttendanceState {
        /// Có trong danh sách, chưa đến.
        Expected = "expected",
        /// Đã đến.
        CheckedIn = "checked_in",
        /// Đủ điều kiện tiêm.
        Fit = "fit",
        /// Trì hoãn tiêm.
        Deferred = "deferred",
        /// Chống chỉ định.
        Contraindicated = "contraindicated",
        /// Đã tiêm, đang theo dõi.
        Dosed = "dosed",
        /// Đã về: after the watch, or before a dose; the dose tells which.
        Left = "left",
        /// Không đến.
        NoShow = "no_show",
    }
}

transitions! {
    AttendanceState {
        Expected => CheckedIn | NoShow;
        // Back to expected: the wrong person was ticked.
        CheckedIn => Fit | Deferred | Contraindicated | Left | Expected;
        Fit => Dosed | Deferred | Contraindicated | Left;
        // Blood pressure measured again after a rest.
        Deferred => Fit | Contraindicated | Left;
        Contraindicated => Fit | Deferred | Left;
        // Back to fit: the dose was entered for the wrong person and voided.
        Dosed => Left | Fit;
        Left => CheckedIn;
        NoShow => CheckedIn;
    }
}

impl AttendanceState {
    /// Whether a session can be closed with somebody in this state: nobody waits, nobody is watched.
    pub fn is_settled(self) -> bool {
        matches!(
            self,
            Self::Deferred | Self::Contraindicated | Self::Left | Self::NoShow
        )
    }
}

codes! {
    /// How the person saw the record before leaving (the 30-minute screen).
    ConfirmationChannel {
        /// Điện thoại của người tiêm.
        OwnPhone = "own_phone",
        /// Phiếu in.
        Slip = "slip",
        /// Nhân viên đọc cho nghe.
        ReadAloud = "read_aloud",
        /// Người nhà xem thay.
        Relative = "relative",
        /// Cột ký tên trên danh sách.
        SignatureColumn = "signature_column",
    }
}

codes! {
    /// What the person said of one field.
    FieldAnswer {
        /// Đúng.
        Confirmed = "confirmed",
        /// Sai.
        Refused = "refused",
    }
}

codes! {
    /// Answer of the consent form.
    ConsentAnswer {
        /// Đồng ý tiêm.
        Given = "given",
        /// Không đồng ý tiêm.
        Refused = "refused",
        /// Consent taken back before the dose.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// Who signs the consent form.
    ConsentGiver {
        /// Người được tiêm.
        Own = "own",
        /// Cha, mẹ hoặc người giám hộ.
        Guardian = "guardian",
    }
}

impl ConsentGiver {
    /// Who has to sign for somebody of this birth date on a day, where guardians sign for people
    /// under `age` years (policy `guardian_below_years`). Where the birth date is not known to the
    /// day and the person may be under age, the guardian signs.
    pub fn needed(birth: &BirthDate, on: Date, age: u8) -> Self {
        if birth.ages_on(on).0 < i32::from(age) {
            Self::Guardian
        } else {
            Self::Own
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn codes_are_well_formed() {
        assert_codes!(SessionState, AttendanceState, ConfirmationChannel);
        assert_codes!(FieldAnswer, ConsentAnswer, ConsentGiver);
    }

    #[test]
    fn a_session_goes_forward_and_opens_again_only_until_it_is_signed() {
        use SessionState::{Closed, Open, Planned, Signed};
        let allowed = [
            (Planned, Open),
            (Open, Closed),
            (Closed, Open),
            (Closed, Signed),
        ];
        for from in SessionState::ALL {
            for to in SessionState::ALL {
                assert_eq!(
                    from.may_become(*to),
                    allowed.contains(&(*from, *to)),
                    "{from:?} {to:?}"
                );
            }
        }
    }

    #[test]
    fn nobody_is_dosed_who_was_not_found_fit() {
        let before: Vec<_> = AttendanceState::ALL
            .iter()
            .filter(|it| it.may_become(AttendanceState::Dosed))
            .collect();
        assert_eq!(before, [&AttendanceState::Fit]);
    }

    #[test]
    fn everybody_can_come_to_a_settled_state() {
        for start in AttendanceState::ALL {
            let mut seen = BTreeSet::from([*start]);
            let mut open = vec![*start];
            while let Some(state) = open.pop() {
                let next = AttendanceState::ALL
                    .iter()
                    .filter(|it| state.may_become(**it));
                open.extend(next.copied().filter(|it| seen.insert(*it)));
            }
            assert!(seen.iter().any(|it| it.is_settled()), "{start:?}");
        }
    }

    #[test]
    fn a_guardian_signs_for_whoever_may_be_under_age() {
        let on = date(2022, 5, 14);
        let needed = |birth| ConsentGiver::needed(&birth, on, 18);
        assert_eq!(needed(BirthDate::Day(date(2004, 5, 14))), ConsentGiver::Own);
        assert_eq!(
            needed(BirthDate::Day(date(2004, 5, 15))),
            ConsentGiver::Guardian
        );
        assert_eq!(needed(BirthDate::Year(2004)), ConsentGiver::Guardian);
        assert_eq!(needed(BirthDate::Year(2003)), ConsentGiver::Own);
    }
}

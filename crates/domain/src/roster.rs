//! A list of people to be vaccinated (danh sách), through the hands of letter 8938/BYT-DP.

use crate::codes::{codes, transitions};

codes! {
    /// State of a list.
    RosterState {
        /// Đã lập: by the station, an employer, a school or a hospital.
        Drafted = "drafted",
        /// Công an xã đã đối chiếu.
        Checked = "checked",
        /// Ủy ban nhân dân xã đã duyệt.
        Approved = "approved",
        /// Đã dùng trong buổi tiêm.
        Used = "used",
    }
}

transitions! {
    RosterState {
        Drafted => Checked;
        // Sent back: whoever changes a list starts again.
        Checked => Approved | Drafted;
        Approved => Used | Drafted;
        Used => ;
    }
}

codes! {
    /// What the police found about one person of a list.
    RosterFinding {
        /// Đúng.
        Right = "right",
        /// Sai, cần bổ sung.
        Wrong = "wrong",
        /// Không có trong địa bàn.
        NotResident = "not_resident",
        /// Người nước ngoài: không đối chiếu.
        NotChecked = "not_checked",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn no_list_is_used_that_was_not_checked_and_approved() {
        use RosterState::{Approved, Checked, Drafted, Used};

        assert_codes!(RosterState, RosterFinding);
        let allowed = [
            (Drafted, Checked),
            (Checked, Approved),
            (Checked, Drafted),
            (Approved, Used),
            (Approved, Drafted),
        ];
        for from in RosterState::ALL {
            for to in RosterState::ALL {
                assert_eq!(
                    from.may_become(*to),
                    allowed.contains(&(*from, *to)),
                    "{from:?} {to:?}"
                );
            }
        }
    }
}

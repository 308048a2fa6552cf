//! States of a person in the registry.

use crate::codes::{codes, transitions};
use crate::{Class, Verdict};

codes! {
    /// Whether the record stands for itself.
    PersonState {
        /// The person's own record.
        Active = "active",
        /// Found to be somebody else's record, too, and joined to it; kept for the way back.
        Merged = "merged",
    }
}

transitions! { PersonState { Active => Merged; Merged => Active; } }

codes! {
    /// What is known of the identity, as the ministry's tables count it (letter 9438/BYT-CNTT).
    ///
    /// There is no order among these: each check may answer anything anew, with a new snapshot of
    /// the register or after a correction.
    IdentityState {
        /// Chưa gửi được: name, sex or birth date is missing.
        Unsendable = "unsendable",
        /// Không có hoặc sai định dạng CCCD/CMND. The person may still be proposed.
        NoNumber = "no_number",
        /// Chưa xác thực: not answered since it was entered or changed.
        Pending = "pending",
        /// Đúng thông tin.
        Verified = "verified",
        /// Sai thông tin.
        Mismatch = "mismatch",
        /// Không xác định được: nobody fits.
        NotFound = "not_found",
        /// Không xác định được: several fit.
        Ambiguous = "ambiguous",
        /// A foreigner: not checked. A citizen who shows only a passport is not exempt.
        Exempt = "exempt",
    }
}

impl IdentityState {
    /// Whether nothing more is asked about the identity: it is right, or is not checked at all.
    ///
    /// ```
    /// use khien_domain::IdentityState;
    /// assert!(IdentityState::Exempt.is_settled());
    /// assert!(!IdentityState::Pending.is_settled());
    /// ```
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Exempt)
    }
}

impl From<Class> for IdentityState {
    fn from(class: Class) -> Self {
        match class {
            Class::Verified => Self::Verified,
            Class::Mismatch => Self::Mismatch,
            Class::NoNumber => Self::NoNumber,
            Class::NotFound => Self::NotFound,
            Class::Ambiguous => Self::Ambiguous,
            Class::Unsendable => Self::Unsendable,
            Class::Exempt => Self::Exempt,
        }
    }
}

impl From<&Verdict> for IdentityState {
    fn from(verdict: &Verdict) -> Self {
        verdict.class.into()
    }
}

impl IdentityState {
    /// Whether somebody has to do something about the person's data.
    pub fn needs_mending(self) -> bool {
        !matches!(self, Self::Verified | Self::Exempt | Self::Pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn codes_are_well_formed() {
        assert_codes!(PersonState, IdentityState);
    }

    #[test]
    fn an_answer_keeps_its_code() {
        for class in Class::ALL {
            assert_eq!(IdentityState::from(*class).code(), class.code());
        }
        assert_eq!(
            IdentityState::ALL.len(),
            Class::ALL.len() + 1,
            "only `pending` is no answer"
        );
    }

    #[test]
    fn a_merge_can_be_taken_back() {
        assert!(PersonState::Active.may_become(PersonState::Merged));
        assert!(PersonState::Merged.may_become(PersonState::Active));
        assert!(!PersonState::Merged.may_become(PersonState::Merged));
    }
}

//! The answer of the population register about one record, in codes only.
//!
//! The words follow letter 9438/BYT-CNTT (right or wrong per field) and the states that the
//! ministry's tables count (`docs/glossary.md`).

use crate::codes::codes;

codes! {
    /// What a record is worth, as the ministry's tables count it.
    Class {
        /// 12-digit or old 9-digit number right and every mandatory field agrees, writing aside.
        Verified = "verified",
        /// A usable number, and at least one field wrong, the number itself included.
        Mismatch = "mismatch",
        /// Number missing or malformed after lossless repair, whether or not the person is found.
        NoNumber = "no_number",
        /// A usable number, and nobody in the register fits.
        NotFound = "not_found",
        /// A usable number, and several people fit equally well.
        Ambiguous = "ambiguous",
        /// Name, sex or birth date is missing: cannot be sent to the register.
        Unsendable = "unsendable",
        /// A foreigner: not checked against the register.
        Exempt = "exempt",
    }
}

codes! {
    /// What is known of the identity number.
    IdState {
        /// The person's own 12-digit number.
        Ok = "ok",
        /// No number was given.
        Missing = "missing",
        /// What was given is no number of any known form.
        Malformed = "malformed",
        /// The person's own former 9-digit card.
        OldNumber = "old_number",
        /// Well formed, but not the person's, and nobody's in the register.
        Wrong = "wrong",
        /// Well formed, and somebody else's in the register.
        OtherPersons = "other_persons",
    }
}

codes! {
    /// One field beside the register's.
    FieldState {
        /// Written exactly as in the register.
        Ok = "ok",
        /// The same after a lossless repair (encoding, case, spaces, tone placement).
        Equivalent = "equivalent",
        /// Anything else.
        Differs = "differs",
        /// The record does not give the field, or it cannot be read.
        Missing = "missing",
    }
}

codes! {
    /// What may be done with the proposed person.
    Band {
        /// Sure enough to act on without a person looking.
        Automatic = "automatic",
        /// A person should look at it.
        Review = "review",
        /// Nobody is proposed.
        None = "none",
    }
}

codes! {
    /// The step of the ladder that decided, and how.
    Reason {
        /// 12-digit number equal, every field agrees.
        NumberEqual = "number_equal",
        /// 12-digit number equal, at least one field differs.
        NumberEqualFieldsDiffer = "number_equal_fields_differ",
        /// Old 9-digit number equal, every field agrees.
        OldNumberEqual = "old_number_equal",
        /// Old 9-digit number equal, at least one field differs.
        OldNumberEqualFieldsDiffer = "old_number_equal_fields_differ",
        /// Number within one edit or transposition, name or birth date agrees.
        NumberOneEdit = "number_one_edit",
        /// Folded name and birth date agree and point to one person.
        NameAndBirthDate = "name_and_birth_date",
        /// Folded name and birth date agree with several people.
        NameAndBirthDateSeveral = "name_and_birth_date_several",
        /// Weighed by probability on what was left.
        Probabilistic = "probabilistic",
        /// Several people are about equally probable.
        ProbabilisticSeveral = "probabilistic_several",
        /// Nobody fits.
        NotFound = "not_found",
        /// A mandatory field is missing and no number leads to anybody.
        Unsendable = "unsendable",
        /// A foreigner: not checked.
        Exempt = "exempt",
    }
}

/// The older name of `parse` on the codes of the verdict.
macro_rules! from_code {
    ($($name:ident)+) => {$(
        impl $name {
            /// The value with this code, if there is one. The same as `parse`.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::parse(code)
            }
        }
    )+};
}

from_code! { Class IdState FieldState Band Reason }

/// The answer about one record: codes only, nothing of the register.
///
/// Field states are `None` where nobody was found to compare with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// What the record is worth.
    pub class: Class,
    /// State of the identity number; `None` where it was not checked (exempt).
    pub id_state: Option<IdState>,
    /// State of the full name.
    pub name_state: Option<FieldState>,
    /// State of the date of birth. Never [`FieldState::Equivalent`].
    pub date_of_birth_state: Option<FieldState>,
    /// State of the sex.
    pub sex_state: Option<FieldState>,
    /// State of the commune of permanent residence.
    pub commune_state: Option<FieldState>,
    /// What may be done with the proposed person.
    pub band: Band,
    /// Calibrated probability that the proposed person is the right one, 0 to 1.
    pub probability: f64,
    /// The step of the ladder that decided.
    pub reason: Reason,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_there_and_back() {
        for class in Class::ALL {
            assert_eq!(Class::from_code(class.code()), Some(*class));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(*reason));
        }
        assert_eq!(Band::from_code("Automatic"), None);
    }
}

//! Why what was typed is no identity number: the sub-codes that the data-cleaning lists count.

use thiserror::Error;

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $message:literal;)+) => {
        /// Why a text is no identity number. Carries no part of the text.
        ///
        /// The platform's own rule for "sai định dạng" was never published; these sub-codes
        /// follow the template's note (8, 9 or 12 digits) and the traps met in real files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
        #[repr(u8)]
        pub enum IdentityFault { $($(#[doc = $doc])+ #[error($message)] $name,)+ }

        impl IdentityFault {
            /// Every fault, in declared order.
            pub const ALL: &'static [IdentityFault] = &[$(IdentityFault::$name,)+];

            /// The stable code, as it stands in files and interfaces.
            pub fn code(self) -> &'static str {
                match self { $(IdentityFault::$name => $code,)+ }
            }
        }
    };
}

faults! {
    /// Nothing was typed.
    Missing = "missing", "no identity number was given";
    /// A filler was typed: `000000000`, `123456789`, "chưa có", `x`.
    Placeholder = "placeholder", "a filler stands for the identity number";
    /// Letters or signs that belong to no form of number.
    Letters = "letters", "the identity number holds letters or other signs";
    /// Seven digits or fewer.
    TooShort = "too_short", "the identity number has fewer than eight digits";
    /// Eight digits that begin with 0, so no old card that lost its first zero.
    EightDigits = "eight_digits", "the identity number has eight digits";
    /// Ten digits that are neither a phone, an insurance number nor a number without its zeros.
    TenDigits = "ten_digits", "the identity number has ten digits";
    /// Eleven digits that no leading zero makes a personal number.
    ElevenDigits = "eleven_digits", "the identity number has eleven digits";
    /// A telephone number: ten digits after 0, or with the country's prefix 84.
    Phone = "phone", "a telephone number stands for the identity number";
    /// A social or health insurance number: 10 digits, or 15 characters.
    InsuranceNumber = "insurance_number", "an insurance number stands for the identity number";
    /// Thirteen digits or more.
    TooLong = "too_long", "the identity number has more than twelve digits";
    /// A spreadsheet's exponent form (`3.4098E+10`): the digits are lost.
    Exponent = "exponent", "the identity number was shortened to exponent form by a spreadsheet";
    /// Twelve digits whose first three name no province.
    UnknownProvince = "unknown_province", "the first three digits of the identity number name no province";
}

impl IdentityFault {
    /// Whether no number was given at all, a filler included.
    pub fn is_missing(self) -> bool {
        matches!(self, Self::Missing | Self::Placeholder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_own_code_and_a_message() {
        let codes: std::collections::BTreeSet<_> = IdentityFault::ALL
            .iter()
            .map(|fault| fault.code())
            .collect();
        assert_eq!(codes.len(), IdentityFault::ALL.len());
        assert!(
            IdentityFault::ALL
                .iter()
                .all(|fault| !fault.to_string().is_empty())
        );
    }

    #[test]
    fn only_an_empty_cell_or_a_filler_is_missing() {
        let missing: Vec<_> = IdentityFault::ALL
            .iter()
            .filter(|fault| fault.is_missing())
            .collect();
        assert_eq!(
            missing,
            [&IdentityFault::Missing, &IdentityFault::Placeholder]
        );
    }
}

//! Why a code is refused that could be read and whose signature may be good.

/// What only a check can find; what readers find has the code of their fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The input is no code, no picture of one, or cannot be opened.
    Unreadable,
    /// The code is of no family that is known here.
    FamilyUnknown,
    /// The health certificate holds no content of a form that is known here.
    NoContent,
    /// The content stands without signed claims, so that nothing says until when it holds.
    NoClaims,
    /// The signature is over the graph form of JSON-LD (DIVOC), which is not computed here.
    DivocNotVerifiable,
    /// No trusted list names the signer of the seal, and no trusted authority vouches for it.
    SealSignerUnknown,
    /// The signer of the seal is of another country than the one that the code names.
    SealSignerCountry,
    /// The certificate of the signer of the seal is not valid at the time.
    SealSignerValidity,
    /// The seal is of a kind of document that is no certificate of health.
    SealKind,
    /// The certificate of the key does not allow it to sign content (RFC 5280 section 4.2.1.3), or not
    /// content of this family (section 4.2.1.12).
    KeyPurpose,
    /// The signature fits a key that is trusted for another country than the code names as its issuer.
    KeyCountry,
    /// The issuing country has revoked the certificate.
    Revoked,
    /// A piece of the revocation lists that would have to be asked is not there.
    RevocationUnknown,
    /// The certificate, or a list, was signed later than the clock says it is now: the clock is wrong,
    /// here or there, and nothing about validity can be told.
    ClockWrong,
}

impl Refusal {
    /// The stable reason code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "input-unreadable",
            Self::FamilyUnknown => "family-unknown",
            Self::NoContent => "hcert-no-content",
            Self::NoClaims => "cwt-no-claims",
            Self::DivocNotVerifiable => "divoc-not-verifiable",
            Self::SealSignerUnknown => "vds-signer-unknown",
            Self::SealSignerCountry => "vds-signer-country",
            Self::SealSignerValidity => "vds-signer-validity",
            Self::SealKind => "vds-kind",
            Self::KeyPurpose => "key-purpose",
            Self::KeyCountry => "key-country",
            Self::Revoked => "revoked",
            Self::RevocationUnknown => "revocation-unknown",
            Self::ClockWrong => "clock-wrong",
        }
    }
}

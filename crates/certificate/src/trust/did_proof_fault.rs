//! What can be wrong with the proof of a document of GDHCN.

use thiserror::Error;

/// Why a document is not taken for the network's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DidProofFault {
    /// The document, or its proof, has not the form of the network's.
    #[error("the document or its proof has not the form of the network's")]
    Form,
    /// The document names other words than the network's.
    #[error("the document is written in other words (@context) than the network's")]
    Context,
    /// The document has no proof.
    #[error("the document has no proof")]
    NoProof,
    /// The proof is of another kind than `JsonWebSignature2020` with ES256.
    #[error("the proof is not JsonWebSignature2020 with ES256")]
    Algorithm,
    /// The proof names a key that is no trust anchor.
    #[error("the proof names a key that is not the trust anchor")]
    KeyUnknown,
    /// The signature does not fit.
    #[error("the document was changed after it was signed, or signed by another key")]
    Signature,
    /// The trust anchor is neither a `did.json` with keys, nor a certificate, nor a public key of P-256.
    #[error("a trust anchor is a did.json with keys, a certificate or a public key, of P-256")]
    Anchor,
}

impl DidProofFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "did-proof-form",
            Self::Context => "did-proof-context",
            Self::NoProof => "did-proof-missing",
            Self::Algorithm => "did-proof-algorithm",
            Self::KeyUnknown => "did-proof-key-unknown",
            Self::Signature => "did-proof-signature",
            Self::Anchor => "did-proof-anchor",
        }
    }
}

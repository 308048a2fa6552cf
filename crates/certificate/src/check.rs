//! Whether a code that somebody shows is accepted: the one core behind the command line, the
//! verifying API and their tests.
//!
//! [`Trusted`] is built from the bytes of trust lists, [`answer()`] reads the code of any family and
//! asks, in this order: whose signature it is, whether a list of [`Revoked`] names it, whether it holds
//! at the time, whether the key may sign such a certificate, whether its content is whole, and what
//! the country of arrival makes of it.
//! Answers are the same for whoever asks: [`Answer`] is the line of JSON that `khien qr` prints.
//!
//! Not here: files, the network and the clock, which the caller brings.
//!
//! ```
//! use khien_certificate::check::{Purpose, Question, Trusted, answer};
//! let trusted = Trusted::default();
//! let question = Question::new(&trusted, "2026-11-22T08:00:00Z".parse().unwrap());
//! let told = answer(&["HC1:NCF"], &question);
//! assert_eq!((told.family, told.accepted()), (Some("hcert"), false));
//! let read_only = Question { purpose: Purpose::Read, ..question };
//! assert_eq!(answer(&["034090001234"], &read_only).reason.as_deref(), Some("family-unknown"));
//! ```

mod answer;
mod card;
mod hcert;
mod neighbour;
mod question;
mod refusal;
mod revoked;
mod revoked_fault;
mod signature;
mod trusted;
mod trusted_fault;
mod who;

pub use answer::Answer;
pub use question::{Purpose, Question};
pub use refusal::Refusal;
pub use revoked::{ListKind, RevocationList, Revoked};
pub use revoked_fault::RevokedFault;
pub use trusted::{Added, Signer, Trusted};
pub use trusted_fault::TrustedFault;

use crate::ddcc::Family;

/// Reads the code and says what is to be thought of it. Several texts are the pieces of one card.
/// Whatever is wrong is in the answer.
pub fn answer<T: AsRef<str>>(codes: &[T], question: &Question<'_>) -> Answer {
    let codes: Vec<&str> = codes.iter().map(AsRef::as_ref).collect();
    let first = codes.first().copied().unwrap_or_default();
    let family = Family::of(first.as_bytes());
    let blank = Answer::new(family);
    match family {
        Some(Family::Hcert) => hcert::answer(first, question, blank),
        Some(Family::Shc) => card::answer(&codes, question, blank),
        Some(Family::Divoc) => neighbour::divoc(first, question, blank),
        Some(Family::Vds) => neighbour::vds(first, question, blank),
        None => blank.refused(Refusal::FamilyUnknown.code()),
    }
}

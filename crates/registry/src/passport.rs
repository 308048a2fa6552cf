//! Vaccine passports: the second of the two signatures, and what becomes of it.
//!
//! Nobody asks for a passport. Whatever may make one possible or change what it says notes the person
//! as due, in its own transaction; one step looks at those who are due, in turn, and issues, renews,
//! replaces or leaves alone ([`issue_due`]). Of a person one passport counts at a time. A passport that
//! says what is not so any more is revoked in the transaction that issues the next; one about a dose
//! that was never given, in the transaction that voids the dose.
//!
//! Everybody has the form of the EU; whoever asks has others beside it ([`ask_form`]).
//!
//! The step believes no column: of each dose it checks the facility's signature
//! ([`Verified`]). The ministry orders waves and cohorts ([`order()`]), revokes and reinstates
//! ([`revoke`], [`reinstate`]); everybody may be told why not yet ([`of_person`]) and how far the doses
//! of a unit are ([`funnel()`]).
//!
//! Not here: what a certificate is to the byte (`certificate`), who is entitled (`domain`), files and
//! sockets.

mod claim;
mod content;
mod desk;
mod end;
mod form;
mod funnel;
mod issue;
mod ministry;
mod order;
mod paper;
mod published;
mod renew;
mod signed_below;
mod standing;
mod step;
mod valid;

pub use desk::{
    FoundPassport, LookError, OrderProgress, document_signers, find_by_identifier, order_progress,
    progress_of_order, read_passport, waiting_people,
};
pub use end::{EndError, end_signer, reinstate, revoke};
pub use form::{AskError, Form, FormFault, ask_form};
pub use funnel::{Funnel, FunnelError, FunnelPart, count_next, funnel};
pub use issue::{IssueError, Issued, issue_due};
pub use ministry::{Ministry, MinistryFault};
pub use order::{CohortSelection, OrderError, OrderKind, PassportOrder, Selection, order, preview};
pub use paper::{PaperError, TakenPaper, paper_with, take_paper};
pub use published::{
    PublishedSigner, RevocationCounts, RevokedCard, RevokedEntry, count_revocations, ended_signers,
    revoked, revoked_cards, signers,
};
pub use renew::note_renewals;
pub use signed_below::Verified;
pub use standing::{
    LookedUp, PassportError, PassportView, Standing, UnsignedDose, of_looked_up, of_person,
};

pub(crate) use order::{ORDER_JOB, run_order};

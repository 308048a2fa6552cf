//! How the registry asks the population register: the seam, without anything behind it.
//!
//! Here: the question and the shape of the answer. Not here: an index, a network, a budget; those
//! stand behind the trait, in the register's own part of the platform.

use std::future::Future;
use std::pin::Pin;

use crate::{Record, Verdict};

/// What the register says of one record: codes only.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterAnswer {
    /// The verdict, field by field.
    pub verdict: Verdict,
    /// Levels and codes behind it; no value of the register.
    pub explanation: String,
    /// Version of the model that weighed.
    pub model: String,
    /// Names the state of the register that was asked.
    pub snapshot: String,
}

/// Why the register gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterFault {
    /// Nobody answers now; the question may be asked again later.
    #[error("the population register does not answer")]
    Away,
    /// The caller has asked too much in this hour, or too often about one person.
    #[error("the population register answers no more questions of this caller for now")]
    Budget,
}

/// The answers to some records, when they come.
pub type Answers<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<RegisterAnswer>, RegisterFault>> + Send + 'a>>;

/// Somebody who answers about records: an index in this process, or a service elsewhere.
pub trait PopulationRegister: Send + Sync {
    /// One answer for each record, in their order.
    fn ask<'a>(&'a self, records: &'a [Record<'a>]) -> Answers<'a>;
}

//! The step that issues: looks at those who are due, in turn.

use jiff::{SignedDuration, Timestamp};
use khien_certificate::hc1::Hc1Fault;
use khien_certificate::keys::NoRandomBytes;
use khien_certificate::uvci::UvciFault;
use khien_domain::passport::PassportRules;
use khien_store::{CertificateDueRow, DocumentSignerRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::claim::claimants;
use super::ministry::{Ministry, MinistryFault};
use super::signed_below::Verified;
use super::step::Step;
use crate::by::{NewIds, day_in_viet_nam};
use crate::policy::{PolicyError, in_force};
use crate::registry::Registry;

/// A clock that is behind the last passport by more than this is wrong.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Why nothing was issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The clock is behind the last passport, or apart from the database's.
    #[error("the clock is wrong")]
    Clock,
    /// The certificate of the key does not cover the whole time of a passport.
    #[error("the certificate of the key does not cover a passport's time")]
    KeyPeriod,
    /// The key was ended.
    #[error("the key was ended")]
    KeyEnded,
    /// The names of the department fit into no passport.
    #[error(transparent)]
    Ministry(#[from] MinistryFault),
    /// The key did not sign.
    #[error(transparent)]
    Hc1(#[from] Hc1Fault),
    /// No identifier could be made.
    #[error(transparent)]
    Uvci(#[from] UvciFault),
    /// There were no random bytes.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// Policies.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Another step was faster with one of the people: two notes of somebody were looked at at once.
    #[error("another step was faster")]
    Overtaken,
    /// The database.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for IssueError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Exists(_) => Self::Overtaken,
            other => Self::Store(other),
        }
    }
}

impl IssueError {
    /// The stable reason code, for logs and health.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::KeyPeriod => "key-period",
            Self::KeyEnded => "key-ended",
            Self::Ministry(fault) => fault.code(),
            Self::Hc1(fault) => fault.code(),
            Self::Uvci(fault) => fault.code(),
            Self::Random(_) => "random",
            Self::Policy(_) => "policy",
            Self::Overtaken => "overtaken",
            Self::Store(_) => "database",
        }
    }
}

/// What a step did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issued {
    /// Notes that were looked at; none: nobody is due.
    pub looked_at: usize,
    /// Passports issued.
    pub issued: usize,
    /// Of these, those that replaced one that said something else.
    pub corrected: usize,
    /// Of these, renewed before their end.
    pub renewed: usize,
    /// Forms of passports given.
    pub forms: usize,
    /// Passports revoked without another in their place.
    pub revoked: usize,
    /// Doses whose signature does not hold: somebody has to look.
    pub broken: Vec<Uuid>,
    /// People whose record says what no passport can, though nothing stood in the way, and the reason
    /// code: somebody has to look.
    pub refused: Vec<(Uuid, &'static str)>,
}

/// Looks at up to `limit` notes of people who are due, and issues what is possible, all in one
/// transaction. Several may work at once.
///
/// # Errors
/// See [`IssueError`]. Nothing is written then.
pub async fn issue_due(
    registry: &Registry,
    ministry: &Ministry,
    verified: &mut Verified,
    when: (&dyn NewIds, Timestamp),
    limit: i64,
) -> Result<Issued, IssueError> {
    let mut tx = registry.store.write().await?;
    match look(&mut tx, ministry, verified, when, limit).await {
        Ok(told) => tx.commit().await.map(|()| told).map_err(IssueError::from),
        Err(error) => {
            // At once: who was looked at would be passed over by the next step.
            tx.roll_back().await?;
            Err(error)
        }
    }
}

async fn look(
    tx: &mut Tx,
    ministry: &Ministry,
    verified: &mut Verified,
    (ids, at): (&dyn NewIds, Timestamp),
    limit: i64,
) -> Result<Issued, IssueError> {
    let Ok(rules) = PassportRules::of(&in_force(tx).await?, day_in_viet_nam(at)) else {
        // Before there were passports, nobody is due.
        return Ok(Issued::default());
    };
    let due = tx.certificate_due(rules.is_continuous, limit).await?;
    if due.is_empty() {
        return Ok(Issued::default());
    }
    ministry.check_names()?;
    check_clock(tx, ministry, at).await?;
    let end = ministry
        .end(at, rules.months)
        .ok_or(IssueError::KeyPeriod)?;
    let signers = signers(tx, ministry, (ids, at), end).await?;
    let mut step = Step::new(ministry, &rules, &signers, (ids, at), end);
    let people = people(&due);
    let claimants = claimants(tx, &people).await?;
    step.look(tx, &claimants, &due, verified).await?;
    let looked_at: Vec<Uuid> = due.iter().map(|row| row.id).collect();
    let told = step.into_written().write(tx).await?;
    tx.delete_certificate_due(&looked_at).await?;
    if !rules.is_continuous {
        tx.delete_waiting_certificate_due(&people).await?;
    }
    Ok(Issued {
        looked_at: looked_at.len(),
        ..told
    })
}

/// A day's error of the clock would be in every passport for a year.
async fn check_clock(tx: &mut Tx, ministry: &Ministry, at: Timestamp) -> Result<(), IssueError> {
    let is_behind = |last: Moment| last.0.duration_since(at) > TOLERANCE;
    let is_apart = |theirs: Moment| theirs.0.duration_since(at).abs() > TOLERANCE;
    let last = tx.last_certificate_at().await?;
    let theirs = if ministry.compares_clocks {
        tx.server_clock().await?
    } else {
        None
    };
    if last.is_some_and(is_behind) || theirs.is_some_and(is_apart) {
        return Err(IssueError::Clock);
    }
    Ok(())
}

fn people(due: &[CertificateDueRow]) -> Vec<Uuid> {
    let mut people: Vec<Uuid> = due.iter().map(|row| row.person_id).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// The rows of all keys, that of this one first. It is new where it never signed before; verifiers
/// need it until the last passport that it signs ends.
async fn signers(
    tx: &mut Tx,
    ministry: &Ministry,
    (ids, at): (&dyn NewIds, Timestamp),
    end: Timestamp,
) -> Result<Vec<DocumentSignerRow>, IssueError> {
    let der = ministry.certificate.as_der();
    let is_own = |row: &DocumentSignerRow| row.certificate == der;
    let mut rows = tx.document_signers().await?;
    if !rows.iter().any(is_own) {
        let new = DocumentSignerRow {
            id: ids.new_id(at),
            kid: ministry.certificate.kid().as_bytes().to_vec(),
            certificate: der.to_vec(),
            added_at: Moment(at),
            needed_until: Moment(end),
            ended_at: None,
            reason: None,
        };
        tx.insert_document_signer(&new).await?;
        // Another worker may have been faster: what is there counts.
        rows = tx.document_signers().await?;
    }
    let place = rows.iter().position(is_own).ok_or(IssueError::KeyEnded)?;
    rows.swap(0, place);
    let own = rows.first().filter(|row| row.ended_at.is_none());
    let own = own.ok_or(IssueError::KeyEnded)?;
    if own.needed_until.0 < end {
        // A day more than needed: with each step the row would be everybody's to wait for.
        let until = end.saturating_add(A_DAY).unwrap_or(end);
        tx.need_document_signer(own.id, Moment(until)).await?;
    }
    Ok(rows)
}

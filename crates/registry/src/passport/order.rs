//! Orders about many: a wave of first passports, a cohort issued anew or revoked.
//!
//! An order is a job that goes through its people in steps. Of a wave and of a cohort issued anew it
//! only notes them as due; the key stays with the step that issues.

use khien_domain::rights::{Act, Place};
use khien_store::{CertificateOrderRow, Cohort, Moment, StoreError, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::consequence::{Again, Cause, note_many, revoke_row};
use crate::given::worded;
use crate::job::{JobFault, Running, waiting};
use crate::registry::Registry;
use crate::within::Within;
use crate::written::{Written, json, write};

/// Kind of the job.
pub(crate) const ORDER_JOB: &str = "certificate_order";
/// People of a step.
const STEP: i64 = 500;
/// Most people that a preview counts.
const MOST_COUNTED: usize = 100_000;

/// Why nothing was ordered.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// The right is missing: it is the ministry's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such unit.
    #[error("there is no such unit")]
    NoUnit,
    /// There is no facility with the code of the cohort.
    #[error("there is no such facility")]
    NoFacility,
    /// The cohort is everybody: at least one thing must be said of it.
    #[error("a cohort is told by something")]
    NoCohort,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The id stands for another order.
    #[error("the id stands for another order")]
    Known,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKind {
    /// First passports for whom they are possible.
    Wave,
    /// Passports issued anew, even if they say the same.
    Reissue,
    /// Passports revoked; nothing that says the same is issued again.
    Revoke,
}

impl OrderKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Wave, Self::Reissue, Self::Revoke];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wave => "wave",
            Self::Reissue => "reissue",
            Self::Revoke => "revoke",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    fn act(self) -> Act {
        match self {
            Self::Wave | Self::Reissue => Act::CertificateIssue,
            Self::Revoke => Act::CertificateRevoke,
        }
    }
}

/// Which passports, by the doses that they are about. What is empty says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortSelection {
    /// Code of the product.
    #[serde(default)]
    pub product: String,
    /// Number of the lot as written.
    #[serde(default)]
    pub lot: String,
    /// Code of the facility.
    #[serde(default)]
    pub facility: String,
    /// First day, `YYYY-MM-DD`.
    #[serde(default)]
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    #[serde(default)]
    pub until: String,
}

/// Whose passports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// Of everybody.
    Nation,
    /// Of the people of a unit, by its code.
    Unit(String),
    /// Of a cohort.
    Cohort(CohortSelection),
    /// Of those that a key signed, by its id: after it was ended.
    Signer(Uuid),
}

impl CohortSelection {
    fn is_said(&self) -> bool {
        [
            &self.product,
            &self.lot,
            &self.facility,
            &self.from,
            &self.until,
        ]
        .iter()
        .any(|text| !text.is_empty())
    }

    fn cohort(&self) -> Cohort<'_> {
        Cohort {
            product: &self.product,
            lot: &self.lot,
            facility: &self.facility,
            from: &self.from,
            until: &self.until,
            ..Cohort::default()
        }
    }
}

/// An order.
#[derive(Clone, Copy, Debug)]
pub struct PassportOrder<'a> {
    /// Made by the client.
    pub id: Uuid,
    /// What.
    pub kind: OrderKind,
    /// Whose.
    pub selection: &'a Selection,
    /// Why.
    pub reason: &'a str,
}

/// Orders it; the job with the same subject tells how far it is. The same id again changes nothing.
///
/// # Errors
/// See [`OrderError`]. Nothing is written then.
pub async fn order(
    registry: &Registry,
    by: &By<'_>,
    order: PassportOrder<'_>,
) -> Result<(), OrderError> {
    checked(by, order.kind, order.selection)?;
    let reason = worded(order.reason).ok_or(OrderError::NoReason)?;
    let mut tx = registry.store.write().await?;
    check_facility(&mut tx, order.selection).await?;
    if let Some(known) = tx.certificate_order(order.id).await? {
        let selection = json(order.selection);
        let is_same = known.kind == order.kind.code() && known.selection == selection;
        return if is_same {
            Ok(())
        } else {
            Err(OrderError::Known)
        };
    }
    put_order(&mut tx, by, PassportOrder { reason, ..order }).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes an order and its job, within an act that needs its own right.
pub(super) async fn put_order(
    tx: &mut Tx,
    by: &By<'_>,
    order: PassportOrder<'_>,
) -> Result<(), StoreError> {
    let row = CertificateOrderRow {
        id: order.id,
        kind: order.kind.code().to_owned(),
        selection: json(order.selection),
        reason: order.reason.to_owned(),
        ordered_by: by.actor.account,
        ordered_at: Moment(by.at),
        reached: 0,
        cursor: None,
    };
    tx.insert_certificate_order(&row).await?;
    tx.insert_job(&waiting(by, ORDER_JOB, order.id)).await?;
    let after = serde_json::json!({"kind": row.kind, "selection": order.selection});
    let written = Written {
        act: order.kind.act().code(),
        kind: "certificate_order",
        subject: row.id.to_string(),
        before: None,
        after: Some(json(&after)),
        reason: Some(order.reason),
    };
    write(tx, by, written).await
}

/// How many an order would reach now; counting ends at a hundred thousand.
///
/// # Errors
/// See [`OrderError`].
pub async fn preview(
    registry: &Registry,
    by: &By<'_>,
    kind: OrderKind,
    selection: &Selection,
) -> Result<usize, OrderError> {
    checked(by, kind, selection)?;
    let mut tx = registry.store.read().await?;
    check_facility(&mut tx, selection).await?;
    let (mut count, mut after) = (0, Uuid::nil());
    while count < MOST_COUNTED {
        let page = page(&mut tx, by, (kind, selection), (after, 20 * STEP)).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        count += page.len();
    }
    Ok(count)
}

/// Somebody who mistyped a code would take "nobody" for an answer.
async fn check_facility(tx: &mut Tx, selection: &Selection) -> Result<(), OrderError> {
    match selection {
        Selection::Cohort(cohort) if !cohort.facility.is_empty() => {
            let known = tx.facility(&cohort.facility).await?;
            known.map(drop).ok_or(OrderError::NoFacility)
        }
        _ => Ok(()),
    }
}

/// Whether who acts may order it, and it says whose passports.
fn checked(by: &By<'_>, kind: OrderKind, selection: &Selection) -> Result<(), OrderError> {
    by.need(kind.act(), &Place::nation())?;
    match (kind, selection) {
        (_, Selection::Unit(code)) if Within::Unit(code).place(by.today()).is_none() => {
            Err(OrderError::NoUnit)
        }
        (OrderKind::Wave, Selection::Nation | Selection::Unit(_))
        | (OrderKind::Reissue, Selection::Signer(_)) => Ok(()),
        (OrderKind::Reissue | OrderKind::Revoke, Selection::Cohort(cohort)) if cohort.is_said() => {
            Ok(())
        }
        _ => Err(OrderError::NoCohort),
    }
}

/// The next ones that it reaches: what is gone on after, and the person.
async fn page(
    tx: &mut Tx,
    by: &By<'_>,
    (kind, selection): (OrderKind, &Selection),
    (after, limit): (Uuid, i64),
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let of_wave = |people: Vec<Uuid>| people.into_iter().map(|id| (id, id)).collect();
    match (kind, selection) {
        (OrderKind::Wave, Selection::Unit(code)) => {
            let communes = Within::Unit(code).communes(by.today());
            let people = tx.people_of_wave(communes.as_deref(), after, limit).await?;
            Ok(of_wave(people))
        }
        (OrderKind::Wave, _) => Ok(of_wave(tx.people_of_wave(None, after, limit).await?)),
        (_, Selection::Cohort(cohort)) => {
            // What is not to be believed is so of earlier passports, too.
            let revoked = (kind == OrderKind::Revoke).then_some(Moment(by.at));
            let cohort = Cohort {
                superseded_at: revoked,
                ..cohort.cohort()
            };
            tx.certificates_of_cohort(cohort, after, limit).await
        }
        (_, Selection::Signer(signer)) => {
            let cohort = Cohort {
                signer: Some(*signer),
                ..Cohort::default()
            };
            tx.certificates_of_cohort(cohort, after, limit).await
        }
        (_, Selection::Nation | Selection::Unit(_)) => Ok(Vec::new()),
    }
}

/// Goes through the people of an order, a step a transaction. Each step notes in its own transaction
/// how far it came, so a job that is done twice reaches nobody twice.
pub(crate) async fn run_order(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    let unreadable = JobFault::Hopeless("unreadable_order");
    loop {
        let mut tx = registry.store.write().await?;
        let row = tx.certificate_order(running.job.subject).await?;
        let row = row.ok_or(JobFault::Hopeless("no_order"))?;
        let kind = OrderKind::parse(&row.kind);
        let selection: Option<Selection> = serde_json::from_str(&row.selection).ok();
        let Some((kind, selection)) = kind.zip(selection) else {
            return Err(unreadable);
        };
        if running.by.need(kind.act(), &Place::nation()).is_err() {
            return Err(JobFault::Hopeless("not_allowed"));
        }
        let after = row.cursor.unwrap_or_default();
        let page = page(&mut tx, &running.by, (kind, &selection), (after, STEP)).await?;
        let Some((last, _)) = page.last().copied() else {
            return Ok(());
        };
        reach(&mut tx, &running.by, kind, &page, &row.reason).await?;
        let reached = row.reached + i64::try_from(page.len()).unwrap_or(i64::MAX);
        tx.note_certificate_order(row.id, reached, last).await?;
        running.progress(&mut tx, reached, 0).await?;
        tx.commit().await?;
    }
}

async fn reach(
    tx: &mut Tx,
    by: &By<'_>,
    kind: OrderKind,
    page: &[(Uuid, Uuid)],
    reason: &str,
) -> Result<(), StoreError> {
    let people = page.iter().map(|(_, person)| *person);
    match kind {
        OrderKind::Wave => note_many(tx, by, people, Cause::Wave).await,
        OrderKind::Reissue => note_many(tx, by, people, Cause::Reissue).await,
        OrderKind::Revoke => {
            for (certificate, _) in page {
                if let Some(row) = tx.certificate(*certificate).await? {
                    revoke_row(tx, by, (&row, Again::Not), reason).await?;
                }
            }
            Ok(())
        }
    }
}

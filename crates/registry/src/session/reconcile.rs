//! Vials against doses: what was opened, what may be in it, what was recorded and thrown away.

use khien_domain::DoseState;
use khien_domain::policy::{NumberPolicy, Policies};
use khien_store::{DoseRow, LotRow, SessionRow, StoreError, Tx};
use serde::Serialize;
use uuid::Uuid;

use super::board::{SessionCounts, counts};
use crate::policy::{PolicyError, in_force};

/// What was counted of a lot on the table.
#[derive(Clone, Copy, Debug)]
pub struct LotCount {
    /// Which lot.
    pub lot: Uuid,
    /// Vials opened.
    pub vials_opened: u32,
    /// Doses thrown away: left over in opened vials, or drawn and not given.
    pub doses_wasted: u32,
}

/// What does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "doses", rename_all = "snake_case")]
pub enum Difference {
    /// So many doses of the opened vials were neither recorded nor thrown away.
    Missing(i64),
    /// So many more doses than the vials hold, overfill counted.
    Surplus(i64),
}

/// One lot at closing, in doses unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LotReconciliation {
    /// Which lot.
    pub lot: Uuid,
    /// Code of its product.
    pub product: String,
    /// Its number.
    pub number: String,
    /// Vials opened.
    pub vials_opened: i64,
    /// What the vials hold by their labels.
    pub nominal: i64,
    /// What may be drawn from them, overfill counted.
    pub most: i64,
    /// Recorded in the session.
    pub recorded: i64,
    /// Thrown away.
    pub wasted: i64,
    /// What does not agree.
    pub difference: Option<Difference>,
}

/// The whole session at closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// The list against the attendance, and what people confirmed.
    pub people: SessionCounts,
    /// The vials against the doses.
    pub lots: Vec<LotReconciliation>,
    /// Doses recorded in the session of no lot on its table, as an uploaded sheet may have.
    pub doses_without_lot: i64,
    /// Why something does not agree.
    pub reason: Option<String>,
}

impl Reconciliation {
    /// Whether something does not agree.
    pub fn differs(&self) -> bool {
        self.doses_without_lot > 0 || self.lots.iter().any(|lot| lot.difference.is_some())
    }

    /// Vials opened, of all lots.
    pub fn vials_opened(&self) -> i64 {
        self.lots.iter().map(|lot| lot.vials_opened).sum()
    }
}

/// Why a session cannot be counted.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    /// A lot was counted that is not on the table.
    #[error("the lot is not on the table")]
    NotOnTable(Uuid),
    /// What holds cannot be said.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Counts a session. A lot on the table that nobody counted was not opened.
pub(super) async fn reconcile(
    tx: &mut Tx,
    session: &SessionRow,
    counted: &[LotCount],
) -> Result<Reconciliation, ReconcileError> {
    let policies = in_force(tx).await?;
    let table = tx.session_lots(session.id).await?;
    let stray = counted
        .iter()
        .find(|count| table.iter().all(|row| row.lot_id != count.lot));
    if let Some(stray) = stray {
        return Err(ReconcileError::NotOnTable(stray.lot));
    }
    let mut doses = tx.doses_of_session(session.id).await?;
    doses.retain(|dose| dose.state != DoseState::Voided.code());
    let mut lots = Vec::new();
    for row in &table {
        let Some(lot) = tx.lot(row.lot_id).await? else {
            continue;
        };
        let count = counted.iter().find(|count| count.lot == lot.id);
        lots.push(of_lot(session, &lot, count, &doses, &policies)?);
    }
    let on_table = |dose: &&DoseRow| table.iter().any(|row| Some(row.lot_id) == dose.lot_id);
    let with_lot = doses.iter().filter(on_table).count();
    Ok(Reconciliation {
        people: counts(tx, session.id).await?,
        lots,
        doses_without_lot: whole(doses.len() - with_lot),
        reason: None,
    })
}

fn of_lot(
    session: &SessionRow,
    lot: &LotRow,
    count: Option<&LotCount>,
    doses: &[DoseRow],
    policies: &Policies,
) -> Result<LotReconciliation, PolicyError> {
    let overfill = NumberPolicy::OverfillDosesPerVial;
    let overfill = policies.number_for(overfill, &lot.product_code, session.held_on.0)?;
    let vials = count.map_or(0, |count| i64::from(count.vials_opened));
    let nominal = vials * lot.doses_per_vial;
    let most = nominal + vials * i64::from(overfill);
    let of_this = doses.iter().filter(|dose| dose.lot_id == Some(lot.id));
    let recorded = whole(of_this.count());
    let wasted = count.map_or(0, |count| i64::from(count.doses_wasted));
    Ok(LotReconciliation {
        lot: lot.id,
        product: lot.product_code.clone(),
        number: lot.number.clone(),
        vials_opened: vials,
        nominal,
        most,
        recorded,
        wasted,
        difference: difference(recorded + wasted, nominal, most),
    })
}

/// What is accounted for must lie between what the labels say and what may be drawn at most.
fn difference(accounted: i64, least: i64, most: i64) -> Option<Difference> {
    if accounted < least {
        Some(Difference::Missing(least - accounted))
    } else if accounted > most {
        Some(Difference::Surplus(accounted - most))
    } else {
        None
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accounted_for_lies_between_label_and_overfill() {
        for (accounted, least, most, found) in [
            (60, 60, 70, None),
            (70, 60, 70, None),
            (59, 60, 70, Some(Difference::Missing(1))),
            (71, 60, 70, Some(Difference::Surplus(1))),
            (0, 0, 0, None),
            (1, 0, 0, Some(Difference::Surplus(1))),
        ] {
            assert_eq!(difference(accounted, least, most), found, "{accounted}");
        }
    }
}

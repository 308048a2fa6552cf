//! Which dose comes next for somebody, and from which day on.

use jiff::ToSpan;
use jiff::civil::Date;
use khien_domain::DoseKind;
use khien_domain::schedule::{ProposedDose, Stop};
use khien_store::{DoseRow, PersonRow, StoreError, Tx};

use super::{counts, judge};

/// A dose that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextDose {
    /// What it is for.
    pub kind: DoseKind,
    /// Which of its kind.
    pub nth: u8,
    /// From which day on it may be given.
    pub from: Date,
}

/// What comes next with the product of the last dose; nothing before the first dose, and where the
/// rules provide for none.
///
/// Asked about today, or the day after the last dose: of one day the rules see only the doses before
/// it, so that somebody who was given a dose today would be due for that one again.
///
/// # Errors
/// The database.
pub async fn due(
    tx: &mut Tx,
    person: &PersonRow,
    doses: &[DoseRow],
    today: Date,
) -> Result<Option<NextDose>, StoreError> {
    let counting = || doses.iter().filter(|row| counts(row));
    let Some(last) = counting().max_by_key(|row| row.given_on.0) else {
        return Ok(None);
    };
    let after = last.given_on.0.saturating_add(1.day());
    let day = today.max(after);
    let next = ProposedDose::new(day, &last.product_code);
    let judged = judge::judge(tx, person, &next, day, None).await?;
    let Some((kind, _)) = judged.assessment.suggestion else {
        return Ok(None);
    };
    let before = counting().filter(|row| row.kind == kind.code()).count();
    let waits = judged.assessment.stops.iter().filter_map(Stop::earliest);
    Ok(Some(NextDose {
        kind,
        nth: u8::try_from(before + 1).unwrap_or(u8::MAX),
        from: waits.max().unwrap_or(day),
    }))
}

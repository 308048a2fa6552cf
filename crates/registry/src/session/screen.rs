//! Screening: fit, deferred or contraindicated, with the form's reasons.

use khien_domain::rights::Act;
use khien_domain::{AttendanceState, ScreeningReason, ScreeningResult};
use khien_store::StoreError;
use uuid::Uuid;

use super::desk::{Desk, DeskError};
use crate::by::By;
use crate::person::given;
use crate::registry::Registry;
use crate::written::json;

/// Why a screening was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Who is not vaccinated today is told why.
    #[error("a reason is needed")]
    NoReason,
    /// A reason that leads to another conclusion.
    #[error("a reason leads to another conclusion")]
    OtherConclusion(ScreeningReason),
}

impl From<StoreError> for ScreenError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// A screening.
#[derive(Clone, Debug)]
pub struct Screening {
    /// Of whom.
    pub attendance: Uuid,
    /// The conclusion.
    pub result: ScreeningResult,
    /// Why; none for who is fit.
    pub reasons: Vec<ScreeningReason>,
    /// In words; may be empty.
    pub note: String,
}

/// Records a screening; a later one replaces it, and the audit keeps both.
///
/// # Errors
/// See [`ScreenError`]. Nothing is written then.
pub async fn screen(
    registry: &Registry,
    by: &By<'_>,
    screening: &Screening,
) -> Result<(), ScreenError> {
    agree(screening)?;
    let mut tx = registry.store.write().await?;
    let desk = Desk::open(&mut tx, by, screening.attendance, Act::SessionScreen).await?;
    let next = match screening.result {
        ScreeningResult::Fit => AttendanceState::Fit,
        ScreeningResult::Deferred => AttendanceState::Deferred,
        ScreeningResult::Contraindicated => AttendanceState::Contraindicated,
    };
    let mut after = match desk.state() {
        // The same conclusion with other reasons. A dose or a return would be other steps.
        state if state == next => desk.attendance.clone(),
        AttendanceState::Dosed => return Err(DeskError::WrongStep(AttendanceState::Dosed).into()),
        _ => desk.step(next)?,
    };
    let reasons: Vec<&str> = screening.reasons.iter().map(|it| it.code()).collect();
    after.screening = Some(json(&serde_json::json!({
        "result": screening.result.code(),
        "reasons": reasons,
        "note": given(&screening.note),
    })));
    after.screened_by = Some(by.actor.account);
    desk.save(&mut tx, by, after, Act::SessionScreen, None)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the reasons carry the conclusion. Somebody contraindicated may be deferred for other
/// reasons besides.
fn agree(screening: &Screening) -> Result<(), ScreenError> {
    let reasons = &screening.reasons;
    let other = match screening.result {
        ScreeningResult::Fit => reasons.first(),
        ScreeningResult::Deferred => reasons
            .iter()
            .find(|it| it.result() != ScreeningResult::Deferred),
        ScreeningResult::Contraindicated => None,
    };
    if let Some(reason) = other {
        return Err(ScreenError::OtherConclusion(*reason));
    }
    let carries = |reason: &ScreeningReason| reason.result() == screening.result;
    if screening.result != ScreeningResult::Fit && !reasons.iter().any(carries) {
        return Err(ScreenError::NoReason);
    }
    Ok(())
}

//! Entering a recovered case.

use jiff::civil::Date;
use khien_domain::rights::Act;
use khien_store::{Day, Moment, RecoveredCaseRow, StoreError};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_person};
use crate::written::{Written, json, write};

/// Why a case was not entered.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// The right is missing: only the station of the person's commune has it.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// The record was merged into another.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// The person lives in no commune that the registry knows.
    #[error("the commune of the person is needed first")]
    NoCommune,
    /// A day lies in the future, or the recovery before the test.
    #[error("the days are not in order")]
    Days,
    /// The person has a case with a test of that day.
    #[error("the case is known")]
    Known,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// By what the disease was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecoveredTest {
    /// Realtime RT-PCR.
    Pcr,
    /// Test nhanh kháng nguyên.
    RapidAntigen,
    /// Chẩn đoán lâm sàng, có giấy xác nhận khỏi bệnh.
    Certificate,
}

impl RecoveredTest {
    /// Every test.
    pub const ALL: [Self; 3] = [Self::Pcr, Self::RapidAntigen, Self::Certificate];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pcr => "pcr",
            Self::RapidAntigen => "rapid_antigen",
            Self::Certificate => "certificate",
        }
    }

    /// The test with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.code() == code)
    }
}

/// A case to be entered.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Made by the client, so that a retry enters nothing twice.
    pub id: Uuid,
    /// Who.
    pub person: Uuid,
    /// Day of the positive test.
    pub positive_on: Date,
    /// Day of recovery, if it is over.
    pub recovered_on: Option<Date>,
    /// By what it was found.
    pub test: RecoveredTest,
}

/// Enters a case. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`EnterError`]. Nothing is written then.
pub async fn enter(registry: &Registry, by: &By<'_>, new: &NewCase) -> Result<(), EnterError> {
    let mut tx = registry.store.write().await?;
    let person = tx.person(new.person).await?.ok_or(EnterError::NoPerson)?;
    if let Some(survivor) = person.merged_into {
        return Err(EnterError::Merged(survivor));
    }
    let commune = person.commune_code.ok_or(EnterError::NoCommune)?;
    // Where the person lives counts, not the desk at which somebody sits.
    let at_home = By {
        facility: None,
        ..*by
    };
    by.need(
        Act::RecoveredEnter,
        &place_of_person(&at_home, Some(&commune)),
    )?;
    if tx.recovered_case(new.id).await?.is_some() {
        return Ok(());
    }
    let last = new.recovered_on.unwrap_or(new.positive_on);
    if last < new.positive_on || last > by.today() {
        return Err(EnterError::Days);
    }
    let cases = tx.recovered_cases(person.id).await?;
    if cases
        .iter()
        .any(|case| case.positive_on.0 == new.positive_on)
    {
        return Err(EnterError::Known);
    }
    let row = RecoveredCaseRow {
        id: new.id,
        person_id: person.id,
        commune_code: commune,
        positive_on: Day(new.positive_on),
        recovered_on: new.recovered_on.map(Day),
        test: new.test.code().to_owned(),
        entered_by: by.actor.account,
        created_at: Moment(by.at),
    };
    tx.insert_recovered_case(&row).await?;
    let written = Written {
        act: Act::RecoveredEnter.code(),
        kind: "person",
        subject: row.person_id.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({
            "case": row.id.to_string(),
            "positive_on": row.positive_on.0.to_string(),
            "recovered_on": row.recovered_on.map(|day| day.0.to_string()),
            "test": row.test,
        }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

//! The 30-minute screen: the person says of each field whether it is right before leaving.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use khien_domain::rights::Act;
use khien_domain::{ConfirmationChannel, SessionState};
use khien_store::{ConfirmationRow, Moment, StoreError};
use uuid::Uuid;

use super::desk::{Desk, DeskError};
use super::state;
use crate::by::By;
use crate::consequence::note_attendance;
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Code of the gate: the session confirms that the person was there and saw the record.
pub(super) const GATE: &str = "attendance";

/// Longest text that is kept of what somebody says is right, in characters.
const LONGEST_PROPOSAL: usize = 200;

/// Why a confirmation was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// There is no dose to confirm yet.
    #[error("there is no dose to confirm yet")]
    NoDose,
}

impl From<StoreError> for ConfirmError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// A field that the person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConfirmedField {
    /// Họ và tên.
    FullName,
    /// Ngày sinh.
    DateOfBirth,
    /// Giới tính.
    Sex,
    /// Số CCCD.
    IdNumber,
    /// Số điện thoại.
    Phone,
    /// Địa chỉ.
    Address,
    /// Vắc xin.
    Product,
    /// Số lô.
    LotNumber,
    /// Ngày tiêm.
    GivenOn,
    /// Mũi thứ.
    Ordinal,
}

impl ConfirmedField {
    /// Every field, as the screen shows them.
    pub const ALL: [Self; 10] = [
        Self::FullName,
        Self::DateOfBirth,
        Self::Sex,
        Self::IdNumber,
        Self::Phone,
        Self::Address,
        Self::Product,
        Self::LotNumber,
        Self::GivenOn,
        Self::Ordinal,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::FullName => "full_name",
            Self::DateOfBirth => "date_of_birth",
            Self::Sex => "sex",
            Self::IdNumber => "id_number",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Product => "product",
            Self::LotNumber => "lot_number",
            Self::GivenOn => "given_on",
            Self::Ordinal => "ordinal",
        }
    }

    /// The field with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }
}

/// A field that somebody calls wrong.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub field: ConfirmedField,
    /// What is right, in the person's own words; empty where nothing was said.
    pub should_be: String,
}

impl From<ConfirmedField> for Refused {
    fn from(field: ConfirmedField) -> Self {
        let should_be = String::new();
        Self { field, should_be }
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refused")
            .field("field", &self.field)
            .field("should_be", &!self.should_be.is_empty())
            .finish()
    }
}

/// What somebody said of their record.
#[derive(Clone, Debug)]
pub struct NewConfirmation {
    /// Made by the client, so that a retry notes nothing twice.
    pub id: Uuid,
    /// Whose.
    pub attendance: Uuid,
    /// How they saw it.
    pub channel: ConfirmationChannel,
    /// Fields that they refused; all others they confirmed. They are followed up.
    pub refused: Vec<Refused>,
}

/// Notes what the person said: at the session, or later as long as it is not signed. The last word
/// counts; the ones before it stay. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`ConfirmError`]. Nothing is written then.
pub async fn confirm(
    registry: &Registry,
    by: &By<'_>,
    said: &NewConfirmation,
) -> Result<(), ConfirmError> {
    let mut tx = registry.store.write().await?;
    let desk = Desk::find(&mut tx, by, said.attendance, Act::SessionConfirm).await?;
    let now = state(&desk.session);
    if ![SessionState::Open, SessionState::Closed].contains(&now) {
        return Err(DeskError::NotOpen(now).into());
    }
    let dose = desk.attendance.dose_id.ok_or(ConfirmError::NoDose)?;
    let known = tx.confirmations(desk.attendance.person_id).await?;
    if known.iter().any(|row| row.id == said.id) {
        return Ok(());
    }
    let row = ConfirmationRow {
        id: said.id,
        attendance_id: Some(desk.attendance.id),
        person_id: desk.attendance.person_id,
        dose_id: Some(dose),
        gate: GATE.to_owned(),
        channel: said.channel.code().to_owned(),
        refused: refused_codes(said.refused.iter().map(|it| &it.field)),
        should_be: should_be(&said.refused),
        confirmed_at: Moment(by.at),
        noted_by: Some(by.actor.account),
    };
    tx.insert_confirmation(&row).await?;
    if let Some(dose) = tx.dose(dose).await? {
        note_attendance(&mut tx, (by.ids, by.at), &dose).await?;
    }
    let written = Written {
        act: Act::SessionConfirm.code(),
        kind: "attendance",
        subject: desk.attendance.id.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({
            "channel": row.channel,
            "refused": row.refused,
        }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Codes of refused fields, each once, in one order.
pub(super) fn refused_codes<'a>(fields: impl IntoIterator<Item = &'a ConfirmedField>) -> String {
    let codes: BTreeSet<&str> = fields.into_iter().map(|field| field.code()).collect();
    codes.into_iter().collect::<Vec<_>>().join(" ")
}

/// What the person says is right, as it is kept; nothing where nothing was said.
pub(super) fn should_be(refused: &[Refused]) -> Option<String> {
    let said = refused.iter().filter_map(|it| {
        let words: Vec<&str> = it.should_be.split_whitespace().collect();
        let text: String = words.join(" ").chars().take(LONGEST_PROPOSAL).collect();
        (!text.is_empty()).then(|| (it.field.code(), text))
    });
    let said: BTreeMap<&str, String> = said.collect();
    (!said.is_empty()).then(|| json(&serde_json::json!(said)))
}

/// The fields that a kept answer calls wrong, with what the person says is right.
pub fn refused(row: &ConfirmationRow) -> Vec<Refused> {
    let said = row.should_be.as_deref().unwrap_or("{}");
    // What cannot be read is as good as not said: the field is wrong all the same.
    let said: BTreeMap<String, String> = serde_json::from_str(said).unwrap_or_default();
    let fields = row.refused.split_whitespace();
    fields
        .filter_map(ConfirmedField::parse)
        .map(|field| Refused {
            field,
            should_be: said.get(field.code()).cloned().unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_reads_back() {
        for field in ConfirmedField::ALL {
            assert_eq!(ConfirmedField::parse(field.code()), Some(field));
        }
    }
    #[test]
    fn what_somebody_says_is_right_is_kept_short_and_only_where_it_was_said() {
        let said = |field, text: &str| Refused {
            field,
            should_be: text.to_owned(),
        };
        assert_eq!(should_be(&[ConfirmedField::Sex.into()]), None);
        assert_eq!(should_be(&[said(ConfirmedField::Phone, " \n ")]), None);
        let long = said(ConfirmedField::Phone, &" 09 \t12 ".repeat(100));
        let kept = should_be(&[long, ConfirmedField::Sex.into()]).unwrap();
        assert!(kept.starts_with("{\"phone\":\"09 12 09"), "{kept}");
        assert!(kept.chars().count() < 220, "{kept}");
        let shown = format!("{:?}", said(ConfirmedField::Phone, "0912345678"));
        assert!(!shown.contains("0912"), "{shown}");
    }
}

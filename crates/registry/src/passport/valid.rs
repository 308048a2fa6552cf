//! The passports of a person that verifiers believe: the one that counts, and those whose place another
//! took before their end. What one of them says that is not so any more revokes it.

use std::collections::HashMap;

use jiff::Timestamp;
use khien_store::{CertificateFormRow, CertificateRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::claim::Claimant;
use super::content::content;
use super::form::give::is_any_untrue;

/// The valid passports of one person.
#[derive(Default)]
pub(super) struct Valid {
    /// The one that counts; it may have ended by itself.
    pub(super) current: Option<CertificateRow>,
    /// Those whose place another took.
    pub(super) superseded: Vec<CertificateRow>,
    /// Forms that were given of any of them.
    given: Vec<CertificateFormRow>,
}

impl Valid {
    /// Those of people, at a moment.
    pub(super) async fn of_people(
        tx: &mut Tx,
        people: &[Uuid],
        at: Timestamp,
    ) -> Result<HashMap<Uuid, Self>, StoreError> {
        let mut all: HashMap<Uuid, Self> = HashMap::new();
        let superseded = tx.superseded_certificates(people, Moment(at)).await?;
        let current = tx.current_certificates(people).await?;
        let rows = current.iter().chain(&superseded);
        let ids: Vec<Uuid> = rows.map(|row| row.id).collect();
        for row in current {
            let person = row.person_id;
            all.entry(person).or_default().current = Some(row);
        }
        for row in superseded {
            all.entry(row.person_id).or_default().superseded.push(row);
        }
        for row in tx.forms_given(&ids).await? {
            all.entry(row.person_id).or_default().given.push(row);
        }
        Ok(all)
    }

    /// Whether one of them, and every form of it, says what is still so.
    pub(super) fn is_still_so(
        &self,
        row: &CertificateRow,
        claimant: &Claimant,
        authority: &str,
    ) -> bool {
        let about = claimant.about(row.dose_id);
        let now = about.and_then(|entitled| content(claimant, entitled, authority));
        let says_so = now.is_some_and(|dcc| dcc.digest()[..] == row.content[..]);
        says_so && !is_any_untrue(claimant, row, &self.given)
    }
}

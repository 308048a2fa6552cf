//! What is known of people who may get a passport, read together.

use std::collections::HashMap;

use khien_certificate::dcc::{PersonName, check_birth_date};
use khien_certificate::icao;
use khien_domain::passport::{
    Claim, ClaimedDose, Entitled, Obstacle, PassportRules, about, assess,
};
use khien_domain::{DoseState, IdentityState};
use khien_store::{ConfirmationRow, DoseRow, HeldRow, PersonRow, StoreError, Tx};
use uuid::Uuid;

/// A person with the doses and the words about them.
pub(super) struct Claimant {
    pub(super) person: PersonRow,
    /// By day, voided ones too.
    pub(super) doses: Vec<DoseRow>,
    /// The newest first.
    words: Vec<ConfirmationRow>,
    /// What the ministry revoked.
    held: Vec<HeldRow>,
}

/// Reads people, those merged into others left out.
pub(super) async fn claimants(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Claimant>, StoreError> {
    let mut doses: HashMap<Uuid, Vec<DoseRow>> = HashMap::new();
    for dose in tx.doses_of_people(ids).await? {
        doses.entry(dose.person_id).or_default().push(dose);
    }
    let mut words: HashMap<Uuid, Vec<ConfirmationRow>> = HashMap::new();
    for word in tx.confirmations_of_people(ids).await? {
        words.entry(word.person_id).or_default().push(word);
    }
    let mut held: HashMap<Uuid, Vec<HeldRow>> = HashMap::new();
    for row in tx.held(ids).await? {
        held.entry(row.person_id).or_default().push(row);
    }
    let people = tx.people_by_ids(ids).await?.into_iter();
    let claimant = |person: PersonRow| Claimant {
        doses: doses.remove(&person.id).unwrap_or_default(),
        words: words.remove(&person.id).unwrap_or_default(),
        held: held.remove(&person.id).unwrap_or_default(),
        person,
    };
    Ok(people
        .filter(|person| person.merged_into.is_none())
        .map(claimant)
        .collect())
}

impl Claimant {
    /// What the passport is about, or what is in the way.
    pub(super) fn assess(&self, rules: &PassportRules) -> Result<Entitled, Vec<Obstacle>> {
        let born = self.person.date_of_birth.as_deref();
        let claim = Claim {
            identity: self.identity(),
            has_name: self.name().check().is_ok(),
            has_birth_date: born.is_some_and(|date| check_birth_date(date).is_ok()),
            attendance_confirmed: self.is_attended(),
            doses: &self.claimed(),
        };
        assess(&claim, rules)
    }

    /// What an earlier passport, about this dose, would be about now.
    pub(super) fn about(&self, dose: Uuid) -> Option<Entitled> {
        let place = self.doses.iter().position(|row| row.id == dose)?;
        about(&self.claimed(), place)
    }

    fn claimed(&self) -> Vec<ClaimedDose<'_>> {
        self.doses.iter().map(claimed).collect()
    }

    /// The name in both forms. Of a foreigner nobody knows which word is the surname: all are, and the
    /// letters are those of the passport shown.
    pub(super) fn name(&self) -> PersonName {
        if self.person.identity == IdentityState::Exempt.code() {
            return icao::name_of_parts(&self.person.full_name, "").name;
        }
        icao::vietnamese_name(&self.person.full_name).name
    }

    /// Whether the ministry revoked what says this.
    pub(super) fn is_held(&self, content: &[u8]) -> bool {
        self.held.iter().any(|row| row.content == content)
    }

    /// Whether the ministry revoked the passport about a dose.
    pub(super) fn is_held_about(&self, entitled: Entitled) -> bool {
        let dose = self.dose(entitled).map(|dose| dose.id);
        self.held.iter().any(|row| Some(row.dose_id) == dose)
    }

    /// The dose at a place of the claim.
    pub(super) fn dose(&self, entitled: Entitled) -> Option<&DoseRow> {
        self.doses.get(entitled.dose)
    }

    /// Doses that count, up to the one that a passport is about, by day.
    pub(super) fn counting_until(&self, entitled: Entitled) -> impl Iterator<Item = &DoseRow> {
        let until = self.doses.get(..=entitled.dose).unwrap_or_default();
        until.iter().filter(|dose| claimed(dose).state.counts())
    }

    /// Doses of ours that count: those that a facility signs.
    pub(super) fn signed(&self) -> impl Iterator<Item = &DoseRow> {
        let claimed = |dose: &&DoseRow| {
            let dose = claimed(dose);
            dose.is_of_ours && dose.state.counts()
        };
        self.doses.iter().filter(claimed)
    }

    /// Whose word is the last: the register's, or since then the commune's.
    fn identity(&self) -> IdentityState {
        let asked = IdentityState::parse(&self.person.identity);
        let asked = asked.unwrap_or(IdentityState::Pending);
        let word = self.words.iter().find(|word| word.gate == "identity");
        let since = |word: &&ConfirmationRow| {
            let answered = self.person.identity_at;
            answered.is_none_or(|at| word.confirmed_at.0 >= at.0)
        };
        match word.filter(since) {
            Some(word) if word.refused.is_empty() => IdentityState::Verified,
            Some(_) => IdentityState::Mismatch,
            None => asked,
        }
    }

    /// Whether the last word about the last dose of ours is that the person was there.
    fn is_attended(&self) -> bool {
        let last = self.signed().last().map(|dose| dose.id);
        let mut words = self.words.iter();
        let about = words.find(|word| word.gate == "attendance" && word.dose_id == last);
        last.is_some() && about.is_some_and(|word| word.refused.is_empty())
    }
}

fn claimed(row: &DoseRow) -> ClaimedDose<'_> {
    ClaimedDose {
        product: &row.product_code,
        given_on: row.given_on.0,
        // A state that this release does not know gives no passport.
        state: DoseState::parse(&row.state).unwrap_or(DoseState::Recorded),
        is_of_ours: row.facility_code.is_some(),
    }
}

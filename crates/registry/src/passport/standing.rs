//! A person's passport, or why there is none yet.

use jiff::civil::Date;
use khien_domain::passport::{Obstacle, PassportRules};
use khien_domain::rights::{Act, scopes};
use khien_store::{
    CertificateFormRow, CertificateRow, PaperCertificateRow, PersonRow, StoreError, Tx,
};
use uuid::Uuid;

use super::claim::{Claimant, claimants};
use crate::by::{By, NotAllowed};
use crate::person;
use crate::policy::{PolicyError, in_force};
use crate::registry::{Registry, place_of_person};

/// Why a passport is not shown.
#[derive(Debug, thiserror::Error)]
pub enum PassportError {
    /// The right to read the person's record is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// The record was merged into another.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// Policies.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Doses of a facility and day that wait for a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsignedDose {
    /// Code of the facility.
    pub facility: String,
    /// On which day.
    pub given_on: Date,
}

/// Where somebody stands on the way to a passport.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What is in the way; nothing: it is issued, or about to be.
    pub obstacles: Vec<Obstacle>,
    /// Doses that wait for a signature, and whose it is.
    pub unsigned: Vec<UnsignedDose>,
    /// Whether the day lies before the policy's first, or passports wait for a wave.
    pub waits_for_wave: bool,
    /// Whether every key that ever signed was ended: nothing is issued before there is another.
    pub waits_for_key: bool,
}

/// A person's passport.
pub struct PassportView {
    /// Whose.
    pub person: PersonRow,
    /// The one that counts, if any; it may have ended.
    pub current: Option<CertificateRow>,
    /// Everything that was issued, the newest first. One whose key was ended counts as revoked: nobody
    /// believes it.
    pub issued: Vec<CertificateRow>,
    /// Where the person stands.
    pub standing: Standing,
    /// Paper that passports replaced.
    pub papers: Vec<PaperCertificateRow>,
    /// What was asked for last of each other form.
    pub forms: Vec<CertificateFormRow>,
}

/// A passport as an app is given it.
pub struct LookedUp {
    /// The one that counts, if any; it may have ended.
    pub current: Option<CertificateRow>,
    /// Where the person stands.
    pub standing: Standing,
    /// What was asked for last of each other form.
    pub forms: Vec<CertificateFormRow>,
}

/// Opens a person's passport, and notes who did.
///
/// # Errors
/// See [`PassportError`].
pub async fn of_person(
    registry: &Registry,
    by: &By<'_>,
    person: Uuid,
) -> Result<PassportView, PassportError> {
    let mut tx = registry.store.write().await?;
    let row = tx.person(person).await?.ok_or(PassportError::NoPerson)?;
    let place = place_of_person(by, row.commune_code.as_deref());
    by.need(Act::PersonRead, &place)?;
    if let Some(survivor) = row.merged_into {
        return Err(PassportError::Merged(survivor));
    }
    let policies = in_force(&mut tx).await?;
    let rules = PassportRules::of(&policies, by.today()).ok();
    let mut claimants = claimants(&mut tx, &[person]).await?;
    let claimant = claimants.pop().ok_or(PassportError::NoPerson)?;
    let issued = tx.certificates_of(person).await?;
    let issued = without_ended_keys(&mut tx, issued).await?;
    let view = PassportView {
        current: issued.iter().find(|it| it.state == "issued").cloned(),
        standing: Standing {
            waits_for_key: is_without_key(&mut tx).await?,
            ..standing(&claimant, rules.as_ref())
        },
        papers: tx.paper_certificates_of(person).await?,
        forms: tx.certificate_forms(&[person]).await?,
        issued,
        person: row,
    };
    person::note_opened(&mut tx, by, person).await?;
    tx.commit().await?;
    Ok(view)
}

/// The passport of somebody whose record was just looked up with their consent ([`person::look_up`]),
/// for the app that looked it up.
///
/// # Errors
/// See [`PassportError`].
pub async fn of_looked_up(
    registry: &Registry,
    by: &By<'_>,
    person: &PersonRow,
) -> Result<LookedUp, PassportError> {
    let act = Act::ApiPersonRead;
    let mut anywhere = scopes(&by.actor.assignments, act, by.at);
    anywhere.next().ok_or(NotAllowed(act))?;
    let mut tx = registry.store.read().await?;
    let rules = PassportRules::of(&in_force(&mut tx).await?, by.today()).ok();
    let mut claimants = claimants(&mut tx, &[person.id]).await?;
    let claimant = claimants.pop().ok_or(PassportError::NoPerson)?;
    Ok(LookedUp {
        current: current_of(&mut tx, person.id).await?,
        standing: Standing {
            waits_for_key: is_without_key(&mut tx).await?,
            ..standing(&claimant, rules.as_ref())
        },
        forms: tx.certificate_forms(&[person.id]).await?,
    })
}

/// The passport that counts.
pub(super) async fn current_of(
    tx: &mut Tx,
    person: Uuid,
) -> Result<Option<CertificateRow>, StoreError> {
    let current = tx.current_certificates(&[person]).await?;
    let believed = without_ended_keys(tx, current).await?.into_iter();
    Ok({ believed }.find(|row| row.state == "issued"))
}

/// Of a key that was ended, what was issued is shown as revoked then; it is replaced as soon as another
/// key signs.
async fn without_ended_keys(
    tx: &mut Tx,
    mut rows: Vec<CertificateRow>,
) -> Result<Vec<CertificateRow>, StoreError> {
    if rows.iter().all(|row| row.state != "issued") {
        return Ok(rows);
    }
    for signer in tx.document_signers().await? {
        let signed =
            |row: &&mut CertificateRow| row.signer_id == signer.id && row.state == "issued";
        for row in rows.iter_mut().filter(signed) {
            if signer.ended_at.is_some() {
                "revoked".clone_into(&mut row.state);
                row.ended_at = signer.ended_at;
                row.reason = Some("key_ended".to_owned());
            }
        }
    }
    Ok(rows)
}

fn standing(claimant: &Claimant, rules: Option<&PassportRules>) -> Standing {
    let waits = claimant.signed().filter(|dose| {
        let state = dose.state.as_str();
        matches!(state, "recorded" | "corrected")
    });
    let unsigned = waits.filter_map(|dose| {
        Some(UnsignedDose {
            facility: dose.facility_code.clone()?,
            given_on: dose.given_on.0,
        })
    });
    // What was mended since is issued: then this is said only until the step has been there.
    let held = |entitled| {
        claimant
            .is_held_about(entitled)
            .then_some(Obstacle::Revoked)
    };
    let obstacles = |rules| match claimant.assess(rules) {
        Ok(entitled) => held(entitled).into_iter().collect(),
        Err(obstacles) => obstacles,
    };
    Standing {
        obstacles: rules.map(obstacles).unwrap_or_default(),
        unsigned: unsigned.collect(),
        waits_for_wave: rules.is_none_or(|rules| !rules.is_continuous),
        waits_for_key: false,
    }
}

/// Whether every key that ever signed was ended.
async fn is_without_key(tx: &mut Tx) -> Result<bool, StoreError> {
    let signers = tx.document_signers().await?;
    Ok(!signers.is_empty() && signers.iter().all(|row| row.ended_at.is_some()))
}

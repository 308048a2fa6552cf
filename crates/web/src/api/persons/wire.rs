//! People as they travel.

use khien_domain::BirthDate;
use khien_domain::passport::Obstacle;
use khien_registry::passport::Standing;
use khien_registry::person::PersonForm;
use khien_store::{AuditRow, CertificateFormRow, CertificateRow, PersonRow, VerdictRow};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::doses::Dose;
use crate::api::fault::wrong;
use crate::problem::Problem;

/// What is written of a person. What is left out is not known.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Fields {
    /// Full name, with diacritics.
    #[schema(example = "Trần Văn An")]
    full_name: String,
    /// `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where no more is known.
    #[schema(example = "1990-08-05")]
    date_of_birth: Option<String>,
    /// `M` or `F`.
    #[schema(example = "M")]
    sex: Option<String>,
    /// Identity number: 12 digits, 9 digits or a passport.
    id_number: Option<String>,
    /// The former 9 digits, where the card shows both.
    old_number: Option<String>,
    /// Health insurance number.
    insurance_number: Option<String>,
    /// Phone.
    phone: Option<String>,
    /// Nationality.
    nationality: Option<String>,
    /// Commune where the person lives, five digits.
    #[schema(example = "12688")]
    commune_code: Option<String>,
    /// Hamlet or quarter.
    hamlet: Option<String>,
    /// House and street.
    address: Option<String>,
    /// Employer or school.
    workplace: Option<String>,
    /// Code of the priority group.
    priority_group: Option<String>,
    /// The guardian's record, for a child without a number.
    guardian: Option<Uuid>,
}

impl Fields {
    /// As the registry reads it; days only as ISO 8601 writes them.
    pub(in crate::api) fn form(&self) -> Result<PersonForm, Problem> {
        if let Some(born) = &self.date_of_birth {
            let read = BirthDate::parse(born).map(|read| read.value.to_string());
            if read.as_ref() != Ok(born) {
                return Err(wrong("/person/date_of_birth", "unreadable"));
            }
        }
        if !matches!(self.sex.as_deref(), None | Some("M" | "F")) {
            return Err(wrong("/person/sex", "unreadable"));
        }
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let sex = match self.sex.as_deref() {
            Some("M") => "Nam",
            Some("F") => "Nữ",
            _ => "",
        };
        Ok(PersonForm {
            full_name: self.full_name.clone(),
            date_of_birth: text(&self.date_of_birth),
            sex: sex.to_owned(),
            id_number: text(&self.id_number),
            old_number: text(&self.old_number),
            insurance_number: text(&self.insurance_number),
            phone: text(&self.phone),
            nationality: text(&self.nationality),
            commune_code: text(&self.commune_code),
            hamlet: text(&self.hamlet),
            address: text(&self.address),
            workplace: text(&self.workplace),
            priority_group: text(&self.priority_group),
            guardian: self.guardian,
        })
    }
}

impl From<&PersonRow> for Fields {
    fn from(row: &PersonRow) -> Self {
        Self {
            full_name: row.full_name.clone(),
            date_of_birth: row.date_of_birth.clone(),
            sex: row.sex.clone(),
            id_number: row.id_number.clone(),
            old_number: row.old_number.clone(),
            insurance_number: row.insurance_number.clone(),
            phone: row.phone.clone(),
            nationality: row.nationality.clone(),
            commune_code: row.commune_code.clone(),
            hamlet: row.hamlet.clone(),
            address: row.address.clone(),
            workplace: row.workplace.clone(),
            priority_group: row.priority_group.clone(),
            guardian: row.guardian_id,
        }
    }
}

/// Somebody to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonToRegister {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// What is known of the person.
    pub(super) person: Fields,
    /// Somebody looked at those who may be the same: it is another person.
    #[serde(default)]
    pub(super) another_person: bool,
}

/// What is written of a person, as it should be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonCorrected {
    /// Every field as it should be.
    pub(super) person: Fields,
    /// Why, and by which proof.
    pub(super) reason: String,
}

/// A person of the registry.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Person {
    /// The id.
    pub(in crate::api) id: Uuid,
    /// What is written of the person.
    #[serde(rename = "person")]
    written: Fields,
    /// `active`, or `merged` into another record.
    state: String,
    /// The record that it was merged into.
    merged_into: Option<Uuid>,
    /// What the population register says of the identity: `pending`, `verified`, `mismatch` …
    identity: String,
    /// Codes of the fields that are not as in the register; never its values.
    identity_fields: Vec<String>,
    /// When the register last answered.
    #[schema(format = DateTime)]
    identity_at: Option<String>,
    /// Counts changes; the number in the `ETag`.
    pub(in crate::api) version: i64,
    /// When the record was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last changed.
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<&PersonRow> for Person {
    fn from(row: &PersonRow) -> Self {
        let words = row.identity_fields.split_whitespace();
        Self {
            id: row.id,
            written: Fields::from(row),
            state: row.state.clone(),
            merged_into: row.merged_into,
            identity: row.identity.clone(),
            identity_fields: words.map(str::to_owned).collect(),
            identity_at: row.identity_at.map(|at| at.0.to_string()),
            version: row.version,
            created_at: row.created_at.0.to_string(),
            updated_at: row.updated_at.0.to_string(),
        }
    }
}

/// What somebody is looked for by.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// A name with or without diacritics, the day of birth added if known; an identity number;
    /// a phone; or the text of a chip card's QR code.
    #[schema(example = "tran van an 1990-08-05")]
    pub(super) text: String,
}

/// People who may be meant.
#[derive(Serialize, ToSchema)]
pub(super) struct Found {
    /// The best first, twenty at most.
    pub(super) people: Vec<Hit>,
}

/// Just enough to tell two people apart.
#[derive(Serialize, ToSchema)]
pub(super) struct Hit {
    id: Uuid,
    full_name: String,
    date_of_birth: Option<String>,
    sex: Option<String>,
    /// The last four characters of the identity number.
    id_number_ends: Option<String>,
    commune_code: Option<String>,
    hamlet: Option<String>,
    identity: String,
}

impl From<PersonRow> for Hit {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            full_name: row.full_name,
            date_of_birth: row.date_of_birth,
            sex: row.sex,
            id_number_ends: row.id_number.map(|number| {
                let skip = number.chars().count().saturating_sub(4);
                number.chars().skip(skip).collect()
            }),
            commune_code: row.commune_code,
            hamlet: row.hamlet,
            identity: row.identity,
        }
    }
}

/// Doses of a person by day, voided ones too.
#[derive(Serialize, ToSchema)]
pub(super) struct DosesOfPerson {
    /// The doses.
    pub(super) doses: Vec<Dose>,
}

/// What the population register answered about a person, the newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Verdicts {
    /// One page.
    pub(super) verdicts: Vec<VerdictGiven>,
    /// The cursor of the next page, if there is one.
    pub(super) next: Option<String>,
}

/// One answer of the population register: codes only, never its values.
#[derive(Serialize, ToSchema)]
pub(super) struct VerdictGiven {
    id: Uuid,
    /// When it was asked.
    #[schema(format = DateTime)]
    asked_at: String,
    /// The account that asked.
    asked_by: Option<Uuid>,
    /// Version of the model.
    model: String,
    /// Version of the register's extract.
    snapshot: String,
    /// `verified`, `mismatch`, `no_number`, `not_found`, `ambiguous`, `unsendable`, `exempt`.
    class: String,
    id_number: Option<String>,
    full_name: Option<String>,
    date_of_birth: Option<String>,
    sex: Option<String>,
    commune: Option<String>,
    band: String,
    probability: f64,
    reason: String,
}

impl From<VerdictRow> for VerdictGiven {
    fn from(row: VerdictRow) -> Self {
        Self {
            id: row.id,
            asked_at: row.asked_at.0.to_string(),
            asked_by: row.asked_by,
            model: row.model,
            snapshot: row.snapshot,
            class: row.class,
            id_number: row.id_state,
            full_name: row.name_state,
            date_of_birth: row.date_of_birth_state,
            sex: row.sex_state,
            commune: row.commune_state,
            band: row.band,
            probability: row.probability,
            reason: row.reason,
        }
    }
}

/// What was done to a record and who opened it, the newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct History {
    /// One page.
    pub(super) entries: Vec<Entry>,
    /// The cursor of the next page, if there is one.
    pub(super) next: Option<String>,
}

/// One entry of the audit.
#[derive(Serialize, ToSchema)]
pub(super) struct Entry {
    id: Uuid,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The account; none where the program did it.
    actor: Option<Uuid>,
    /// Code of the act.
    act: String,
    /// Unit or facility of the actor.
    place: String,
    /// What was there before.
    #[schema(value_type = Option<Object>)]
    before: Option<Value>,
    /// What is there since.
    #[schema(value_type = Option<Object>)]
    after: Option<Value>,
    /// Why.
    reason: Option<String>,
}

impl From<AuditRow> for Entry {
    fn from(row: AuditRow) -> Self {
        let read = |text: Option<String>| text.and_then(|it| serde_json::from_str(&it).ok());
        Self {
            id: row.id,
            at: row.at.0.to_string(),
            actor: row.actor,
            act: row.act,
            place: row.place,
            before: read(row.before),
            after: read(row.after),
            reason: row.reason,
        }
    }
}

/// Whom a partner looks up: number, name and birth date must all be right.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonToLookUp {
    /// Identity number: 12 digits, 9 digits or a passport.
    pub(super) id_number: String,
    /// Full name.
    pub(super) full_name: String,
    /// `YYYY-MM-DD`, or what is known of it.
    pub(super) date_of_birth: String,
    /// How the person agreed: the number of the form or message. The person sees it in the record.
    pub(super) consent: String,
}

/// A person who was looked up.
#[derive(Serialize, ToSchema)]
pub(super) struct LookedUp {
    /// The id.
    pub(super) id: Uuid,
    /// State of the identity.
    pub(super) identity: String,
    /// Doses by day, voided ones left out.
    pub(super) doses: Vec<Dose>,
    /// The vaccine passport, or why not yet.
    pub(super) passport: Passport,
}

/// A person's vaccine passport.
#[derive(Serialize, ToSchema)]
pub(super) struct Passport {
    /// The one that counts, if there is one.
    pub(super) current: Option<IssuedPassport>,
    /// What is in the way of one, or of the next; nothing: it is there, or issued within minutes.
    pub(super) obstacles: Vec<PassportObstacle>,
    /// Whether passports wait for a wave.
    pub(super) waits_for_wave: bool,
    /// Whether every key of the ministry was ended: nothing is issued before there is another.
    pub(super) waits_for_key: bool,
    /// The passport that counts in other forms, as far as somebody asked for them.
    pub(super) forms: Vec<PassportForm>,
}

/// A passport in another form.
#[derive(Serialize, ToSchema)]
pub(super) struct PassportForm {
    /// `shc`: a SMART Health Card; `ddcc`: the WHO's vaccination status.
    pub(super) form: String,
    /// The text of the QR code; none while it is being made, or where there can be none.
    pub(super) code: Option<String>,
    /// Why there can be none: `no_address`, `key`, `vaccine`, `content`, `length`.
    pub(super) fault: Option<String>,
}

/// A form to ask for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FormToAsk {
    /// `shc` or `ddcc`.
    pub(super) form: String,
}

/// A passport that was issued.
#[derive(Serialize, ToSchema)]
pub(super) struct IssuedPassport {
    /// Its identifier (UVCI).
    pub(super) uvci: String,
    /// When it was issued.
    pub(super) issued_at: String,
    /// When it ends.
    pub(super) expires_at: String,
    /// The text of the QR code, which starts with `HC1:`.
    pub(super) code: String,
}

/// Something in the way.
#[derive(Serialize, ToSchema)]
pub(super) struct PassportObstacle {
    /// What: `identity_mismatch`, `unsigned`, `corrected`, `no_dose`, `series`, …
    pub(super) code: &'static str,
    /// The same in plain words, with who can mend it, as the station's page says it: in the language of
    /// `Accept-Language`, Vietnamese or English.
    pub(super) text: String,
    /// Doses that wait for a signature, or that were given of those needed.
    pub(super) doses: Option<u64>,
    /// Doses that the primary series needs.
    pub(super) needed: Option<u64>,
}

impl Passport {
    pub(super) fn of(
        current: Option<CertificateRow>,
        (standing, said): (&Standing, Vec<String>),
        asked: Vec<CertificateFormRow>,
    ) -> Self {
        let counts = current.as_ref().map(|row| row.id);
        // What was given of an earlier passport is being made of this one.
        let form = |row: CertificateFormRow| PassportForm {
            form: row.form,
            code: row.code.filter(|_| row.certificate_id == counts),
            fault: row.fault,
        };
        let forms = asked.into_iter().filter(|_| counts.is_some());
        let issued = |row: CertificateRow| IssuedPassport {
            uvci: row.uvci,
            issued_at: row.issued_at.0.to_string(),
            expires_at: row.expires_at.0.to_string(),
            code: row.code,
        };
        Self {
            current: current.map(issued),
            obstacles: standing.obstacles.iter().zip(said).map(obstacle).collect(),
            waits_for_wave: standing.waits_for_wave,
            waits_for_key: standing.waits_for_key,
            forms: forms.map(form).collect(),
        }
    }
}

fn obstacle((obstacle, text): (&Obstacle, String)) -> PassportObstacle {
    let count = |count: usize| u64::try_from(count).ok();
    let (doses, needed) = match *obstacle {
        Obstacle::Unsigned { doses } | Obstacle::Corrected { doses } => (count(doses), None),
        Obstacle::Series { given, needed } => (Some(given.into()), Some(needed.into())),
        _ => (None, None),
    };
    PassportObstacle {
        code: obstacle.code(),
        text,
        doses,
        needed,
    }
}

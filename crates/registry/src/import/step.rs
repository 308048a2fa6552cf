//! A step of applying an import: some hundred rows that are decided in memory, one after the
//! other, and written together.
//!
//! Each row is decided on the registry as the rows before it leave it; [`Known`] holds that. The
//! register is asked about all people of the step at once, when it is known who they are.

use std::collections::{BTreeMap, HashMap};

use khien_domain::ImportRowKind;
use khien_domain::rights::Act;
use khien_store::{
    AuditRow, DoseDeltaRow, DoseRow, ImportRow, ImportRowRow, Moment, PersonRow, Tx,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::classify::{Classified, Plan, ReadRow, classify};
use super::typed::{ReadDose, TypedRow};
use crate::by::By;
use crate::consequence::{self, Cause};
use crate::dose::{self, Judged, NewDose, RecordError, Source};
use crate::job::JobFault;
use crate::known::{Known, Sought};
use crate::person::identity::{self, Noted};
use crate::person::{self, PersonForm};
use crate::registry::Registry;
use crate::written::{Written, entry, json};

/// What applying a row did: enough to undo it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Applied {
    /// The person was entered by the row.
    pub(crate) entered: bool,
    /// The person before the row changed them.
    pub(crate) before: Option<PersonForm>,
    /// Doses that the row added.
    pub(crate) doses: Vec<Uuid>,
}

/// Somebody whom the step enters or changes, but for what the register will say of them.
struct PersonAct {
    after: PersonRow,
    /// As they were; nobody where they are new.
    before: Option<PersonRow>,
    form: PersonForm,
    audit: AuditRow,
}

/// What a step has decided and will write.
pub(super) struct Step<'a> {
    by: &'a By<'a>,
    import: &'a ImportRow,
    known: Known,
    people: Vec<PersonAct>,
    doses: Vec<DoseRow>,
    deltas: BTreeMap<Counted, DoseDeltaRow>,
    audit: Vec<AuditRow>,
    rows: Vec<ImportRowRow>,
}

/// What doses are counted by.
type Counted = (String, String, jiff::civil::Date, [String; 4], i64);

impl<'a> Step<'a> {
    pub(super) fn new(by: &'a By<'a>, import: &'a ImportRow) -> Self {
        Self {
            by,
            import,
            known: Known::locking(),
            people: Vec::new(),
            doses: Vec::new(),
            deltas: BTreeMap::new(),
            audit: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Decides the rows that are not applied yet, in their order: rows before may have changed
    /// what a row means.
    pub(super) async fn take(
        &mut self,
        tx: &mut Tx,
        rows: Vec<ImportRowRow>,
    ) -> Result<(), JobFault> {
        let mut read = Vec::with_capacity(rows.len());
        for row in rows.into_iter().filter(|row| row.applied.is_none()) {
            let text = row.mended.as_deref().unwrap_or(&row.typed);
            if let Ok(typed) = serde_json::from_str::<TypedRow>(text) {
                read.push((row, ReadRow::new(typed)));
            }
        }
        let sought: Vec<Sought<'_>> = read.iter().filter_map(|(_, row)| row.sought()).collect();
        self.known.expect(tx, &sought).await?;
        for (row, read) in read {
            self.take_row(tx, row, read).await?;
        }
        Ok(())
    }

    async fn take_row(
        &mut self,
        tx: &mut Tx,
        mut row: ImportRowRow,
        read: ReadRow,
    ) -> Result<(), JobFault> {
        let typed = read.typed.person.clone();
        let facility = &self.import.facility_code;
        let classified = classify(tx, &mut self.known, self.by, facility, read).await?;
        let Classified {
            kind,
            reasons,
            person,
            plan,
        } = classified;
        kind.code().clone_into(&mut row.kind);
        row.reasons = reasons.join(" ");
        row.person_id = person;
        if let (ImportRowKind::New | ImportRowKind::Change, Plan { fields, doses }) = (kind, plan)
            && let Some(fields) = fields
        {
            let known = match person {
                Some(id) => self.known.person(id),
                None => None,
            };
            let mut applied = Applied::default();
            let person = match known {
                Some(kept) if kind == ImportRowKind::Change => {
                    let form = person::form_of(&kept);
                    applied.before = Some(form.clone());
                    self.change(kept, merged(&form, &typed))?
                }
                Some(kept) => kept,
                None => {
                    applied.entered = true;
                    let mut new = person::empty(self.by.new_id(), Moment(self.by.at));
                    fields.put(&typed, &mut new);
                    self.enter(new, typed)
                }
            };
            for (dose, judged) in doses {
                applied
                    .doses
                    .push(self.record(tx, &person, dose, judged).await?);
            }
            row.person_id = Some(person.id);
            row.applied = Some(json(&applied));
            row.applied_at = Some(Moment(self.by.at));
        }
        self.rows.push(row);
        Ok(())
    }

    fn enter(&mut self, row: PersonRow, form: PersonForm) -> PersonRow {
        self.known.enter(&row);
        self.note(Act::PersonRegister, row.clone(), None, form);
        row
    }

    fn change(&mut self, kept: PersonRow, form: PersonForm) -> Result<PersonRow, JobFault> {
        let mut after = kept.clone();
        // Both parts were read before: the row by its classification, the person when entered.
        let fields = form.read().map_err(|_| JobFault::Hopeless("unreadable"))?;
        fields.put(&form, &mut after);
        after.updated_at = Moment(self.by.at);
        after.version += 1;
        self.known.change(&after);
        self.note(Act::PersonCorrect, after.clone(), Some(kept), form);
        Ok(after)
    }

    /// Notes somebody; the audit entry gets its texts when the register has answered.
    fn note(&mut self, act: Act, after: PersonRow, before: Option<PersonRow>, form: PersonForm) {
        let written = Written {
            act: act.code(),
            kind: "person",
            subject: after.id.to_string(),
            before: None,
            after: None,
            reason: Some("import"),
        };
        let audit = entry(self.by, written);
        self.people.push(PersonAct {
            after,
            before,
            form,
            audit,
        });
    }

    async fn record(
        &mut self,
        tx: &mut Tx,
        person: &PersonRow,
        dose: ReadDose,
        judged: Judged,
    ) -> Result<Uuid, JobFault> {
        let new = self.new_dose(person, dose);
        let code = new.facility.as_deref().unwrap_or_default();
        let placed = self.known.facility(tx, self.by, code).await?;
        // Its classification found the facility.
        let (facility, place) = placed.ok_or(JobFault::Hopeless("no_facility"))?;
        let commune = facility.commune_code.clone();
        let row = match dose::decide(self.by, &new, place, judged) {
            Ok(row) => row,
            Err(RecordError::Store(error)) => return Err(error.into()),
            // The rules were asked a moment ago in this transaction: only the right can be missing.
            Err(_) => return Err(JobFault::Hopeless("not_allowed")),
        };
        self.count(dose::delta(self.by, &row, Some(commune), person, 1));
        self.audit.push(dose::noted(self.by, &new, &row));
        self.known.record(&row);
        self.doses.push(row);
        Ok(new.id)
    }

    /// Adds to the step's counts: one row of the counters stands for many doses.
    fn count(&mut self, delta: DoseDeltaRow) {
        let by = (
            delta.facility_code.clone(),
            delta.commune_code.clone(),
            delta.day.0,
            [
                delta.product_code.clone(),
                delta.kind.clone(),
                delta.age_group.clone(),
                delta.sex.clone(),
            ],
            delta.ordinal,
        );
        let doses = delta.doses;
        let counted = self.deltas.entry(by);
        counted
            .and_modify(|row| row.doses += doses)
            .or_insert(delta);
    }

    fn new_dose(&self, person: &PersonRow, dose: ReadDose) -> NewDose {
        let facility = dose.facility;
        NewDose {
            id: self.by.new_id(),
            person: person.id,
            product: dose.product.to_owned(),
            lot: None,
            lot_number: dose.lot,
            facility: Some(facility.unwrap_or_else(|| self.import.facility_code.clone())),
            session: None,
            import: Some(self.import.id),
            country: "VN".to_owned(),
            given_on: dose.given_on,
            kind: dose.kind,
            ordinal: None,
            source: Source::Import,
            overridden: None,
        }
    }

    /// Asks the register about the people of the step and writes everything.
    pub(super) async fn write(mut self, registry: &Registry, tx: &mut Tx) -> Result<(), JobFault> {
        self.write_people(registry, tx).await?;
        tx.insert_doses(&self.doses).await?;
        let deltas: Vec<DoseDeltaRow> = self.deltas.into_values().collect();
        tx.insert_dose_deltas(&deltas).await?;
        self.audit.sort_unstable_by_key(|row| row.id);
        tx.insert_audits(&self.audit).await?;
        tx.note_import_rows(&self.rows).await?;
        Ok(())
    }

    async fn write_people(&mut self, registry: &Registry, tx: &mut Tx) -> Result<(), JobFault> {
        let acts = std::mem::take(&mut self.people);
        let forms: Vec<PersonForm> = acts.iter().map(|act| act.form.clone()).collect();
        let answers = identity::ask_all(registry, &forms).await;
        let (mut entered, mut changed) = (Vec::new(), Vec::new());
        let (mut verdicts, mut questions) = (Vec::new(), Vec::new());
        let mut settled = Vec::new();
        let mut newest: HashMap<Uuid, PersonRow> = HashMap::new();
        for (at, mut act) in acts.into_iter().enumerate() {
            let mut row = act.after;
            let before = newest.remove(&row.id).or(act.before);
            if let Some(before) = &before {
                row.identity_at = before.identity_at;
            }
            identity::put(answers.get(at), Moment(self.by.at), &mut row);
            match identity::noted(self.by, row.id, &act.form, answers.get(at)) {
                Noted::Verdict(row) => verdicts.push(row),
                Noted::Question(job) => questions.push(job),
            }
            act.audit.before = before.as_ref().map(person::snapshot);
            act.audit.after = Some(person::snapshot(&row));
            self.audit.push(act.audit);
            newest.insert(row.id, row.clone());
            if before.is_some() {
                settled.extend(
                    answers
                        .get(at)
                        .filter(|it| identity::settles(it))
                        .map(|_| row.id),
                );
                changed.push(row);
            } else {
                entered.push(row);
            }
        }
        tx.insert_people(&entered).await?;
        for mut row in changed {
            row.version -= 1;
            if !tx.update_person(&row).await? {
                return Err(JobFault::Later("changed"));
            }
        }
        tx.insert_verdicts(&verdicts).await?;
        tx.insert_jobs(&questions).await?;
        // Who is entered just now has no signed dose.
        consequence::note_many(tx, self.by, settled, Cause::Identity).await?;
        Ok(())
    }
}

/// The person as kept, with what the row states in place of what was.
fn merged(kept: &PersonForm, typed: &PersonForm) -> PersonForm {
    let pick =
        |kept: &String, typed: &String| if typed.trim().is_empty() { kept } else { typed }.clone();
    PersonForm {
        full_name: pick(&kept.full_name, &typed.full_name),
        date_of_birth: pick(&kept.date_of_birth, &typed.date_of_birth),
        sex: pick(&kept.sex, &typed.sex),
        id_number: pick(&kept.id_number, &typed.id_number),
        old_number: pick(&kept.old_number, &typed.old_number),
        insurance_number: pick(&kept.insurance_number, &typed.insurance_number),
        phone: pick(&kept.phone, &typed.phone),
        nationality: pick(&kept.nationality, &typed.nationality),
        commune_code: pick(&kept.commune_code, &typed.commune_code),
        hamlet: pick(&kept.hamlet, &typed.hamlet),
        address: pick(&kept.address, &typed.address),
        workplace: pick(&kept.workplace, &typed.workplace),
        priority_group: pick(&kept.priority_group, &typed.priority_group),
        guardian: kept.guardian,
    }
}

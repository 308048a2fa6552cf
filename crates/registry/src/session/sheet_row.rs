//! One row of a sheet, desk by desk, as far as it was filled in.
//!
//! Each desk is the workflow that the screen uses, so that its rights and rules hold. What is recorded
//! already and agrees stays; what does not agree is told, and nothing of it is overwritten.

use jiff::Timestamp;
use jiff::civil::time;
use khien_domain::rights::Act;
use khien_domain::{
    AttendanceState, ConfirmationChannel, ConsentAnswer, Lot, PersonName, ScreeningResult,
};
use khien_exchange::FilledLine;
use khien_store::{AttendanceRow, PersonRow, SessionRow, StoreError};
use serde_json::Value;
use uuid::Uuid;

use super::check_in::{CheckIn, CheckInError, check_in};
use super::confirm::{ConfirmError, NewConfirmation, Refused, confirm, refused_codes};
use super::consent::{Consent, ConsentError, consent};
use super::desk::DeskError;
use super::give::{GiveError, Given, give_at};
use super::leave::{LeaveError, leave};
use super::marks::{MarkedDose, Marks, moment};
use super::reaction::{NewReaction, ReactionError, reaction};
use super::row_code::derived;
use super::screen::{ScreenError, Screening, screen};
use crate::by::By;
use crate::dose::RecordError;
use crate::person::{NewPerson, PersonForm, RegisterError, find_alike, register};
use crate::registry::Registry;

/// What became of a row.
pub(super) enum Outcome {
    /// Nothing was written in it.
    Blank,
    /// Something was entered.
    Applied,
    /// Everything in it was entered before.
    Unchanged,
    /// Somebody has to look: why, by code. What came before on the row is entered.
    Conflict(Vec<&'static str>),
}

/// A step that did not come off: why, or the database.
enum Halt {
    Conflict(Vec<&'static str>),
    Store(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn halt<T>(code: &'static str) -> Result<T, Halt> {
    Err(Halt::Conflict(vec![code]))
}

/// A row of a sheet.
pub(super) struct Row<'a> {
    pub(super) session: &'a SessionRow,
    pub(super) line: &'a FilledLine,
    /// The attendance that its code stands for.
    pub(super) attendance: Option<Uuid>,
}

impl Row<'_> {
    /// Enters what is written in the row.
    pub(super) async fn apply(
        &self,
        registry: &Registry,
        by: &By<'_>,
    ) -> Result<Outcome, StoreError> {
        let marks = match Marks::read(self.line, self.session.held_on.0) {
            Ok(marks) => marks,
            Err(wrong) => return Ok(Outcome::Conflict(wrong)),
        };
        if marks.is_blank() {
            return Ok(Outcome::Blank);
        }
        match self.steps(registry, by, &marks).await {
            Ok(true) => Ok(Outcome::Applied),
            Ok(false) => Ok(Outcome::Unchanged),
            Err(Halt::Conflict(reasons)) => Ok(Outcome::Conflict(reasons)),
            Err(Halt::Store(error)) => Err(error),
        }
    }

    /// Every desk; whether anything changed.
    async fn steps(&self, registry: &Registry, by: &By<'_>, marks: &Marks) -> Result<bool, Halt> {
        let Some(row) = self.attendance else {
            return halt("unknown_code");
        };
        let known = attendance(registry, row).await?;
        let person = match &known {
            Some(known) => self.named(registry, known).await?,
            None => self.who(registry, by, row).await?,
        };
        if marks.came == Some(false) {
            let came = known.is_some_and(|row| row.checked_in_at.is_some());
            return if came {
                halt("absent_but_checked_in")
            } else {
                Ok(false)
            };
        }
        let desk = AtDesk {
            registry,
            by,
            session: self.session,
            row,
            line: self.line,
        };
        let mut changed = desk.come(known, person).await?;
        if let Some(agrees) = marks.consent {
            changed |= desk.consent(agrees).await?;
        }
        if let Some((result, reasons)) = &marks.screening {
            changed |= desk.screen(*result, reasons).await?;
        }
        if let Some(dose) = &marks.dose {
            changed |= desk.dose(dose).await?;
        }
        if let Some((severity, signs)) = &marks.reaction {
            let seen = NewReaction {
                id: derived(row, "reaction"),
                attendance: row,
                severity: *severity,
                signs: signs.clone(),
            };
            reaction(registry, by, &seen)
                .await
                .map_err(|error| match error {
                    ReactionError::Desk(error) => of_desk(error),
                    ReactionError::NoDose | ReactionError::NoSign => {
                        Halt::Conflict(vec!["no_dose"])
                    }
                })?;
        }
        if marks.signed.is_some() || marks.dose.is_some() {
            changed |= desk.leave().await?;
        }
        if let Some(refused) = &marks.signed {
            changed |= desk.confirm(refused).await?;
        }
        Ok(changed)
    }

    /// The person of a row that is taken; the name on it must be theirs, or two teams used one row.
    async fn named(&self, registry: &Registry, known: &AttendanceRow) -> Result<Uuid, Halt> {
        let mut tx = registry.store.read().await?;
        let Some(person) = tx.person(known.person_id).await? else {
            return halt("no_person");
        };
        if let Some(survivor) = person.merged_into {
            return match tx.attendance_of(known.session_id, survivor).await? {
                Some(_) => halt("merged"),
                None => Ok(survivor),
            };
        }
        let name = self.line.name.trim();
        let same = PersonName::parse(name).is_ok_and(|read| is_alike(read.value.folded(), &person));
        if name.is_empty() || same {
            Ok(person.id)
        } else {
            halt("row_of_another")
        }
    }

    /// Whoever was written in a blank row: known already, or entered now.
    async fn who(&self, registry: &Registry, by: &By<'_>, row: Uuid) -> Result<Uuid, Halt> {
        let line = self.line;
        if line.name.trim().is_empty() {
            return halt("no_name");
        }
        let form = PersonForm {
            full_name: line.name.clone(),
            date_of_birth: line.birth_date.clone(),
            sex: line.sex.clone(),
            id_number: line.id_number.clone(),
            phone: line.phone.clone(),
            address: line.address.clone(),
            commune_code: self.session.commune_code.clone(),
            ..PersonForm::default()
        };
        let alike = find_alike(registry, &form)
            .await
            .map_err(|error| match error {
                RegisterError::Store(error) => Halt::Store(error),
                _ => Halt::Conflict(vec!["person_unreadable"]),
            })?;
        match alike.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            _ => return halt("several_people"),
        }
        let id = derived(row, "person");
        let new = NewPerson {
            id,
            form: &form,
            is_another: false,
        };
        match register(registry, by, new).await {
            Ok(()) => Ok(id),
            Err(RegisterError::NotAllowed(_)) => halt("not_allowed"),
            Err(RegisterError::MayBeKnown(_)) => halt("several_people"),
            Err(RegisterError::Store(error)) => Err(error.into()),
            Err(RegisterError::Fields(_) | RegisterError::NoGuardian) => halt("person_unreadable"),
        }
    }
}

/// Whether a name is the person's, diacritics left aside.
fn is_alike(folded: &str, person: &PersonRow) -> bool {
    folded == person.folded_name
}

async fn attendance(registry: &Registry, id: Uuid) -> Result<Option<AttendanceRow>, StoreError> {
    registry.store.read().await?.attendance(id).await
}

/// What a desk has at hand.
struct AtDesk<'a> {
    registry: &'a Registry,
    by: &'a By<'a>,
    session: &'a SessionRow,
    row: Uuid,
    line: &'a FilledLine,
}

impl AtDesk<'_> {
    /// The attendance as it is now.
    async fn now(&self) -> Result<AttendanceRow, Halt> {
        let row = attendance(self.registry, self.row).await?;
        row.ok_or(Halt::Conflict(vec!["row_of_another"]))
    }

    async fn come(&self, known: Option<AttendanceRow>, person: Uuid) -> Result<bool, Halt> {
        let before = known.map(|row| row.state);
        let coming = CheckIn {
            id: self.row,
            session: self.session.id,
            person,
        };
        let came = check_in(self.registry, self.by, coming).await;
        let came = came.map_err(|error| match error {
            CheckInError::Desk(error) => of_desk(error),
            CheckInError::NoSession => Halt::Conflict(vec!["session_not_open"]),
            CheckInError::Merged(_) => Halt::Conflict(vec!["merged"]),
            CheckInError::NotOnList => Halt::Conflict(vec!["not_on_list"]),
        })?;
        if came.attendance != self.row {
            // Written in a blank row, and on the list besides, or in another blank row.
            return halt("has_another_row");
        }
        Ok(before != Some(self.now().await?.state))
    }

    async fn consent(&self, agrees: bool) -> Result<bool, Halt> {
        let answer = if agrees {
            ConsentAnswer::Given
        } else {
            ConsentAnswer::Refused
        };
        let now = self.now().await?;
        match now.consent.as_deref() {
            Some(kept) if kept == answer.code() => return Ok(false),
            Some(_) => return halt("consent_differs"),
            None => {}
        }
        let order = Consent {
            attendance: self.row,
            answer,
            guardian: None,
        };
        match consent(self.registry, self.by, order).await {
            Ok(()) => Ok(true),
            Err(ConsentError::Desk(error)) => Err(of_desk(error)),
            Err(ConsentError::NoBirthDate) => halt("no_birth_date"),
            Err(ConsentError::GuardianNeeded | ConsentError::NoGuardian) => halt("guardian_needed"),
        }
    }

    async fn screen(
        &self,
        result: ScreeningResult,
        reasons: &[khien_domain::ScreeningReason],
    ) -> Result<bool, Halt> {
        let now = self.now().await?;
        if let Some(kept) = now.screening.as_deref() {
            let kept: Value = serde_json::from_str(kept).unwrap_or_default();
            return if kept["result"] == result.code() {
                Ok(false)
            } else {
                halt("screening_differs")
            };
        }
        let screening = Screening {
            attendance: self.row,
            result,
            reasons: reasons.to_vec(),
            note: self.line.screening.clone(),
        };
        match screen(self.registry, self.by, &screening).await {
            Ok(()) => Ok(true),
            Err(ScreenError::Desk(error)) => Err(of_desk(error)),
            Err(ScreenError::NoReason | ScreenError::OtherConclusion(_)) => {
                halt("screening_unreadable")
            }
        }
    }

    async fn dose(&self, marked: &MarkedDose) -> Result<bool, Halt> {
        let now = self.now().await?;
        if let Some(kept) = now.dose_id {
            return self.agrees(kept, marked).await;
        }
        if now.consent.is_none() {
            return halt("no_consent");
        }
        if now.screening.is_none() {
            return halt("no_screening");
        }
        let given_at = marked.at.unwrap_or_else(|| self.some_time());
        if given_at > self.by.at {
            return halt("time_in_future");
        }
        let given = Given {
            dose: derived(self.row, "dose"),
            attendance: self.row,
            lot: self.lot(marked).await?,
            kind: None,
            ordinal: None,
            overridden: None,
        };
        match give_at(self.registry, self.by, given, given_at).await {
            Ok(_) => Ok(true),
            Err(error) => Err(of_dose(error)),
        }
    }

    /// Where no time was written: the afternoon of the day, or now if that is earlier.
    fn some_time(&self) -> Timestamp {
        let afternoon = moment(self.session.held_on.0, time(17, 0, 0, 0));
        afternoon.map_or(self.by.at, |it| it.min(self.by.at))
    }

    /// Whether the dose that is recorded is the one that is written here.
    async fn agrees(&self, kept: Uuid, marked: &MarkedDose) -> Result<bool, Halt> {
        let mut tx = self.registry.store.read().await?;
        let Some(kept) = tx.dose(kept).await? else {
            return halt("dose_differs");
        };
        let product = marked.product.is_none_or(|code| code == kept.product_code);
        let key = kept.lot_number.as_deref().and_then(key);
        let lot = marked
            .lot
            .as_ref()
            .is_none_or(|lot| key.as_ref() == Some(lot));
        if product && lot {
            Ok(false)
        } else {
            halt("dose_differs")
        }
    }

    /// The lot on the table that is meant; none: the first.
    async fn lot(&self, marked: &MarkedDose) -> Result<Option<Uuid>, Halt> {
        if marked.lot.is_none() && marked.product.is_none() {
            return Ok(None);
        }
        let mut tx = self.registry.store.read().await?;
        for laid in tx.session_lots(self.session.id).await? {
            let Some(lot) = tx.lot(laid.lot_id).await? else {
                continue;
            };
            let of_product = marked.product.is_none_or(|code| code == lot.product_code);
            let of_number = marked.lot.as_ref().is_none_or(|key| *key == lot.number_key);
            if of_product && of_number {
                return Ok(Some(lot.id));
            }
        }
        halt("lot_not_on_table")
    }

    /// Who was vaccinated and watched has left; who has more time to wait stays.
    async fn leave(&self) -> Result<bool, Halt> {
        let now = self.now().await?;
        let is_over = now.watch_until.is_some_and(|end| end.0 <= self.by.at);
        if now.state != AttendanceState::Dosed.code() || !is_over {
            return Ok(false);
        }
        match leave(self.registry, self.by, self.row, "").await {
            Ok(()) => Ok(true),
            Err(LeaveError::Desk(error)) => Err(of_desk(error)),
            Err(LeaveError::WatchNotOver(_)) => Ok(false),
        }
    }

    async fn confirm(&self, refused: &[super::ConfirmedField]) -> Result<bool, Halt> {
        let said = NewConfirmation {
            id: derived(self.row, "signature"),
            attendance: self.row,
            channel: ConfirmationChannel::SignatureColumn,
            refused: refused.iter().copied().map(Refused::from).collect(),
        };
        let person = self.now().await?.person_id;
        let mut tx = self.registry.store.read().await?;
        let kept = tx.confirmations(person).await?;
        drop(tx);
        if let Some(kept) = kept.iter().find(|row| row.id == said.id) {
            return if kept.refused == refused_codes(refused) {
                Ok(false)
            } else {
                halt("signature_differs")
            };
        }
        match confirm(self.registry, self.by, &said).await {
            Ok(()) => Ok(true),
            Err(ConfirmError::Desk(error)) => Err(of_desk(error)),
            Err(ConfirmError::NoDose) => halt("no_dose"),
        }
    }
}

fn key(number: &str) -> Option<String> {
    Lot::parse(number).ok().map(|read| read.value.key())
}

fn of_desk(error: DeskError) -> Halt {
    let code = match error {
        DeskError::Store(error) => return Halt::Store(error),
        DeskError::NotAllowed(missing) => match missing.0 {
            Act::SessionScreen => "not_allowed_to_screen",
            _ => "not_allowed",
        },
        DeskError::NoAttendance | DeskError::NoPerson => "no_person",
        DeskError::NotOpen(_) => "session_not_open",
        DeskError::WrongStep(_) => "wrong_step",
        DeskError::Changed => "changed",
        DeskError::Policy(_) => "policy",
    };
    Halt::Conflict(vec![code])
}

fn of_dose(error: GiveError) -> Halt {
    let code = match error {
        GiveError::Desk(error) => return of_desk(error),
        GiveError::NoConsent => "no_consent",
        GiveError::NoLot | GiveError::LotNotOnTable => "lot_not_on_table",
        GiveError::LotExpired(_) => "lot_expired",
        GiveError::Dose(RecordError::Stopped(stops)) => {
            return Halt::Conflict(
                stops
                    .iter()
                    .map(khien_domain::schedule::Stop::code)
                    .collect(),
            );
        }
        GiveError::Dose(RecordError::Store(error)) => return Halt::Store(error),
        GiveError::Dose(RecordError::Known) => "dose_recorded_elsewhere",
        GiveError::Dose(RecordError::NotAllowed(_)) => "not_allowed",
        GiveError::Dose(RecordError::NoPerson | RecordError::NoFacility) => "no_person",
    };
    Halt::Conflict(vec![code])
}

//! What the pages of one person show.

use jiff::civil::{Date, DateTime};
use khien_domain::{BirthDate, DoseKind, Sex};
use khien_registry::dose::NextDose;
use khien_registry::session::Refused;
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Form, Number, Verdict};
use crate::texts::{Marked, Texts};

/// The register's answer about one field, in codes only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// As in the register.
    Right,
    /// The same, written otherwise.
    Equivalent,
    /// Not as in the register.
    Differs,
    /// Not given here.
    Missing,
    /// Not asked yet.
    Unknown,
}

impl Answer {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Answer::Right => "right",
            Answer::Equivalent => "equivalent",
            Answer::Differs => "differs",
            Answer::Missing => "missing",
            Answer::Unknown => "unknown",
        }
    }

    /// The shape beside the words.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Answer::Right | Answer::Equivalent => "i-check",
            Answer::Differs => "v-mismatch",
            Answer::Missing => "v-no_number",
            Answer::Unknown => "v-pending",
        }
    }
}

/// A field of the identity with what the register says about it; never the register's value.
pub(crate) struct FieldAnswer {
    /// `name`, `birth-date`, `sex`, `number`.
    pub(crate) field: &'static str,
    pub(crate) value: String,
    pub(crate) answer: Answer,
    /// A finer word on the difference: a key of the family `differs-`; may be empty.
    pub(crate) detail: String,
}

/// How far a dose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DoseState {
    /// Đã nhập.
    Recorded,
    /// Đã ký.
    Signed,
    /// Đã sửa, cần ký lại.
    Corrected,
    /// Nhập nhầm.
    Voided,
    /// Tiêm ở nước ngoài: counts for the schedule, is not signed here.
    Abroad,
}

impl DoseState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            DoseState::Recorded => "recorded",
            DoseState::Signed => "signed",
            DoseState::Corrected => "corrected",
            DoseState::Voided => "voided",
            DoseState::Abroad => "abroad",
        }
    }
}

impl DoseState {
    /// Whether it is signed here, or is to be.
    pub(crate) fn is_ours(self) -> bool {
        matches!(
            self,
            DoseState::Recorded | DoseState::Signed | DoseState::Corrected
        )
    }
}

/// A dose in the list.
pub(crate) struct DoseLine {
    pub(crate) id: Uuid,
    pub(crate) kind: DoseKind,
    /// Which of its kind.
    pub(crate) nth: u8,
    /// Which of all doses.
    pub(crate) number: u8,
    pub(crate) day: Date,
    pub(crate) product: String,
    pub(crate) lot: String,
    pub(crate) place: String,
    pub(crate) state: DoseState,
    /// Whether the person confirmed it.
    pub(crate) confirmed: bool,
}

/// Who answers for a child.
pub(crate) struct Guardian {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}

/// One question to the register.
pub(crate) struct Question {
    pub(crate) when: DateTime,
    pub(crate) verdict: Verdict,
    /// Which state of the register answered.
    pub(crate) snapshot: String,
    pub(crate) asked_by: String,
}

/// One field before and after.
pub(crate) struct Changed {
    /// A key of the family `field-`.
    pub(crate) field: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// One change of the record.
pub(crate) struct Change {
    pub(crate) when: DateTime,
    pub(crate) who: String,
    /// A key of the family `did-`.
    pub(crate) act: String,
    pub(crate) fields: Vec<Changed>,
    pub(crate) reason: String,
}

/// Somebody who opened the record.
pub(crate) struct Look {
    pub(crate) when: DateTime,
    pub(crate) who: String,
    pub(crate) unit: String,
}

/// The page of a person.
#[expect(clippy::struct_excessive_bools, reason = "one for each right")]
pub(crate) struct Person {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) born: Option<BirthDate>,
    pub(crate) age: Option<u16>,
    pub(crate) sex: Option<Sex>,
    /// Former 9-digit number.
    pub(crate) old_number: Option<Number>,
    pub(crate) phone: String,
    pub(crate) place: String,
    pub(crate) guardian: Option<Guardian>,
    pub(crate) verdict: Verdict,
    pub(crate) fields: Vec<FieldAnswer>,
    pub(crate) doses: Vec<DoseLine>,
    /// "nhắc lại 1" from which day on, if anything is due.
    pub(crate) due: Option<NextDose>,
    pub(crate) recovered: Vec<Date>,
    pub(crate) questions: Vec<Question>,
    pub(crate) changes: Vec<Change>,
    pub(crate) looks: Vec<Look>,
    pub(crate) may_edit: bool,
    pub(crate) may_record: bool,
    /// The record that this one was joined to: id and name.
    pub(crate) merged_into: Option<(Uuid, String)>,
    /// Records joined to this one: id of the merge and name.
    pub(crate) merged_from: Vec<(Uuid, String)>,
    pub(crate) may_merge: bool,
    /// Whether the record can be parted into two people.
    pub(crate) may_part: bool,
    /// Whether recovered cases may be entered.
    pub(crate) may_enter_case: bool,
}

impl Person {
    /// The state of the identity as a sentence that says who acts.
    pub(crate) fn sentence(&self, t: &'static Texts) -> Marked {
        let text = t.text(format!("identity-{}", self.verdict.code()));
        let wrong = self
            .fields
            .iter()
            .filter(|field| matches!(field.answer, Answer::Differs | Answer::Missing))
            .map(|field| t.code("wrong", field.field));
        text.set("fields", t.list(wrong)).marked()
    }
}

/// The form of a person.
pub(crate) struct Edit {
    /// Nothing for a new person.
    pub(crate) id: Option<Uuid>,
    pub(crate) form: Form,
    /// People who may be the same: id and what they are called.
    pub(crate) known: Vec<(Uuid, String)>,
    /// What the person last called wrong, and what is right instead.
    pub(crate) wrong: Vec<Refused>,
}

impl Edit {
    pub(super) fn new(id: Option<Uuid>, form: Form) -> Self {
        Self {
            id,
            form,
            known: Vec::new(),
            wrong: Vec::new(),
        }
    }

    pub(crate) fn action(&self) -> String {
        match self.id {
            Some(id) => format!("/station/people/{id}/edit"),
            None => "/station/people/new".to_owned(),
        }
    }
}

/// A field that two people changed to different things.
pub(crate) struct DifferingField {
    /// Name of the field in the form.
    pub(crate) name: &'static str,
    pub(crate) theirs: String,
    pub(crate) mine: String,
}

/// Somebody else saved the same person first.
pub(crate) struct Conflict {
    pub(crate) person: Uuid,
    pub(crate) who: String,
    pub(crate) when: DateTime,
    /// The version that is kept now: what the next form must name.
    pub(crate) version: String,
    pub(crate) fields: Vec<DifferingField>,
    /// Fields that do not differ, sent along unseen.
    pub(crate) rest: Vec<(String, String)>,
}

page!(PersonPage, "station/person/page.html", Person);
page!(EditPage, "station/person/edit.html", Edit);
page!(ConflictPage, "station/person/conflict.html", Conflict);

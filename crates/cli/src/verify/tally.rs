//! Everything that is counted while verdicts pass by, in the order of the input.

use super::check::Answer;
use super::counts::{ByCode, Group};
use super::examples::Examples;
use super::rows::{FileEnd, FileKind, Rows};
use crate::report::{ByClass, Field};
use khien_domain::{Band, Class, FieldState, IdState, Note, Reason, Verdict};
use std::collections::{BTreeMap, HashSet};
use xxhash_rust::xxh3::Xxh3;

/// What was counted for one input.
#[derive(Clone, Debug, Default)]
pub(super) struct FileTally {
    pub(super) kind: Option<FileKind>,
    pub(super) records: ByClass,
    pub(super) people: u64,
    pub(super) doses: u64,
    pub(super) skipped: BTreeMap<&'static str, u64>,
    pub(super) faults: Vec<String>,
    pub(super) fault_count: u64,
    /// Name of the copy with the results, once it is written.
    pub(super) result: Option<String>,
}

/// A facility, as the records call it.
#[derive(Clone, Debug, Default)]
pub(super) struct FacilityTally {
    pub(super) name: String,
    pub(super) records: ByClass,
}

/// Records of one commune that somebody must work on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) before: u64,
    pub(super) after: u64,
}

/// All counts of a run.
pub(super) struct Tally {
    pub(super) records: Group,
    pub(super) people: Group,
    pub(super) doses: Group,
    pub(super) reasons: ByCode,
    pub(super) states: [ByCode; 5],
    pub(super) faults: BTreeMap<(Field, &'static str), u64>,
    pub(super) notes: BTreeMap<Note, u64>,
    pub(super) files: Vec<FileTally>,
    pub(super) facilities: BTreeMap<String, FacilityTally>,
    pub(super) communes: BTreeMap<String, Work>,
    pub(super) examples: Examples,
    met: HashSet<u64>,
    met_in_file: HashSet<u64>,
    digest: Xxh3,
}

impl Tally {
    pub(super) fn new(files: usize, examples: Examples) -> Self {
        let fields = || ByCode::of(FieldState::ALL.iter().map(|state| state.code()));
        let ids = ByCode::of(IdState::ALL.iter().map(|state| state.code()));
        Self {
            records: Group::default(),
            people: Group::default(),
            doses: Group::default(),
            reasons: ByCode::of(Reason::ALL.iter().map(|reason| reason.code())),
            states: [ids, fields(), fields(), fields(), fields()],
            faults: BTreeMap::new(),
            notes: BTreeMap::new(),
            files: vec![FileTally::default(); files],
            facilities: BTreeMap::new(),
            communes: BTreeMap::new(),
            examples,
            met: HashSet::new(),
            met_in_file: HashSet::new(),
            digest: Xxh3::new(),
        }
    }

    /// Counts one row and its answer.
    pub(super) fn count(&mut self, input: usize, rows: &Rows, at: usize, answer: &Answer) {
        let record_id = answer.record_id.as_deref().unwrap_or_default();
        let record = rows.record(at, record_id);
        let verdict = &answer.outcome.verdict;
        self.digest(record.record_id, verdict);
        self.count_codes(answer);
        let doses = rows.doses(at).count() as u64;
        let file = &mut self.files[input];
        *file.records.of_mut(verdict.class) += 1;
        file.doses += doses;
        self.records.add(verdict, 1);
        self.doses.add(verdict, doses);
        if rows.is_plain() || self.met_in_file.insert(answer.identity) {
            file.people += 1;
        }
        if rows.is_plain() || self.met.insert(answer.identity) {
            self.people.add(verdict, 1);
        }
        self.count_commune(record.commune_code, verdict);
        if !rows.is_plain() {
            self.count_facility(rows, at, verdict.class);
        }
        self.examples.offer(&record, answer);
    }

    /// The input has no more rows.
    pub(super) fn end_file(&mut self, input: usize, end: FileEnd) {
        self.met_in_file.clear();
        let file = &mut self.files[input];
        file.kind = Some(end.kind);
        file.skipped = end.skipped;
        file.faults = end.faults;
        file.fault_count = end.fault_count;
    }

    /// Digest over all verdicts so far: record ids, codes and probabilities, nothing revealed.
    pub(super) fn verdict_digest(&self) -> String {
        format!("xxh3:{:032x}", self.digest.digest128())
    }

    fn digest(&mut self, record_id: &str, verdict: &Verdict) {
        let state = |state: Option<FieldState>| state.map_or(u8::MAX, |state| state as u8);
        let codes = [
            verdict.class as u8,
            verdict.id_state.map_or(u8::MAX, |state| state as u8),
            state(verdict.name_state),
            state(verdict.date_of_birth_state),
            state(verdict.sex_state),
            state(verdict.commune_state),
            verdict.band as u8,
            verdict.reason as u8,
        ];
        self.digest.update(record_id.as_bytes());
        self.digest.update(&codes);
        self.digest.update(&verdict.probability.to_le_bytes());
    }

    fn count_codes(&mut self, answer: &Answer) {
        let verdict = &answer.outcome.verdict;
        self.reasons.add(verdict.reason.code(), 1);
        let state = |state: Option<FieldState>| state.map_or("none", FieldState::code);
        let codes = [
            verdict.id_state.map_or("none", IdState::code),
            state(verdict.name_state),
            state(verdict.date_of_birth_state),
            state(verdict.sex_state),
            state(verdict.commune_state),
        ];
        for (counter, code) in self.states.iter_mut().zip(codes) {
            counter.add(code, 1);
        }
        let faults = answer.faults;
        for (field, kind) in [
            (Field::IdNumber, faults.id_number),
            (Field::FullName, faults.full_name),
            (Field::DateOfBirth, faults.date_of_birth),
            (Field::Sex, faults.sex),
        ] {
            if let Some(kind) = kind {
                *self.faults.entry((field, kind)).or_default() += 1;
            }
        }
        for note in answer.outcome.evidence.notes().iter() {
            *self.notes.entry(note).or_default() += 1;
        }
    }

    fn count_commune(&mut self, code: &str, verdict: &Verdict) {
        if matches!(verdict.class, Class::Verified | Class::Exempt) {
            return;
        }
        let code = code.trim();
        // Whatever else stands in such a cell is no code, and may be anything.
        let is_code = code.len() <= 5 && code.bytes().all(|byte| byte.is_ascii_digit());
        let code = if is_code { code } else { "" };
        let work = match self.communes.get_mut(code) {
            Some(work) => work,
            None => self.communes.entry(code.to_owned()).or_default(),
        };
        work.before += 1;
        work.after += u64::from(verdict.band != Band::Automatic);
    }

    /// By the facility of the first dose; records without a dose or without its facility share
    /// the empty code.
    fn count_facility(&mut self, rows: &Rows, at: usize, class: Class) {
        let dose = rows.doses(at).next();
        let code = dose.map_or("", |dose| dose.facility_code.trim());
        let facility = match self.facilities.get_mut(code) {
            Some(facility) => facility,
            None => self.facilities.entry(code.to_owned()).or_default(),
        };
        *facility.records.of_mut(class) += 1;
        let name = dose.map_or("", |dose| dose.facility.trim());
        if !code.is_empty() && facility.name.is_empty() && name != code {
            name.clone_into(&mut facility.name);
        }
    }
}

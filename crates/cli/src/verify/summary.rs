//! `summary.json`: the counts of a run. Nothing in it depends on time, threads or the machine.

use super::communes::{CommuneSummary, communes};
use super::counts::{ByCode, Group};
use super::tally::{FileTally, Tally};
use crate::report::ByClass;
use khien_domain::{Band, Class};
use khien_linkage::{IndexInfo, Model};
use serde::Serialize;
use std::collections::BTreeMap;

/// Row faults that are written out for each file; the rest is only counted.
const FAULTS_SHOWN: usize = 100;

/// The counts of a run.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Version of this program.
    pub version: &'static str,
    /// Version of the matching model.
    pub model: &'static str,
    /// The population index.
    pub population: PopulationSummary,
    /// Digest over all verdicts in order: equal digests mean equal verdicts.
    pub verdict_digest: String,
    /// Records: lines about a person.
    pub records: Group,
    /// Records by class.
    pub by_class: ByCode,
    /// Records by band.
    pub by_band: ByCode,
    /// Records by reason.
    pub by_reason: ByCode,
    /// Records by state of each field; `none` where nobody was found to compare with.
    pub states: BTreeMap<&'static str, ByCode>,
    /// People: rows of templates and dose files are one person where the same person of the
    /// register was found for certain, else where their identity fields are equal.
    pub people: Group,
    /// Doses that the records state.
    pub doses: Group,
    /// Records by kind of fault in each field.
    pub faults: BTreeMap<&'static str, ByCode>,
    /// Records by what was repaired without loss while reading.
    pub repairs: ByCode,
    /// Records by what else was noticed while reading.
    pub noticed: ByCode,
    /// The inputs, in the order given.
    pub files: Vec<FileSummary>,
    /// Records by facility of the first dose, by code.
    pub facilities: Vec<FacilitySummary>,
    /// Records to work on, by commune.
    pub communes: Vec<CommuneSummary>,
}

/// What names the population index.
#[derive(Debug, Serialize)]
pub struct PopulationSummary {
    /// People in it.
    pub people: u64,
    /// Its checksum.
    pub checksum: String,
}

/// One input.
#[derive(Debug, Serialize)]
pub struct FileSummary {
    /// What it is called in record ids and results.
    pub file: String,
    /// `template`, `doses` or `records`.
    pub kind: &'static str,
    /// Lines about a person.
    pub records: u64,
    /// People in this file.
    pub people: u64,
    /// Doses stated in this file.
    pub doses: u64,
    /// Records by class.
    pub by_class: ByClass,
    /// Lines about nobody, by kind.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Number of rows and cells that could not be read as they stand.
    pub unreadable: u64,
    /// Where the first of them are, and what is wrong.
    pub unreadable_places: Vec<String>,
    /// Name of the copy with the results, if one was written.
    pub result: Option<String>,
}

/// One facility.
#[derive(Debug, Serialize)]
pub struct FacilitySummary {
    /// Code; empty where the records state none.
    pub code: String,
    /// Name, if the records state one.
    pub name: String,
    /// Records by class.
    pub by_class: ByClass,
}

impl Summary {
    pub(super) fn new(tally: &Tally, labels: &[String], index: &IndexInfo) -> Self {
        let classes = Class::ALL.iter().copied();
        let bands = Band::ALL.iter().copied();
        let band = |band| {
            Class::ALL
                .iter()
                .map(|class| tally.records.class_in(*class, band))
                .sum()
        };
        Self {
            version: env!("CARGO_PKG_VERSION"),
            model: Model::CURRENT.version,
            population: PopulationSummary {
                people: index.people,
                checksum: checksum(index),
            },
            verdict_digest: tally.verdict_digest(),
            records: tally.records,
            by_class: counted(classes.map(|class| (class.code(), tally.records.class(class)))),
            by_band: counted(bands.map(|it| (it.code(), band(it)))),
            by_reason: tally.reasons.clone(),
            states: states(tally),
            people: tally.people,
            doses: tally.doses,
            faults: faults(tally),
            repairs: notes(tally, true),
            noticed: notes(tally, false),
            files: labels.iter().zip(&tally.files).map(file).collect(),
            facilities: facilities(tally),
            communes: communes(&tally.communes),
        }
    }
}

/// The checksum of an index as it is printed everywhere.
pub(super) fn checksum(index: &IndexInfo) -> String {
    format!("{:016x}", index.checksum)
}

fn counted(counts: impl Iterator<Item = (&'static str, u64)>) -> ByCode {
    let mut counter = ByCode::default();
    for (code, count) in counts {
        counter.add(code, count);
    }
    counter
}

fn notes(tally: &Tally, repairs: bool) -> ByCode {
    let notes = tally.notes.iter();
    let wanted = notes.filter(|(note, _)| note.is_repair() == repairs);
    counted(wanted.map(|(note, count)| (note.code(), *count)))
}

fn states(tally: &Tally) -> BTreeMap<&'static str, ByCode> {
    let names = ["id", "name", "date_of_birth", "sex", "commune"];
    names
        .into_iter()
        .zip(tally.states.iter().cloned())
        .collect()
}

fn faults(tally: &Tally) -> BTreeMap<&'static str, ByCode> {
    let mut faults: BTreeMap<&'static str, ByCode> = BTreeMap::new();
    for ((field, kind), count) in &tally.faults {
        faults.entry(field.code()).or_default().add(kind, *count);
    }
    faults
}

fn file((label, tally): (&String, &FileTally)) -> FileSummary {
    FileSummary {
        file: label.clone(),
        kind: tally.kind.map_or("", super::rows::FileKind::code),
        records: tally.records.total(),
        people: tally.people,
        doses: tally.doses,
        by_class: tally.records,
        skipped: tally.skipped.clone(),
        unreadable: tally.fault_count,
        unreadable_places: tally.faults.iter().take(FAULTS_SHOWN).cloned().collect(),
        result: tally.result.clone(),
    }
}

fn facilities(tally: &Tally) -> Vec<FacilitySummary> {
    let one = |(code, facility): (&String, &super::tally::FacilityTally)| FacilitySummary {
        code: code.clone(),
        name: facility.name.clone(),
        by_class: facility.records,
    };
    tally.facilities.iter().map(one).collect()
}

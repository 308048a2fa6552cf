//! The counts of a run as the report wants them.

use super::order::{About, Timing};
use super::summary::{Summary, checksum};
use super::tally::Tally;
use crate::report::{
    ByClass, ClassCount, CodeCount, CommuneWork, Example, FaultCount, Field, MinistryTable,
    ReportData, RunFacts, SourceCount, Tally as PeopleAndDoses,
};
use khien_domain::{Band, Class};
use khien_linkage::IndexInfo;
use std::collections::BTreeMap;

/// What the report shows.
pub(super) fn report_data(
    tally: &Tally,
    summary: &Summary,
    examples: Vec<Example>,
    run: RunFacts,
) -> ReportData {
    let class = |class: &Class| ClassCount {
        class: *class,
        bands: tally.records.by_band(*class),
    };
    let fault = |((field, code), records): (&(Field, &'static str), &u64)| FaultCount {
        field: *field,
        code: (*code).to_owned(),
        records: *records,
    };
    ReportData {
        run,
        show_values: tally.examples.show_values(),
        ministry: ministry(tally),
        classes: Class::ALL.iter().map(class).collect(),
        faults: tally.faults.iter().map(fault).collect(),
        repairs: summary
            .repairs
            .iter()
            .map(|(code, count)| coded(code, count))
            .collect(),
        files: files(summary),
        facilities: facilities(summary),
        communes: summary.communes.iter().map(CommuneWork::from).collect(),
        examples,
    }
}

/// The facts of the run.
pub(super) fn run_facts(
    about: &About,
    timing: &Timing,
    summary: &Summary,
    index: &IndexInfo,
) -> RunFacts {
    RunFacts {
        checked_at: about.checked_at.clone(),
        place: about.place.clone(),
        invented: about.invented,
        files: summary.files.len() as u64,
        population: index.people,
        threads: timing.threads,
        seconds: timing.seconds,
        records_per_second: timing.records_per_second,
        model_version: summary.model.to_owned(),
        snapshot_date: None,
        population_checksum: checksum(index),
        verdict_digest: summary.verdict_digest.clone(),
        command: about.command.clone(),
        skipped_lines: skipped(summary),
    }
}

fn coded(code: &str, count: u64) -> CodeCount {
    CodeCount {
        code: code.to_owned(),
        count,
    }
}

fn ministry(tally: &Tally) -> MinistryTable {
    let both = |count: &dyn Fn(&super::counts::Group) -> u64| PeopleAndDoses {
        people: count(&tally.people),
        doses: count(&tally.doses),
    };
    let class = |class| both(&|group| group.class(class));
    let wrong = |field| both(&|group| group.wrong(field));
    let found = |group: &super::counts::Group| {
        group.class(Class::NoNumber) - group.class_in(Class::NoNumber, Band::None)
    };
    MinistryTable {
        right: class(Class::Verified),
        wrong: class(Class::Mismatch),
        wrong_id_number: wrong(Field::IdNumber),
        wrong_date_of_birth: wrong(Field::DateOfBirth),
        wrong_full_name: wrong(Field::FullName),
        wrong_other: wrong(Field::Sex),
        no_number_determined: both(&found),
        no_number_undeterminable: both(&|group| group.undeterminable_without_number()),
        undeterminable: both(&|group| group.undeterminable_with_number()),
        exempt: class(Class::Exempt),
        unsendable: class(Class::Unsendable),
    }
}

fn files(summary: &Summary) -> Vec<SourceCount> {
    let one = |file: &super::summary::FileSummary| source("", &file.file, file.by_class);
    summary.files.iter().map(one).collect()
}

fn facilities(summary: &Summary) -> Vec<SourceCount> {
    let one = |facility: &super::summary::FacilitySummary| {
        source(&facility.code, &facility.name, facility.by_class)
    };
    summary.facilities.iter().map(one).collect()
}

fn source(code: &str, name: &str, records: ByClass) -> SourceCount {
    SourceCount {
        code: code.to_owned(),
        name: name.to_owned(),
        records,
    }
}

fn skipped(summary: &Summary) -> Vec<CodeCount> {
    let mut all: BTreeMap<&str, u64> = BTreeMap::new();
    for file in &summary.files {
        for (kind, count) in &file.skipped {
            *all.entry(kind).or_default() += count;
        }
    }
    all.into_iter()
        .map(|(kind, count)| coded(kind, count))
        .collect()
}

//! The short summary of a run on the terminal: aligned, without colour.

use crate::report::Field;
use crate::terminal::{Side, Table};
use crate::texts::Texts;
use crate::verify::{Done, Group};
use khien_domain::{Band, Class};
use std::path::{Path, PathBuf};

/// The paths as text.
pub(super) fn paths(written: &[PathBuf]) -> Vec<String> {
    written
        .iter()
        .map(|path| path.display().to_string())
        .collect()
}

/// What was found, what remains, and where to read on.
pub(super) fn text(done: &Done, out: &Path, texts: &Texts) -> String {
    let summary = &done.summary;
    let mut text = texts.with(
        "summary-checked",
        &[
            ("records", &texts.count(summary.records.all())),
            ("files", &texts.count(summary.files.len() as u64)),
            ("people", &texts.count(summary.population.people)),
            ("seconds", &texts.decimal(done.timing.seconds, 1)),
            (
                "rate",
                &texts.count(rounded(done.timing.records_per_second)),
            ),
        ],
    );
    text.push('\n');
    if summary.doses.all() > 0 {
        let people = texts.count(summary.people.all());
        let doses = texts.count(summary.doses.all());
        text.push_str(&texts.with("summary-people", &[("people", &people), ("doses", &doses)]));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&table(&summary.records, texts).text());
    text.push('\n');
    text.push_str(&where_to_read(done, out, texts));
    text
}

fn table(records: &Group, texts: &Texts) -> Table {
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right]);
    let all = records.all();
    let mut line = |indent: &str, key: &str, count: u64| {
        let words = format!("{indent}{}", texts.get(key));
        table.row([words, texts.count(count), texts.percent(count, all)]);
    };
    for class in Class::ALL {
        let count = records.class(*class);
        if count == 0 && *class != Class::Verified {
            continue;
        }
        line("", &format!("class-{}", class.code()), count);
        if *class == Class::Mismatch {
            for field in [
                Field::IdNumber,
                Field::FullName,
                Field::DateOfBirth,
                Field::Sex,
            ] {
                line(
                    "  ",
                    &format!("field-{}", field.code()),
                    records.wrong(field),
                );
            }
        }
        if *class == Class::NoNumber {
            let lost = records.class_in(*class, Band::None);
            line("  ", "summary-of-these-found", count - lost);
        }
    }
    line("", "summary-open", records.open());
    for band in Band::ALL {
        line(
            "  ",
            &format!("summary-open-{}", band.code()),
            records.open_in(*band),
        );
    }
    table
}

fn where_to_read(done: &Done, out: &Path, texts: &Texts) -> String {
    let report = out.join("report.html").display().to_string();
    let mut text = texts.with("summary-report", &[("path", &report)]);
    text.push('\n');
    let results = done
        .summary
        .files
        .iter()
        .filter(|file| file.result.is_some())
        .count();
    if results > 0 {
        let count = texts.count(results as u64);
        let folder = out.display().to_string();
        text.push_str(&texts.with("summary-results", &[("count", &count), ("path", &folder)]));
        text.push('\n');
    }
    text
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rate of records is far below the limits"
)]
fn rounded(rate: f64) -> u64 {
    rate.round() as u64
}

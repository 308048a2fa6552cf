//! `khien evaluate`: verdicts against a known truth.

use crate::args::Evaluate;
use crate::evaluate::{Figures, Links, Scores, Share, calibration_svg, read_truth, score};
use crate::terminal::{Side, Table};
use crate::texts::Texts;
use crate::{config, outputs, terminal};
use anyhow::Result;
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Evaluate) -> Result<()> {
    let mut truths = read_truth(&args.truth)?;
    let scores = score(&args.verdicts, &mut truths)?;
    let figures = Figures::from(&scores);
    let texts = Texts::of(config::language());
    let written = match &args.out {
        Some(folder) => write(folder, &figures, &scores, texts)?,
        None => Vec::new(),
    };
    if args.json {
        return terminal::say_json(&figures);
    }
    let mut text = text(&scores, texts);
    if !written.is_empty() {
        let paths = super::summary::paths(&written).join(", ");
        text.push_str(&texts.with("evaluate-written", &[("paths", &paths)]));
        text.push('\n');
    }
    terminal::say(&text)
}

fn write(folder: &Path, figures: &Figures, scores: &Scores, texts: &Texts) -> Result<Vec<PathBuf>> {
    outputs::folder(folder)?;
    let mut json = serde_json::to_vec_pretty(figures)?;
    json.push(b'\n');
    let picture = calibration_svg(&scores.calibration, texts);
    Ok(vec![
        outputs::write(&folder.join("evaluation.json"), &json)?,
        outputs::write(&folder.join("calibration.svg"), picture.as_bytes())?,
    ])
}

fn text(scores: &Scores, texts: &Texts) -> String {
    let coverage = scores.coverage;
    let judged = texts.count(coverage.judged);
    let mut text = texts.with("evaluate-judged", &[("count", &judged)]);
    text.push('\n');
    for (key, count) in [
        ("evaluate-without-verdict", coverage.without_verdict),
        ("evaluate-no-person", coverage.about_no_person),
        ("evaluate-unknown", coverage.unknown),
    ] {
        if count > 0 {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "  {}: {}", texts.get(key), texts.count(count));
        }
    }
    text.push('\n');
    text.push_str(&shares(scores, texts));
    text.push('\n');
    if scores.keys {
        text.push_str(&links(scores, texts));
        text.push('\n');
        text.push_str(&kinds(scores, texts));
    } else {
        text.push_str(&texts.get("evaluate-no-keys"));
        text.push('\n');
    }
    text
}

/// Value and interval of a share: `0.9843` and `0.9821–0.9862`.
fn cells(share: Share, texts: &Texts) -> [String; 2] {
    let value = share.value().map(|value| texts.decimal(value, 4));
    let bounds = share.interval().map(|bounds| {
        format!(
            "{}–{}",
            texts.decimal(bounds.low, 4),
            texts.decimal(bounds.high, 4)
        )
    });
    [value.unwrap_or_default(), bounds.unwrap_or_default()]
}

fn shares(scores: &Scores, texts: &Texts) -> String {
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right, Side::Right]);
    let nothing = String::new;
    table.row([
        nothing(),
        texts.get("evaluate-records"),
        texts.get("evaluate-right"),
        texts.get("evaluate-interval"),
    ]);
    for (key, share) in [
        ("evaluate-class", scores.class),
        ("evaluate-fields", scores.field_states()),
        ("field-id_number", scores.id.right),
        ("field-full_name", scores.name.right),
        ("field-date_of_birth", scores.date_of_birth.right),
        ("field-sex", scores.sex.right),
    ] {
        let [value, bounds] = cells(share, texts);
        table.row([texts.get(key), texts.count(share.of), value, bounds]);
    }
    let another = texts.count(scores.verified_as_another);
    table.row([
        texts.get("evaluate-verified-as-another"),
        another,
        nothing(),
        nothing(),
    ]);
    if let Some(error) = scores.calibration.expected_error() {
        let error = texts.decimal(error, 5);
        table.row([texts.get("evaluate-ece"), nothing(), error, nothing()]);
    }
    table.text()
}

/// The headings of a table of links.
fn heading(first: String, texts: &Texts) -> [String; 5] {
    [
        first,
        texts.get("evaluate-records"),
        texts.get("evaluate-precision"),
        texts.get("evaluate-recall"),
        texts.get("evaluate-f1"),
    ]
}

const LINK_SIDES: [Side; 5] = [
    Side::Left,
    Side::Right,
    Side::Right,
    Side::Right,
    Side::Right,
];

fn link_row(name: String, records: u64, links: Links, texts: &Texts) -> [String; 5] {
    let number =
        |value: Option<f64>| value.map_or_else(String::new, |value| texts.decimal(value, 5));
    [
        name,
        texts.count(records),
        number(links.precision().value()),
        number(links.recall().value()),
        number(links.f1()),
    ]
}

fn links(scores: &Scores, texts: &Texts) -> String {
    let mut table = Table::new(&LINK_SIDES);
    table.row(heading(texts.get("evaluate-links"), texts));
    let proposed = |links: Links| links.precision().of;
    for (key, links) in [
        ("evaluate-automatic", scores.automatic),
        ("evaluate-both", scores.both),
    ] {
        table.row(link_row(texts.get(key), proposed(links), links, texts));
    }
    let review = scores.review;
    let [value, _] = cells(review, texts);
    let (name, none) = (texts.get("evaluate-review"), String::new);
    table.row([name, texts.count(review.of), value, none(), none()]);
    table.text()
}

fn kinds(scores: &Scores, texts: &Texts) -> String {
    let mut table = Table::new(&LINK_SIDES);
    table.row(heading(texts.get("evaluate-kinds"), texts));
    for (name, kind) in &scores.kinds {
        table.row(link_row(name.clone(), kind.records, kind.both, texts));
    }
    table.text()
}

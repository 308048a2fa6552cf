//! Worked examples: what was typed, what is registered, why, and how sure.

use super::bars::{Step, Waterfall};
use super::data::{Example, ExampleBar, ExampleField, Field, ReportData};
use super::difference::{Groups, compare};
use super::words::{Words, shown};
use jiff::civil::{Date, date};
use khien_domain::{AdminTree, Level};

/// The tree of the campaign of 2021–22, and the one since the reform.
const CAMPAIGN: Date = date(2022, 4, 10);
const REFORM: Date = date(2025, 7, 1);

/// More examples than this are left out.
const MOST: usize = 10;

/// The examples.
pub(super) struct Examples {
    pub(super) heading: String,
    pub(super) lead: String,
    /// Whether values may be shown.
    pub(super) values: bool,
    pub(super) cases: Vec<Case>,
}

/// One example.
pub(super) struct Case {
    /// Its place in the list, from 1.
    pub(super) number: usize,
    /// The reason in a sentence.
    pub(super) reason: String,
    pub(super) class: &'static str,
    pub(super) class_name: String,
    pub(super) band_name: String,
    /// File, sheet and row.
    pub(super) source: String,
    /// "Xác suất đúng người 99,98 %."
    pub(super) probability: String,
    pub(super) fields: Vec<FieldRow>,
    pub(super) bars: Vec<BarRow>,
    pub(super) sum: BarRow,
    /// Where 0 lies in the waterfall.
    pub(super) zero: String,
}

/// One field of an example.
pub(super) struct FieldRow {
    pub(super) name: String,
    /// `same` or `diff`.
    pub(super) difference: &'static str,
    /// Whether both values are the same letter by letter.
    pub(super) identical: bool,
    pub(super) typed: Value,
    pub(super) register: Value,
    /// Class whose shape and colour the verdict takes; with an empty verdict nothing was compared.
    pub(super) shape: &'static str,
    pub(super) verdict: String,
}

/// A value with its marks.
pub(super) struct Value {
    pub(super) groups: Groups,
    /// Written as an identity number.
    pub(super) number: bool,
    pub(super) empty: bool,
}

/// One bar of a waterfall.
pub(super) struct BarRow {
    pub(super) name: String,
    pub(super) note: String,
    pub(super) fill: &'static str,
    pub(super) x: String,
    pub(super) width: String,
    pub(super) score: String,
}

impl Examples {
    pub(super) fn of(words: &Words, data: &ReportData) -> Self {
        let cases = &data.examples[..data.examples.len().min(MOST)];
        let count = [("n", cases.len().into())];
        let lead = if data.show_values {
            "examples-lead"
        } else {
            "examples-lead-codes"
        };
        Self {
            heading: words.say_with("examples-heading", &count),
            lead: words.say(lead),
            values: data.show_values,
            cases: cases
                .iter()
                .enumerate()
                .map(|(at, example)| case(words, data, at + 1, example))
                .collect(),
        }
    }
}

fn case(words: &Words, data: &ReportData, number: usize, example: &Example) -> Case {
    let fall = Waterfall::of(example.bars.iter().map(|bar| bar.weight_bits));
    let bars = example.bars.iter().zip(&fall.steps);
    let probability = words.number.probability(example.probability);
    Case {
        number,
        reason: words.code("reason", example.reason.code()),
        class: example.class.code(),
        class_name: words.code("class", example.class.code()),
        band_name: words.code("band", example.band.code()),
        source: source(words, &example.record_id),
        probability: words.say_with("example-probability", &[("p", probability.into())]),
        fields: example
            .fields
            .iter()
            .map(|field| field_row(words, field, data.show_values))
            .collect(),
        bars: bars.map(|(bar, step)| bar_row(words, bar, step)).collect(),
        sum: drawn(words, words.say("sum"), String::new(), &fall.sum),
        zero: fall.zero,
    }
}

/// `file#sheet#row` in words; any other key as it is.
fn source(words: &Words, record_id: &str) -> String {
    let parts: Vec<&str> = record_id.split('#').collect();
    let values = |file: &str, row: &str, sheet: &str| {
        [
            ("file", shown(file).into()),
            ("row", shown(row).into()),
            ("sheet", shown(sheet).into()),
        ]
    };
    match parts[..] {
        [file, "", row] => words.say_with("example-row", &values(file, row, "")),
        [file, sheet, row] => words.say_with("example-sheet-row", &values(file, row, sheet)),
        _ => shown(record_id),
    }
}

fn field_row(words: &Words, field: &ExampleField, values: bool) -> FieldRow {
    let agrees = matches!(
        field.state.as_str(),
        "" | "ok" | "equivalent" | "old_number"
    );
    let (typed, register) = if values {
        readable(words, field)
    } else {
        Default::default()
    };
    let (in_typed, in_register) = compare(field.field, &typed, &register, !agrees);
    let value = |text: &str, groups| Value {
        groups,
        number: field.field == Field::IdNumber,
        empty: text.trim().is_empty(),
    };
    FieldRow {
        name: words.code("field", field.field.code()),
        difference: if agrees { "same" } else { "diff" },
        identical: in_typed == in_register,
        typed: value(&typed, in_typed),
        register: value(&register, in_register),
        shape: shape(&field.state),
        verdict: verdict(words, field),
    }
}

/// Both values as people read them: words for sex, names for communes.
fn readable(words: &Words, field: &ExampleField) -> (String, String) {
    let (typed, register) = (&field.typed, &field.register);
    match field.field {
        Field::Sex => (sex(words, typed), sex(words, register)),
        Field::Commune => {
            let names = (commune(typed), commune(register));
            // Two communes may have one name; then only the codes tell them apart.
            let tell_apart = names.0 != names.1 || typed.trim() == register.trim();
            if tell_apart {
                names
            } else {
                (typed.clone(), register.clone())
            }
        }
        _ => (typed.clone(), register.clone()),
    }
}

/// The name of the commune with this code, in 2022 or today; any other text as it is.
fn commune(text: &str) -> String {
    let tree = AdminTree::national();
    let unit = Level::Commune.padded_code(text.trim()).and_then(|code| {
        let units = [CAMPAIGN, REFORM].map(|day| tree.lookup(&code, day));
        units.into_iter().flatten().next()
    });
    unit.map_or_else(|| text.to_owned(), |unit| unit.name.to_owned())
}

fn sex(words: &Words, text: &str) -> String {
    match text {
        "M" | "F" => words.code("sex", text),
        other => other.to_owned(),
    }
}

/// The finer kind where one is known, else the state.
fn verdict(words: &Words, field: &ExampleField) -> String {
    match field.kind.as_deref().filter(|kind| !kind.is_empty()) {
        Some(kind) => words.kind(field.field.code(), kind),
        None if field.state.is_empty() => String::new(),
        None => words.code("state", &field.state),
    }
}

fn shape(state: &str) -> &'static str {
    match state {
        "ok" | "equivalent" | "old_number" => "verified",
        "" | "missing" | "malformed" => "no_number",
        _ => "mismatch",
    }
}

fn bar_row(words: &Words, bar: &ExampleBar, step: &Step) -> BarRow {
    let field = Field::ALL.iter().any(|field| field.code() == bar.code);
    let name = if field {
        words.code("field", &bar.code)
    } else {
        words.code("bar", &bar.code)
    };
    let note = match bar.code.as_str() {
        "prior" => words.say("bar-prior-note"),
        "others" => words.say("bar-others-note"),
        _ if bar.level.is_empty() => String::new(),
        code => words.kind(code, &bar.level),
    };
    drawn(words, name, note, step)
}

fn drawn(words: &Words, name: String, note: String, step: &Step) -> BarRow {
    BarRow {
        name,
        note,
        fill: step.fill,
        x: step.x.clone(),
        width: step.width.clone(),
        score: words.number.score(step.tenths),
    }
}

//! `khien check`: one record, its answer and why.

use crate::args::Check;
use crate::terminal::{Side, Table};
use crate::texts::Texts;
use crate::verify::result_text;
use crate::{config, terminal};
use anyhow::Result;
use khien_domain::{FieldState, IdState, Record};
use khien_linkage::{Bar, Outcome, PopulationIndex, RegisterPerson};
use serde::Serialize;

/// What `--json` prints.
#[derive(Serialize)]
struct Answer {
    class: &'static str,
    id_state: Option<&'static str>,
    name_state: Option<&'static str>,
    date_of_birth_state: Option<&'static str>,
    sex_state: Option<&'static str>,
    commune_state: Option<&'static str>,
    band: &'static str,
    probability: f64,
    reason: &'static str,
    explanation: String,
    notes: Vec<&'static str>,
    bars: Vec<JsonBar>,
    /// Only with `--reveal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    register: Option<Register>,
}

#[derive(Serialize)]
struct JsonBar {
    code: &'static str,
    level: &'static str,
    weight_bits: f64,
}

#[derive(Serialize)]
struct Register {
    key: String,
    personal_id: String,
    old_card: Option<String>,
    full_name: String,
    date_of_birth: String,
    sex: &'static str,
    commune_code: String,
}

pub(super) fn run(args: &Check) -> Result<()> {
    let index = PopulationIndex::open(&args.population)?;
    let record = Record {
        record_id: "",
        id_number: &args.id,
        full_name: &args.name,
        date_of_birth: &args.dob,
        sex: &args.sex,
        commune_code: &args.commune,
        nationality: None,
    };
    let outcome = index.check(&record);
    let person = outcome
        .person
        .filter(|_| args.reveal)
        .map(|row| index.person(row));
    if args.json {
        return terminal::say_json(&answer(&outcome, person));
    }
    let texts = Texts::of(config::language());
    terminal::say(&text(&outcome, person.as_ref(), texts))
}

fn answer(outcome: &Outcome, person: Option<RegisterPerson>) -> Answer {
    let verdict = &outcome.verdict;
    let state = |state: Option<FieldState>| state.map(FieldState::code);
    let mut explanation = String::new();
    outcome.evidence.explain(&mut explanation);
    let bars = outcome.evidence.waterfall().into_iter();
    Answer {
        class: verdict.class.code(),
        id_state: verdict.id_state.map(IdState::code),
        name_state: state(verdict.name_state),
        date_of_birth_state: state(verdict.date_of_birth_state),
        sex_state: state(verdict.sex_state),
        commune_state: state(verdict.commune_state),
        band: verdict.band.code(),
        probability: verdict.probability,
        reason: verdict.reason.code(),
        explanation,
        notes: outcome
            .evidence
            .notes()
            .iter()
            .map(khien_domain::Note::code)
            .collect(),
        bars: bars.map(json_bar).collect(),
        register: person.map(register),
    }
}

fn json_bar(bar: Bar) -> JsonBar {
    JsonBar {
        code: bar.code,
        level: bar.level,
        weight_bits: bar.weight_bits,
    }
}

fn register(person: RegisterPerson) -> Register {
    Register {
        key: person.key,
        personal_id: person.personal_id,
        old_card: person.old_card,
        full_name: person.full_name,
        date_of_birth: person.date_of_birth,
        sex: person.sex,
        commune_code: person.commune_code,
    }
}

fn text(outcome: &Outcome, person: Option<&RegisterPerson>, texts: &Texts) -> String {
    let verdict = &outcome.verdict;
    let words = result_text(texts, verdict, &outcome.evidence, None);
    let mut head = Table::new(&[Side::Left, Side::Left]);
    head.row([
        texts.get("check-class"),
        format!("{words} ({})", verdict.class.code()),
    ]);
    let band = texts.get(&format!("band-{}", verdict.band.code()));
    head.row([
        texts.get("check-band"),
        format!("{band} ({})", verdict.band.code()),
    ]);
    head.row([
        texts.get("check-probability"),
        texts.decimal(verdict.probability, 6),
    ]);
    head.row([texts.get("check-reason"), verdict.reason.code().to_owned()]);
    let mut text = head.text();
    text.push('\n');
    text.push_str(&fields(outcome, texts));
    if let Some(person) = person {
        text.push('\n');
        text.push_str(&register_table(person, texts));
    }
    text
}

/// The state of every field, and what each adds to the odds.
fn fields(outcome: &Outcome, texts: &Texts) -> String {
    let verdict = &outcome.verdict;
    let bars = outcome.evidence.waterfall();
    if bars.is_empty() {
        return format!("{}\n", texts.get("check-nobody"));
    }
    let state = |code: &str| {
        let field = match code {
            "id_number" => return verdict.id_state.map_or("", IdState::code),
            "full_name" => verdict.name_state,
            "date_of_birth" => verdict.date_of_birth_state,
            "sex" => verdict.sex_state,
            "commune" => verdict.commune_state,
            _ => None,
        };
        field.map_or("", FieldState::code)
    };
    let longest = bars
        .iter()
        .map(|bar| bar.weight_bits.abs())
        .fold(1.0, f64::max);
    let mut table = Table::new(&[Side::Left, Side::Left, Side::Left, Side::Right, Side::Left]);
    for bar in &bars {
        let key = match bar.code {
            "prior" | "others" => format!("evidence-{}", bar.code),
            field => format!("field-{field}"),
        };
        table.row([
            texts.get(&key),
            state(bar.code).to_owned(),
            bar.level.to_owned(),
            signed(bar.weight_bits, texts),
            stroke(bar.weight_bits, longest),
        ]);
    }
    let sum: f64 = bars.iter().map(|bar| bar.weight_bits).sum();
    let blank = String::new;
    table.row([
        texts.get("check-sum"),
        blank(),
        blank(),
        signed(sum, texts),
        blank(),
    ]);
    format!("{}:\n{}", texts.get("check-evidence"), table.text())
}

fn signed(bits: f64, texts: &Texts) -> String {
    let sign = if bits < 0.0 { "−" } else { "+" };
    format!("{sign}{}", texts.decimal(bits.abs(), 1))
}

/// A bar of text: `+` to the person, `-` against.
fn stroke(bits: f64, longest: f64) -> String {
    const WIDTH: f64 = 24.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 24"
    )]
    let length = (bits.abs() / longest * WIDTH).round() as usize;
    if bits < 0.0 { "-" } else { "+" }.repeat(length)
}

fn register_table(person: &RegisterPerson, texts: &Texts) -> String {
    let mut table = Table::new(&[Side::Left, Side::Left]);
    let old = person.old_card.as_deref();
    let number = match old {
        Some(old) => format!("{} ({old})", person.personal_id),
        None => person.personal_id.clone(),
    };
    table.row([texts.get("field-id_number"), number]);
    table.row([texts.get("field-full_name"), person.full_name.clone()]);
    table.row([
        texts.get("field-date_of_birth"),
        person.date_of_birth.clone(),
    ]);
    table.row([texts.get("field-sex"), person.sex.to_owned()]);
    table.row([texts.get("field-commune"), person.commune_code.clone()]);
    format!("{}:\n{}", texts.get("check-register"), table.text())
}

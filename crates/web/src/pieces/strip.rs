//! A whole cut into its parts, as one bar with a list of figures under it.

use askama::Template;

use super::{Verdict, prints_itself};
use crate::texts::Texts;

/// One part of the whole.
pub(crate) struct Part {
    /// What it counts.
    pub(crate) verdict: Verdict,
    /// How many.
    pub(crate) count: u64,
}

struct Piece {
    fill: &'static str,
    start: String,
    width: String,
}

/// The bar and its legend.
#[derive(Template)]
#[template(path = "pieces/strip.html")]
pub(crate) struct Strip {
    t: &'static Texts,
    label: String,
    pieces: Vec<Piece>,
    parts: Vec<Part>,
}

impl Strip {
    /// Parts in the order in which they stand; empty ones are left out.
    pub(crate) fn new(t: &'static Texts, label: &str, mut parts: Vec<Part>) -> Self {
        parts.retain(|part| part.count > 0);
        let whole: u64 = parts.iter().map(|part| part.count).sum();
        let mut before = 0;
        let mut pieces = Vec::new();
        for part in &parts {
            pieces.push(Piece {
                fill: fill(&part.verdict),
                start: share(before, whole),
                width: share(part.count, whole),
            });
            before += part.count;
        }
        let figures = parts
            .iter()
            .map(|part| format!("{} {}", part.verdict.words(t), t.count(part.count)));
        Self {
            label: format!("{label}: {}", t.list(figures)),
            t,
            pieces,
            parts,
        }
    }
}

prints_itself! { Strip }

/// Two decimals of a per cent, as SVG writes them.
pub(crate) fn share(part: u64, whole: u64) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(0);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn fill(verdict: &Verdict) -> &'static str {
    match verdict.code() {
        "verified" => "f-ok",
        "mismatch" => "f-bad",
        "no_number" => "f-gap",
        "not_found" => "f-lost",
        "ambiguous" => "f-many",
        "pending" => "f-wait",
        "exempt" => "f-free",
        _ => "f-none",
    }
}

//! How to come to the same result again.

use super::data::ReportData;
use super::words::{Words, shown};
use crate::number::day_first;

/// The last section.
pub(super) struct Facts {
    pub(super) command: Option<String>,
    pub(super) pairs: Vec<Pair>,
}

/// A name and what it says.
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: String,
    /// Written as code.
    pub(super) code: bool,
}

impl Facts {
    pub(super) fn of(words: &Words, data: &ReportData) -> Self {
        let run = &data.run;
        let snapshot = run.snapshot_date.as_deref().unwrap_or_default();
        let pairs = [
            ("fact-model", shown(&run.model_version), false),
            ("fact-snapshot", day_first(&shown(snapshot)), false),
            ("fact-population", shown(&run.population_checksum), true),
            ("fact-digest", shown(&run.verdict_digest), true),
            ("fact-skipped", skipped(words, data), false),
        ];
        let pair = |(key, value, code): (&str, String, bool)| Pair {
            name: words.say(key),
            value,
            code,
        };
        Self {
            command: run.command.as_deref().map(shown_whole),
            pairs: pairs
                .into_iter()
                .filter(|(_, value, _)| !value.is_empty())
                .map(pair)
                .collect(),
        }
    }
}

/// A command is shown whole, however long: it is there to be copied.
fn shown_whole(command: &str) -> String {
    command.chars().filter(|c| !c.is_control()).collect()
}

/// "37 dòng trống, 12 dòng tiêu đề nhóm".
fn skipped(words: &Words, data: &ReportData) -> String {
    let lines = data.run.skipped_lines.iter().filter(|line| line.count > 0);
    let said = lines.map(|line| {
        let kind = words.code("skipped", &line.code);
        format!("{} {kind}", words.count(line.count))
    });
    said.collect::<Vec<_>>().join(", ")
}

//! Records by file and by facility.

use super::bars::{ORDER, Strip, fill};
use super::counts::{ByClass, SourceCount};
use super::data::ReportData;
use super::headline::Totals;
use super::words::{Words, shown};

/// Rows of a table before the rest goes behind "more".
const FIRST: usize = 12;
/// Files behind "more"; what is beyond is one row. Keeps the page small for a whole nation.
const MORE_FILES: usize = 12;
/// Facilities behind "more": as many as a district has.
const MORE_FACILITIES: usize = 34;

/// Both tables and the key to their colours.
pub(super) struct Places {
    pub(super) key: Vec<KeyEntry>,
    pub(super) files: Table,
    pub(super) facilities: Table,
}

/// A colour and its class.
pub(super) struct KeyEntry {
    pub(super) code: &'static str,
    pub(super) name: String,
    pub(super) fill: &'static str,
}

/// One table: what needs most work first.
#[derive(Default)]
pub(super) struct Table {
    pub(super) heading: String,
    pub(super) rows: Vec<Row>,
    /// The row that stands for those behind "more".
    pub(super) rest: Option<Row>,
    pub(super) more: Vec<Row>,
    /// How many sources stand behind "more".
    pub(super) hidden: usize,
    pub(super) sum: Option<Row>,
}

/// One file or facility.
pub(super) struct Row {
    pub(super) name: String,
    /// Language of the name: names of the data are Vietnamese on every page.
    pub(super) lang: &'static str,
    pub(super) code: String,
    pub(super) records: String,
    pub(super) right: String,
    pub(super) to_mend: String,
    pub(super) strip: Strip,
}

impl Places {
    pub(super) fn of(words: &Words, data: &ReportData, totals: &Totals) -> Self {
        let key = ORDER
            .iter()
            .filter(|class| totals.classes.of(**class) > 0)
            .map(|class| KeyEntry {
                code: class.code(),
                name: words.code("class", class.code()),
                fill: fill(*class),
            });
        Self {
            key: key.collect(),
            files: table(words, "files", &data.files, MORE_FILES),
            facilities: table(words, "facilities", &data.facilities, MORE_FACILITIES),
        }
    }
}

fn table(words: &Words, family: &str, sources: &[SourceCount], most: usize) -> Table {
    let mut sources: Vec<&SourceCount> = sources.iter().collect();
    sources.sort_by(|a, b| {
        let order = b.records.to_mend().cmp(&a.records.to_mend());
        order.then_with(|| (&a.name, &a.code).cmp(&(&b.name, &b.code)))
    });
    let Some(worst) = sources.first() else {
        return Table::default();
    };
    let values = [
        ("name", name(words, worst).into()),
        ("n", worst.records.to_mend().into()),
        ("of", sources.len().into()),
    ];
    let (first, rest) = split(&sources);
    let (more, beyond) = rest.split_at(rest.len().min(most));
    let one = |source: &&SourceCount| row(words, source);
    let mut more: Vec<Row> = more.iter().map(one).collect();
    more.extend(together(words, "others-count", beyond));
    Table {
        heading: words.say_with(&format!("{family}-heading"), &values),
        rows: first.iter().map(one).collect(),
        rest: together(words, "others-count", rest),
        more,
        hidden: rest.len(),
        sum: together(words, "sum", &sources),
    }
}

/// The first rows and the others; one single row is never hidden.
fn split<T>(rows: &[T]) -> (&[T], &[T]) {
    let first = if rows.len() <= FIRST + 1 {
        rows.len()
    } else {
        FIRST
    };
    rows.split_at(first)
}

fn name(words: &Words, source: &SourceCount) -> String {
    if source.name.trim().is_empty() {
        words.say("not-stated")
    } else {
        without_code(&shown(&source.name), &source.code)
    }
}

/// Some files write "34101 - Bệnh viện …"; the code has its own place.
fn without_code(name: &str, code: &str) -> String {
    let rest = name.strip_prefix(code).unwrap_or(name);
    let rest = rest.trim_start_matches([' ', '-', '–', ':', '.', '_']);
    if code.is_empty() || rest.is_empty() {
        name.to_owned()
    } else {
        rest.to_owned()
    }
}

fn row(words: &Words, source: &SourceCount) -> Row {
    let records = &source.records;
    Row {
        name: name(words, source),
        lang: words.language_of(!source.name.trim().is_empty()),
        code: shown(&source.code),
        records: words.count(records.total()),
        right: words.number.percent(records.verified, records.total()),
        to_mend: words.count(records.to_mend()),
        strip: Strip::of(words, records),
    }
}

/// Several in one row; none for nobody.
fn together(words: &Words, key: &str, sources: &[&SourceCount]) -> Option<Row> {
    if sources.is_empty() {
        return None;
    }
    let mut records = ByClass::default();
    for (source, class) in sources.iter().flat_map(|s| ORDER.map(|class| (s, class))) {
        *records.of_mut(class) += source.records.of(class);
    }
    let all = SourceCount {
        records,
        ..SourceCount::default()
    };
    Some(Row {
        name: words.say_with(key, &[("n", sources.len().into())]),
        ..row(words, &all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_before_the_name_is_not_said_twice() {
        for (name, code, shown) in [
            ("34101 - Bệnh viện", "34101", "Bệnh viện"),
            ("Bệnh viện", "34101", "Bệnh viện"),
            ("34101", "34101", "34101"),
            ("01_TYT.xlsx", "", "01_TYT.xlsx"),
        ] {
            assert_eq!(without_code(name, code), shown);
        }
    }
}

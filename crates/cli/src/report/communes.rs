//! What is left to do in each commune, before and after the automatic proposals.

use super::bars::width;
use super::data::{CommuneWork, ReportData};
use super::words::{Words, shown};

/// Rows of the table before the rest goes behind "more".
const FIRST: usize = 12;
/// Rows behind "more"; what is beyond is one row.
const MORE: usize = 24;

/// The work that remains.
pub(super) struct Communes {
    pub(super) heading: String,
    /// The whole before and after, as two bars of one scale.
    pub(super) overall: Option<Row>,
    pub(super) rows: Vec<Row>,
    pub(super) rest: Option<Row>,
    pub(super) more: Vec<Row>,
    /// How many communes stand behind "more".
    pub(super) hidden: usize,
}

/// One commune.
pub(super) struct Row {
    pub(super) name: String,
    /// Language of the name: names of the data are Vietnamese on every page.
    pub(super) lang: &'static str,
    /// "nay là …", or empty.
    pub(super) today: String,
    pub(super) before: String,
    pub(super) after: String,
    /// How much less, in per cent.
    pub(super) less: String,
    pub(super) width_before: String,
    pub(super) width_after: String,
}

struct Work {
    before: u64,
    after: u64,
}

impl Work {
    fn of(communes: &[&CommuneWork]) -> Self {
        Self {
            before: communes.iter().map(|commune| commune.before).sum(),
            after: communes.iter().map(|commune| commune.after).sum(),
        }
    }
}

impl Communes {
    pub(super) fn of(words: &Words, data: &ReportData) -> Self {
        let mut communes: Vec<&CommuneWork> = data
            .communes
            .iter()
            .filter(|commune| commune.before > 0)
            .collect();
        communes.sort_by(|a, b| {
            let order = (b.after, b.before).cmp(&(a.after, a.before));
            order.then_with(|| (&a.name, &a.code).cmp(&(&b.name, &b.code)))
        });
        let all = Work::of(&communes);
        let scale = communes.iter().map(|commune| commune.before).max();
        let scale = scale.unwrap_or(0);
        let shown = match communes.len() {
            count if count <= FIRST + 1 => count,
            _ => FIRST,
        };
        let (first, rest) = communes.split_at(shown);
        let (more, beyond) = rest.split_at(rest.len().min(MORE));
        let one = |commune: &&CommuneWork| row(words, commune, scale);
        let mut more: Vec<Row> = more.iter().map(one).collect();
        more.extend(together(words, beyond));
        Self {
            heading: heading(words, &all, communes.len()),
            overall: (all.before > 0).then(|| figures(words, &all, all.before)),
            rows: first.iter().map(one).collect(),
            rest: together(words, rest),
            more,
            hidden: rest.len(),
        }
    }
}

fn heading(words: &Words, all: &Work, communes: usize) -> String {
    let values = [
        ("before", all.before.into()),
        ("after", all.after.into()),
        ("communes", communes.into()),
    ];
    let key = match all {
        Work { before: 0, .. } => "communes-heading-none",
        Work { before, after } if before == after => "communes-heading-same",
        _ => "communes-heading",
    };
    words.say_with(key, &values)
}

fn figures(words: &Words, work: &Work, scale: u64) -> Row {
    let less = work.before.saturating_sub(work.after);
    Row {
        name: words.say("sum"),
        lang: words.language_of(false),
        today: String::new(),
        before: words.count(work.before),
        after: words.count(work.after),
        less: words.number.percent(less, work.before),
        width_before: width(work.before, scale),
        width_after: width(work.after, scale),
    }
}

fn row(words: &Words, commune: &CommuneWork, scale: u64) -> Row {
    let given = !commune.name.trim().is_empty();
    let today = commune.today.as_deref().map(|today| {
        let values = [("name", shown(today).into())];
        words.say_with("commune-today", &values)
    });
    Row {
        name: if given {
            shown(&commune.name)
        } else {
            words.say("commune-unknown")
        },
        lang: words.language_of(given),
        today: today.unwrap_or_default(),
        ..figures(words, &Work::of(&[commune]), scale)
    }
}

/// Several in one row, without a bar: a sum is not comparable with single communes.
fn together(words: &Words, communes: &[&CommuneWork]) -> Option<Row> {
    (!communes.is_empty()).then(|| Row {
        name: words.say_with("others-count", &[("n", communes.len().into())]),
        width_before: String::new(),
        width_after: String::new(),
        ..figures(words, &Work::of(communes), 0)
    })
}

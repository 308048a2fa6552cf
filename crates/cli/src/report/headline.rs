//! The finding in two sentences, and at most five figures.

use super::counts::{ByBand, ByClass};
use super::data::ReportData;
use super::fraction::in_words;
use super::words::{Words, capitalised, shown};
use crate::number::day_first;
use khien_domain::Class;

/// Top of the page.
pub(super) struct Headline {
    /// The finding, sentence by sentence.
    pub(super) title: Vec<String>,
    /// When it was checked, day first.
    pub(super) when: String,
    /// The same for machines.
    pub(super) when_iso: String,
    /// Files, place, population.
    pub(super) about: String,
    pub(super) stats: Vec<Stat>,
}

/// A headline figure.
pub(super) struct Stat {
    pub(super) name: String,
    pub(super) figure: String,
    /// Unit beside the figure; may be empty.
    pub(super) unit: String,
    /// What it means; may be empty.
    pub(super) note: String,
}

/// Counts that several sections need.
pub(super) struct Totals {
    pub(super) classes: ByClass,
    /// Records that somebody must work on, by what is proposed.
    pub(super) to_mend: ByBand,
}

impl Totals {
    pub(super) fn of(data: &ReportData) -> Self {
        let mut classes = ByClass::default();
        let mut to_mend = ByBand::default();
        for count in &data.classes {
            *classes.of_mut(count.class) += count.bands.total();
            if !matches!(count.class, Class::Verified | Class::Exempt) {
                to_mend = to_mend + count.bands;
            }
        }
        Self { classes, to_mend }
    }
}

impl Headline {
    pub(super) fn of(words: &Words, data: &ReportData, totals: &Totals) -> Self {
        Self {
            title: title(words, totals),
            when: day_first(&shown(&data.run.checked_at)),
            when_iso: shown(&data.run.checked_at),
            about: about(words, data),
            stats: stats(words, data, totals),
        }
    }
}

fn title(words: &Words, totals: &Totals) -> Vec<String> {
    let all = totals.classes.total();
    if all == 0 {
        return vec![words.say("title-empty")];
    }
    let sentence = |key: &str, part: u64| {
        let share = in_words(words, part, all);
        capitalised(&words.say_with(key, &[("share", share.into())]))
    };
    let right = match totals.classes.verified {
        0 => words.say("title-none-right"),
        right => sentence("title-right", right),
    };
    let proposed = match (totals.to_mend.total(), totals.to_mend.automatic) {
        (0, _) => return vec![right],
        (_, 0) => words.say("title-none-proposed"),
        (_, proposed) => sentence("title-proposed", proposed),
    };
    vec![right, proposed]
}

fn about(words: &Words, data: &ReportData) -> String {
    let run = &data.run;
    let mut values = vec![
        ("files", run.files.into()),
        ("population", run.population.into()),
    ];
    let key = match &run.place {
        Some(place) => {
            values.push(("place", shown(place).into()));
            "about-place"
        }
        None => "about",
    };
    words.say_with(key, &values)
}

fn stats(words: &Words, data: &ReportData, totals: &Totals) -> Vec<Stat> {
    let all = totals.classes.total();
    let part = |key: &str, count: u64, note: &str| Stat {
        name: words.say(key),
        figure: words.count(count),
        unit: String::new(),
        note: words.say_with(note, &[("share", words.number.percent(count, all).into())]),
    };
    vec![
        records(words, data, all),
        part("stat-right", totals.classes.verified, "stat-share"),
        part(
            "stat-proposed",
            totals.to_mend.automatic,
            "stat-proposed-note",
        ),
        part(
            "stat-by-hand",
            totals.to_mend.review + totals.to_mend.none,
            "stat-by-hand-note",
        ),
        time(words, data),
    ]
}

fn records(words: &Words, data: &ReportData, all: u64) -> Stat {
    let total = data.ministry.total();
    let key = match total.doses {
        0 => "stat-people",
        _ => "stat-people-doses",
    };
    let values = [
        ("people", total.people.into()),
        ("doses", total.doses.into()),
    ];
    Stat {
        name: words.say("stat-records"),
        figure: words.count(all),
        unit: String::new(),
        note: words.say_with(key, &values),
    }
}

fn time(words: &Words, data: &ReportData) -> Stat {
    let run = &data.run;
    let decimals = usize::from(run.seconds < 100.0);
    let rate = words.number.decimal(run.records_per_second, 0);
    let values = [("rate", rate.into()), ("threads", run.threads.into())];
    Stat {
        name: words.say("stat-time"),
        figure: words.number.decimal(run.seconds, decimals),
        unit: words.say("seconds"),
        note: words.say_with("stat-rate", &values),
    }
}

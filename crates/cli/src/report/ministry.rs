//! The table as the ministry counts: people and doses, sent, right, wrong by field.

use super::bars::{self, width};
use super::counts::{MinistryTable, Tally};
use super::words::Words;
use crate::number::shares;
use khien_domain::Class;

/// The table.
pub(super) struct Ministry {
    pub(super) heading: String,
    /// Whether doses are counted at all.
    pub(super) doses: bool,
    pub(super) rows: Vec<Row>,
}

/// One row; `level` 1 to 3 is its depth.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) level: u8,
    /// Bar of people, as a share of those sent; empty for none.
    pub(super) fill: &'static str,
    pub(super) width: String,
    pub(super) people: String,
    pub(super) people_share: String,
    pub(super) doses: String,
    pub(super) dose_share: String,
}

/// Shares of the leaves of "sent", in tenths of a per cent: they and their sums add up.
struct Leaves {
    right: u64,
    wrong: u64,
    determined: u64,
    no_number_undeterminable: u64,
    undeterminable: u64,
}

impl Leaves {
    fn of(table: &MinistryTable, count: fn(Tally) -> u64) -> Self {
        let leaves = [
            table.right,
            table.wrong,
            table.no_number_determined,
            table.no_number_undeterminable,
            table.undeterminable,
        ];
        let shares = shares(&leaves.map(count));
        Self {
            right: shares[0],
            wrong: shares[1],
            determined: shares[2],
            no_number_undeterminable: shares[3],
            undeterminable: shares[4],
        }
    }
}

/// Writes rows of one table.
struct Writer<'a> {
    words: &'a Words,
    sent: Tally,
}

impl Writer<'_> {
    /// A row outside what was sent: without shares.
    fn plain(&self, key: &str, level: u8, tally: Tally) -> Row {
        Row {
            name: self.words.say(key),
            level,
            fill: "",
            width: String::new(),
            people: self.words.count(tally.people),
            people_share: String::new(),
            doses: self.words.count(tally.doses),
            dose_share: String::new(),
        }
    }

    /// A row with its shares of what was sent, in tenths: people, doses.
    fn leaf(&self, key: &str, level: u8, tally: Tally, share: (u64, u64)) -> Row {
        let number = self.words.number;
        Row {
            fill: fill(key),
            width: width(tally.people, self.sent.people),
            people_share: number.share(share.0, tally.people, self.sent.people),
            dose_share: number.share(share.1, tally.doses, self.sent.doses),
            ..self.plain(key, level, tally)
        }
    }

    /// A row whose share stands for itself, because the parts overlap.
    fn part(&self, key: &str, level: u8, tally: Tally) -> Row {
        let number = self.words.number;
        Row {
            fill: fill(key),
            width: width(tally.people, self.sent.people),
            people_share: number.percent(tally.people, self.sent.people),
            dose_share: number.percent(tally.doses, self.sent.doses),
            ..self.plain(key, level, tally)
        }
    }
}

/// The colour of the class that the row belongs to.
fn fill(key: &str) -> &'static str {
    let row = key.trim_start_matches("ministry-");
    match row.split('-').next() {
        Some("right") => bars::fill(Class::Verified),
        Some("wrong") => bars::fill(Class::Mismatch),
        Some("no_number") => bars::fill(Class::NoNumber),
        Some("undeterminable") => bars::fill(Class::NotFound),
        _ => "f-mute",
    }
}

impl Ministry {
    pub(super) fn of(words: &Words, table: &MinistryTable) -> Self {
        let sent = table.sent();
        let values = [
            ("sent", sent.people.into()),
            ("right", table.right.people.into()),
        ];
        let heading = match sent.people {
            0 => words.say("ministry-heading-empty"),
            _ => words.say_with("ministry-heading", &values),
        };
        Self {
            heading,
            doses: table.total().doses > 0,
            rows: rows(&Writer { words, sent }, table),
        }
    }
}

fn rows(write: &Writer<'_>, table: &MinistryTable) -> Vec<Row> {
    let people = Leaves::of(table, |tally| tally.people);
    let doses = Leaves::of(table, |tally| tally.doses);
    let both = |share: fn(&Leaves) -> u64| (share(&people), share(&doses));
    vec![
        write.plain("ministry-total", 1, table.total()),
        write.plain("ministry-exempt", 2, table.exempt),
        write.plain("ministry-unsendable", 2, table.unsendable),
        write.part("ministry-sent", 1, table.sent()),
        write.leaf("ministry-right", 2, table.right, both(|l| l.right)),
        write.leaf("ministry-wrong", 2, table.wrong, both(|l| l.wrong)),
        write.part("ministry-wrong-id_number", 3, table.wrong_id_number),
        write.part("ministry-wrong-date_of_birth", 3, table.wrong_date_of_birth),
        write.part("ministry-wrong-full_name", 3, table.wrong_full_name),
        write.part("ministry-wrong-other", 3, table.wrong_other),
        write.leaf(
            "ministry-no_number",
            2,
            table.no_number(),
            both(|l| l.determined + l.no_number_undeterminable),
        ),
        write.leaf(
            "ministry-no_number-determined",
            3,
            table.no_number_determined,
            both(|l| l.determined),
        ),
        write.leaf(
            "ministry-no_number-undeterminable",
            3,
            table.no_number_undeterminable,
            both(|l| l.no_number_undeterminable),
        ),
        write.leaf(
            "ministry-undeterminable",
            2,
            table.undeterminable,
            both(|l| l.undeterminable),
        ),
    ]
}

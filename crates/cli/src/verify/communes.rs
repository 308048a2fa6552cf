//! The work that remains, by commune: codes of the records made into units with names.

use super::tally::Work;
use crate::report::CommuneWork;
use jiff::civil::{Date, date};
use khien_domain::{AdminTree, Level};
use serde::Serialize;
use std::collections::BTreeMap;

/// The tree in which the campaign of 2021–22 wrote its communes: as of the list of 10/04/2022.
const CAMPAIGN: Date = date(2022, 4, 10);

/// One commune.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct CommuneSummary {
    /// Code; empty for records that state none that is known.
    pub code: String,
    /// Name with its kind.
    pub name: String,
    /// Today's commune and province, where they are others.
    pub today: Option<String>,
    /// Records to work on before the proposals are used.
    pub before: u64,
    /// Records to work on once the automatic proposals are used.
    pub after: u64,
}

/// Joins the codes that mean one commune and gives them their names; by code.
pub(super) fn communes(by_code: &BTreeMap<String, Work>) -> Vec<CommuneSummary> {
    let mut joined: BTreeMap<String, Work> = BTreeMap::new();
    for (code, work) in by_code {
        let known = known_code(code).unwrap_or_default();
        let whole = joined.entry(known).or_default();
        whole.before += work.before;
        whole.after += work.after;
    }
    joined
        .into_iter()
        .map(|(code, work)| named(code, work))
        .collect()
}

/// The commune's code in full, if there is such a commune in 2022 or today.
fn known_code(code: &str) -> Option<String> {
    let code = Level::Commune.padded_code(code)?;
    let tree = AdminTree::national();
    let known = tree.lookup(&code, CAMPAIGN).is_some() || today_only(&code).is_some();
    known.then_some(code)
}

/// The unit, if the code belongs to the tree of today and not to that of 2022.
fn today_only(code: &str) -> Option<&'static khien_domain::AdminUnit> {
    AdminTree::national().lookup(code, date(2025, 7, 1))
}

fn named(code: String, work: Work) -> CommuneSummary {
    let tree = AdminTree::national();
    let unit = tree.lookup(&code, CAMPAIGN).or_else(|| today_only(&code));
    let name = unit.map(|unit| unit.name.to_owned()).unwrap_or_default();
    let today = tree.today(&code).map(|successor| {
        (successor.name != name).then(|| format!("{}, {}", successor.name, successor.province))
    });
    CommuneSummary {
        name,
        today: today.flatten(),
        before: work.before,
        after: work.after,
        code,
    }
}

impl From<&CommuneSummary> for CommuneWork {
    fn from(commune: &CommuneSummary) -> Self {
        CommuneWork {
            code: commune.code.clone(),
            name: commune.name.clone(),
            today: commune.today.clone(),
            before: commune.before,
            after: commune.after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_without_their_zeros_are_joined_and_unknown_ones_share_a_line() {
        let work = |before, after| Work { before, after };
        let by_code = [
            ("00004", work(1, 1)),
            ("12688", work(5, 2)),
            ("4", work(2, 0)),
            ("", work(1, 1)),
            ("99999", work(3, 3)),
        ];
        let by_code = by_code.map(|(code, work)| (code.to_owned(), work)).into();
        let found = communes(&by_code);
        let lines: Vec<_> = found
            .iter()
            .map(|c| (c.code.as_str(), c.before, c.after))
            .collect();
        assert_eq!(lines, [("", 4, 4), ("00004", 3, 1), ("12688", 5, 2)]);
        assert!(found[0].name.is_empty());
        assert!(!found[2].name.is_empty());
    }
}

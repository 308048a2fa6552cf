//! The mobile prefixes, as of today and as until 15 September 2018.

use std::collections::HashMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../../../data/phone-prefixes.csv");
/// Digits of a prefix, and of a former one.
const LENGTH: usize = 3;
const FORMER_LENGTH: usize = 4;

/// Prefix → prefix of today.
pub(super) struct Prefixes(HashMap<&'static str, &'static str>);

static NATIONAL: LazyLock<Prefixes> = LazyLock::new(|| {
    let mut today = HashMap::new();
    for line in TEXT.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(prefix), Some(former)) = (cells.next(), cells.next()) else {
            continue;
        };
        today.insert(prefix, prefix);
        if !former.is_empty() {
            today.insert(former, prefix);
        }
    }
    Prefixes(today)
});

impl Prefixes {
    /// The prefixes of Vietnam. Read once, on first use.
    pub(super) fn national() -> &'static Self {
        &NATIONAL
    }

    /// Whether the digits begin with a prefix of today.
    pub(super) fn is_mobile(&self, digits: &str) -> bool {
        digits
            .get(..LENGTH)
            .is_some_and(|prefix| self.0.contains_key(prefix))
    }

    /// The number of today for one with a former prefix.
    pub(super) fn converted(&self, digits: &str) -> Option<String> {
        let (former, rest) = digits.split_at_checked(FORMER_LENGTH)?;
        let today = self.0.get(former)?;
        Some(format!("{today}{rest}"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_prefix_stands_once_and_twenty_one_are_converted() {
        let rows: Vec<Vec<&str>> = TEXT
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect())
            .collect();
        let prefixes: BTreeSet<_> = rows.iter().map(|row| row[0]).collect();
        assert_eq!(prefixes.len(), rows.len());
        assert!(
            rows.iter()
                .all(|row| row.len() == 3 && row[0].len() == LENGTH)
        );
        let former = rows.iter().map(|row| row[1]).filter(|it| !it.is_empty());
        assert!(former.clone().all(|it| it.len() == FORMER_LENGTH));
        assert_eq!(former.collect::<BTreeSet<_>>().len(), 21);
    }
}

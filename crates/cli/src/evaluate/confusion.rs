//! What should have been said beside what was said.

use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;

/// Counts by expected and by reported code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    cells: BTreeMap<(&'static str, &'static str), u64>,
}

impl Confusion {
    /// Counts one case.
    pub fn count(&mut self, expected: &'static str, reported: &'static str) {
        *self.cells.entry((expected, reported)).or_default() += 1;
    }

    /// How often `reported` was said where `expected` is true.
    pub fn get(&self, expected: &str, reported: &str) -> u64 {
        let cell = self
            .cells
            .iter()
            .find(|((e, r), _)| *e == expected && *r == reported);
        cell.map_or(0, |(_, count)| *count)
    }

    /// Every cell that is not empty: expected, reported, count; ordered by code.
    pub fn cells(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        self.cells.iter().map(|((e, r), count)| (*e, *r, *count))
    }
}

impl Serialize for Confusion {
    /// As an object of objects: `{expected: {reported: count}}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for (expected, reported, count) in self.cells() {
            rows.entry(expected).or_default().insert(reported, count);
        }
        let mut map = serializer.serialize_map(Some(rows.len()))?;
        for (expected, row) in rows {
            map.serialize_entry(expected, &row)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_count_and_become_an_object_of_objects() {
        let mut confusion = Confusion::default();
        confusion.count("ok", "ok");
        confusion.count("ok", "ok");
        confusion.count("differs", "ok");
        assert_eq!(confusion.get("ok", "ok"), 2);
        assert_eq!(confusion.get("ok", "differs"), 0);
        let json = serde_json::to_string(&confusion).unwrap();
        assert_eq!(json, r#"{"differs":{"ok":1},"ok":{"ok":2}}"#);
    }
}

//! What the records really are: the other half of an evaluation.

use khien_domain::{Class, FieldState, IdState};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a perfect check would say about one record.
#[derive(Clone, PartialEq, Eq)]
pub struct Truth {
    /// Whether the row is a person at all; sheets also hold titles, totals and signatures.
    pub person: bool,
    /// Key of the person in the register, if they are in it.
    pub key: Option<String>,
    /// The class a perfect check gives, where the truth says so.
    pub class: Option<Class>,
    /// The kinds of error in the record, separated by `;`. Empty for a clean one.
    pub kinds: String,
    /// The states a perfect check gives, where the truth says so.
    pub fields: Expected,
}

/// The states that a perfect check gives; `None` where the truth does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// State of the number.
    pub id: Option<ExpectedId>,
    /// State of the name; `Ok` stands for `Equivalent` too.
    pub name: Option<FieldState>,
    /// State of the date of birth.
    pub date_of_birth: Option<FieldState>,
    /// State of the sex.
    pub sex: Option<FieldState>,
}

/// The expected state of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedId {
    /// Exactly this state.
    State(IdState),
    /// Missing or malformed: where a placeholder ends and nothing begins is a matter of words.
    None,
}

impl ExpectedId {
    /// Code for tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::State(state) => state.code(),
            Self::None => "missing_or_malformed",
        }
    }

    /// Whether the reported state is right.
    pub fn is(self, reported: Option<IdState>) -> bool {
        match self {
            Self::State(state) => reported == Some(state),
            Self::None => matches!(reported, Some(IdState::Missing | IdState::Malformed)),
        }
    }
}

/// How the truth names a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// By its `record_id`.
    Record,
    /// By file and row; the sheet of a `file#sheet#row` is left out.
    FileAndRow,
}

impl Naming {
    /// The name under which the truth knows this record.
    pub fn of(self, record_id: &str) -> Cow<'_, str> {
        let parts = match self {
            Self::Record => None,
            Self::FileAndRow => split_place(record_id),
        };
        match parts {
            Some((file, row)) => Cow::Owned(format!("{file}#{row}")),
            None => Cow::Borrowed(record_id),
        }
    }
}

/// File and row of `file#sheet#row`; a `#` inside the file's own name stays there.
fn split_place(record_id: &str) -> Option<(&str, &str)> {
    let (place, row) = record_id.rsplit_once('#')?;
    let (file, _sheet) = place.rsplit_once('#')?;
    Some((file, row))
}

/// All truths of one evaluation, by name.
pub struct TruthTable {
    naming: Naming,
    places: HashMap<String, usize>,
    rows: Vec<Truth>,
    seen: Vec<bool>,
}

impl TruthTable {
    /// An empty table.
    pub fn new(naming: Naming) -> Self {
        Self {
            naming,
            places: HashMap::new(),
            rows: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// Adds the truth about one record; `false` if the name is already there.
    pub fn insert(&mut self, name: String, truth: Truth) -> bool {
        let fresh = self.places.insert(name, self.rows.len()).is_none();
        self.rows.push(truth);
        self.seen.push(false);
        fresh
    }

    /// The truth about the record of a verdict, and whether it was asked for before.
    pub fn take(&mut self, record_id: &str) -> Option<(&Truth, bool)> {
        let place = *self.places.get(self.naming.of(record_id).as_ref())?;
        let before = std::mem::replace(&mut self.seen[place], true);
        Some((&self.rows[place], before))
    }

    /// The truths that were never asked for.
    pub fn untaken(&self) -> impl Iterator<Item = &Truth> {
        let pairs = self.rows.iter().zip(&self.seen);
        pairs.filter(|(_, seen)| !**seen).map(|(truth, _)| truth)
    }

    /// Number of records known.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_without_its_sheet() {
        for (record_id, name) in [
            ("01.xlsx#Danh sách#9", "01.xlsx#9"),
            ("a#b.xlsx#S#9", "a#b.xlsx#9"),
            ("10.csv##2", "10.csv#2"),
            ("r17", "r17"),
        ] {
            assert_eq!(Naming::FileAndRow.of(record_id), name);
        }
        assert_eq!(Naming::Record.of("a#b#3"), "a#b#3");
    }

    #[test]
    fn a_truth_taken_twice_says_so_and_untaken_ones_are_listed() {
        let mut table = TruthTable::new(Naming::Record);
        let truth = Truth {
            person: true,
            key: Some("k".to_owned()),
            class: None,
            kinds: String::new(),
            fields: Expected::default(),
        };
        assert!(table.insert("a".to_owned(), truth.clone()));
        assert!(table.insert("b".to_owned(), truth));
        assert!(!table.take("a").unwrap().1);
        assert!(table.take("a").unwrap().1);
        assert!(table.take("c").is_none());
        assert_eq!(table.untaken().count(), 1);
    }
}

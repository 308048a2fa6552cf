//! A record as somebody typed it.

use khien_domain::Record;
use std::fmt;

/// A record as it was typed: the six texts of a row of `records.parquet`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Key of the record: its position, counted from 0.
    pub record_id: String,
    /// Whatever stands in the number column.
    pub id_number: String,
    /// The name.
    pub full_name: String,
    /// The birth date, in any written form.
    pub date_of_birth: String,
    /// The sex, as a code or a word.
    pub sex: String,
    /// Five-digit commune code, or empty.
    pub commune_code: String,
}

impl Typed {
    pub(crate) const COLUMNS: [&'static str; 6] = [
        "record_id",
        "id_number",
        "full_name",
        "date_of_birth",
        "sex",
        "commune_code",
    ];

    pub(crate) fn cells(&self) -> [&str; 6] {
        [
            &self.record_id,
            &self.id_number,
            &self.full_name,
            &self.date_of_birth,
            &self.sex,
            &self.commune_code,
        ]
    }

    /// The record as the engine takes it. There is no nationality column.
    pub fn as_record(&self) -> Record<'_> {
        Record {
            record_id: &self.record_id,
            id_number: &self.id_number,
            full_name: &self.full_name,
            date_of_birth: &self.date_of_birth,
            sex: &self.sex,
            commune_code: &self.commune_code,
            nationality: None,
        }
    }

    /// Forgets everything, keeping the space.
    pub(crate) fn clear(&mut self) {
        for text in [
            &mut self.record_id,
            &mut self.id_number,
            &mut self.full_name,
            &mut self.date_of_birth,
            &mut self.sex,
            &mut self.commune_code,
        ] {
            text.clear();
        }
    }
}

impl fmt::Debug for Typed {
    /// Shows which fields were given, never what they hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_record(), f)
    }
}

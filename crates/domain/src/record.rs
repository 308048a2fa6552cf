//! What was typed about a person, before anybody believes it.

use std::fmt;

/// One person as a file, a form or a message states them: raw text, nothing repaired.
///
/// Empty text means that the field was not given. `nationality` is `None` where the source has
/// no such column at all, which is not the same as an empty cell.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Record<'a> {
    /// Key of the record in its source, carried through unchanged.
    pub record_id: &'a str,
    /// Identity number: 12 digits, the old 9, a passport, or whatever was typed.
    pub id_number: &'a str,
    /// Full name in the order of the source.
    pub full_name: &'a str,
    /// Date of birth in any written form.
    pub date_of_birth: &'a str,
    /// Sex in any written form.
    pub sex: &'a str,
    /// Five-digit commune code of 2022, or of 2025.
    pub commune_code: &'a str,
    /// Nationality, if the source has such a column.
    pub nationality: Option<&'a str>,
}

impl fmt::Debug for Record<'_> {
    /// Shows which fields were given and never what they hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = |text: &str| {
            if text.trim().is_empty() {
                "absent"
            } else {
                "given"
            }
        };
        f.debug_struct("Record")
            .field("id_number", &given(self.id_number))
            .field("full_name", &given(self.full_name))
            .field("date_of_birth", &given(self.date_of_birth))
            .field("sex", &given(self.sex))
            .field("commune_code", &given(self.commune_code))
            .finish_non_exhaustive()
    }
}

/// One person of the population register, as text. Empty text means that nothing is registered.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterRow<'a> {
    /// Key of the row, given back with a proposed person; else the personal number.
    pub key: &'a str,
    /// 12-digit personal number.
    pub personal_id: &'a str,
    /// Old 9-digit card number.
    pub old_cmnd: &'a str,
    /// Full name.
    pub full_name: &'a str,
    /// `YYYY-MM-DD`, or as much as is registered.
    pub date_of_birth: &'a str,
    /// `M` or `F`, or any form that [`Sex`](crate::Sex) reads.
    pub sex: &'a str,
    /// Five-digit commune of permanent residence.
    pub commune_code: &'a str,
}

impl fmt::Debug for RegisterRow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisterRow").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_personal_data() {
        let record = Record {
            full_name: "Nguyễn Văn An",
            id_number: "034095287247",
            ..Record::default()
        };
        let shown = format!("{record:?}");
        assert!(
            !shown.contains("Nguy") && !shown.contains("034095"),
            "{shown}"
        );
    }
}

//! The columns of plain files and the other names they go by.

use crate::error::{ExchangeError, Place};

/// One column: its names, the first being the one that messages use.
pub(crate) struct Column {
    pub(crate) names: &'static [&'static str],
    pub(crate) required: bool,
    /// Digits that an integer column is filled up to, because integers lose leading zeros.
    pub(crate) digits: usize,
}

const fn required(names: &'static [&'static str]) -> Column {
    Column {
        names,
        required: true,
        digits: 0,
    }
}

const fn optional(names: &'static [&'static str]) -> Column {
    Column {
        names,
        required: false,
        digits: 0,
    }
}

impl Column {
    const fn digits(mut self, digits: usize) -> Self {
        self.digits = digits;
        self
    }
}

/// The columns of a record file, in the order of `Batch`. An integer `id_number` keeps the form
/// it was typed in: what was lost there is for the number's own parser to see.
pub(crate) const RECORD: [Column; 7] = [
    required(&["record_id", "sid"]),
    required(&["id_number", "id_no"]),
    required(&["full_name"]),
    required(&["date_of_birth", "dob"]),
    required(&["sex"]),
    required(&["commune_code", "commune"]).digits(5),
    optional(&["nationality"]),
];

/// The columns of a register extract, in the order of `RegisterBatch`.
pub(crate) const REGISTER: [Column; 7] = [
    optional(&["pid"]),
    required(&["personal_id", "cccd"]).digits(12),
    required(&["old_cmnd", "cmnd"]).digits(9),
    required(&["full_name"]),
    required(&["date_of_birth", "dob"]),
    required(&["sex"]),
    required(&["commune_code", "commune", "permanent_commune_code"]).digits(5),
];

/// Where each wanted column stands among the headers. The first of its names that is present
/// wins; case and outer blanks do not matter.
pub(crate) fn locate<const N: usize>(
    wanted: &[Column; N],
    headers: &[String],
    file: &str,
) -> Result<[Option<usize>; N], ExchangeError> {
    let position = |column: &Column| {
        column.names.iter().find_map(|name| {
            let same = |header: &String| clean(header).eq_ignore_ascii_case(name);
            headers.iter().position(same)
        })
    };
    let mut found = [None; N];
    let mut missing = Vec::new();
    for (slot, column) in found.iter_mut().zip(wanted) {
        *slot = position(column);
        if slot.is_none() && column.required {
            missing.push(column.names.join(" or "));
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    Err(ExchangeError::MissingColumns {
        place: Place::of_file(file),
        missing: missing.join(", "),
        found: shown(headers),
    })
}

/// Whether the headers are those of a plain record file, complete or not.
pub(crate) fn look_like_records(headers: &[String]) -> bool {
    let known = |column: &&Column| {
        let is = |header: &String| {
            let mut names = column.names.iter();
            names.any(|name| clean(header).eq_ignore_ascii_case(name))
        };
        headers.iter().any(is)
    };
    RECORD.iter().filter(known).count() >= 2
}

fn clean(header: &str) -> &str {
    header.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}

/// Header names for a message. A file without a header has a person in its first line, so only
/// plain words are shown and the rest is counted.
pub(crate) fn shown(headers: &[String]) -> String {
    let word = |header: &&str| {
        let letters = header
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        !header.is_empty() && header.len() <= 40 && letters
    };
    let mut names: Vec<&str> = headers
        .iter()
        .map(|header| clean(header))
        .filter(word)
        .collect();
    let others = headers.len() - names.len();
    let counted = format!("{others} other column(s)");
    if others > 0 || names.is_empty() {
        names.push(&counted);
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn aliases_and_case_do_not_matter() {
        let headers = headers(&[
            "SID",
            "Id_No",
            "full_name",
            "DOB",
            "sex",
            " commune ",
            "extra",
        ]);
        let found = locate(&RECORD, &headers, "a.csv").unwrap();
        assert_eq!(
            found,
            [Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), None]
        );
    }

    #[test]
    fn a_missing_column_is_named_with_what_is_there() {
        let headers = headers(&["sid", "name", "034095287247", "Nguyễn Văn An"]);
        let message = locate(&RECORD, &headers, "a.csv").unwrap_err().to_string();
        assert!(message.contains("id_number or id_no"), "{message}");
        assert!(
            message.contains("found: sid, name, 2 other column(s)"),
            "{message}"
        );
        assert!(
            !message.contains("0340") && !message.contains("Nguy"),
            "{message}"
        );
    }
}

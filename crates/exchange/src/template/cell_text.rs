//! A cell's value as the text that a person would have typed.

use super::role::{DosePart, Role};
use super::row::RowRepair;
use crate::sheet::{CellValue, RawCell};

/// Days from 1899-12-30 (day 0 of Excel's calendar) to 1970-01-01.
const UNIX_DAY: i64 = 25_569;
/// Days that workbooks counting from 1904 are behind.
const DAYS_1904: i64 = 1_462;
/// 31/12/9999, the last day of Excel.
const LAST_DAY: f64 = 2_958_465.0;

/// The text of a cell and what had to be done for it.
pub(crate) fn cell_text(
    cell: RawCell,
    role: Option<Role>,
    since_1904: bool,
) -> (String, Option<RowRepair>) {
    let column = cell.column;
    match cell.value {
        CellValue::Text(text) => (text, None),
        CellValue::Truth(true) => ("TRUE".to_owned(), None),
        CellValue::Truth(false) => ("FALSE".to_owned(), None),
        CellValue::Error => (String::new(), Some(RowRepair::ErrorCell { column })),
        CellValue::TooLong => (String::new(), Some(RowRepair::CellTooLong { column })),
        CellValue::Number { value, date } => number(value, date, role, since_1904, column),
        CellValue::Formula(formula) => match constant_formula(&formula) {
            Some(text) => (text, Some(RowRepair::FormulaComputed { column })),
            None => (
                String::new(),
                Some(RowRepair::FormulaWithoutResult { column }),
            ),
        },
    }
}

fn number(
    value: f64,
    date: bool,
    role: Option<Role>,
    since_1904: bool,
    column: u32,
) -> (String, Option<RowRepair>) {
    let date_role = matches!(role, Some(Role::BirthDate | Role::Dose(DosePart::Date)));
    // Nobody alive is born in 1905: a bare year was typed into a cell formatted as a date.
    let year = role == Some(Role::BirthDate) && (1900.0..2100.0).contains(&value);
    if date && year && value.fract() == 0.0 {
        return (
            plain_number(value),
            Some(RowRepair::YearInDateCell { column }),
        );
    }
    // A reader of text takes bare serial numbers as counted from 1900.
    let serial = date_role && since_1904 && !year && value > 2_100.0;
    if (date || serial)
        && let Some(text) = date_text(value, since_1904)
    {
        return (text, None);
    }
    (plain_number(value), None)
}

/// A serial number as `YYYY-MM-DD`, with the time of day if there is one.
fn date_text(serial: f64, since_1904: bool) -> Option<String> {
    if !(0.0..=LAST_DAY).contains(&serial) {
        return None;
    }
    // Seconds, because a fraction of a day is never exact.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by the last day of Excel"
    )]
    let seconds = (serial * 86_400.0).round() as i64;
    let (mut day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    if since_1904 {
        day += DAYS_1904;
    } else if day < 1 {
        return None; // a time of day without a date
    } else if day < 60 {
        day += 1; // Excel believes in 29/02/1900
    }
    let (year, month, day) = civil(day - UNIX_DAY);
    let date = format!("{year:04}-{month:02}-{day:02}");
    if second == 0 {
        return Some(date);
    }
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    Some(format!("{date} {hour:02}:{minute:02}:{second:02}"))
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// A number in full: no exponent, no `.0`.
pub(crate) fn plain_number(value: f64) -> String {
    if value.fract() != 0.0 {
        return value.to_string();
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and within the range of i64"
    )]
    if value.abs() < 1e18 {
        return (value as i64).to_string();
    }
    format!("{value:.0}")
}

/// The result of a formula made of texts and numbers alone: `"034"&"095"`,
/// `CONCATENATE("a";"b")`.
fn constant_formula(formula: &str) -> Option<String> {
    let formula = formula.trim().trim_start_matches('=').trim();
    let upper = formula.to_ascii_uppercase();
    for name in ["_XLFN.CONCAT(", "CONCATENATE(", "CONCAT("] {
        if upper.starts_with(name) && formula.ends_with(')') {
            return joined_texts(&formula[name.len()..formula.len() - 1], &[',', ';']);
        }
    }
    joined_texts(formula, &['&'])
}

fn joined_texts(list: &str, separators: &[char]) -> Option<String> {
    let mut out = String::new();
    let mut rest = list.trim_start();
    loop {
        if let Some(text) = rest.strip_prefix('"') {
            let mut from = text;
            loop {
                let end = from.find('"')?;
                out.push_str(&from[..end]);
                from = &from[end + 1..];
                match from.strip_prefix('"') {
                    Some(more) => {
                        out.push('"');
                        from = more;
                    }
                    None => break,
                }
            }
            rest = from.trim_start();
        } else {
            let end = rest.find(separators).unwrap_or(rest.len());
            let digits = rest[..end].trim();
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            out.push_str(digits);
            rest = &rest[end..];
        }
        if rest.is_empty() {
            return Some(out);
        }
        rest = rest.strip_prefix(separators)?.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: f64, date: bool, role: Option<Role>, since_1904: bool) -> String {
        let cell = RawCell {
            column: 2,
            value: CellValue::Number { value, date },
        };
        cell_text(cell, role, since_1904).0
    }

    #[test]
    fn numbers_are_written_in_full() {
        assert_eq!(text(34_178_819_297.0, false, None, false), "34178819297");
        assert_eq!(text(3.418_881_929_7e10, false, None, false), "34188819297");
        assert_eq!(text(1e15, false, None, false), "1000000000000000");
        assert_eq!(text(0.5, false, None, false), "0.5");
    }

    #[test]
    fn date_cells_are_iso_dates_in_both_calendars() {
        assert_eq!(text(19_360.0, true, None, false), "1953-01-01");
        assert_eq!(text(17_898.0, true, None, true), "1953-01-01");
        assert_eq!(text(44_433.25, true, None, false), "2021-08-25 06:00:00");
        assert_eq!(text(1.0, true, None, false), "1900-01-01");
        assert_eq!(text(61.0, true, None, false), "1900-03-01");
    }

    #[test]
    fn a_bare_serial_is_left_alone_unless_it_counts_from_1904() {
        let birth = Some(Role::BirthDate);
        assert_eq!(text(19_360.0, false, birth, false), "19360");
        assert_eq!(text(17_898.0, false, birth, true), "1953-01-01");
        assert_eq!(text(1_953.0, false, birth, true), "1953");
    }

    #[test]
    fn a_year_in_a_date_cell_is_that_year() {
        let birth = Some(Role::BirthDate);
        assert_eq!(text(1_952.0, true, birth, false), "1952");
        assert_eq!(
            text(1_952.0, true, Some(Role::Dose(DosePart::Date)), false),
            "1905-05-05"
        );
    }

    #[test]
    fn only_formulas_of_plain_texts_are_computed() {
        assert_eq!(
            constant_formula("\"034\"&\"095\"").as_deref(),
            Some("034095")
        );
        assert_eq!(
            constant_formula("=CONCATENATE(\"a \"\"b\"\"\"; 12)").as_deref(),
            Some("a \"b\"12")
        );
        for formula in ["A1&\"x\"", "SUM(1,2)", "\"a", "", "\"a\"&", "1.5"] {
            assert_eq!(constant_formula(formula), None, "{formula}");
        }
    }
}

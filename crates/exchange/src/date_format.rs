//! Which number formats show a date, in workbooks old and new.

/// Formats that Excel knows by number (ECMA-376 part 1, 18.8.30), East Asian ones included.
/// Times of day without a date (18 to 21, 45 to 47) are no dates.
pub(crate) fn built_in_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58)
}

/// Whether a format code has a day or a year outside quotation marks, brackets and escapes.
pub(crate) fn shows_date(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                letters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                letters.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            'd' | 'D' | 'y' | 'Y' => return true,
            // What follows is for negative numbers; or this is `General`.
            ';' | 'G' | 'g' => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_of_dates_are_told_from_others() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]dd mmmm yyyy",
            "d-m-yy;@",
            "yyyy\\-mm\\-dd h:mm",
        ] {
            assert!(shows_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "h:mm:ss",
            "[Red]0",
            "\"day\" 0",
            "0_d",
            "#,##0\\ \"đ\"",
        ] {
            assert!(!shows_date(code), "{code}");
        }
    }
}

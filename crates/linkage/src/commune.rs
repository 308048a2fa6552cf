//! Commune codes as numbers: five digits in both trees (2022 and 2025).

use jiff::civil::{Date, date};
use khien_domain::AdminTree;

/// Stands for no commune.
pub(crate) const NONE: u32 = u32::MAX;
/// Codes run from 00000 to 99999.
pub(crate) const CODES: usize = 100_000;

/// The number of a commune code; zeros that a spreadsheet cut off in front do not matter.
pub(crate) fn code_number(code: &str) -> Option<u32> {
    let code = code.trim();
    let plain = (1..=5).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if plain {
        code.parse().ok().filter(|number| *number > 0)
    } else {
        None
    }
}

/// The day whose tree is read: the list of the statistics office that the platform used.
const DAY: Date = date(2022, 4, 10);

/// The district of a commune as a number, 0 where the tree of 2022 does not know the commune.
pub(crate) fn district_number(code: u32) -> u32 {
    let tree = AdminTree::national();
    tree.lookup(&format!("{code:05}"), DAY)
        .and_then(|commune| tree.parent(commune, DAY))
        .and_then(|district| district.code.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_in_front_do_not_matter() {
        assert_eq!(code_number("00004"), Some(4));
        assert_eq!(code_number(" 4 "), Some(4));
        for none in ["", "0", "123456", "12a", "-4"] {
            assert_eq!(code_number(none), None);
        }
    }

    #[test]
    fn a_commune_lies_in_its_district_of_2022() {
        assert_eq!(district_number(12_688), 340);
        assert_eq!(district_number(99_999), 0);
    }
}

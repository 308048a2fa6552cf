//! Fillers that stand for "no number": data, because every office has its own.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::cleaned::Cleaned;

static FILLERS: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    include_str!("../../../../data/identity-placeholders.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .map(|text| Cleaned::of(text).bytes().to_vec())
        .filter(|folded| !folded.is_empty())
        .collect()
});

/// Whether the cell holds only marks, one digit repeated, or a filler of the list.
pub(super) fn is_placeholder(cleaned: &Cleaned) -> bool {
    if cleaned.count == 0 {
        return true;
    }
    cleaned.count == cleaned.bytes().len() && is_placeholder_number(cleaned.bytes())
}

/// The same for text that is already folded to ASCII capitals and digits.
pub(super) fn is_placeholder_number(folded: &[u8]) -> bool {
    is_one_digit_repeated(folded) || FILLERS.contains(folded)
}

fn is_one_digit_repeated(folded: &[u8]) -> bool {
    let Some(first) = folded.first() else {
        return false;
    };
    first.is_ascii_digit() && folded.iter().all(|byte| byte == first)
}

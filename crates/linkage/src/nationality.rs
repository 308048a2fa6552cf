//! Whether a nationality, as written in a file, is Vietnamese.

use khien_domain::fold;

/// Written forms of the Vietnamese nationality, folded.
const VIETNAMESE: &[&str] = &["viet nam", "vietnam", "vn", "vnm", "vietnamese", "kinh"];

/// `None` where nothing was written.
pub(crate) fn is_vietnamese(written: &str) -> Option<bool> {
    let folded = fold(written);
    let plain = folded.trim();
    if plain.is_empty() {
        None
    } else {
        Some(VIETNAMESE.contains(&plain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_cell_says_nothing_and_every_spelling_of_the_country_counts() {
        assert_eq!(is_vietnamese("  "), None);
        assert_eq!(is_vietnamese("Việt Nam"), Some(true));
        assert_eq!(is_vietnamese("VIETNAM"), Some(true));
        assert_eq!(is_vietnamese("Hàn Quốc"), Some(false));
    }
}

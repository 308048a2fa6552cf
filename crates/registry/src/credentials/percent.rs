//! Text inside addresses.

use std::fmt::Write as _;

/// Writes everything but the unreserved characters as `%XX` (RFC 3986 §2.3).
pub(super) fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// `name=value` pairs as a form sends them.
pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect();
    pairs.join("&")
}

#[test]
fn only_unreserved_characters_stay() {
    assert_eq!(percent_encode("aZ09-._~"), "aZ09-._~");
    assert_eq!(percent_encode("a b&c=d/ế%"), "a%20b%26c%3Dd%2F%E1%BA%BF%25");
    assert_eq!(form(&[("a", "1 2"), ("b&", "")]), "a=1%202&b%26=");
}

//! What is typed to log in.

/// Characters of a login.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=64;

/// The login as it is stored: small letters without diacritics, digits and `.` `_` `-` `@`, without
/// the blanks and capitals that telephones add. `None` where it cannot be one.
///
/// ```
/// use khien_registry::account::login_name;
/// assert_eq!(login_name(" Tram.12688 ").as_deref(), Some("tram.12688"));
/// assert_eq!(login_name("trạm"), None);
/// ```
pub fn login_name(typed: &str) -> Option<String> {
    let name = typed.trim().to_ascii_lowercase();
    let letter = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"._-@".contains(&c);
    (LENGTHS.contains(&name.len()) && name.bytes().all(letter)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_login_is_none() {
        for typed in [
            "",
            "ab",
            "a b c",
            "tram\u{0}1",
            "trạm.12688",
            &"a".repeat(65),
        ] {
            assert_eq!(login_name(typed), None, "{typed}");
        }
        assert_eq!(login_name("LAN@tram").as_deref(), Some("lan@tram"));
    }
}

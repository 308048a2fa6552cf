//! Which passwords may be chosen (NIST SP 800-63B §3.1.1: length and known bad ones, no rules about
//! kinds of characters, no expiry).

use std::collections::HashSet;
use std::sync::LazyLock;

use khien_domain::fold;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;

/// Characters that a password has at least.
pub const SHORTEST_PASSWORD: usize = 10;
/// Characters that a password has at most; a sentence fits.
pub const LONGEST_PASSWORD: usize = 128;

/// Words that many people choose, folded and without blanks, one a line.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("common_passwords.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// Why a password may not be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum WeakPassword {
    /// Too few characters.
    #[error("a password needs at least {SHORTEST_PASSWORD} characters")]
    TooShort,
    /// Too many characters.
    #[error("a password has at most {LONGEST_PASSWORD} characters")]
    TooLong,
    /// The login name, perhaps with digits around it.
    #[error("the login name is no password")]
    Login,
    /// One of those that are tried first.
    #[error("this password is among those that are tried first")]
    Common,
}

impl WeakPassword {
    /// The stable code, as it stands in interfaces and text catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Login => "login",
            Self::Common => "common",
        }
    }
}

/// Whether the holder of this login may choose this password.
///
/// ```
/// use khien_registry::credentials::{WeakPassword, check_password};
/// assert_eq!(check_password("Mật khẩu 2021!", "lan"), Err(WeakPassword::Common));
/// assert_eq!(check_password("cá rô đồng kho", "lan"), Ok(()));
/// ```
///
/// # Errors
/// [`WeakPassword`] says why not.
pub fn check_password(password: &str, login: &str) -> Result<(), WeakPassword> {
    match password.nfc().count() {
        ..SHORTEST_PASSWORD => return Err(WeakPassword::TooShort),
        SHORTEST_PASSWORD..=LONGEST_PASSWORD => {}
        _ => return Err(WeakPassword::TooLong),
    }
    let plain = plain(password);
    let stem = stem(&plain);
    let login = self::plain(login);
    if !login.is_empty() && (plain == login || (!stem.is_empty() && stem == self::stem(&login))) {
        return Err(WeakPassword::Login);
    }
    let listed = |word: &str| COMMON.contains(word);
    if listed(&plain) || listed(stem) || is_repeated(&plain) || is_run(&plain) {
        return Err(WeakPassword::Common);
    }
    Ok(())
}

/// Without diacritics, capitals and blanks: "Mật khẩu" is tried where "matkhau" is.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Without the digits and signs at both ends, which are the first thing that is varied.
fn stem(plain: &str) -> &str {
    plain.trim_matches(|c: char| !c.is_alphabetic())
}

/// One to four characters over and over.
fn is_repeated(plain: &str) -> bool {
    let letters: Vec<char> = plain.chars().collect();
    (1..=4).any(|unit| {
        letters
            .iter()
            .zip(letters.iter().skip(unit))
            .all(|(a, b)| a == b)
    })
}

/// The alphabet or the digits, forwards or backwards, the zero before 1 or after 9.
fn is_run(plain: &str) -> bool {
    const RUNS: [&str; 2] = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz"];
    let backwards: String = plain.chars().rev().collect();
    RUNS.iter()
        .any(|run| run.contains(plain) || run.contains(&backwards))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        for (password, reason) in [
            ("", WeakPassword::TooShort),
            ("ngắn quá", WeakPassword::TooShort),
            ("tram.12688", WeakPassword::Login),
            ("TRAM.12688", WeakPassword::Login),
            ("Trạm 12688@2021", WeakPassword::Login),
            ("1234567890", WeakPassword::Common),
            ("9876543210", WeakPassword::Common),
            ("aaaaaaaaaaaa", WeakPassword::Common),
            ("abababababab", WeakPassword::Common),
            ("20212021202", WeakPassword::Common),
            ("abcdefghij", WeakPassword::Common),
            ("password123", WeakPassword::Common),
            ("P@ssw0rd2021", WeakPassword::Common),
            ("Mật khẩu 123", WeakPassword::Common),
            ("matkhau@123", WeakPassword::Common),
            ("Anh yêu em 1", WeakPassword::Common),
            ("qwertyuiop", WeakPassword::Common),
            ("1q2w3e4r5t", WeakPassword::Common),
            ("tiemchung2021", WeakPassword::Common),
            ("!!!!123!!!!Covid19", WeakPassword::Common),
        ] {
            assert_eq!(
                check_password(password, "tram.12688"),
                Err(reason),
                "{password}"
            );
        }
        let long = "dài ".repeat(33);
        assert_eq!(check_password(&long, "x"), Err(WeakPassword::TooLong));
    }

    #[test]
    fn a_sentence_of_small_letters_is_good() {
        for password in [
            "chín con trâu đen",
            "correct horse battery",
            "x7#kfQ9!mz",
            "cá rô đồng kho",
        ] {
            assert_eq!(check_password(password, "tram.12688"), Ok(()), "{password}");
        }
    }

    #[test]
    fn length_is_counted_in_letters_not_in_bytes() {
        assert_eq!(check_password("ắằẳẵặ", "x"), Err(WeakPassword::TooShort));
        let decomposed: String = "ắằẳẵặ".nfd().collect();
        assert_eq!(
            check_password(&decomposed, "x"),
            Err(WeakPassword::TooShort)
        );
    }

    #[test]
    fn the_list_is_written_as_it_is_looked_up() {
        let lines = include_str!("common_passwords.txt").lines();
        let words: Vec<_> = lines.filter(|line| !line.starts_with('#')).collect();
        for word in &words {
            assert_eq!(plain(word), *word);
        }
        assert_eq!(COMMON.len(), words.len(), "a word is listed twice");
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(password in ".*", login in ".*") {
            let _ = check_password(&password, &login);
        }

        #[test]
        fn the_login_with_digits_is_never_allowed(login in "[a-z]{3,12}", digits in "[0-9]{7,9}") {
            prop_assert!(check_password(&(login.clone() + &digits), &login).is_err());
        }
    }
}

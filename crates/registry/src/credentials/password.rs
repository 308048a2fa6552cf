//! Passwords as they are stored: Argon2id in the PHC string form.

use std::fmt;
use std::hint::black_box;
use std::str::FromStr;

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{CustomizedPasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Memory of one guess in KiB, passes and lanes: OWASP Password Storage Cheat Sheet, first choice
/// for Argon2id with 19 MiB.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// The most that a stored string may ask for, so that a damaged one cannot take the server.
const MOST: (u32, u32, u32) = (256 * 1024, 16, 16);
const OUTPUT: usize = 32;

/// A password's hash with its salt and cost, as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// A password could not be hashed, or a stored text is no hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordHashFault {
    /// The stored text is not an Argon2id hash of an acceptable cost.
    #[error("the stored password hash cannot be read")]
    Unreadable,
    /// There was not enough memory.
    #[error("the password could not be hashed")]
    NotHashed,
}

/// What a typed password turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It is the password.
    Right,
    /// It is the password, and was hashed with less work than is usual now: hash it again while it
    /// is known, and store that.
    RightRehash,
    /// It is not, or there is no such account.
    Wrong,
}

impl Answer {
    /// Whether it is the password.
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

impl PasswordHash {
    /// Hashes a password with a fresh random salt. Takes some 20 ms and 19 MiB on purpose: call it
    /// where blocking is allowed, and bound how many run at once.
    ///
    /// # Errors
    /// [`PasswordHashFault::NotHashed`] where memory is short.
    pub fn of(password: &str, salt: &[u8; 16]) -> Result<Self, PasswordHashFault> {
        let (memory, passes, lanes) = COST;
        let cost = Params::new(memory, passes, lanes, Some(OUTPUT));
        let cost = cost.map_err(|_| PasswordHashFault::NotHashed)?;
        Argon2::default()
            .hash_password_customized(
                composed(password).as_bytes(),
                salt,
                Some(Algorithm::Argon2id.as_str()),
                Some(Version::V0x13.into()),
                cost,
            )
            .map(|hash| Self(hash.to_string()))
            .map_err(|_| PasswordHashFault::NotHashed)
    }

    /// The PHC string, to be stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn phc(&self) -> Option<(Phc, Params)> {
        let phc = Phc::new(&self.0).ok()?;
        let params = Params::try_from(&phc).ok()?;
        let (memory, passes, lanes) = MOST;
        let acceptable = phc.algorithm == Algorithm::Argon2id.ident()
            && phc.salt.is_some()
            && phc.hash.is_some()
            && params.m_cost() <= memory
            && params.t_cost() <= passes
            && params.p_cost() <= lanes;
        acceptable.then_some((phc, params))
    }
}

impl FromStr for PasswordHash {
    type Err = PasswordHashFault;

    /// Reads what was stored.
    fn from_str(text: &str) -> Result<Self, PasswordHashFault> {
        let hash = Self(text.to_owned());
        match hash.phc() {
            Some(_) => Ok(hash),
            None => Err(PasswordHashFault::Unreadable),
        }
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// Compares a typed password with the stored hash, or with nothing where there is no such account,
/// which takes the same time. As slow as [`PasswordHash::of`].
pub fn verify_password(stored: Option<&PasswordHash>, password: &str) -> Answer {
    let password = composed(password);
    let Some((phc, params)) = stored.and_then(PasswordHash::phc) else {
        spend_the_same_time(&password);
        return Answer::Wrong;
    };
    // The comparison inside takes the same time wherever the outputs differ.
    if Argon2::default()
        .verify_password(password.as_bytes(), &phc)
        .is_err()
    {
        return Answer::Wrong;
    }
    let (memory, passes, _) = COST;
    let weaker = params.m_cost() < memory
        || params.t_cost() < passes
        || phc.version != Some(Version::V0x13.into())
        || phc.hash.is_none_or(|output| output.len() < OUTPUT);
    if weaker {
        Answer::RightRehash
    } else {
        Answer::Right
    }
}

fn spend_the_same_time(password: &str) {
    // The result is thrown away, and so is an error: there is nobody to let in.
    let _ = black_box(PasswordHash::of(password, &[0; 16]));
}

/// Composed letters, so that a password typed on another keyboard is the same (NIST SP 800-63B
/// §3.1.1.2). Trailing blanks count.
fn composed(password: &str) -> Zeroizing<String> {
    // Composition never lengthens text more than threefold: no buffer is left behind.
    let mut composed = Zeroizing::new(String::with_capacity(3 * password.len()));
    composed.extend(password.nfc());
    composed
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; 16] = [3; 16];

    fn hash(password: &str) -> PasswordHash {
        PasswordHash::of(password, &SALT).unwrap()
    }

    #[test]
    fn the_string_names_algorithm_version_and_cost() {
        let stored = hash("mật khẩu dài");
        assert!(
            stored
                .as_str()
                .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
        );
        assert_eq!(stored.as_str().parse(), Ok(stored.clone()));
        assert_eq!(format!("{stored:?}"), "PasswordHash");
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_password() {
        let stored = hash("tiêm chủng mở rộng");
        let decomposed: String = "tiêm chủng mở rộng".nfd().collect();
        assert_eq!(verify_password(Some(&stored), &decomposed), Answer::Right);
        assert_eq!(
            verify_password(Some(&stored), "tiem chung mo rong"),
            Answer::Wrong
        );
        assert_eq!(
            verify_password(Some(&stored), "tiêm chủng mở rộng "),
            Answer::Wrong
        );
    }

    /// From the tests of the reference implementation (phc-winner-argon2, `test.c`).
    #[test]
    fn a_hash_of_another_program_is_read() {
        let stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let stored: PasswordHash = stored.parse().unwrap();
        assert_eq!(verify_password(Some(&stored), "password"), Answer::Right);
        assert_eq!(verify_password(Some(&stored), "Password"), Answer::Wrong);
    }

    #[test]
    fn a_weaker_hash_is_right_and_due_for_another() {
        let cost = Params::new(8 * 1024, 1, 1, None).unwrap();
        let weak = Argon2::default()
            .hash_password_customized(b"x", &SALT, None, None, cost)
            .unwrap();
        let weak: PasswordHash = weak.to_string().parse().unwrap();
        assert_eq!(verify_password(Some(&weak), "x"), Answer::RightRehash);
        assert_eq!(verify_password(Some(&weak), "y"), Answer::Wrong);
        assert!(Answer::RightRehash.is_right());
    }

    #[test]
    fn nobody_is_let_in_where_there_is_no_account() {
        assert_eq!(verify_password(None, ""), Answer::Wrong);
    }

    #[test]
    fn what_is_no_argon2id_hash_of_fair_cost_is_unreadable() {
        let good = hash("x").as_str().to_owned();
        for text in [
            "",
            "x",
            "$argon2id$v=19$m=19456,t=2,p=1$",
            &good.replace("argon2id", "argon2i"),
            &good.replace("m=19456", "m=4194304"),
            &good.replace("t=2", "t=4000000000"),
            &good.replace("$argon2id", "$scrypt"),
        ] {
            assert_eq!(
                text.parse::<PasswordHash>(),
                Err(PasswordHashFault::Unreadable),
                "{text}"
            );
        }
    }
}

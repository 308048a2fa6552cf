//! Codes of an authenticator application (TOTP, RFC 6238): SHA-1, six digits, 30 seconds, the
//! one choice that every application supports.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::percent::percent_encode;
use super::sealed::{ApplicationKey, SealFault};

/// Seconds for which one code is shown.
const STEP: i64 = 30;
/// Steps that a phone's clock may be ahead or behind.
const DRIFT: i64 = 1;
const DIGITS: usize = 6;
const PURPOSE: &str = "totp secret";
const BASE32: [u8; 32] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What server and phone share. Wiped when dropped.
pub struct TotpSecret(Zeroizing<[u8; 20]>);

/// Why a code is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum TotpFault {
    /// Not the code of this time.
    #[error("the code is not the one shown now")]
    Wrong,
    /// The right code, or a newer one, was used already; the next comes within 30 seconds.
    #[error("the code was used already")]
    Used,
}

impl TotpSecret {
    /// The secret of 20 random bytes (RFC 4226 §4).
    pub fn from_random(bytes: [u8; 20]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Encrypted for the account, as it is stored. The nonce is drawn anew for every call.
    ///
    /// # Errors
    /// As [`ApplicationKey::seal`].
    pub fn seal(
        &self,
        key: &ApplicationKey,
        account: Uuid,
        nonce: [u8; 12],
    ) -> Result<Vec<u8>, SealFault> {
        key.seal(nonce, PURPOSE, account, self.0.as_ref())
    }

    /// Decrypts what was stored for the account.
    ///
    /// # Errors
    /// As [`ApplicationKey::open`].
    pub fn open(key: &ApplicationKey, account: Uuid, sealed: &[u8]) -> Result<Self, SealFault> {
        let opened = key.open(PURPOSE, account, sealed)?;
        let bytes = <[u8; 20]>::try_from(opened.as_slice()).map_err(|_| SealFault::Malformed)?;
        Ok(Self::from_random(bytes))
    }

    /// The secret in Base32, for people who type it instead of reading the QR code.
    pub fn to_base32(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(32));
        for five in self.0.chunks(5) {
            let bits = five
                .iter()
                .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for place in (0..8).rev() {
                let at = usize::try_from(bits >> (5 * place) & 31).unwrap_or(0);
                text.push(char::from(BASE32.get(at).copied().unwrap_or(b'A')));
            }
        }
        text
    }

    /// The `otpauth` address that the QR code holds. Whoever sees it can make codes.
    ///
    /// ```
    /// use khien_registry::credentials::TotpSecret;
    /// let secret = TotpSecret::from_random(*b"12345678901234567890");
    /// assert_eq!(
    ///     secret.to_uri("Khiên", "tram.12688").as_str(),
    ///     "otpauth://totp/Khi%C3%AAn:tram.12688?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
    ///      &issuer=Khi%C3%AAn&algorithm=SHA1&digits=6&period=30"
    /// );
    /// ```
    pub fn to_uri(&self, issuer: &str, login: &str) -> Zeroizing<String> {
        let (issuer, login) = (percent_encode(issuer), percent_encode(login));
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{login}?secret={}&issuer={issuer}\
             &algorithm=SHA1&digits={DIGITS}&period={STEP}",
            self.to_base32().as_str()
        ))
    }

    /// Checks a typed code. `last_used` is the step that this function gave when a code of the
    /// account was last accepted; the new one must be stored before the person is let in.
    ///
    /// # Errors
    /// [`TotpFault`]: wrong, or used before (also where the clock was set back meanwhile).
    pub fn verify(
        &self,
        typed: &str,
        now: Timestamp,
        last_used: Option<i64>,
    ) -> Result<i64, TotpFault> {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let present = now.as_second().div_euclid(STEP);
        let mut found = None;
        // All are compared, so that the time taken says nothing about which fitted.
        for step in present - DRIFT..=present + DRIFT {
            let code = self.code(step);
            if verify_slices_are_equal(code.as_bytes(), typed.as_bytes()).is_ok() {
                found = Some(step);
            }
        }
        match (found, last_used) {
            (None, _) => Err(TotpFault::Wrong),
            (Some(step), Some(last)) if step <= last => Err(TotpFault::Used),
            (Some(step), _) => Ok(step),
        }
    }

    fn code(&self, step: i64) -> String {
        let digits = DIGITS;
        format!("{:0digits$}", self.truncated(step) % 1_000_000)
    }

    /// The number of RFC 4226 §5.3 of which a code is the last digits.
    fn truncated(&self, step: i64) -> u32 {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.0.as_ref());
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let offset = tag
            .as_ref()
            .last()
            .map_or(0, |last| usize::from(last & 0x0f));
        let four = tag.as_ref().iter().skip(offset).take(4);
        four.fold(0, |number, byte| number << 8 | u32::from(*byte)) & 0x7fff_ffff
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn secret() -> TotpSecret {
        TotpSecret::from_random(*b"12345678901234567890")
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// RFC 6238 appendix B gives eight digits; six are the last six of them.
    #[test]
    fn the_codes_of_the_standard() {
        for (second, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(secret().truncated(second / STEP) % 100_000_000, code);
            let six = format!("{:06}", code % 1_000_000);
            assert_eq!(secret().verify(&six, at(second), None), Ok(second / STEP));
        }
    }

    /// RFC 4226 appendix D.
    #[test]
    fn the_codes_of_the_counter_standard() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922",
        ];
        for (step, code) in (0..).zip(codes) {
            assert_eq!(secret().code(step), code);
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let now = 1_630_000_015;
        let step = now / STEP;
        for (off, expected) in [
            (-2, None),
            (-1, Some(())),
            (0, Some(())),
            (1, Some(())),
            (2, None),
        ] {
            let code = secret().code(step + off);
            let accepted = secret().verify(&code, at(now), None);
            assert_eq!(accepted.ok(), expected.map(|()| step + off), "{off}");
        }
    }

    #[test]
    fn a_code_is_good_once_and_older_ones_with_it() {
        let now = 1_630_000_015;
        let code = secret().code(now / STEP);
        let used = secret().verify(&code, at(now), None).unwrap();
        assert_eq!(
            secret().verify(&code, at(now + 1), Some(used)),
            Err(TotpFault::Used)
        );
        let before = secret().code(used - 1);
        assert_eq!(
            secret().verify(&before, at(now), Some(used)),
            Err(TotpFault::Used)
        );
        let next = secret().code(used + 1);
        assert_eq!(
            secret().verify(&next, at(now + 30), Some(used)),
            Ok(used + 1)
        );
    }

    #[test]
    fn blanks_do_not_matter_and_everything_else_does() {
        let now = at(59);
        assert_eq!(secret().verify(" 287 082 ", now, None), Ok(1));
        for typed in ["", "287083", "28708", "2870820", "287082x", "２８７０８２"] {
            assert_eq!(
                secret().verify(typed, now, None),
                Err(TotpFault::Wrong),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_secret_is_stored_encrypted_for_its_account() {
        let key = ApplicationKey::from_bytes(&[4; 32]).unwrap();
        let (mine, yours) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = secret().seal(&key, mine, [1; 12]).unwrap();
        assert!(
            !sealed
                .windows(20)
                .any(|window| window == b"12345678901234567890")
        );
        assert_eq!(TotpSecret::open(&key, mine, &sealed).unwrap().0, secret().0);
        assert_eq!(
            TotpSecret::open(&key, yours, &sealed).err(),
            Some(SealFault::Refused)
        );
        let short = key.seal([2; 12], PURPOSE, mine, b"short").unwrap();
        assert_eq!(
            TotpSecret::open(&key, mine, &short).err(),
            Some(SealFault::Malformed)
        );
        assert_eq!(format!("{:?}", secret()), "TotpSecret");
    }

    proptest! {
        #[test]
        fn any_secret_and_time_give_six_digits(bytes: [u8; 20], step: i64, typed in ".*") {
            let secret = TotpSecret::from_random(bytes);
            let code = secret.code(step);
            prop_assert!(code.len() == DIGITS && code.bytes().all(|c| c.is_ascii_digit()));
            prop_assert_eq!(secret.to_base32().len(), 32);
            let _ = secret.verify(&typed, Timestamp::MIN, None);
        }
    }
}

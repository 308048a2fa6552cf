//! The claims of a certificate (CWT, RFC 8392; hcert specification, section 3.3).
//!
//! Sub-claims of the health certificate claim (−260) are kept as values: 1 is the EU's certificate,
//! 3 and 4 those of the WHO, 5 a link, negative ones are in development.

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use crate::cbor::{self, CborFault, Value, Writer};

/// Numbers of the claims.
const ISS: i128 = 1;
const EXP: i128 = 4;
const NBF: i128 = 5;
const IAT: i128 = 6;
const HCERT: i128 = -260;
/// The sub-claim of the EU's certificate.
pub const EU_DCC: i128 = 1;
/// The tags of a CWT and of a number of seconds.
const TAG_CWT: u64 = 61;
const TAG_SECONDS: u64 = 1;

/// Why claims were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CwtFault {
    /// The claims are no CBOR.
    #[error("the claims are malformed")]
    Cbor(#[from] CborFault),
    /// The claims are no map.
    #[error("the claims are no map")]
    Structure,
    /// A time that is no number, or none that a calendar has.
    #[error("a time of the claims is no number of seconds")]
    Time,
    /// The issuer is no text.
    #[error("the issuer is no text")]
    Issuer,
    /// There is no health certificate, or it is no map.
    #[error("the claims hold no health certificate")]
    NoHealthCertificate,
    /// No time is named after which the certificate ends.
    #[error("the certificate does not say when it ends")]
    NoExpiry,
    /// The certificate has ended.
    #[error("the certificate has ended")]
    Expired,
    /// The certificate was issued after the moment asked for.
    #[error("the certificate is not valid yet")]
    NotYetValid,
}

impl CwtFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cbor(fault) => fault.code(),
            Self::Structure => "cwt-structure",
            Self::Time => "cwt-time",
            Self::Issuer => "cwt-issuer",
            Self::NoHealthCertificate => "cwt-no-hcert",
            Self::NoExpiry => "cwt-no-expiry",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
        }
    }
}

/// A moment as seconds since 1970. Whole in what is written; issuers in the field write fractions.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct NumericDate(f64);

impl NumericDate {
    /// The seconds, as they were written.
    pub const fn seconds(self) -> f64 {
        self.0
    }

    /// The seconds without their fraction.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "dates of the calendar, and fractions are to fall away"
    )]
    pub const fn whole_seconds(self) -> i64 {
        self.0 as i64
    }

    fn read(value: &Value) -> Result<Self, CwtFault> {
        let value = match value {
            Value::Tag(TAG_SECONDS, inner) => inner,
            other => other,
        };
        let seconds = value.as_number().ok_or(CwtFault::Time)?;
        // The whole calendar; NaN is in no range.
        if !(-377_705_023_201.0..=253_402_207_200.0).contains(&seconds) {
            return Err(CwtFault::Time);
        }
        Ok(Self(seconds))
    }
}

impl From<Timestamp> for NumericDate {
    fn from(moment: Timestamp) -> Self {
        #[expect(
            clippy::cast_precision_loss,
            reason = "seconds of the calendar are exact"
        )]
        let whole = moment.as_second() as f64;
        Self(whole + f64::from(moment.subsec_nanosecond()) / 1e9)
    }
}

/// The claims as they were read.
#[derive(Clone, PartialEq)]
pub struct Claims {
    /// Who issued it, by ISO 3166-1 alpha-2.
    pub issuer: Option<String>,
    /// When it was issued.
    pub issued_at: Option<NumericDate>,
    /// When it ends.
    pub expires_at: Option<NumericDate>,
    /// When it begins, where that is not when it was issued.
    pub not_before: Option<NumericDate>,
    /// What is wrong with a time that is there: then it counts as absent, and the claims hold at no time.
    times: Result<(), CwtFault>,
    hcert: Vec<(Value, Value)>,
}

impl Claims {
    /// Reads the content of a signed message.
    ///
    /// # Errors
    /// [`CwtFault`] for the first thing that is wrong; times are asked for by [`Claims::check_time`].
    pub fn read(bytes: &[u8]) -> Result<Self, CwtFault> {
        let mut value = cbor::read(bytes)?;
        if let Value::Tag(TAG_CWT, inner) = value {
            value = *inner;
        }
        if value.as_map().is_none() {
            return Err(CwtFault::Structure);
        }
        let issuer = match value.take_at(ISS) {
            None | Some(Value::Null) => None,
            Some(Value::Text(text)) => Some(text.into()),
            Some(_) => return Err(CwtFault::Issuer),
        };
        let time = |claim| value.at(claim).map(NumericDate::read).transpose();
        let (issued_at, expires_at, not_before) = (time(IAT), time(EXP), time(NBF));
        let Some(Value::Map(hcert)) = value.take_at(HCERT) else {
            return Err(CwtFault::NoHealthCertificate);
        };
        Ok(Self {
            issuer,
            issued_at: issued_at.unwrap_or_default(),
            expires_at: expires_at.unwrap_or_default(),
            not_before: not_before.unwrap_or_default(),
            times: issued_at.and(expires_at).and(not_before).map(drop),
            hcert,
        })
    }

    /// Whether the times that are there are times.
    ///
    /// # Errors
    /// [`CwtFault::Time`].
    pub const fn times(&self) -> Result<(), CwtFault> {
        self.times
    }

    /// A sub-claim of the health certificate claim.
    pub fn sub_claim(&self, number: i128) -> Option<&Value> {
        let mut entries = self.hcert.iter();
        let found = entries.find(|(key, _)| key.as_integer() == Some(number));
        found.map(|(_, value)| value)
    }

    /// All sub-claims.
    pub fn sub_claims(&self) -> &[(Value, Value)] {
        &self.hcert
    }

    /// Whether the certificate holds at a moment: from when it was issued, or begins, to when it ends, both
    /// included.
    ///
    /// # Errors
    /// [`CwtFault::Time`], [`CwtFault::NoExpiry`], [`CwtFault::NotYetValid`] or [`CwtFault::Expired`].
    pub fn check_time(&self, now: Timestamp) -> Result<(), CwtFault> {
        self.times?;
        let now = NumericDate::from(now);
        let expires_at = self.expires_at.ok_or(CwtFault::NoExpiry)?;
        let mut begins = self.issued_at.into_iter().chain(self.not_before);
        if begins.any(|begin| now < begin) {
            return Err(CwtFault::NotYetValid);
        }
        if now > expires_at {
            return Err(CwtFault::Expired);
        }
        Ok(())
    }
}

/// Without the sub-claims, which are personal.
impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claims")
            .field("issuer", &self.issuer)
            .field("issued_at", &self.issued_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// What a certificate says beside its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Who issues it, by ISO 3166-1 alpha-2.
    pub issuer: String,
    /// When it is issued; written in whole seconds.
    pub issued_at: Timestamp,
    /// When it ends; written in whole seconds.
    pub expires_at: Timestamp,
}

/// Appends the claims with one sub-claim, up to its value, which the caller appends next.
pub fn write_head(terms: &Terms, sub_claim: i64, out: &mut Vec<u8>) {
    let mut writer = Writer::new(out);
    writer.map(4);
    writer.integer(1);
    writer.text(&terms.issuer);
    writer.integer(4);
    writer.integer(terms.expires_at.as_second());
    writer.integer(6);
    writer.integer(terms.issued_at.as_second());
    writer.integer(-260);
    writer.map(1);
    writer.integer(sub_claim);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms() -> Terms {
        Terms {
            issuer: "VN".to_owned(),
            issued_at: Timestamp::from_second(1_649_950_687).unwrap(),
            expires_at: Timestamp::from_second(1_738_195_200).unwrap(),
        }
    }

    fn claims(entries: Vec<(i128, Value)>) -> Vec<u8> {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (Value::Integer(key), value));
        Value::Map(entries.collect()).to_bytes()
    }

    fn hcert() -> (i128, Value) {
        (
            -260,
            Value::Map(vec![(Value::Integer(1), Value::Map(vec![]))]),
        )
    }

    #[test]
    fn what_is_written_is_read_again_and_deterministic() {
        let mut bytes = Vec::new();
        write_head(&terms(), 1, &mut bytes);
        Writer::new(&mut bytes).map(0);
        let read = Claims::read(&bytes).unwrap();
        assert_eq!(read.issuer.as_deref(), Some("VN"));
        assert_eq!(read.issued_at, Some(NumericDate::from(terms().issued_at)));
        assert_eq!(read.expires_at, Some(NumericDate::from(terms().expires_at)));
        assert!(read.sub_claim(EU_DCC).is_some() && read.sub_claim(3).is_none());
        assert_eq!(cbor::read(&bytes).unwrap().to_bytes(), bytes);
    }

    #[test]
    fn times_may_be_fractions_and_tagged() {
        let fraction = Value::Float(1_643_202_593.074);
        let tagged = Value::Tag(1, Box::new(Value::Integer(1_690_636_193)));
        let read = Claims::read(&claims(vec![(6, fraction), (4, tagged), hcert()])).unwrap();
        assert_eq!(read.issued_at, Some(NumericDate(1_643_202_593.074)));
        assert_eq!(read.expires_at, Some(NumericDate(1_690_636_193.0)));
    }

    #[test]
    fn times_that_are_no_numbers_are_refused() {
        for time in [
            Value::text("2021-01-01"),
            Value::Float(f64::NAN),
            Value::Float(f64::INFINITY),
            Value::Float(1e300),
            Value::Integer(i128::from(u64::MAX)),
            Value::Null,
            Value::Tag(0, Box::new(Value::text("2021-01-01T00:00:00Z"))),
        ] {
            for claim in [4, 6] {
                let bytes = claims(vec![(claim, time.clone()), hcert()]);
                let read = Claims::read(&bytes).unwrap();
                assert_eq!(read.times(), Err(CwtFault::Time));
                let now = terms().issued_at;
                assert_eq!(read.check_time(now), Err(CwtFault::Time));
                assert_eq!((read.issued_at, read.expires_at), (None, None));
            }
        }
    }

    #[test]
    fn what_is_missing_or_of_another_kind_is_named() {
        for (bytes, fault) in [
            (vec![], CwtFault::Cbor(CborFault::Truncated)),
            (vec![0x80], CwtFault::Structure),
            (claims(vec![]), CwtFault::NoHealthCertificate),
            (
                claims(vec![(-260, Value::Null)]),
                CwtFault::NoHealthCertificate,
            ),
            (
                claims(vec![(1, Value::Integer(1)), hcert()]),
                CwtFault::Issuer,
            ),
        ] {
            assert_eq!(Claims::read(&bytes), Err(fault));
        }
    }

    #[test]
    fn the_moment_decides() {
        let mut bytes = Vec::new();
        write_head(&terms(), 1, &mut bytes);
        Writer::new(&mut bytes).map(0);
        let read = Claims::read(&bytes).unwrap();
        let at = |second| read.check_time(Timestamp::from_second(second).unwrap());
        assert_eq!(at(1_649_950_686), Err(CwtFault::NotYetValid));
        assert_eq!(at(1_649_950_687), Ok(()));
        assert_eq!(at(1_738_195_200), Ok(()));
        assert_eq!(at(1_738_195_201), Err(CwtFault::Expired));
        let endless = Claims::read(&claims(vec![hcert()])).unwrap();
        assert_eq!(
            endless.check_time(Timestamp::UNIX_EPOCH),
            Err(CwtFault::NoExpiry)
        );
        assert_eq!(CwtFault::Expired.code(), "expired");
    }

    proptest! {
        #[test]
        fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(read) = Claims::read(&bytes) {
                let _ = read.check_time(Timestamp::UNIX_EPOCH);
            }
        }
    }
}

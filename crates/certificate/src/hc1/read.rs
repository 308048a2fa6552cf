//! Text to claims, in bounded steps.

use jiff::Timestamp;

use super::fault::Hc1Fault;
use super::trusted::TrustedKey;
use crate::base45;
use crate::cbor::Value;
use crate::cose::{self, Sign1};
use crate::cwt::{Claims, EU_DCC};
use crate::dcc::{self, Dcc, DccFault};
use crate::x509::{Usage, Usages};
use crate::zlib::Inflater;

/// What a text begins with.
const PREFIX: &str = "HC1:";
/// The most alphanumeric characters that a QR code holds.
const LONGEST: usize = 4296;
/// The most bytes that a code may inflate to: twenty times the longest in the field.
pub const INFLATED_LIMIT: usize = 64 * 1024;

/// Takes the prefix off. Line ends around the text, as pasting leaves them, are passed over; blanks
/// are not, for they are characters of base45.
///
/// # Errors
/// [`Hc1Fault::Prefix`] or [`Hc1Fault::TooLong`].
pub fn unprefix(text: &str) -> Result<&str, Hc1Fault> {
    let text = text.trim_matches(['\r', '\n', '\t']);
    let rest = text.strip_prefix(PREFIX).ok_or(Hc1Fault::Prefix)?;
    if text.len() > LONGEST {
        return Err(Hc1Fault::TooLong);
    }
    Ok(rest)
}

/// Reads codes, keeping its tables from one to the next.
#[derive(Debug, Default)]
pub struct Reader {
    inflater: Inflater,
}

impl Reader {
    /// One to be used for many codes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a code up to its claims. Nothing is verified.
    ///
    /// # Errors
    /// The [`Hc1Fault`] of the first step that failed.
    pub fn read(&mut self, text: &str) -> Result<Read, Hc1Fault> {
        let packed = base45::decode(unprefix(text)?)?;
        let message = self.inflater.zlib(&packed, INFLATED_LIMIT)?;
        Read::from_cose(&message)
    }
}

/// Reads one code, see [`Reader::read`].
///
/// # Errors
/// As [`Reader::read`].
pub fn read(text: &str) -> Result<Read, Hc1Fault> {
    Reader::new().read(text)
}

/// A code as it was read: to be believed only after [`Read::verify`].
#[derive(Clone, Debug)]
pub struct Read {
    /// The signed message.
    pub message: Sign1,
    /// What it claims.
    pub claims: Claims,
}

impl Read {
    /// Reads a signed message.
    ///
    /// # Errors
    /// [`Hc1Fault::Cose`] or [`Hc1Fault::Cwt`].
    pub fn from_cose(bytes: &[u8]) -> Result<Self, Hc1Fault> {
        let message = cose::read(bytes)?;
        let claims = Claims::read(message.payload())?;
        Ok(Self { message, claims })
    }

    /// The EU certificate as a value.
    ///
    /// # Errors
    /// [`DccFault::Missing`].
    pub fn dcc_value(&self) -> Result<&Value, DccFault> {
        self.claims.sub_claim(EU_DCC).ok_or(DccFault::Missing)
    }

    /// The EU certificate.
    ///
    /// # Errors
    /// [`DccFault`] where it is not clear what it is about.
    pub fn dcc(&self) -> Result<Dcc, DccFault> {
        dcc::read(self.dcc_value()?)
    }

    /// What the certificate is about.
    ///
    /// # Errors
    /// As [`Read::dcc`].
    pub fn usage(&self) -> Result<Usage, DccFault> {
        dcc::usage(self.dcc_value()?)
    }

    /// Checks the signature with every trusted key of the name in the code, and gives the one that
    /// fits: kids collide, so one that does not fit proves nothing.
    ///
    /// # Errors
    /// [`Hc1Fault::Cose`] with what is wrong with algorithm, kid, key or signature.
    pub fn verify<'k>(
        &self,
        trusted: impl IntoIterator<Item = &'k TrustedKey>,
    ) -> Result<&'k TrustedKey, Hc1Fault> {
        self.message.algorithm()?;
        let kid = self.message.kid()?;
        let candidates: Vec<&TrustedKey> = trusted
            .into_iter()
            .filter(|candidate| candidate.kid == kid)
            .collect();
        let keys = candidates.iter().map(|candidate| &candidate.key);
        let place = self.message.verify_any(keys)?;
        let fitting = candidates.get(place).copied();
        Ok(fitting.ok_or(cose::CoseFault::KeyUnknown)?)
    }

    /// Checks that the certificate holds at a moment, both ends included.
    ///
    /// # Errors
    /// [`Hc1Fault::Cwt`]: not yet, not any more, or without an end.
    pub fn check_time(&self, now: Timestamp) -> Result<(), Hc1Fault> {
        Ok(self.claims.check_time(now)?)
    }

    /// Checks that the key may sign such a certificate.
    ///
    /// # Errors
    /// [`DccFault::Usage`], or what is wrong with the content.
    pub fn check_usage(&self, usages: Usages) -> Result<(), Hc1Fault> {
        if usages.allow(self.usage()?) {
            Ok(())
        } else {
            Err(DccFault::Usage.into())
        }
    }

    /// Checks that the certificate of the key was valid when the code was issued. Countries have
    /// broken this rule of the specification, so it is asked apart from the others.
    ///
    /// # Errors
    /// [`Hc1Fault::KeyPeriod`].
    pub fn check_key_period(&self, key: &TrustedKey) -> Result<(), Hc1Fault> {
        check_key_period(&self.claims, key)
    }
}

/// Checks that the certificate of the key was valid when these claims were issued, see
/// [`Read::check_key_period`].
///
/// # Errors
/// [`Hc1Fault::KeyPeriod`].
pub fn check_key_period(claims: &Claims, key: &TrustedKey) -> Result<(), Hc1Fault> {
    let first = key.validity.not_before.into();
    let last = key.validity.not_after.into();
    match claims.issued_at {
        Some(issued_at) if issued_at < first || issued_at > last => Err(Hc1Fault::KeyPeriod),
        _ => Ok(()),
    }
}

//! Which signer signs when, and how long it has to stay on the public list.

use jiff::Timestamp;

use super::fault::IssuerFault;
use crate::x509::{Certificate, Kid};

/// One signer's time.
#[derive(Clone, Debug)]
pub struct SigningPeriod {
    /// Its certificate.
    pub certificate: Certificate,
    /// From when on it signs. It is listed before, so that verifiers know it in time.
    pub from: Timestamp,
    /// When it stops signing.
    pub until: Timestamp,
    /// The end of the last health certificate that it signed.
    pub last_expiry: Option<Timestamp>,
}

/// All signers of a country, those of the past included as long as something that they signed is valid.
///
/// A new certificate for an old key is a new signer: its kid is another one.
#[derive(Clone, Debug, Default)]
pub struct SigningPlan {
    periods: Vec<SigningPeriod>,
}

impl SigningPlan {
    /// A plan without signers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a signer.
    ///
    /// # Errors
    /// [`IssuerFault::SignerKnown`], or [`IssuerFault::Validity`] where the certificate is not valid all the
    /// time that it would sign.
    pub fn add(&mut self, period: SigningPeriod) -> Result<(), IssuerFault> {
        let known = |it: &SigningPeriod| it.certificate.as_der() == period.certificate.as_der();
        if self.periods.iter().any(known) {
            return Err(IssuerFault::SignerKnown);
        }
        let validity = period.certificate.validity();
        if period.from >= period.until
            || !validity.contains(period.from)
            || !validity.contains(period.until)
        {
            return Err(IssuerFault::Validity);
        }
        self.periods.push(period);
        self.periods.sort_by_key(|it| it.from);
        Ok(())
    }

    /// The signer at a time: where two overlap, the one that began later.
    pub fn signer_at(&self, at: Timestamp) -> Option<&SigningPeriod> {
        let signing = |it: &&SigningPeriod| it.from <= at && at < it.until;
        self.periods.iter().rev().find(signing)
    }

    /// When nobody will sign any more, if the plan stays as it is: a new signer has to be certified and
    /// listed before. `None` where nobody signs now.
    pub fn signed_until(&self, at: Timestamp) -> Option<Timestamp> {
        let mut until = self.signer_at(at)?.until;
        while let Some(next) = self.signer_at(until) {
            until = next.until;
        }
        Some(until)
    }

    /// Notes that a signer signed something that is valid until `expiry`.
    ///
    /// # Errors
    /// [`IssuerFault::SignerUnknown`], or [`IssuerFault::Outlived`] where the signer's certificate ends before:
    /// then that may not be issued.
    pub fn note_expiry(&mut self, kid: Kid, expiry: Timestamp) -> Result<(), IssuerFault> {
        let mut periods = self.periods.iter_mut();
        let period = periods.find(|it| it.certificate.kid() == kid);
        let period = period.ok_or(IssuerFault::SignerUnknown)?;
        if expiry > period.certificate.validity().not_after {
            return Err(IssuerFault::Outlived);
        }
        period.last_expiry = period.last_expiry.max(Some(expiry));
        Ok(())
    }

    /// The signers that the public list names: those to come, the present one, and each of the past
    /// until the last that it signed has expired. What is not listed is revoked.
    pub fn listed_at(&self, at: Timestamp) -> impl Iterator<Item = &SigningPeriod> {
        self.periods.iter().filter(move |it| {
            let signs = at < it.until;
            let signed = it.last_expiry.is_some_and(|expiry| at <= expiry);
            (signs || signed) && at <= it.certificate.validity().not_after
        })
    }

    /// Takes a signer off the list at once, because its key was lost: everything that it signed is
    /// void. Says whether it was there.
    pub fn revoke(&mut self, kid: Kid) -> bool {
        let before = self.periods.len();
        self.periods.retain(|it| it.certificate.kid() != kid);
        self.periods.len() < before
    }

    /// All signers, in the order in which they begin.
    pub fn periods(&self) -> &[SigningPeriod] {
        &self.periods
    }
}

//! Codes of the WHO's form.

use super::fault::DdccFault;
use super::status::VaccinationStatus;
use crate::cbor::{self, Value};
use crate::cose::{self, Sign1};
use crate::cwt::{Claims, Terms};
use crate::hc1::{Hc1Fault, Hc1Text, INFLATED_LIMIT, Issuer, unprefix};
use crate::zlib::Inflater;
use crate::{base45, cbor::CborFault};

/// The sub-claim of the WHO's vaccination status in a health certificate.
pub const DDCC_VS: i128 = 3;
/// The same, as it is written.
const WRITTEN: i64 = 3;
/// The claim of health certificates.
const HCERT: i128 = -260;

impl VaccinationStatus {
    /// Issues it as a health certificate.
    ///
    /// # Errors
    /// [`DdccFault`] where a reader would refuse it, [`DdccFault::Hc1`] where it was not signed.
    pub fn issue(&self, issuer: &mut Issuer<'_>, terms: &Terms) -> Result<Hc1Text, DdccFault> {
        Ok(issuer.issue_sub_claim(WRITTEN, &self.to_value()?, terms)?)
    }
}

/// A code whose signed content is the WHO's data set: under claim −260 as sub-claim 3, or, as in the
/// WHO's own samples, bare.
#[derive(Clone, Debug)]
pub struct Who {
    /// The signed message.
    pub message: Sign1,
    /// The claims, if the data set stands under one.
    pub claims: Option<Claims>,
    content: Value,
}

impl Who {
    /// Reads a code. Nothing is verified.
    ///
    /// # Errors
    /// [`DdccFault::Hc1`] where the chain is broken, [`DdccFault::NotThisForm`] where something else
    /// is in it.
    pub fn read(text: &str) -> Result<Self, DdccFault> {
        let packed = base45::decode(unprefix(text)?).map_err(Hc1Fault::from)?;
        let message = Inflater::new().zlib(&packed, INFLATED_LIMIT);
        let message = cose::read(&message.map_err(Hc1Fault::from)?).map_err(Hc1Fault::from)?;
        Self::of(message)
    }

    fn of(message: Sign1) -> Result<Self, DdccFault> {
        let content = cbor::read(message.payload());
        let content = content.map_err(|fault: CborFault| Hc1Fault::Cwt(fault.into()))?;
        if content.untagged().at(HCERT).is_none() {
            // The data set alone: a map with names for keys.
            let bare = content.untagged().get("name").is_some();
            bare.then_some(()).ok_or(DdccFault::NotThisForm)?;
            return Ok(Self {
                message,
                claims: None,
                content,
            });
        }
        let claims = Claims::read(message.payload()).map_err(Hc1Fault::from)?;
        let content = claims.sub_claim(DDCC_VS).cloned();
        Ok(Self {
            message,
            claims: Some(claims),
            content: content.ok_or(DdccFault::NotThisForm)?,
        })
    }

    /// The data set as it was signed.
    pub const fn content(&self) -> &Value {
        &self.content
    }

    /// What it says about a vaccination.
    ///
    /// # Errors
    /// [`DdccFault`]; certificates of tests have none.
    pub fn vaccination_status(&self) -> Result<VaccinationStatus, DdccFault> {
        VaccinationStatus::read(&self.content)
    }
}

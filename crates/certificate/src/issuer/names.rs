//! The name of an authority or a signer.

use rcgen::string::PrintableString;
use rcgen::{DistinguishedName, DnType, DnValue};

use super::fault::IssuerFault;
use crate::trust::der;

/// Bytes of a name's part at most (RFC 5280 appendix A.1, upper bounds).
const LONGEST: usize = 64;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OID: u8 = 0x06;
/// `UTF8String` and `PrintableString`.
const TEXTS: [u8; 2] = [0x0c, 0x13];

/// Whose certificate it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The organisation, as `Ministry of Health`.
    pub organisation: String,
    /// What tells this certificate from the organisation's others, as `DSC 2026-1`.
    pub common_name: String,
}

impl Names {
    /// As it is written into certificates.
    pub(super) fn to_distinguished(&self) -> Result<DistinguishedName, IssuerFault> {
        let is_country =
            self.country.len() == 2 && self.country.bytes().all(|c| c.is_ascii_uppercase());
        let fits =
            |part: &str| (1..=LONGEST).contains(&part.len()) && !part.contains(char::is_control);
        if !is_country || !fits(&self.organisation) || !fits(&self.common_name) {
            return Err(IssuerFault::Names);
        }
        let country = PrintableString::try_from(self.country.as_str());
        let country = country.map_err(|_| IssuerFault::Names)?;
        let mut name = DistinguishedName::new();
        name.push(DnType::CountryName, DnValue::PrintableString(country));
        name.push(DnType::OrganizationName, self.organisation.as_str());
        name.push(DnType::CommonName, self.common_name.as_str());
        Ok(name)
    }

    /// Reads the `Name` of a certificate that was made here.
    pub(super) fn from_der(name: &[u8]) -> Option<Self> {
        let (mut sets, _) = der::element(SEQUENCE, name)?;
        let mut next = |attribute: u8| {
            let (set, rest) = der::element(SET, sets)?;
            sets = rest;
            let (pair, _) = der::element(SEQUENCE, set)?;
            let (oid, text) = der::element(OID, pair)?;
            let (text, _) = TEXTS.iter().find_map(|tag| der::element(*tag, text))?;
            let text = std::str::from_utf8(text).ok()?;
            (oid == [0x55, 0x04, attribute]).then(|| text.to_owned())
        };
        Some(Self {
            country: next(6)?,
            organisation: next(10)?,
            common_name: next(3)?,
        })
    }
}

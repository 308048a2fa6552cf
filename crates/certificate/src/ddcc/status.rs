//! The core data set of the WHO's digital documentation of vaccination status (DDCC:VS, 2021).

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};

use super::coding::Coding;
use super::fault::DdccFault;
use super::fields::{Fields, Written};
use crate::cbor::Value;

/// What a certificate of vaccination status says. Dates are texts `YYYY-MM-DD`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct VaccinationStatus {
    /// The full name.
    pub name: String,
    /// The birth date.
    pub birth_date: Option<String>,
    /// The sex.
    pub sex: Option<Coding>,
    /// A number that identifies the person.
    pub identifier: Option<String>,
    /// The vaccination.
    pub vaccination: Vaccination,
    /// Who issued the certificate, and for how long.
    pub certificate: CertificateTerms,
}

/// One vaccination.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Vaccination {
    /// The kind of vaccine.
    pub vaccine: Coding,
    /// The product.
    pub brand: Option<Coding>,
    /// Who made it.
    pub manufacturer: Option<Coding>,
    /// Who holds its marketing authorisation.
    pub ma_holder: Option<Coding>,
    /// The lot.
    pub lot: Option<String>,
    /// The day.
    pub date: String,
    /// From when on it counts.
    pub vaccine_valid: Option<String>,
    /// Which dose.
    pub dose: u8,
    /// Of how many.
    pub total_doses: Option<u8>,
    /// Where, as a country.
    pub country: Option<Coding>,
    /// Where, as a place of vaccination.
    pub centre: Option<String>,
    /// The health worker.
    pub health_worker: Option<String>,
    /// Against which disease.
    pub disease: Option<Coding>,
    /// When the next dose is due.
    pub due_date: Option<String>,
}

/// The certificate itself.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CertificateTerms {
    /// The public health authority.
    pub pha: Option<String>,
    /// The id of the certificate.
    pub hcid: Option<String>,
    /// Valid from that day on.
    pub valid_from: Option<String>,
    /// Valid until that day.
    pub valid_until: Option<String>,
}

impl VaccinationStatus {
    /// Reads the map of the data set.
    ///
    /// # Errors
    /// [`DdccFault`] for a field that is missing or of the wrong kind. Missing may be what issuers
    /// in the field leave out; name, vaccine, date and dose may not.
    pub fn read(value: &Value) -> Result<Self, DdccFault> {
        let fields = Fields::of(value)?;
        Ok(Self {
            name: fields.need_text("name")?,
            birth_date: fields.date("birthDate")?,
            sex: fields.coding("sex")?,
            identifier: fields.text("identifier")?,
            vaccination: Vaccination::read(fields)?,
            certificate: CertificateTerms {
                pha: fields.text("pha")?,
                hcid: fields.text("hcid")?,
                valid_from: fields.date("valid_from")?,
                valid_until: fields.date("valid_until")?,
            },
        })
    }

    /// The map of the data set, for sub-claim 3.
    ///
    /// # Errors
    /// [`DdccFault`] where a reader would refuse it.
    pub fn to_value(&self) -> Result<Value, DdccFault> {
        let mut fields = Written::default();
        fields.text("name", Some(&self.name));
        fields.text("birthDate", self.birth_date.as_ref());
        fields.coding("sex", self.sex.as_ref());
        fields.text("identifier", self.identifier.as_ref());
        self.vaccination.write(&mut fields);
        fields.text("pha", self.certificate.pha.as_ref());
        fields.text("hcid", self.certificate.hcid.as_ref());
        fields.text("valid_from", self.certificate.valid_from.as_ref());
        fields.text("valid_until", self.certificate.valid_until.as_ref());
        let value = fields.into_value();
        Self::read(&value).map(|_| value)
    }

    /// SHA-256 of what it says of the person, apart from the certificate's own terms.
    ///
    /// # Errors
    /// As [`VaccinationStatus::to_value`].
    pub fn digest(&self) -> Result<[u8; 32], DdccFault> {
        let bare = Self {
            certificate: CertificateTerms::default(),
            ..self.clone()
        };
        let digest = digest(&SHA256, &bare.to_value()?.to_bytes());
        Ok(digest.as_ref().try_into().unwrap_or_default())
    }
}

impl Vaccination {
    fn read(fields: Fields<'_>) -> Result<Self, DdccFault> {
        Ok(Self {
            vaccine: fields.need_coding("vaccine")?,
            brand: fields.coding("brand")?,
            manufacturer: fields.coding("manufacturer")?,
            ma_holder: fields.coding("ma_holder")?,
            lot: fields.text("lot")?,
            date: fields.need_date("date")?,
            vaccine_valid: fields.date("vaccine_valid")?,
            dose: fields.count("dose")?.ok_or(DdccFault::Missing("dose"))?,
            total_doses: fields.count("total_doses")?,
            country: fields.coding("country")?,
            centre: fields.text("centre")?,
            health_worker: fields.text("hw")?,
            disease: fields.coding("disease")?,
            due_date: fields.date("due_date")?,
        })
    }

    fn write(&self, fields: &mut Written) {
        fields.coding("vaccine", Some(&self.vaccine));
        fields.coding("brand", self.brand.as_ref());
        fields.coding("manufacturer", self.manufacturer.as_ref());
        fields.coding("ma_holder", self.ma_holder.as_ref());
        fields.text("lot", self.lot.as_ref());
        fields.text("date", Some(&self.date));
        fields.text("vaccine_valid", self.vaccine_valid.as_ref());
        fields.count("dose", Some(self.dose));
        fields.count("total_doses", self.total_doses);
        fields.coding("country", self.country.as_ref());
        fields.text("centre", self.centre.as_ref());
        fields.text("hw", self.health_worker.as_ref());
        fields.coding("disease", self.disease.as_ref());
        fields.text("due_date", self.due_date.as_ref());
    }
}

/// Without name, birth date and numbers.
impl fmt::Debug for VaccinationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaccinationStatus({:?})", self.vaccination)
    }
}

impl fmt::Debug for Vaccination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vaccination({}, dose {})", self.vaccine.code, self.dose)
    }
}

impl fmt::Debug for CertificateTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CertificateTerms")
    }
}

//! The digital international certificate of vaccination or prophylaxis (ICVP), sub-claim −6 of a
//! health certificate: one vaccination a code.
//!
//! Source: WHO SMART ICVP, logical models `DVCMin` and `ICVPMin` (in development). Two editions are
//! read: that of 2025 (`ntl`, `nid`, `ndt`; vaccinations under `v`, their date as `dt`) and that of
//! 2026 (`nt`, `id`, `dt`; the edition under `v`, its day under `d`, the vaccination under `vx`, its
//! date as `dv`). The newer one is written.

use std::fmt;

use super::fault::DdccFault;
use super::fields::{Fields, Written};
use crate::cbor::Value;

/// The sub-claim of this certificate.
pub const ICVP: i128 = -6;

/// What the certificate says. Dates are texts `YYYY-MM-DD`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Icvp {
    /// The full name, as in the passport.
    pub name: String,
    /// The birth date.
    pub birth_date: String,
    /// The sex: male, female, other or unknown. Asked for since 2026.
    pub sex: Option<String>,
    /// The nationality, ISO 3166-1 alpha-3. Asked for since 2026.
    pub nationality: Option<String>,
    /// The number of the identity document.
    pub document: Option<String>,
    /// The kind of that document, by HL7 table 0203.
    pub document_type: Option<String>,
    /// The parent or guardian of a minor.
    pub guardian: Option<String>,
    /// The edition of the certificate's form.
    pub edition: Option<String>,
    /// The day on which the certificate was issued.
    pub issued: Option<String>,
    /// The id of the vaccine in the WHO's catalogue of products.
    pub product: String,
    /// The day of vaccination.
    pub date: String,
    /// The supervising clinician.
    pub clinician: Option<String>,
    /// The issuing authority.
    pub issuer: Option<String>,
    /// The batch.
    pub batch: String,
    /// Valid from that day on (2025 only).
    pub valid_from: Option<String>,
    /// Valid until that day (2025 only).
    pub valid_until: Option<String>,
}

impl Icvp {
    /// Reads the map under sub-claim −6, of either edition. Of several vaccinations, which the
    /// edition of 2025 allowed, the first counts.
    ///
    /// # Errors
    /// [`DdccFault`] for a field that is missing or of the wrong kind.
    pub fn read(value: &Value) -> Result<Self, DdccFault> {
        let fields = Fields::of(value)?;
        if fields.get("vx").is_some() {
            return Self::read_2026(fields);
        }
        Self::read_2025(fields)
    }

    fn read_2026(fields: Fields<'_>) -> Result<Self, DdccFault> {
        let vaccination = first(fields, "vx")?;
        Ok(Self {
            nationality: fields.text("nt")?,
            document: fields.text("id")?,
            document_type: fields.text("dt")?,
            edition: fields.text("v")?,
            issued: fields.date("d")?,
            // The first drafts of 2026 kept the older name of the date.
            date: match vaccination.date("dv")? {
                Some(date) => date,
                None => vaccination
                    .need_date("dt")
                    .map_err(|_| DdccFault::Missing("dv"))?,
            },
            ..Self::read_rest(fields, vaccination)?
        })
    }

    fn read_2025(fields: Fields<'_>) -> Result<Self, DdccFault> {
        let vaccination = first(fields, "v")?;
        Ok(Self {
            nationality: fields.text("ntl")?,
            document: fields.text("nid")?,
            document_type: fields.text("ndt")?,
            date: vaccination.need_date("dt")?,
            valid_from: vaccination.date("vls")?,
            valid_until: vaccination.date("vle")?,
            ..Self::read_rest(fields, vaccination)?
        })
    }

    fn read_rest(fields: Fields<'_>, vaccination: Fields<'_>) -> Result<Self, DdccFault> {
        let (clinician, issuer) = (vaccination.text("cn")?, vaccination.text("is")?);
        if clinician.is_none() && issuer.is_none() {
            return Err(DdccFault::NobodyNamed);
        }
        Ok(Self {
            name: fields.need_text("n")?,
            birth_date: fields.need_date("dob")?,
            sex: fields.text("s")?,
            guardian: fields.text("gn")?,
            product: vaccination.need_text("vp")?,
            batch: vaccination.need_text("bo")?,
            clinician,
            issuer,
            ..Self::default()
        })
    }

    /// The map for sub-claim −6, in the edition of 2026.
    ///
    /// # Errors
    /// [`DdccFault`] where that edition asks for what is not known.
    pub fn to_value(&self) -> Result<Value, DdccFault> {
        for (name, value) in [
            ("s", &self.sex),
            ("nt", &self.nationality),
            ("v", &self.edition),
            ("d", &self.issued),
        ] {
            if value.as_ref().is_none_or(String::is_empty) {
                return Err(DdccFault::Missing(name));
            }
        }
        let mut vaccination = Written::default();
        vaccination.text("vp", Some(&self.product));
        vaccination.text("dv", Some(&self.date));
        vaccination.text("cn", self.clinician.as_ref());
        vaccination.text("is", self.issuer.as_ref());
        vaccination.text("bo", Some(&self.batch));
        let mut fields = Written::default();
        fields.text("n", Some(&self.name));
        fields.text("dob", Some(&self.birth_date));
        fields.text("s", self.sex.as_ref());
        fields.text("nt", self.nationality.as_ref());
        fields.text("id", self.document.as_ref());
        fields.text("dt", self.document_type.as_ref());
        fields.text("gn", self.guardian.as_ref());
        fields.text("v", self.edition.as_ref());
        fields.text("d", self.issued.as_ref());
        fields.value("vx", Some(vaccination.into_value()));
        let value = fields.into_value();
        Self::read(&value).map(|_| value)
    }
}

/// The map under a name, or the first of a list of maps.
fn first<'v>(fields: Fields<'v>, name: &'static str) -> Result<Fields<'v>, DdccFault> {
    let value = fields.get(name).ok_or(DdccFault::Missing(name))?;
    let value = match value {
        Value::Array(items) => items.first().ok_or(DdccFault::Missing(name))?,
        value => value,
    };
    Fields::of(value).map_err(|_| DdccFault::Malformed(name))
}

/// Without name, birth date and numbers.
impl fmt::Debug for Icvp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Icvp({})", self.product)
    }
}

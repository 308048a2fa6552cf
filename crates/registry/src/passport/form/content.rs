//! What the forms of others say, from the record.

use jiff::Timestamp;
use khien_certificate::dcc::COVID_19;
use khien_certificate::ddcc::{
    CertificateTerms, Coding, Vaccination, VaccinationStatus, three_letters,
};
use khien_certificate::shc::{Draft, DraftShot, VaccineCode};
use khien_domain::passport::Entitled;
use khien_domain::{BirthDate, Catalogue, Product};
use khien_store::DoseRow;

use super::{Form, FormFault};
use crate::passport::claim::Claimant;

const SNOMED: &str = "http://snomed.info/sct";
/// Linearisation of ICD-11 in which the WHO's value sets are.
const ICD_11: &str = "http://id.who.int/icd/release/11/mms";
const COUNTRIES: &str = "urn:iso:std:iso:3166";
/// Length of a whole date; of somebody whose day is not known the WHO's form says none.
const WHOLE_DATE: usize = 10;

/// The digest of what a form says about the doses up to one.
pub(in crate::passport) fn digest(
    form: Form,
    claimant: &Claimant,
    entitled: Entitled,
) -> Result<[u8; 32], FormFault> {
    match form {
        Form::HealthCard => {
            let card = CardContent::of(claimant, entitled)?;
            Ok(card
                .draft("https://", (Timestamp::UNIX_EPOCH, Timestamp::MAX), "")
                .digest())
        }
        Form::VaccinationStatus => {
            let status = status(claimant, entitled)?;
            status.digest().map_err(|_| FormFault::Content)
        }
    }
}

/// What a card says.
pub(super) struct CardContent {
    family: String,
    given: Vec<String>,
    birth_date: String,
    shots: Vec<Shot>,
}

struct Shot {
    vaccine: VaccineCode<'static>,
    date: String,
    lot: Option<String>,
}

impl CardContent {
    /// Of all doses up to the one that the passport is about.
    pub(super) fn of(claimant: &Claimant, entitled: Entitled) -> Result<Self, FormFault> {
        let words = |text: Option<String>| -> Vec<String> {
            let text = text.unwrap_or_default();
            text.split_whitespace().map(str::to_owned).collect()
        };
        let name = claimant.name();
        let birth_date = claimant.person.date_of_birth.clone().unwrap_or_default();
        let born = BirthDate::parse(&birth_date).map_err(|_| FormFault::Content)?;
        let shots = claimant
            .counting_until(entitled)
            .map(|dose| shot(dose, born.value));
        Ok(Self {
            family: name.surname.unwrap_or_default(),
            given: words(name.given),
            shots: shots.collect::<Result<_, _>>()?,
            birth_date,
        })
    }

    /// The card of an issuer, valid from one moment to another, with the id by which it is revoked.
    pub(super) fn draft<'a>(
        &'a self,
        issuer: &'a str,
        (from, until): (Timestamp, Timestamp),
        rid: &'a str,
    ) -> Draft<'a> {
        let shot = |shot: &'a Shot| DraftShot {
            vaccine: shot.vaccine,
            date: &shot.date,
            lot: shot.lot.as_deref(),
            performer: None,
        };
        Draft {
            issuer,
            not_before: from,
            expires: Some(until),
            rid: Some(rid),
            covid19: true,
            family: &self.family,
            given: self.given.iter().map(String::as_str).collect(),
            birth_date: &self.birth_date,
            shots: self.shots.iter().map(shot).collect(),
        }
    }
}

/// By CVX; where the list has no code, by the kind of vaccine.
fn shot(dose: &DoseRow, born: BirthDate) -> Result<Shot, FormFault> {
    let product = product(dose)?;
    // Of somebody whose birthday is not known, the age that is reached for sure.
    let (age, _) = born.ages_on(dose.given_on.0);
    Ok(Shot {
        vaccine: product.other.cvx_at(age).map_or(
            VaccineCode::snomed(product.eu.prophylaxis),
            VaccineCode::cvx,
        ),
        date: dose.given_on.0.to_string(),
        lot: dose.lot_number.clone(),
    })
}

fn product(dose: &DoseRow) -> Result<&'static Product, FormFault> {
    let known = Catalogue::national().product(&dose.product_code);
    known.ok_or(FormFault::Vaccine)
}

/// The WHO's vaccination status, without the certificate's own terms.
pub(super) fn status(
    claimant: &Claimant,
    entitled: Entitled,
) -> Result<VaccinationStatus, FormFault> {
    let dose = claimant.dose(entitled).ok_or(FormFault::Content)?;
    let born = claimant.person.date_of_birth.clone();
    Ok(VaccinationStatus {
        name: claimant.person.full_name.clone(),
        birth_date: born.filter(|date| date.len() == WHOLE_DATE),
        sex: None,
        identifier: None,
        vaccination: vaccination(dose, entitled)?,
        certificate: CertificateTerms::default(),
    })
}

fn vaccination(dose: &DoseRow, entitled: Entitled) -> Result<Vaccination, FormFault> {
    let product = product(dose)?;
    let count = |count: u32| u8::try_from(count).map_err(|_| FormFault::Content);
    let plain = |code: &str, display: &str| Coding {
        code: code.to_owned(),
        system: None,
        display: Some(display.to_owned()),
    };
    // A product that the classification does not know is named by its code in the EU's lists.
    let brand = product.other.icd11_brand.map_or_else(
        || plain(product.eu.product, product.name),
        |brand| Coding::new(ICD_11, brand),
    );
    let country = three_letters(&dose.country).ok_or(FormFault::Content)?;
    Ok(Vaccination {
        vaccine: Coding::new(ICD_11, product.other.icd11_kind),
        brand: Some(brand),
        manufacturer: Some(plain(product.eu.manufacturer, product.manufacturer)),
        lot: dose.lot_number.clone(),
        date: dose.given_on.0.to_string(),
        dose: count(entitled.nth)?,
        total_doses: Some(count(entitled.primary_doses.max(entitled.nth))?),
        country: Some(Coding::new(COUNTRIES, country)),
        disease: Some(Coding::new(SNOMED, COVID_19)),
        ..Vaccination::default()
    })
}

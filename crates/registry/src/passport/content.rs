//! What a passport says, from the record.

use khien_certificate::dcc::doses::{PrimaryCourse, dose_of};
use khien_certificate::dcc::{COVID_19, Dcc, Event, PersonName, VERSION, Vaccination};
use khien_certificate::icao;
use khien_domain::passport::Entitled;
use khien_domain::{Catalogue, IdentityState};
use khien_store::{DoseRow, PersonRow};

use super::claim::Claimant;

/// The content without its identifier; `None` where the product has no codes for it.
pub(super) fn content(claimant: &Claimant, entitled: Entitled, authority: &str) -> Option<Dcc> {
    let dose = claimant.dose(entitled)?;
    let codes = Catalogue::national().product(&dose.product_code)?.eu;
    let course = PrimaryCourse::OfProduct(entitled.primary_doses);
    let (nth, of) = dose_of(entitled.nth, course);
    Some(Dcc {
        version: VERSION.to_owned(),
        name: name(&claimant.person),
        birth_date: claimant.person.date_of_birth.clone().unwrap_or_default(),
        event: Event::Vaccination(Vaccination {
            disease: COVID_19.to_owned(),
            prophylaxis: codes.prophylaxis.to_owned(),
            product: codes.product.to_owned(),
            manufacturer: codes.manufacturer.to_owned(),
            dose: nth,
            doses: of,
            date: dose.given_on.0.to_string(),
            country: dose.country.clone(),
            issuer: authority.to_owned(),
            identifier: String::new(),
        }),
    })
}

/// What an earlier passport, about this dose, would have to say now.
pub(super) fn content_about(claimant: &Claimant, dose: &DoseRow, authority: &str) -> Option<Dcc> {
    let counts = |row: &&DoseRow| crate::dose::counts(row);
    let place = claimant.doses.iter().position(|row| row.id == dose.id)?;
    let until = claimant.doses.get(..=place)?;
    let first = claimant.doses.iter().find(counts)?;
    let product = Catalogue::national().product(&first.product_code)?;
    let entitled = Entitled {
        dose: place,
        nth: u32::try_from(until.iter().filter(counts).count()).ok()?,
        primary_doses: product.primary_doses.into(),
    };
    content(claimant, entitled, authority)
}

/// The name in both forms. Of a foreigner nobody knows which word is the surname: all are, and the
/// letters are those of the passport shown.
fn name(person: &PersonRow) -> PersonName {
    if person.identity == IdentityState::Exempt.code() {
        return icao::name_of_parts(&person.full_name, "").name;
    }
    icao::vietnamese_name(&person.full_name).name
}

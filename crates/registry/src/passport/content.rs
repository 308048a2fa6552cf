//! What a passport says, from the record.

use khien_certificate::dcc::doses::{PrimaryCourse, dose_of};
use khien_certificate::dcc::{COVID_19, Dcc, Event, VERSION, Vaccination};
use khien_domain::Catalogue;
use khien_domain::passport::Entitled;

use super::claim::Claimant;

/// The content without its identifier; `None` where the product has no codes for it.
pub(super) fn content(claimant: &Claimant, entitled: Entitled, authority: &str) -> Option<Dcc> {
    let dose = claimant.dose(entitled)?;
    let codes = Catalogue::national().product(&dose.product_code)?.eu;
    let course = PrimaryCourse::OfProduct(entitled.primary_doses);
    let (nth, of) = dose_of(entitled.nth, course);
    Some(Dcc {
        version: VERSION.to_owned(),
        name: claimant.name(),
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

//! Who signed a code in the envelope of health certificates, and under what lists know him.

use super::question::Question;
use super::refusal::Refusal;
use super::trusted::Signer;
use crate::cose::{CoseFault, Sign1};
use crate::cwt::Claims;

/// A code whose signature fits a trusted key.
pub(super) struct Signed<'a> {
    /// The signer.
    pub(super) signer: &'a Signer,
    /// Whose certificate it may be, and in whose lists it may be revoked: the country that the code names as
    /// its issuer, or else all for which the key signs.
    pub(super) countries: Vec<&'a str>,
    /// Every name of the key.
    pub(super) names: Vec<&'a [u8]>,
}

/// The signer whose key fits, of all that have the name in the code. Where the code names a country as its
/// issuer, it has to be the signer's.
pub(super) fn signed<'a>(
    message: &Sign1,
    claims: Option<&'a Claims>,
    question: &Question<'a>,
) -> Result<Signed<'a>, &'static str> {
    let kid = message.kid_bytes().ok_or(CoseFault::NoKid.code())?;
    let issuer = claims.and_then(|it| it.issuer.as_deref());
    let country = issuer.filter(|it| is_country(it));
    let named = question.trusted.named(kid).iter();
    // Those of the country first: of two with one key, they count.
    let (mut tried, others): (Vec<&Signer>, Vec<&Signer>) =
        named.partition(|it| it.speaks_for(country));
    let own = tried.len();
    tried.extend(others);
    let place = message.verify_any(tried.iter().map(|it| &it.key.key));
    let place = place.map_err(|fault| fault.code())?;
    let signer = tried.get(..own).and_then(|own| own.get(place)).copied();
    let signer = signer.ok_or(Refusal::KeyCountry.code())?;
    let known = question.trusted.known(signer);
    let listed = known.into_iter().flat_map(|it| &it.countries);
    Ok(Signed {
        signer,
        countries: country.map_or_else(|| listed.map(String::as_str).collect(), |it| vec![it]),
        names: known
            .into_iter()
            .flat_map(|it| &it.names)
            .map(Vec::as_slice)
            .collect(),
    })
}

/// Whether the issuer is named as the specification asks (ISO 3166-1 alpha-2); some name their ministry.
fn is_country(issuer: &str) -> bool {
    issuer.len() == 2 && issuer.bytes().all(|it| it.is_ascii_uppercase())
}

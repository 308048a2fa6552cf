//! What a country gives to the verifiers of the world.

use jiff::Timestamp;

use super::fault::IssuerFault;
use super::plan::SigningPlan;
use crate::trust::{Listed, Role, gateway, gdhcn};
use crate::x509::Certificate;

/// The public list in both forms, JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicList {
    /// As the EU gateway lists keys.
    pub gateway: String,
    /// As a DID document of GDHCN.
    pub did: String,
}

/// The authority and all signers that have to be listed at a time.
///
/// `did` is the identifier under which the document will be published, `participant` the country as ISO
/// 3166-1 alpha-3.
///
/// # Errors
/// [`IssuerFault::List`] for a certificate without a country, or with a key of another kind.
pub fn public_list(
    plan: &SigningPlan,
    authority: &Certificate,
    (did, participant): (&str, &str),
    at: Timestamp,
) -> Result<PublicList, IssuerFault> {
    let list = |role, certificate: &Certificate| {
        let country = certificate.subject_country().unwrap_or_default();
        Listed::new(country, role, certificate.clone())
    };
    let mut listed = vec![list(Role::Authority, authority)?];
    for period in plan.listed_at(at) {
        listed.push(list(Role::Signer, &period.certificate)?);
    }
    Ok(PublicList {
        gateway: gateway::write(&listed, at),
        did: gdhcn::write(did, participant, &listed)?,
    })
}

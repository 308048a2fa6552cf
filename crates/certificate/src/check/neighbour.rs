//! The forms of others: DIVOC, which is only read, and ICAO's VDS-NC.

use serde_json::json;

use super::answer::Answer;
use super::question::Question;
use super::refusal::Refusal;
use crate::ddcc::{Divoc, Vds, two_letters};
use crate::trust::{ChainFault, chain};
use crate::x509::Certificate;

pub(super) fn divoc(text: &str, question: &Question<'_>, mut answer: Answer) -> Answer {
    match Divoc::read(text.as_bytes()) {
        Ok(read) => {
            answer.payload = read.credential().clone();
            answer.claims = json!({"iss": read.issuer(), "iat": null, "exp": null});
            // Its signature is over the graph form of JSON-LD.
            answer.signed(question, Err(Refusal::DivocNotVerifiable.code()));
            answer
        }
        Err(fault) => answer.refused(fault.code()),
    }
}

pub(super) fn vds(text: &str, question: &Question<'_>, mut answer: Answer) -> Answer {
    let read = match Vds::read(text.as_bytes()) {
        Ok(read) => read,
        Err(fault) => return answer.refused(fault.code()),
    };
    answer.payload = read.json().clone();
    answer.claims = json!({"iss": read.issuer(), "iat": null, "exp": null});
    let fits = match read.verify() {
        Ok(signer) => vouched(&signer, read.issuer(), question),
        Err(fault) => Err(fault.code()),
    };
    answer.signed(question, fits);
    match question.check_clock(None) {
        Err(refusal) if answer.accepted() && question.is_to_accept() => {
            answer.refused(refusal.code())
        }
        _ => answer,
    }
}

/// Whether a list names the signer that the seal brings along, or the authority of its country has
/// certified it. It speaks for its own country alone.
fn vouched(signer: &Certificate, of: &str, question: &Question<'_>) -> Result<(), &'static str> {
    let same = |certificate: &&Certificate| {
        let country = certificate.subject_country();
        let two = two_letters(of);
        country
            .zip(two)
            .is_some_and(|(own, two)| own.eq_ignore_ascii_case(two))
    };
    if !same(&signer) {
        return Err(Refusal::SealSignerCountry.code());
    }
    if question.is_to_accept() && !signer.validity().contains(question.at) {
        return Err(Refusal::SealSignerValidity.code());
    }
    // The whole certificate: the name of a key is only a piece of its hash.
    if question.trusted.holds(signer) {
        return Ok(());
    }
    let authorities = question.trusted.authorities().iter().filter(same);
    match chain::check(signer, authorities, question.at) {
        Ok(_) => Ok(()),
        Err(ChainFault::NoIssuer) => Err(Refusal::SealSignerUnknown.code()),
        Err(fault) => Err(fault.code()),
    }
}

//! The forms of others: DIVOC, which is only read, and ICAO's VDS-NC.

use serde_json::json;

use super::answer::Answer;
use super::question::Question;
use super::refusal::Refusal;
use crate::ddcc::{Divoc, Vds, two_letters};
use crate::trust::{ChainFault, chain};
use crate::x509::Certificate;

/// What a seal may be on: certificates of vaccination and of tests (ICAO VDS-NC, "Type Identifier").
const KINDS: [&str; 2] = ["icao.vacc", "icao.test"];
/// The extended key usage of those who seal (ICAO 9303 part 12, VDS-NC signers).
const SEALS: &str = "2.23.136.1.1.14.2";

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
        Ok(signer) => vouched(&signer, read.issuer(), question)
            .and_then(|()| may_seal(&signer, read.kind(), question)),
        Err(fault) => Err(fault.code()),
    };
    answer.signed(question, fits);
    let held = question.check_clock(None).map_err(Refusal::code);
    match held.and_then(|()| question.check_ruled()) {
        Err(code) if answer.accepted() && question.is_to_accept() => answer.refused(code),
        _ => answer,
    }
}

/// Whether it is a certificate of health, and its signer may seal such. Asked only where it is to be
/// accepted.
fn may_seal(signer: &Certificate, kind: &str, question: &Question<'_>) -> Result<(), &'static str> {
    if !question.is_to_accept() {
        return Ok(());
    }
    if !KINDS.contains(&kind) {
        return Err(Refusal::SealKind.code());
    }
    let usages = signer.extended_key_usages();
    let seals = usages.is_empty() || usages.iter().any(|it| it.to_string() == SEALS);
    if !seals || !signer.may_sign_content() {
        return Err(Refusal::KeyPurpose.code());
    }
    Ok(())
}

/// Whether a list names the signer that the seal brings along, or the authority of its country has
/// certified it. It speaks for its own country alone: that of the list, or else of its certificate.
fn vouched(signer: &Certificate, of: &str, question: &Question<'_>) -> Result<(), &'static str> {
    let same = |certificate: &&Certificate| {
        let country = certificate.subject_country();
        let two = two_letters(of);
        country
            .zip(two)
            .is_some_and(|(own, two)| own.eq_ignore_ascii_case(two))
    };
    let mut listed = question.trusted.holders(signer).peekable();
    let is_listed = listed.peek().is_some();
    let speaks = match listed.find_map(|it| it.country.as_deref()) {
        Some(_) => question.trusted.holders(signer).any(|it| {
            let two = two_letters(of);
            two.is_some() && it.country.as_deref() == two
        }),
        None => same(&signer),
    };
    if !speaks {
        return Err(Refusal::SealSignerCountry.code());
    }
    if question.is_to_accept() && !signer.validity().contains(question.at) {
        return Err(Refusal::SealSignerValidity.code());
    }
    // The whole certificate: the name of a key is only a piece of its hash.
    if is_listed {
        return Ok(());
    }
    let authorities = question.trusted.authorities().iter().filter(same);
    match chain::check(signer, authorities, question.at) {
        Ok(_) => Ok(()),
        Err(ChainFault::NoIssuer) => Err(Refusal::SealSignerUnknown.code()),
        Err(fault) => Err(fault.code()),
    }
}

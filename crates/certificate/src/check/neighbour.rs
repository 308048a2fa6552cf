//! The forms of others: DIVOC, which is only read, and ICAO's VDS-NC.

use serde_json::json;

use super::answer::Answer;
use super::question::Question;
use crate::ddcc::{Divoc, Vds};

pub(super) fn divoc(text: &str, question: &Question<'_>, mut answer: Answer) -> Answer {
    match Divoc::read(text.as_bytes()) {
        Ok(read) => {
            answer.payload = read.credential().clone();
            answer.claims = json!({"iss": read.issuer(), "iat": null, "exp": null});
            // Its signature is over the graph form of JSON-LD.
            answer.signed(question, Err("divoc-not-verifiable"));
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
        // The whole certificate: the name of a key is only a piece of its hash.
        Ok(signer) if !question.trusted.holds(&signer) => Err("key-unknown"),
        Ok(signer) if question.is_to_accept() && !signer.validity().contains(question.at) => {
            Err("key-period")
        }
        Ok(_) => Ok(()),
        Err(fault) => Err(fault.code()),
    };
    answer.signed(question, fits);
    answer
}

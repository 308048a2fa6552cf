//! SMART Health Cards.

use serde_json::{Value, json};

use super::answer::Answer;
use super::question::Question;
use super::refusal::Refusal;
use crate::shc::{self, Jws, ShcFault};

pub(super) fn answer(codes: &[&str], question: &Question<'_>, mut answer: Answer) -> Answer {
    let read = shc::read_qr(codes).and_then(|scanned| Ok((Jws::read(&scanned.jws)?, scanned.jws)));
    let (jws, text) = match read {
        Ok(read) => read,
        Err(fault) => return answer.refused(fault.code()),
    };
    answer.headers = json!({"alg": -7, "kid": jws.kid()});
    answer.payload = serde_json::from_slice(jws.payload()).unwrap_or(Value::Null);
    let claim = |name: &str| answer.payload.get(name).cloned();
    answer.claims = json!({"iss": claim("iss"), "iat": claim("nbf"), "exp": claim("exp")});
    let issuer = answer.claims["iss"].as_str().unwrap_or_default();
    let directory = question.trusted.directory(issuer);
    let checked = if question.is_to_accept() {
        directory.check(&text, question.at)
    } else {
        directory.verify(&text)
    };
    let announced = directory
        .keys_of(issuer)
        .and_then(|keys| keys.get(jws.kid()));
    let announced = announced.and_then(|key| key.crl_version);
    let asked = question.revoked.filter(|_| question.is_to_accept());
    let revocation = match (&checked, asked) {
        (Ok(checked), Some(lists)) => lists.check_card(checked, announced),
        _ => Ok(()),
    };
    answer.signed(question, checked.as_ref().map(drop).map_err(ShcFault::code));
    let clock = || question.check_clock(None).map_err(Refusal::code);
    match revocation
        .and_then(|()| clock())
        .and_then(|()| question.check_ruled())
    {
        Err(code) if question.is_to_accept() && answer.accepted() => answer.refused(code),
        _ => answer,
    }
}

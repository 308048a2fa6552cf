//! Codes that begin with `HC1:`: the EU's certificate, and the WHO's forms in the same envelope.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::json;

use super::answer::{Answer, claims, headers};
use super::question::Question;
use super::refusal::Refusal;
use super::trusted::Signer;
use crate::cbor::Value;
use crate::cose::{CoseFault, Sign1};
use crate::cwt::{Claims, EU_DCC, NumericDate};
use crate::dcc::schema;
use crate::ddcc::{DDCC_VS, ICVP, Who};
use crate::hc1::{self, Hc1Fault, Read};
use crate::revocation::{Subject, hashes_of};
use crate::rules::{CertificateType, Entry, Presented, RuleSet, ValueSets, Verdict};
use crate::x509::Usage;

pub(super) fn answer(text: &str, question: &Question<'_>, mut answer: Answer) -> Answer {
    let read = match hc1::read(text) {
        Ok(read) => read,
        Err(fault) => return bare(text, question, answer, fault.code()),
    };
    answer.headers = headers(&read.message);
    answer.claims = claims(Some(&read.claims));
    let mut forms = [EU_DCC, DDCC_VS, ICVP].into_iter();
    match forms.find_map(|it| read.claims.sub_claim(it)) {
        Some(value) => answer.payload = value.to_json(),
        None => return answer.refused(Refusal::NoContent.code()),
    }
    timed(&read, question, answer)
}

/// The claims judged. A code whose times are none holds at no time; where it is only to be read, it is shown
/// with what is wrong.
fn timed(read: &Read, question: &Question<'_>, answer: Answer) -> Answer {
    let times = read.claims.times().map_err(|fault| fault.code());
    if let (Err(code), true) = (times, question.is_to_accept()) {
        return answer.refused(code);
    }
    let answer = match read.claims.sub_claim(EU_DCC) {
        Some(value) => of_the_eu(read, value, question, answer),
        None => of_the_who(&read.message, Some(&read.claims), question, answer),
    };
    match times {
        Ok(()) => answer,
        Err(code) => answer.refused(code),
    }
}

/// The WHO's data set as its own samples have it, without claims around it; or whatever was wrong with
/// the code as the EU's.
fn bare(text: &str, question: &Question<'_>, mut answer: Answer, code: &str) -> Answer {
    let Ok(read) = Who::read(text) else {
        return answer.refused(code);
    };
    answer.headers = headers(&read.message);
    answer.claims = claims(read.claims.as_ref());
    answer.payload = read.content().to_json();
    of_the_who(&read.message, read.claims.as_ref(), question, answer)
}

fn of_the_eu(read: &Read, value: &Value, question: &Question<'_>, mut answer: Answer) -> Answer {
    let kid = read.message.algorithm().and_then(|_| read.message.kid());
    let signer = kid.and_then(|_| signer(&read.message, question));
    answer.signed(question, signer.map(drop).map_err(|fault| fault.code()));
    let Ok(signer) = signer else {
        return answer;
    };
    if !question.is_to_accept() {
        return answer;
    }
    let held = allowed(signer, Some(&read.claims), question)
        .and_then(|()| not_revoked(read, question))
        .map_err(Refusal::code);
    let held = held.and_then(|()| {
        let holds = holds(read, value, signer, question.at);
        holds.map_err(|fault| fault.code())
    });
    if let Err(code) = held {
        return answer.refused(code);
    }
    match question.rules {
        Some(rules) => ruled(read, signer.country.as_deref(), rules, question.at, answer),
        None => answer,
    }
}

/// What the certificate of the key and the clock say.
fn allowed(
    signer: &Signer,
    claims: Option<&Claims>,
    question: &Question<'_>,
) -> Result<(), Refusal> {
    if !signer.certificate.may_sign_content() {
        return Err(Refusal::KeyPurpose);
    }
    let issued = claims.and_then(|it| it.issued_at);
    question.check_clock(issued.map(|at| moment(Some(at))))
}

fn not_revoked(read: &Read, question: &Question<'_>) -> Result<(), Refusal> {
    let Some(lists) = question.revoked else {
        return Ok(());
    };
    // What cannot be read is refused afterwards, by its own code.
    let hashes = read.dcc().ok().and_then(|dcc| hashes_of(read, &dcc));
    hashes.map_or(Ok(()), |hashes| lists.check(&hashes, question.at))
}

/// Time, usage, content, and the period of a recovery, which the signature says nothing of.
fn holds(read: &Read, value: &Value, signer: &Signer, at: Timestamp) -> Result<(), Hc1Fault> {
    read.check_time(at)?;
    read.check_usage(signer.key.usages)?;
    schema::check(value).map_err(crate::dcc::DccFault::from)?;
    let today = Offset::UTC.to_datetime(at).date();
    Ok(read.dcc()?.check_recovery(today)?)
}

/// The signer whose key fits, of all that have the name in the code.
fn signer<'a>(message: &Sign1, question: &Question<'a>) -> Result<&'a Signer, CoseFault> {
    let kid = message.kid_bytes().ok_or(CoseFault::NoKid)?;
    let candidates = question.trusted.named(kid);
    let place = message.verify_any(candidates.iter().map(|it| &it.key.key))?;
    candidates.get(place).ok_or(CoseFault::KeyUnknown)
}

fn of_the_who(
    message: &Sign1,
    claims: Option<&Claims>,
    question: &Question<'_>,
    mut answer: Answer,
) -> Answer {
    let signer = signer(message, question);
    answer.signed(question, signer.map(drop).map_err(|fault| fault.code()));
    let Ok(signer) = signer else {
        return answer;
    };
    if !question.is_to_accept() {
        return answer;
    }
    let held = allowed(signer, claims, question)
        .and_then(|()| named_by_no_list(message, (claims, signer), &answer, question))
        // The data set alone names no time that is signed as a claim: that holds at no time.
        .and_then(|()| claims.ok_or(Refusal::NoClaims))
        .map_err(Refusal::code);
    let held = held.and_then(|it| it.check_time(question.at).map_err(|fault| fault.code()));
    match held {
        Ok(()) => answer,
        Err(code) => answer.refused(code),
    }
}

/// The WHO's forms are named by their own identifier (`hcid`), else by their signature alone.
fn named_by_no_list(
    message: &Sign1,
    (claims, signer): (Option<&Claims>, &Signer),
    answer: &Answer,
    question: &Question<'_>,
) -> Result<(), Refusal> {
    let (Some(lists), Ok(algorithm)) = (question.revoked, message.algorithm()) else {
        return Ok(());
    };
    let country = claims.and_then(|it| it.issuer.as_deref());
    let subject = Subject {
        country: country.or(signer.country.as_deref()).unwrap_or_default(),
        kid: message.kid_bytes().unwrap_or_default(),
        uci: answer.payload["hcid"].as_str().unwrap_or_default(),
        form: algorithm.into(),
        signature: message.signature(),
    };
    lists.check(&subject.hashes(), question.at)
}

/// The rules of the country of arrival.
fn ruled(
    read: &Read,
    of_signer: Option<&str>,
    (rules, country): (&RuleSet, &str),
    at: Timestamp,
    mut answer: Answer,
) -> Answer {
    let kind = match read.usage() {
        Ok(Usage::Test) => CertificateType::Test,
        Ok(Usage::Recovery) => CertificateType::Recovery,
        _ => CertificateType::Vaccination,
    };
    let payload = std::mem::take(&mut answer.payload);
    let issuer = read.claims.issuer.as_deref().or(of_signer);
    let presented = Presented {
        payload: &payload,
        kind,
        issuer: issuer.unwrap_or_default(),
        kid: &STANDARD.encode(read.message.kid_bytes().unwrap_or_default()),
        issued: moment(read.claims.issued_at),
        expires: moment(read.claims.expires_at),
    };
    let region = None;
    let entry = Entry {
        at,
        country,
        region,
    };
    let report = rules.check(&presented, &entry, &value_sets());
    let told = report.results().iter().map(|it| {
        json!({
            "rule": it.rule().identifier,
            "outcome": it.outcome().code(),
            "description": it.rule().description("en"),
        })
    });
    answer.rules = Some(told.collect());
    let verdict = report.verdict();
    answer.payload = payload;
    match verdict {
        Verdict::Accepted => answer,
        other => answer.refused(other.code()),
    }
}

fn moment(at: Option<NumericDate>) -> Timestamp {
    let second = at.map(NumericDate::whole_seconds).unwrap_or_default();
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn value_sets() -> ValueSets {
    let mut sets = ValueSets::default();
    for set in crate::dcc::value_sets::all() {
        sets.insert(&set.id, set.codes());
    }
    sets
}

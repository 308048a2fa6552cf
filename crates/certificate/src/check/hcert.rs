//! Codes that begin with `HC1:`: the EU's certificate, and the WHO's forms in the same envelope.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::json;

use super::answer::{Answer, claims, headers};
use super::question::Question;
use super::refusal::Refusal;
use super::signature::{self, Signed};
use super::trusted::Signer;
use super::who::Form;
use crate::cbor::Value;
use crate::cose::Sign1;
use crate::cwt::{Claims, EU_DCC, NumericDate};
use crate::dcc::{DccFault, schema};
use crate::ddcc::{DDCC_VS, ICVP, Who};
use crate::hc1::{self, Hc1Fault, Read};
use crate::revocation::{Subject, hashes_of_signed};
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
    let Some(found) = forms.find_map(|it| Some((it, read.claims.sub_claim(it)?))) else {
        return answer.refused(Refusal::NoContent.code());
    };
    answer.payload = found.1.to_json();
    match found.1.check_names() {
        Ok(()) => timed(&read, found, question, answer),
        Err(fault) => answer.refused(fault.code()),
    }
}

/// The claims judged. A code whose times are none holds at no time; where it is only to be read, it is shown
/// with what is wrong.
fn timed(
    read: &Read,
    (number, content): (i128, &Value),
    question: &Question<'_>,
    answer: Answer,
) -> Answer {
    let times = read.claims.times().map_err(|fault| fault.code());
    if let (Err(code), true) = (times, question.is_to_accept()) {
        return answer.refused(code);
    }
    let answer = match Form::of(number, content) {
        None => of_the_eu(read, content, question, answer),
        Some(form) => of_the_who(&read.message, (Some(&read.claims), form), question, answer),
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
    if let Err(fault) = read.content().check_names() {
        return answer.refused(fault.code());
    }
    let form = Form::Status(read.content());
    of_the_who(
        &read.message,
        (read.claims.as_ref(), form),
        question,
        answer,
    )
}

fn of_the_eu(read: &Read, value: &Value, question: &Question<'_>, mut answer: Answer) -> Answer {
    let named = read.message.algorithm().and_then(|_| read.message.kid());
    let signed = named.map_err(|fault| fault.code());
    let signed =
        signed.and_then(|_| signature::signed(&read.message, Some(&read.claims), question));
    answer.signed(question, signed.as_ref().map(drop).map_err(|code| *code));
    let Ok(signed) = signed else {
        return answer;
    };
    if !question.is_to_accept() {
        return answer;
    }
    let held = allowed(signed.signer, Some(&read.claims), question)
        .and_then(|()| not_revoked(read, &signed, question).map_err(Refusal::code))
        .and_then(|()| {
            let holds = holds(read, value, signed.signer, question.at);
            holds.map_err(|fault| fault.code())
        });
    if let Err(code) = held {
        return answer.refused(code);
    }
    match question.rules {
        Some(rules) => ruled_for_each(read, &signed, rules, question.at, answer),
        None => answer,
    }
}

/// The rules, with those of whoever may have issued it: where a code names no country and its key signs for
/// several, none of them may have called it invalid.
fn ruled_for_each(
    read: &Read,
    signed: &Signed<'_>,
    rules: (&RuleSet, &str),
    at: Timestamp,
    mut answer: Answer,
) -> Answer {
    let named = [read.claims.issuer.as_deref().unwrap_or_default()];
    let issuers = match signed.countries.as_slice() {
        [] => &named,
        countries => countries,
    };
    for issuer in issuers {
        answer = ruled(read, issuer, rules, at, answer);
        if !answer.accepted() {
            break;
        }
    }
    answer
}

/// What the certificate of the key and the clock say.
fn allowed(
    signer: &Signer,
    claims: Option<&Claims>,
    question: &Question<'_>,
) -> Result<(), &'static str> {
    if !signer.may_sign() {
        return Err(Refusal::KeyPurpose.code());
    }
    let issued = claims.and_then(|it| it.issued_at);
    let clock = question.check_clock(issued.map(|at| moment(Some(at))));
    clock.map_err(Refusal::code)?;
    let in_period = claims.map_or(Ok(()), |it| hc1::check_key_period(it, &signer.key));
    in_period.map_err(|fault| fault.code())
}

fn not_revoked(read: &Read, signed: &Signed<'_>, question: &Question<'_>) -> Result<(), Refusal> {
    let Some(lists) = question.revoked else {
        return Ok(());
    };
    // What cannot be read is refused afterwards, by its own code.
    let hashes = read.dcc().ok();
    let hashes =
        hashes.and_then(|dcc| hashes_of_signed(read, &dcc, &signed.countries, &signed.names));
    hashes.map_or(Ok(()), |hashes| lists.check(&hashes, question.at))
}

/// Time, usage, content, and the period of a recovery, which the signature says nothing of.
fn holds(read: &Read, value: &Value, signer: &Signer, at: Timestamp) -> Result<(), Hc1Fault> {
    read.check_time(at)?;
    read.check_usage(signer.key.usages)?;
    schema::check_leniently(value).map_err(DccFault::from)?;
    let today = Offset::UTC.to_datetime(at).date();
    Ok(read.dcc()?.check_recovery(today)?)
}

fn of_the_who(
    message: &Sign1,
    (claims, form): (Option<&Claims>, Form<'_>),
    question: &Question<'_>,
    mut answer: Answer,
) -> Answer {
    let signed = signature::signed(message, claims, question);
    answer.signed(question, signed.as_ref().map(drop).map_err(|code| *code));
    let Ok(signed) = signed else {
        return answer;
    };
    if !question.is_to_accept() {
        return answer;
    }
    let held = allowed(signed.signer, claims, question)
        .and_then(|()| {
            let named = named_by_no_list(message, (claims, &signed), &answer, question);
            named.map_err(Refusal::code)
        })
        // The data set alone names no time that is signed as a claim: that holds at no time.
        .and_then(|()| claims.ok_or(Refusal::NoClaims.code()))
        .and_then(|it| it.check_time(question.at).map_err(|fault| fault.code()))
        .and_then(|()| may_sign_vaccinations(signed.signer))
        .and_then(|()| form.check(question.at))
        .and_then(|()| question.check_ruled());
    match held {
        Ok(()) => answer,
        Err(code) => answer.refused(code),
    }
}

/// Both forms of the WHO are of vaccinations.
fn may_sign_vaccinations(signer: &Signer) -> Result<(), &'static str> {
    if signer.key.usages.allow(Usage::Vaccination) {
        return Ok(());
    }
    Err(DccFault::Usage.code())
}

/// The WHO's forms are named by their own identifier (`hcid`), else by their signature alone.
fn named_by_no_list(
    message: &Sign1,
    (claims, signed): (Option<&Claims>, &Signed<'_>),
    answer: &Answer,
    question: &Question<'_>,
) -> Result<(), Refusal> {
    let (Some(lists), Ok(algorithm)) = (question.revoked, message.algorithm()) else {
        return Ok(());
    };
    let issuer = claims.and_then(|it| it.issuer.as_deref());
    let first = signed.countries.first().copied();
    let subject = Subject {
        country: issuer.or(first).unwrap_or_default(),
        kid: message.kid_bytes().unwrap_or_default(),
        uci: answer.payload["hcid"].as_str().unwrap_or_default(),
        form: algorithm.into(),
        signature: message.signature(),
    };
    let hashes = subject.hashes_of_signer(&signed.countries, &signed.names);
    lists.check(&hashes, question.at)
}

/// The rules of the country of arrival.
fn ruled(
    read: &Read,
    issuer: &str,
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
    let presented = Presented {
        payload: &payload,
        kind,
        issuer,
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

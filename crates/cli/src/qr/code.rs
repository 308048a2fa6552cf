//! One code: what it says, and whether it is accepted.

use super::trusted::Trusted;
use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::Offset;
use khien_certificate::cose::CoseFault;
use khien_certificate::cwt::{Claims, NumericDate};
use khien_certificate::dcc::{DccFault, schema};
use khien_certificate::ddcc::{Divoc, Family, Vds, Who};
use khien_certificate::hc1::{self, Hc1Fault};
use khien_certificate::rules::{CertificateType, Entry, Presented, RuleSet, ValueSets, Verdict};
use khien_certificate::shc::{self, Jws};
use khien_certificate::x509::Usage;
use serde::Serialize;
use serde_json::{Value, json};

/// What is asked about a code.
pub struct Question<'a> {
    /// Whose keys are trusted.
    pub trusted: &'a Trusted,
    /// Rules, and the country whose they are to be.
    pub rules: Option<(&'a RuleSet, &'a str)>,
    /// The time that is asked about.
    pub at: Timestamp,
    /// Whether it is to be accepted, or only read.
    pub check: bool,
}

/// The answer about one code, as a line of JSON.
#[derive(Serialize)]
pub struct Answer {
    /// Which family of codes it is of.
    pub family: Option<&'static str>,
    /// What it says.
    pub payload: Value,
    /// Algorithm (the number of COSE) and name of the key (hexadecimal).
    pub headers: Value,
    /// Issuer and times in seconds.
    pub claims: Value,
    /// Whether the signature is a trusted key's; nothing where no keys were given.
    pub verified: Option<bool>,
    /// Why it was refused, or not verified.
    pub reason: Option<String>,
    /// What each rule says.
    pub rules: Option<Value>,
    /// Whether it could be read and, where it is checked, is accepted.
    #[serde(skip)]
    pub good: bool,
}

impl Answer {
    fn new(family: Option<Family>) -> Self {
        Self {
            family: family.map(Family::name),
            payload: Value::Null,
            headers: Value::Null,
            claims: Value::Null,
            verified: None,
            reason: None,
            rules: None,
            good: false,
        }
    }

    /// About an input that is no code, no picture of one, or cannot be opened.
    pub fn unreadable() -> Self {
        Self::new(None).refused("input-unreadable")
    }

    fn refused(mut self, code: &str) -> Self {
        self.reason.get_or_insert_with(|| code.to_owned());
        self.good = false;
        self
    }

    /// Takes in whether the signature fits. Where nothing is checked, a code that was read is good
    /// whoever signed it.
    fn signed(&mut self, question: &Question<'_>, outcome: Result<(), &str>) {
        if question.trusted.any {
            self.verified = Some(outcome.is_ok());
        }
        self.reason = outcome.err().map(str::to_owned);
        self.good = !question.check || self.reason.is_none();
        if !question.check && !question.trusted.any {
            self.reason = None;
        }
    }
}

/// Reads the codes of one input: several are the pieces of one card.
///
/// # Errors
/// None that is the code's: those are in the answer.
pub fn answer(codes: &[String], question: &Question<'_>) -> Result<Answer> {
    let first = codes.first().map_or("", String::as_str);
    let family = Family::of(first.as_bytes());
    let blank = Answer::new(family);
    match family {
        Some(Family::Hcert) => Ok(hcert(first, question, blank)),
        Some(Family::Shc) => card(codes, question, blank),
        Some(Family::Divoc) => Ok(divoc(first, question, blank)),
        Some(Family::Vds) => Ok(vds(first, question, blank)),
        None => Ok(blank.refused("family-unknown")),
    }
}

fn hcert(text: &str, question: &Question<'_>, mut answer: Answer) -> Answer {
    let read = match hc1::read(text) {
        Ok(read) => read,
        Err(fault) => return who(text, question, answer, fault.code()),
    };
    answer.headers = headers(&read.message);
    answer.claims = claims(Some(&read.claims));
    let Ok(value) = read.dcc_value() else {
        return who(text, question, answer, "hcert-no-dcc");
    };
    answer.payload = value.to_json();
    let keys = question.trusted.signers.iter().map(|it| &it.key);
    let key = read.verify(keys);
    answer.signed(question, key.as_ref().map(|_| ()).map_err(Hc1Fault::code));
    let Ok(key) = key else {
        return answer;
    };
    if !question.check {
        return answer;
    }
    let held = read
        .check_time(question.at)
        .and_then(|()| read.check_usage(key.usages))
        .map_err(|fault| fault.code());
    let held = held
        .and_then(|()| schema::check(value).map_err(|fault| fault.code()))
        .and_then(|()| recovery(&read, question.at).map_err(|fault| fault.code()));
    if let Err(code) = held {
        return answer.refused(code);
    }
    match question.rules {
        Some(rules) => {
            let mut signers = question.trusted.signers.iter();
            let signer = signers.find(|it| std::ptr::eq(&raw const it.key, key));
            let country = signer.and_then(|it| it.country.as_deref());
            ruled((&read, country), rules, question.at, answer)
        }
        None => answer,
    }
}

/// The period of a recovery, which the signature says nothing of.
fn recovery(read: &hc1::Read, at: Timestamp) -> Result<(), DccFault> {
    let today = Offset::UTC.to_datetime(at).date();
    read.dcc()?.check_recovery(today)
}

/// The rules of the country of arrival.
fn ruled(
    (read, of_signer): (&hc1::Read, Option<&str>),
    (rules, country): (&RuleSet, &str),
    at: Timestamp,
    mut answer: Answer,
) -> Answer {
    let kind = match read.usage() {
        Ok(Usage::Test) => CertificateType::Test,
        Ok(Usage::Recovery) => CertificateType::Recovery,
        _ => CertificateType::Vaccination,
    };
    let moment = |at: Option<NumericDate>| {
        let second = at.map(whole_seconds).unwrap_or_default();
        Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
    };
    let key_name = STANDARD.encode(read.message.kid_bytes().unwrap_or_default());
    let payload = answer.payload.clone();
    let presented = Presented {
        payload: &payload,
        kind,
        issuer: read
            .claims
            .issuer
            .as_deref()
            .or(of_signer)
            .unwrap_or_default(),
        kid: &key_name,
        issued: moment(read.claims.issued_at),
        expires: moment(read.claims.expires_at),
    };
    let entry = Entry {
        at,
        country,
        region: None,
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
    match report.verdict() {
        Verdict::Accepted => answer,
        other => answer.refused(other.code()),
    }
}

fn value_sets() -> ValueSets {
    let mut sets = ValueSets::default();
    for set in khien_certificate::dcc::value_sets::all() {
        sets.insert(&set.id, set.codes());
    }
    sets
}

/// A code of the WHO's form, or whatever was wrong with it as the EU's.
fn who(text: &str, question: &Question<'_>, mut answer: Answer, code: &str) -> Answer {
    let Ok(read) = Who::read(text) else {
        return answer.refused(code);
    };
    answer.headers = headers(&read.message);
    answer.claims = claims(read.claims.as_ref());
    answer.payload = read.content().to_json();
    let keys = question.trusted.signers.iter().map(|it| &it.key.key);
    let fits = read.message.verify_any(keys).map(drop);
    answer.signed(question, fits.as_ref().copied().map_err(CoseFault::code));
    if question.check && answer.good {
        // The data set alone names no time that is signed as a claim: that holds at no time.
        let claimed = read.claims.as_ref().ok_or("cwt-no-claims");
        let held = claimed.and_then(|it| it.check_time(question.at).map_err(|fault| fault.code()));
        if let Err(code) = held {
            return answer.refused(code);
        }
    }
    answer
}

fn card(codes: &[String], question: &Question<'_>, mut answer: Answer) -> Result<Answer> {
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let read = shc::read_qr(&codes).and_then(|scanned| Ok((Jws::read(&scanned.jws)?, scanned.jws)));
    let (jws, text) = match read {
        Ok(read) => read,
        Err(fault) => return Ok(answer.refused(fault.code())),
    };
    answer.headers = json!({"alg": -7, "kid": jws.kid()});
    answer.payload = serde_json::from_slice(jws.payload()).unwrap_or(Value::Null);
    let issuer = answer.payload["iss"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    answer.claims = json!({
        "iss": answer.payload["iss"], "iat": answer.payload["nbf"], "exp": answer.payload["exp"],
    });
    let directory = question.trusted.directory(&issuer)?;
    let checked = if question.check {
        directory.check(&text, question.at)
    } else {
        directory.verify(&text)
    };
    answer.signed(
        question,
        checked.as_ref().map(|_| ()).map_err(shc::ShcFault::code),
    );
    Ok(answer)
}

fn divoc(text: &str, question: &Question<'_>, mut answer: Answer) -> Answer {
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

fn vds(text: &str, question: &Question<'_>, mut answer: Answer) -> Answer {
    let read = match Vds::read(text.as_bytes()) {
        Ok(read) => read,
        Err(fault) => return answer.refused(fault.code()),
    };
    answer.payload = read.json().clone();
    answer.claims = json!({"iss": read.issuer(), "iat": null, "exp": null});
    let known = &question.trusted.signers;
    let fits = match read.verify() {
        // The whole certificate: the name of a key is only a piece of its hash.
        Ok(signer) if !known.iter().any(|it| it.der == signer.as_der()) => Err("key-unknown"),
        Ok(signer) if question.check && !signer.validity().contains(question.at) => {
            Err("key-period")
        }
        Ok(_) => Ok(()),
        Err(fault) => Err(fault.code()),
    };
    answer.signed(question, fits);
    answer
}

fn headers(message: &khien_certificate::cose::Sign1) -> Value {
    let kid = message.kid_bytes().map(|kid| {
        use std::fmt::Write as _;
        kid.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a String does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    });
    let algorithm = message
        .algorithm_number()
        .and_then(|it| i64::try_from(it).ok());
    json!({"alg": algorithm, "kid": kid})
}

fn claims(claims: Option<&Claims>) -> Value {
    json!({
        "iss": claims.and_then(|it| it.issuer.clone()),
        "iat": claims.and_then(|it| seconds(it.issued_at)),
        "exp": claims.and_then(|it| seconds(it.expires_at)),
    })
}

/// Seconds as they were written; whole ones without a point.
fn seconds(at: Option<NumericDate>) -> Option<Value> {
    let at = at?;
    let is_whole = at.seconds().fract() == 0.0;
    Some(if is_whole {
        json!(whole_seconds(at))
    } else {
        json!(at.seconds())
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "dates of the calendar, and fractions are to fall away"
)]
fn whole_seconds(at: NumericDate) -> i64 {
    at.seconds() as i64
}

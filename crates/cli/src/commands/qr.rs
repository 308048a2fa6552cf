//! `khien qr`: codes read and checked, and the public suites.

use crate::args::{QrCodes, QrConformance};
use crate::failure::{BadArguments, one_line};
use crate::qr::input::codes;
use crate::qr::suite::Cases;
use crate::qr::{revoked, trusted};
use crate::serve::outside::Clock;
use crate::terminal;
use anyhow::{Context, Result, ensure};
use khien_certificate::check::{Answer, Purpose, Question, answer};
use khien_certificate::conformance::Outcome;
use serde::Serialize;
use serde_json::json;

/// A check of a suite as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    case: &'a str,
    step: &'a str,
    expected: &'a str,
    actual: &'a str,
    ok: bool,
}

pub(super) fn read(args: &QrCodes, purpose: Purpose) -> Result<()> {
    let anchors = trusted::anchors(&args.trust_anchor)?;
    for note in trusted::vouched(&args.trust, &anchors)? {
        terminal::note(&note);
    }
    let trusted = trusted::read(&args.trust, args.any_issuer)?;
    let check = purpose == Purpose::Accept;
    ensure!(
        !check || !trusted.is_empty(),
        BadArguments("a check needs keys to trust: --trust FILE".to_owned())
    );
    let rules = trusted::rules(args.rules.as_deref())?;
    let country = args.country.as_deref();
    ensure!(
        rules.is_some() == country.is_some(),
        BadArguments("--rules and --country go together".to_owned())
    );
    let now = Clock::default().now();
    let revoked = revoked::read(&args.revocations, &args.list_key)?;
    let at = args.at.unwrap_or(now);
    for note in revoked
        .iter()
        .flat_map(|it| revoked::notes(it, at, args.oldest_list))
    {
        terminal::note(&note);
    }
    let question = Question {
        revoked: revoked.as_ref(),
        rules: rules.as_ref().zip(country),
        // A time that was asked for says nothing of the clock.
        clock: args.at.is_none().then_some(now),
        purpose,
        ..Question::new(&trusted, at)
    };
    let (mut read, mut refused) = (0, 0);
    for input in &args.inputs {
        let answers = match codes(input) {
            Ok(codes) => codes.iter().map(|code| answer(code, &question)).collect(),
            Err(error) => {
                terminal::note(&one_line(&error));
                vec![Answer::unreadable()]
            }
        };
        for answer in answers {
            read += 1;
            refused += usize::from(!answer.accepted());
            say(&answer, args.json)?;
        }
    }
    let what = if check { "accepted" } else { "read" };
    ensure!(refused == 0, "{refused} of {read} codes were not {what}");
    Ok(())
}

fn say(answer: &Answer, as_json: bool) -> Result<()> {
    if as_json {
        let mut line = serde_json::to_string(answer)?;
        line.push('\n');
        return terminal::say(&line);
    }
    let verified = match answer.verified {
        Some(true) => "verified",
        Some(false) => "not verified",
        None => "not checked",
    };
    let family = answer.family.unwrap_or("unknown");
    let reason = answer.reason.as_deref().unwrap_or("-");
    let payload = serde_json::to_string_pretty(&answer.payload)?;
    terminal::say(&format!(
        "{family}: {verified}, {reason}\n{} {}\n{payload}\n",
        answer.headers, answer.claims
    ))
}

pub(super) fn conformance(args: &QrConformance) -> Result<()> {
    let folder = Cases::below(&args.folder).with_context(|| args.folder.display().to_string())?;
    let outcomes = args.suite.run(&folder);
    ensure!(
        !outcomes.is_empty(),
        "{}: there are no cases of this suite",
        args.folder.display()
    );
    let failed = outcomes.iter().filter(|it| !it.ok).count();
    let shown = outcomes.iter().filter(|it| args.json || !it.ok);
    let lines: Result<Vec<String>> = shown.map(line).collect();
    let mut text = lines?.concat();
    let total = outcomes.len();
    let sum = json!({
        "suite": args.suite.name(), "total": total, "ok": total - failed, "failed": failed,
    });
    text.push_str(&sum.to_string());
    text.push('\n');
    terminal::say(&text)?;
    ensure!(failed == 0, "{failed} of {total} checks failed");
    Ok(())
}

fn line(outcome: &Outcome) -> Result<String> {
    let line = Line {
        case: &outcome.case,
        step: &outcome.step,
        expected: &outcome.expected,
        actual: &outcome.actual,
        ok: outcome.ok,
    };
    let mut text = serde_json::to_string(&line)?;
    text.push('\n');
    Ok(text)
}

//! `khien doses verify-proof`: whether a dose was signed, by the file that a registry gives as proof.

use crate::args::ProofsOfDoses;
use crate::failure::BadArguments;
use crate::qr::trusted;
use crate::terminal;
use anyhow::{Context, Result, ensure};
use khien_certificate::dose_signing::{Proof, ProofFault, Proven};
use khien_certificate::x509::Certificate;
use serde::Serialize;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The answer about one file, as a line of JSON.
#[derive(Default, Serialize)]
struct Answer {
    /// As it was named.
    file: String,
    verified: bool,
    /// The code of why it proves nothing.
    reason: Option<&'static str>,
    /// The dose, as it was signed.
    facts: Option<Value>,
    /// When it was signed, as its signer says.
    signed_at: Option<String>,
    /// SHA-256 of the signer's certificate.
    certificate: Option<String>,
}

pub(super) fn verify_proof(args: &ProofsOfDoses) -> Result<()> {
    let trusted = trusted::read(&args.trust, false)?;
    ensure!(
        !trusted.authorities().is_empty(),
        BadArguments("--trust names no certificate of an authority".to_owned())
    );
    let mut refused = 0;
    for file in &args.files {
        let answer = answer(file, trusted.authorities())?;
        refused += usize::from(!answer.verified);
        say(&answer, args.json)?;
    }
    ensure!(
        refused == 0,
        "{refused} of {} doses are not proven",
        args.files.len()
    );
    Ok(())
}

fn answer(file: &Path, authorities: &[Certificate]) -> Result<Answer> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let proven = Proof::read(&bytes).and_then(|proof| proof.check(authorities));
    Ok(Answer {
        file: file.display().to_string(),
        ..proven.map_or_else(Answer::refused, Answer::of)
    })
}

impl Answer {
    fn of(proven: Proven) -> Self {
        Self {
            verified: true,
            reason: None,
            facts: Some(proven.facts),
            signed_at: Some(proven.signed_at.to_string()),
            certificate: Some(proven.statement.certificate),
            ..Self::default()
        }
    }

    fn refused(fault: ProofFault) -> Self {
        Self {
            reason: Some(fault.code()),
            ..Self::default()
        }
    }
}

fn say(answer: &Answer, as_json: bool) -> Result<()> {
    if as_json {
        let mut line = serde_json::to_string(answer)?;
        line.push('\n');
        return terminal::say(&line);
    }
    let Some(facts) = &answer.facts else {
        let reason = answer.reason.unwrap_or_default();
        return terminal::say(&format!("{}: not proven: {reason}\n", answer.file));
    };
    let signed_at = answer.signed_at.as_deref().unwrap_or_default();
    let certificate = answer.certificate.as_deref().unwrap_or_default();
    terminal::say(&format!(
        "{}: signed {signed_at} by the holder of {certificate}\n{facts:#}\n",
        answer.file
    ))
}

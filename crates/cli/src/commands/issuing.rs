//! `khien keys` for an issuing country: authority, signers, requests, the public list.

use crate::args::Keys;
use crate::issuing::args::{Authority, List, Request, Revoke, Show, Signer, TokenKey};
use crate::issuing::{
    AnyKey, Country, NewAuthority, NewSigner, of_file, of_token, passphrase, request_pem,
};
use crate::serve::outside::{Clock, SystemRandom};
use crate::terminal::{Side, Table};
use crate::texts::Texts;
use crate::{config, outputs, terminal};
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use khien_certificate::issuer::{self, IssuerKey, Names};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::x509::{Usage, Validity};
use serde_json::json;

/// Days begin when they begin in Viet Nam.
const VIET_NAM: Offset = jiff::tz::offset(7);

pub(super) fn run(command: Keys) -> Result<()> {
    match command {
        Keys::Create(args) => super::keys::create(&args),
        Keys::Authority(args) => authority(args),
        Keys::Signer(args) => signer(args),
        Keys::Request(args) => request(&args),
        Keys::Revoke(args) => revoke(&args),
        Keys::Show(args) => show(&args),
        Keys::List(args) => list(&args),
    }
}

/// Certificates know whole seconds.
fn now() -> Timestamp {
    let now = Clock::default().now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

fn beginning(day: Date) -> Result<Timestamp> {
    let zone = TimeZone::fixed(VIET_NAM);
    Ok(zone.to_timestamp(day.at(0, 0, 0, 0))?)
}

fn since(day: Option<Date>) -> Result<Timestamp> {
    day.map_or_else(|| Ok(now()), beginning)
}

fn told(key: &str, values: &[(&str, &str)]) -> Result<()> {
    let texts = Texts::of(config::language());
    terminal::say(&format!("{}\n", texts.with(key, values)))
}

fn authority(args: Authority) -> Result<()> {
    let passphrase = passphrase(args.passphrase.passphrase_file.as_deref())?;
    let new = NewAuthority {
        names: Names {
            country: args.country,
            organisation: args.organisation,
            common_name: args.name,
        },
        algorithm: args.algorithm.into(),
        validity: Validity {
            not_before: since(args.from)?,
            not_after: beginning(args.until)?,
        },
    };
    let country = Country::create(&args.folder, new, &passphrase)?;
    let folder = args.folder.display().to_string();
    let kid = country.authority.kid().to_string();
    told("keys-authority-made", &[("folder", &folder), ("kid", &kid)])
}

/// The key of a token, else a new one.
fn key_of(token: Option<&TokenKey>, algorithm: KeyAlgorithm) -> Result<AnyKey> {
    match token {
        Some(token) => of_token(token, algorithm),
        None => Ok(AnyKey::File(IssuerKey::generate(algorithm, &SystemRandom)?)),
    }
}

fn signer(args: Signer) -> Result<()> {
    let passphrase = passphrase(args.passphrase.passphrase_file.as_deref())?;
    let mut country = Country::open(&args.folder)?;
    let key = key_of(args.token.as_ref(), args.algorithm.into())?;
    let new = NewSigner {
        name: args.name,
        usages: args.signs.into_iter().map(Usage::from).collect(),
        from: since(args.from)?,
        until: beginning(args.until)?,
        lasting: args.lasting,
        token_key: args.token.map(|token| token.label),
    };
    let (from, until) = (new.from.to_string(), new.until.to_string());
    let made = country.certify(new, &key, &passphrase, now())?;
    let kid = made.kid().to_string();
    told(
        "keys-signer-made",
        &[("kid", &kid), ("from", &from), ("until", &until)],
    )
}

fn request(args: &Request) -> Result<()> {
    let algorithm = args.algorithm.into();
    let key = match (&args.token, &args.key) {
        (Some(token), _) => of_token(token, algorithm)?,
        (None, Some(path)) => {
            let passphrase = passphrase(args.passphrase.passphrase_file.as_deref())?;
            of_file(path, algorithm, &passphrase)?
        }
        (None, None) => key_of(None, algorithm)?,
    };
    let names = Names {
        country: args.country.clone(),
        organisation: args.organisation.clone(),
        common_name: args.name.clone(),
    };
    let usages: Vec<Usage> = args.signs.iter().copied().map(Usage::from).collect();
    let der = issuer::request(&names, key.key(), &usages)?;
    outputs::write(&args.out, request_pem(&der).as_bytes())?;
    told(
        "keys-request-written",
        &[("file", &args.out.display().to_string())],
    )
}

fn revoke(args: &Revoke) -> Result<()> {
    Country::open(&args.folder)?.revoke(&args.kid)?;
    told("keys-signer-revoked", &[("kid", &args.kid)])
}

fn show(args: &Show) -> Result<()> {
    let country = Country::open(&args.folder)?;
    let at = args.at.unwrap_or_else(now);
    let plan = country.plan.to_signing()?;
    let present = plan
        .signer_at(at)
        .map(|it| it.certificate.kid().to_string());
    let listed: Vec<String> = plan
        .listed_at(at)
        .map(|it| it.certificate.kid().to_string())
        .collect();
    if args.json {
        return terminal::say_json(&json!({
            "authority": country.authority.kid().to_string(),
            "signs": present,
            "signed_until": plan.signed_until(at),
            "listed": listed,
            "signers": country.plan.signers,
        }));
    }
    let mut table = Table::new(&[Side::Left; 5]);
    for signer in &country.plan.signers {
        let state = if present.as_ref() == Some(&signer.kid) {
            "signs"
        } else if listed.contains(&signer.kid) {
            "listed"
        } else {
            "past"
        };
        let (from, until) = (signer.from.to_string(), signer.until.to_string());
        table.row([
            signer.kid.clone(),
            signer.name.clone(),
            state.to_owned(),
            from,
            until,
        ]);
    }
    terminal::say(&table.text())
}

fn list(args: &List) -> Result<()> {
    let country = Country::open(&args.folder)?;
    let plan = country.plan.to_signing()?;
    let at = args.at.unwrap_or_else(now);
    let place = (args.did.as_str(), args.participant.as_str());
    let list = issuer::public_list(&plan, &country.authority, place, at)?;
    outputs::folder(&args.out)?;
    outputs::write(&args.out.join("trust-list.json"), list.gateway.as_bytes())?;
    outputs::write(&args.out.join("did.json"), list.did.as_bytes())?;
    let count = plan.listed_at(at).count().to_string();
    let folder = args.out.display().to_string();
    told(
        "keys-list-written",
        &[("count", &count), ("folder", &folder)],
    )
}

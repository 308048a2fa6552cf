//! `khien demo`: the sample district through everything, as a report or as a site to try.

use super::population::build_index;
use super::registry::open;
use super::summary;
use super::verify::Printed;
use crate::args::Demo;
use crate::demo::district::{self, DemoAccount, District, MORNING, Part};
use crate::demo::{PLACE, Samples, department, write_samples};
use crate::failure::BadArguments;
use crate::installation::{SignerFolder, new_password};
use crate::serve::outside::Clock;
use crate::serve::{self, CheckerFiles, Order};
use crate::terminal::{Side, Table};
use crate::texts::Texts;
use crate::verify::{About, Order as Checking, run as verify};
use crate::{config, installation, terminal};
use anyhow::{Result, ensure};
use khien_linkage::PopulationIndex;
use khien_population::IndexedRegister;
use khien_registry::Registry;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(args: &Demo) -> Result<()> {
    match &args.out {
        Some(out) => report(args, out),
        None => site(args),
    }
}

/// Checks the files, writes the report and ends.
fn report(args: &Demo, out: &Path) -> Result<()> {
    let samples = write_samples(&out.join("samples"))?;
    let index = index(&samples, out)?;
    let done = verify(&Checking {
        index: &index,
        records: &samples.records,
        out,
        reveal: true,
        threads: args.threads,
        about: About {
            checked_at: config::local_time(),
            place: Some(PLACE.to_owned()),
            invented: true,
            command: Some("khien demo".to_owned()),
        },
    })?;
    if args.json {
        return terminal::say_json(&Printed {
            summary: &done.summary,
            timing: done.timing,
            written: summary::paths(&done.written),
        });
    }
    let texts = Texts::of(config::language());
    let mut text = summary::text(&done, out, texts);
    text.push_str(&texts.get("summary-invented"));
    text.push('\n');
    terminal::say(&text)
}

fn index(samples: &Samples, out: &Path) -> Result<PopulationIndex> {
    let population = out.join("population.kidx");
    build_index(&samples.population, &population)?;
    Ok(PopulationIndex::open(&population)?)
}

/// Loads the files into a registry and serves it until told to stop.
fn site(args: &Demo) -> Result<()> {
    ensure!(
        args.listen.ip().is_loopback(),
        BadArguments("the demonstration serves this machine only: listen on 127.0.0.1".to_owned())
    );
    terminal::log();
    let texts = Texts::of(config::language());
    let out = fresh_folder(&config::data_folder()?);
    let samples = write_samples(&out.join("samples"))?;
    let index = index(&samples, &out)?;
    let (keys, passphrase) = (out.join("keys"), new_password());
    installation::create(&keys, &passphrase)?;
    let signers = SignerFolder::within(&keys);
    let keys = installation::open(&keys, &passphrase)?;
    let database = match &args.database {
        Some(address) => address.clone(),
        None => format!("sqlite:{}", out.join("registry.db").display()),
    };
    let (password, pin) = (new_password(), new_password());
    let clock = Clock::starting_at(MORNING);
    serve::on_threads(async {
        let store = open(&database).await?;
        store.migrate().await?;
        let registry = Registry::new(store, Arc::new(IndexedRegister::new(index)));
        let department = department(clock)?;
        let loaded = District {
            registry: &registry,
            clock,
            password: &password,
            signers: &signers,
            pin: &pin,
            department: &department,
        };
        let accounts =
            district::load(&loaded, &samples.records, |part| say_part(part, texts)).await?;
        let order = Order {
            registry,
            keys,
            signers,
            clock,
            listen: args.listen,
            behind_proxy: false,
            address: None,
            demonstration: true,
            department: Some(department),
            national: None,
            checker: CheckerFiles {
                cards_at: Some(crate::demo::CARDS_AT.to_owned()),
                ..CheckerFiles::default()
            },
        };
        serve::run(order, |address| {
            let secrets = (password.as_str(), pin.as_str());
            terminal::say(&invitation(&accounts, secrets, address, &out, texts))
        })
        .await
    })
}

fn say_part(part: Part, texts: &Texts) {
    let key = match part {
        Part::Accounts => "demo-part-accounts",
        Part::Stock => "demo-part-stock",
        Part::Files => "demo-part-files",
        Part::Session => "demo-part-session",
        Part::Signing => "demo-part-signing",
        Part::Passports => "demo-part-passports",
    };
    // Progress that nobody reads is no reason to stop.
    let _ = terminal::say(&format!("{}\n", texts.get(key)));
}

/// Who can sign in, with what, and where.
fn invitation(
    accounts: &[DemoAccount],
    (password, pin): (&str, &str),
    address: SocketAddr,
    out: &Path,
    texts: &Texts,
) -> String {
    let mut table = Table::new(&[Side::Left, Side::Left, Side::Left]);
    for account in accounts {
        let role = account.role.code().to_owned();
        table.row([account.login.to_owned(), account.name.to_owned(), role]);
    }
    let address = format!("http://{address}");
    let folder = out.display().to_string();
    [
        String::new(),
        texts.with("demo-accounts", &[("password", password)]),
        table.text(),
        texts.with("demo-pin", &[("pin", pin)]),
        texts.with("demo-folder", &[("folder", &folder)]),
        texts.with("serve-ready", &[("address", &address)]),
        String::new(),
    ]
    .join("\n")
}

/// `demo-2022-05-14-2031` in the user's data folder; numbered if that is there already.
fn fresh_folder(data: &Path) -> PathBuf {
    let stamp = config::local_time().replace('T', "-").replace(':', "");
    let name = |number: u32| match number {
        1 => format!("demo-{stamp}"),
        _ => format!("demo-{stamp}-{number}"),
    };
    let paths = (1..).map(|number| data.join(name(number)));
    let mut fresh = paths.filter(|path| !path.exists());
    fresh.next().unwrap_or_else(|| data.join("demo"))
}

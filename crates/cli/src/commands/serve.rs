//! `khien serve`: a registry that is there, until told to stop.

use super::registry::open_with;
use crate::args::{Issuer, NationalLogin, Serve};
use crate::failure::BadArguments;
use crate::issuing::{self, Country, passphrase, pin};
use crate::serve::outside::{Clock, SystemRandom};
use crate::serve::{self, CheckerFiles, Department, National, Order};
use crate::texts::Texts;
use crate::{config, installation, terminal};
use anyhow::{Context, Result, ensure};
use khien_certificate::hc1::Packing;
use khien_certificate::pkcs11::Token;
use khien_certificate::shc::is_issuer;
use khien_domain::PopulationRegister;
use khien_linkage::PopulationIndex;
use khien_population::{AbsentRegister, IndexedRegister};
use khien_registry::Registry;
use khien_registry::passport::Ministry;
use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;

/// Sessions of the token that sign at once.
const TOKEN_SESSIONS: NonZeroUsize = NonZeroUsize::new(4).expect("four is not zero");

pub(super) fn run(args: &Serve) -> Result<()> {
    ensure!(
        args.behind_proxy || args.listen.ip().is_loopback(),
        BadArguments(
            "without TLS this machine alone may be served: put a proxy in front and say \
             --behind-proxy, or listen on 127.0.0.1"
                .to_owned()
        )
    );
    terminal::log();
    let passphrase = passphrase(args.key_folder.passphrase_file.as_deref())?;
    let keys = installation::open(&args.key_folder.keys, &passphrase)?;
    let address = args.address.as_ref();
    let national = args.national.as_ref();
    let national = national.map(|it| self::national(it, address)).transpose()?;
    let cards_at = cards_at(address.map(String::as_str));
    let department = args.issuer.as_ref();
    let department = department.map(|it| self::department(it, cards_at.as_ref()));
    let department = department.transpose()?;
    let register: Arc<dyn PopulationRegister> = match &args.population {
        Some(path) => Arc::new(IndexedRegister::new(PopulationIndex::open(path)?)),
        None => Arc::new(AbsentRegister),
    };
    serve::on_threads(async {
        let connections = args.connections.unwrap_or_else(usual_connections);
        let store = open_with(&args.database, connections).await?;
        store.check_schema().await?;
        let order = Order {
            registry: Registry::new(store, register),
            keys,
            signers: installation::SignerFolder::within(&args.key_folder.keys),
            clock: Clock::default(),
            listen: args.listen,
            behind_proxy: args.behind_proxy,
            address: args.address.clone(),
            demonstration: false,
            department,
            national,
            checker: CheckerFiles {
                trust: args.trust.clone(),
                rules: args.rules.clone(),
                cards_at,
            },
        };
        serve::run(order, say_ready).await
    })
}

/// Four for each processor, taking the database to have as many as the server; at least eight.
fn usual_connections() -> NonZeroU32 {
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let four_each = u32::try_from(processors.saturating_mul(4)).unwrap_or(u32::MAX);
    NonZeroU32::MIN.saturating_add(four_each.max(8) - 1)
}

/// Where verifiers find the keys of SMART Health Cards: at our address, if that is one for them.
fn cards_at(address: Option<&str>) -> Option<String> {
    let address = address?.trim_end_matches('/');
    is_issuer(address).then(|| address.to_owned())
}

/// The keys that sign passports, in their turns.
fn department(args: &Issuer, cards_at: Option<&String>) -> Result<Department> {
    let country = Country::open(&args.issuer)?;
    let token = match (&args.issuer_module, &args.issuer_token) {
        (Some(module), Some(token)) => {
            let pin = pin(args.issuer_pin_file.as_deref())?;
            Some(Token::open(module, token, pin, TOKEN_SESSIONS)?)
        }
        _ => None,
    };
    let passphrase = || issuing::passphrase(args.issuer_passphrase_file.as_deref());
    let code = country.authority.subject_country();
    let code = code.context("the authority names no country")?;
    let now = Clock::default().now();
    let mut department = Department::default();
    for signer in country.signers(token.as_ref(), &passphrase, now)? {
        let ministry = Ministry {
            certificate: signer.certificate,
            signer: signer.key,
            country: code.to_owned(),
            authority: args.issuer_name.clone(),
            cards_at: cards_at.cloned(),
            packing: Packing::Shorter,
            compares_clocks: true,
            random: Arc::new(SystemRandom),
        };
        ministry
            .check()
            .map_err(|fault| BadArguments(format!("passports cannot be issued: {fault}")))?;
        department.add((signer.from, signer.until), ministry);
    }
    Ok(department)
}

/// The provider as it was registered, its secret read.
fn national(args: &NationalLogin, address: Option<&String>) -> Result<National> {
    let secret = match &args.national_secret_file {
        Some(file) => Some(issuing::first_line(file)?),
        None => None,
    };
    Ok(National {
        issuer: args.national_login.clone(),
        name: args.national_name.clone(),
        client: args.national_client.clone(),
        secret,
        authorities: args.national_ca.clone(),
        address: address.cloned(),
    })
}

#[test]
fn cards_are_issued_under_an_address_that_their_readers_take() {
    let at = |address| cards_at(Some(address));
    let own = Some("https://khien.example.vn".to_owned());
    assert_eq!(at("https://khien.example.vn/"), own);
    assert_eq!(at("http://127.0.0.1:8080"), None);
    assert_eq!(cards_at(None), None);
}

fn say_ready(address: SocketAddr) -> Result<()> {
    let texts = Texts::of(config::language());
    let address = format!("http://{address}");
    terminal::say(&format!(
        "{}\n",
        texts.with("serve-ready", &[("address", &address)])
    ))
}

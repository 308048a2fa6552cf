//! What every request has at hand.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use khien_registry::account::{Entrance, Secrets};
use khien_registry::{NewIds, Registry};
use uuid::Uuid;

use crate::checker::{Published, Shelf};
use crate::sign_in::NationalLogin;
use crate::signer_keys::SignerKeys;
use crate::{api, security};

type Now = dyn Fn() -> Timestamp + Send + Sync;
type Random = dyn Fn(&mut [u8]) + Send + Sync;

/// What passwords and tokens are made of, kept by whoever serves.
pub trait Vault: Send + Sync {
    /// Random bytes and the key of the installation.
    fn secrets(&self) -> Secrets<'_>;
}

/// Time, chance and new ids, which come from whoever serves the pages.
pub struct Outside {
    now: Box<Now>,
    random: Box<Random>,
    ids: Box<dyn NewIds>,
}

impl Outside {
    /// `now` is the present moment; `random` fills its argument with unforeseeable bytes; `ids`
    /// gives ids that were never given before.
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        random: impl Fn(&mut [u8]) + Send + Sync + 'static,
        ids: impl NewIds + 'static,
    ) -> Self {
        Self {
            now: Box::new(now),
            random: Box::new(random),
            ids: Box::new(ids),
        }
    }
}

/// What differs from one installation to the next.
#[derive(Clone)]
pub struct Settings {
    /// Key from which the keys of forms and of sealed addresses are derived. Whoever knows it can
    /// forge a form, so it is as secret as a password.
    pub secret: [u8; 32],
    /// Cookies only over TLS, with the prefix `__Host-`. Off only for `localhost`.
    pub secure_cookies: bool,
    /// Largest file that is taken, in bytes.
    pub largest_upload: u64,
    /// The national login that the sign-in page offers, if there is one.
    pub national_login: Option<Arc<NationalLogin>>,
    /// Where signers' keys rest on this server, if it keeps any.
    pub signer_keys: Option<Arc<dyn SignerKeys>>,
    /// Where people reach this installation, `https://khien.example.vn`, if that is known.
    pub address: Option<String>,
    /// Whether the pages say that their people are invented.
    pub demonstration: bool,
    /// How far the clock of this server is from the clocks of its readers: nothing, unless it plays in
    /// another year. The checker, which asks the clock of the device, goes along.
    pub clock_shift: SignedDuration,
}

impl Settings {
    /// Settings of a production server; everything but the secret has its default.
    pub fn new(secret: [u8; 32]) -> Self {
        Self {
            secret,
            secure_cookies: true,
            largest_upload: 64 * 1024 * 1024,
            national_login: None,
            signer_keys: None,
            address: None,
            demonstration: false,
            clock_shift: SignedDuration::ZERO,
        }
    }
}

impl Settings {
    /// Where anybody may check a passport, as paper shows it: `khien.example.vn/checker`.
    pub(crate) fn checker(&self) -> Option<String> {
        let address = self.address.as_deref()?.trim_end_matches('/');
        let host = address.strip_prefix("https://");
        let host = host.or_else(|| address.strip_prefix("http://"));
        Some(format!("{}/checker", host.unwrap_or(address)))
    }
}

/// The state that every handler sees.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    settings: Settings,
    outside: Outside,
    keys: security::Keys,
    registry: Registry,
    vault: Box<dyn Vault>,
    attempts: security::Attempts<IpAddr>,
    wrong_slips: security::Attempts<IpAddr>,
    wrong_pins: security::Attempts<Uuid>,
    checks: security::Attempts<IpAddr>,
    shelf: Shelf,
    api: api::Memory,
}

impl App {
    /// The state of one server.
    pub fn new(
        settings: Settings,
        outside: Outside,
        registry: Registry,
        vault: impl Vault + 'static,
    ) -> Self {
        let keys = security::Keys::derive(&settings.secret);
        Self(Arc::new(Shared {
            settings,
            outside,
            keys,
            registry,
            vault: Box::new(vault),
            attempts: security::Attempts::of_addresses(),
            wrong_slips: security::Attempts::of_addresses(),
            wrong_pins: security::Attempts::of_pins(),
            checks: security::Attempts::of_addresses(),
            shelf: Shelf::default(),
            api: api::Memory::default(),
        }))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The national login, where there is one.
    pub(crate) fn national_login(&self) -> Option<&NationalLogin> {
        self.0.settings.national_login.as_deref()
    }

    pub(crate) fn keys(&self) -> &security::Keys {
        &self.0.keys
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.0.registry
    }

    pub(crate) fn ids(&self) -> &dyn NewIds {
        self.0.outside.ids.as_ref()
    }

    /// An id for a form, so that sending it twice does the thing once.
    pub(crate) fn new_id(&self) -> Uuid {
        self.ids().new_id(self.now())
    }

    pub(crate) fn secrets(&self) -> Secrets<'_> {
        self.0.vault.secrets()
    }

    /// Attempts to get in, by address.
    pub(crate) fn attempts(&self) -> &security::Attempts<IpAddr> {
        &self.0.attempts
    }

    /// Codes of slips that were none, by address.
    pub(crate) fn wrong_slips(&self) -> &security::Attempts<IpAddr> {
        &self.0.wrong_slips
    }

    /// Passports that were checked for browsers that cannot, by address.
    pub(crate) fn checks(&self) -> &security::Attempts<IpAddr> {
        &self.0.checks
    }

    /// What passports are checked against.
    pub(crate) fn published(&self) -> Arc<Published> {
        self.0.shelf.get()
    }

    /// Puts newer lists in the place of those that passports are checked against.
    pub fn publish(&self, published: Published) {
        self.0.shelf.put(published);
    }

    /// PINs that were tried, by account.
    pub(crate) fn wrong_pins(&self) -> &security::Attempts<Uuid> {
        &self.0.wrong_pins
    }

    /// What the API remembers from one request to the next.
    pub(crate) fn api(&self) -> &api::Memory {
        &self.0.api
    }

    /// An attempt to get in, now.
    pub(crate) fn entrance(&self) -> Entrance<'_> {
        Entrance {
            at: self.now(),
            ids: self.ids(),
            secrets: self.secrets(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.0.outside.now)()
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.0.outside.random)(&mut bytes);
        bytes
    }
}

#[test]
fn paper_names_the_checker_without_its_scheme() {
    let mut settings = Settings::new([0; 32]);
    assert_eq!(settings.checker(), None);
    for address in ["https://khien.example.vn", "https://khien.example.vn/"] {
        settings.address = Some(address.to_owned());
        let checker = settings.checker();
        assert_eq!(checker.as_deref(), Some("khien.example.vn/checker"));
    }
}

//! The provider of the national login, as the pages reach it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use khien_registry::credentials::openid::{
    Attempt, Callback, Client, Directory, Identity, KeySet, OpenIdFault, Provider, TokenRequest,
};

use crate::sign_in::Refusal;

/// The provider could not be reached, or did not answer in time or with a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the provider cannot be reached: {0}")]
pub struct Unreachable(pub String);

/// The body of an answer, when it comes.
pub type Carried<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Unreachable>> + Send + 'a>>;

/// Whoever carries requests to the provider over HTTPS. It follows no redirection, waits for
/// seconds only and takes documents of some kilobytes only.
pub trait Carrier: Send + Sync {
    /// Reads a document of the provider.
    fn read<'a>(&'a self, address: &'a str) -> Carried<'a>;
    /// Exchanges a code; the body of the answer counts whatever its status.
    fn exchange<'a>(&'a self, request: &'a TokenRequest) -> Carried<'a>;
}

/// A national login by `OpenID` Connect that the page of signing in offers.
pub struct NationalLogin {
    name: String,
    issuer: String,
    client: Client,
    carrier: Box<dyn Carrier>,
    directory: Mutex<Option<Arc<Directory>>>,
}

/// Why the provider did not say who it is.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProviderFault {
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    #[error(transparent)]
    OpenId(#[from] OpenIdFault),
}

impl ProviderFault {
    pub(super) fn refusal(&self) -> Refusal {
        match self {
            ProviderFault::Unreachable(_) => Refusal::NationalAway,
            ProviderFault::OpenId(OpenIdFault::Denied) => Refusal::NationalDenied,
            ProviderFault::OpenId(OpenIdFault::OtherAttempt) => Refusal::NationalBeginAgain,
            ProviderFault::OpenId(_) => Refusal::NationalFailed,
        }
    }
}

impl NationalLogin {
    /// The path that the provider sends browsers back to, after the address of the installation.
    pub const BACK: &str = "/sign-in/national/back";

    /// The login that people know by this name. Nothing is asked of the provider before the first
    /// of them uses it.
    ///
    /// # Errors
    /// [`OpenIdFault::InsecureAddress`] for an issuer without HTTPS that is not this machine.
    pub fn new(
        name: String,
        issuer: String,
        client: Client,
        carrier: impl Carrier + 'static,
    ) -> Result<Self, OpenIdFault> {
        Provider::discovery_address(&issuer)?;
        Ok(Self {
            name,
            issuer,
            client,
            carrier: Box::new(carrier),
            directory: Mutex::new(None),
        })
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whose subjects it names.
    pub(crate) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Where a browser is sent with an attempt.
    pub(super) async fn address(
        &self,
        attempt: &Attempt,
        language: &str,
        now: Timestamp,
    ) -> Result<String, ProviderFault> {
        let directory = self.directory(now).await?;
        let provider = &directory.provider;
        Ok(self
            .client
            .authorization_address(provider, attempt, language))
    }

    /// Who came back. Asks for the provider's keys again if it may have new ones.
    pub(super) async fn identity(
        &self,
        attempt: &Attempt,
        callback: Callback<'_>,
        now: Timestamp,
    ) -> Result<Identity, ProviderFault> {
        let directory = self.directory(now).await?;
        let code = attempt.code(callback, &directory.provider)?;
        let request = self
            .client
            .token_request(&directory.provider, attempt, code);
        let answer = self.carrier.exchange(&request).await?;
        let identity =
            |directory: &Directory| self.client.identity(directory, attempt, &answer, now);
        match identity(&directory) {
            Err(OpenIdFault::UnknownKey) if directory.may_be_read_again(now) => {
                Ok(identity(&*self.read_directory(now).await?)?)
            }
            other => Ok(other?),
        }
    }

    async fn directory(&self, now: Timestamp) -> Result<Arc<Directory>, ProviderFault> {
        let kept = self.kept().clone();
        match kept.filter(|kept| kept.is_fresh(now)) {
            Some(fresh) => Ok(fresh),
            None => self.read_directory(now).await,
        }
    }

    async fn read_directory(&self, now: Timestamp) -> Result<Arc<Directory>, ProviderFault> {
        let address = Provider::discovery_address(&self.issuer)?;
        let document = self.carrier.read(&address).await?;
        let provider = Provider::from_json(&self.issuer, &document)?;
        let keys = self.carrier.read(provider.keys_address()).await?;
        let directory = Arc::new(Directory {
            keys: KeySet::from_json(&keys)?,
            provider,
            read_at: now,
        });
        *self.kept() = Some(Arc::clone(&directory));
        Ok(directory)
    }

    /// What was read last. Nobody panics while holding it; if somebody did, it would be whole.
    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Arc<Directory>>> {
        self.directory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

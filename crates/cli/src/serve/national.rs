//! The national login as an operator describes it.

use super::provider::HttpsCarrier;
use anyhow::{Context, Result};
use khien_registry::credentials::openid::Client;
use khien_web::NationalLogin;
use std::net::SocketAddr;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// A provider, and how this installation is known to it.
pub struct National {
    /// The issuer, exactly as it names itself.
    pub issuer: String,
    /// What people call it.
    pub name: String,
    /// What it calls us.
    pub client: String,
    /// The secret that goes with that.
    pub secret: Option<Zeroizing<String>>,
    /// Certificates to trust, in PEM form, instead of those that browsers trust.
    pub authorities: Option<PathBuf>,
    /// Where people reach us; `None` for where we listen.
    pub address: Option<String>,
}

impl National {
    /// The login for a server that listens there.
    ///
    /// # Errors
    /// If the issuer is neither HTTPS nor this machine, or the certificates cannot be read.
    pub(super) fn login(&self, listening: SocketAddr) -> Result<NationalLogin> {
        let ours = self.address.clone();
        let ours = ours.unwrap_or_else(|| format!("http://{listening}"));
        let client = Client {
            id: self.client.clone(),
            secret: self.secret.clone(),
            redirect_address: redirect_address(&ours),
        };
        let carrier = HttpsCarrier::new(self.authorities.as_deref())?;
        NationalLogin::new(self.name.clone(), self.issuer.clone(), client, carrier)
            .with_context(|| format!("{} cannot be a national login", self.issuer))
    }
}

/// What is to be registered with the provider for an installation at this address.
fn redirect_address(ours: &str) -> String {
    format!("{}{}", ours.trim_end_matches('/'), NationalLogin::BACK)
}

#[test]
fn the_way_back_is_under_the_address_of_the_installation() {
    for ours in ["https://khien.example.vn", "https://khien.example.vn/"] {
        let back = redirect_address(ours);
        assert_eq!(back, "https://khien.example.vn/sign-in/national/back");
    }
}

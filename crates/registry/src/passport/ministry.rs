//! With what the ministry's department signs.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use khien_certificate::cose::{Signer, VerifyingKey};
use khien_certificate::dcc::check_issuer;
use khien_certificate::hc1::Packing;
use khien_certificate::keys::RandomBytes;
use khien_certificate::shc::is_issuer;
use khien_certificate::x509::Certificate;

use crate::by::{day_in_viet_nam, end_of_day};

/// The department that issues passports: its key, its certificate and its name. The key itself is a
/// token's or a file's; it never is in the database.
#[derive(Clone)]
pub struct Ministry {
    /// The certificate of the key (DSC).
    pub certificate: Certificate,
    /// The key.
    pub signer: Arc<dyn Signer>,
    /// Of the country that issues, ISO 3166-1 alpha-2.
    pub country: String,
    /// Name of the authority, as passports show it; at most eighty characters.
    pub authority: String,
    /// Under which address the keys of SMART Health Cards are published, https without a slash at its
    /// end; none: none are issued.
    pub cards_at: Option<String>,
    /// How codes are packed.
    pub packing: Packing,
    /// Whether the database's own clock is asked, too: everywhere but where time is invented.
    pub compares_clocks: bool,
    /// For identifiers.
    pub random: Arc<dyn RandomBytes + Send + Sync>,
}

/// Without the key.
impl std::fmt::Debug for Ministry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ministry({}, {})", self.country, self.certificate.kid())
    }
}

/// Why a department cannot issue anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MinistryFault {
    /// A signature of the key does not fit the certificate.
    #[error("the key is not that of its certificate")]
    Key,
    /// The name of the authority does not fit into a passport.
    #[error("the name of the authority is empty, too long or not composed")]
    Authority,
    /// The country is not two capitals.
    #[error("the country is not two capitals")]
    Country,
    /// No reader takes cards of an issuer with this address.
    #[error("the address of the issuer of cards is not https, or ends with a slash")]
    CardAddress,
}

impl MinistryFault {
    /// The stable reason code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Key => "ministry-key",
            Self::Authority => "ministry-authority",
            Self::Country => "ministry-country",
            Self::CardAddress => "ministry-card-address",
        }
    }
}

impl Ministry {
    /// Looks at everything: key and certificate belong together, and the names fit into passports.
    ///
    /// # Errors
    /// The first [`MinistryFault`].
    pub fn check(&self) -> Result<(), MinistryFault> {
        const PROBE: &[u8] = b"khien passport probe";
        let fits = || {
            let key = VerifyingKey::from_certificate(&self.certificate).ok()?;
            let signature = self.signer.sign(PROBE).ok()?;
            key.verify(self.signer.algorithm(), PROBE, &signature).ok()
        };
        if self.signer.kid() != self.certificate.kid() || fits().is_none() {
            return Err(MinistryFault::Key);
        }
        self.check_names()
    }

    /// What is wrong here would be wrong in everybody's passport.
    pub(super) fn check_names(&self) -> Result<(), MinistryFault> {
        check_issuer(&self.authority).map_err(|_| MinistryFault::Authority)?;
        let is_capital = |byte: u8| byte.is_ascii_uppercase();
        if self.country.len() != 2 || !self.country.bytes().all(is_capital) {
            return Err(MinistryFault::Country);
        }
        if self.cards_at.as_deref().is_some_and(|it| !is_issuer(it)) {
            return Err(MinistryFault::CardAddress);
        }
        Ok(())
    }

    /// When a passport that is issued now ends: with the day in Viet Nam that is printed on it. `None`
    /// unless the certificate of the key covers the whole time.
    pub(super) fn end(&self, at: Timestamp, months: u32) -> Option<Timestamp> {
        let last = day_in_viet_nam(at).checked_add(i64::from(months).months());
        let end = end_of_day(last.ok()?)?;
        let covers = |moment| self.certificate.validity().contains(moment);
        (covers(at) && covers(end)).then_some(end)
    }
}

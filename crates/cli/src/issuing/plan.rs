//! Which signer signs when: the file `signers.json`.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use khien_certificate::issuer::{SigningPeriod, SigningPlan};
use khien_certificate::x509::Certificate;
use serde::{Deserialize, Serialize};

const HOURS: i64 = 24;

/// One signer, as the file has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Period {
    /// The name by which codes refer to its key.
    pub kid: String,
    /// What tells it from the others.
    pub name: String,
    /// When it begins to sign.
    pub from: Timestamp,
    /// When it stops.
    pub until: Timestamp,
    /// For how many days what it signs is valid at most.
    pub lasting_days: u16,
    /// Label of its key, where that is in a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_key: Option<String>,
    /// Its certificate, DER in Base64.
    pub certificate: String,
}

impl Period {
    /// When the last that it may have signed is over.
    fn last_expiry(&self) -> Result<Timestamp> {
        Ok(self.until.checked_add(days(self.lasting_days))?)
    }

    pub(super) fn certificate(&self) -> Result<Certificate> {
        let der = STANDARD.decode(&self.certificate)?;
        let certificate = Certificate::from_der(&der)?;
        if certificate.kid().to_string() != self.kid {
            bail!("the certificate of {} is another one", self.kid);
        }
        Ok(certificate)
    }
}

/// So many days.
pub(super) fn days(count: u16) -> SignedDuration {
    SignedDuration::from_hours(i64::from(count) * HOURS)
}

/// All signers of a country.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Plan {
    /// In the order in which they were made.
    pub signers: Vec<Period>,
}

impl Plan {
    /// Reads the file.
    pub(super) fn read(json: &[u8]) -> Result<Self> {
        let plan: Self = serde_json::from_slice(json)?;
        plan.to_signing()?;
        Ok(plan)
    }

    /// Takes in a new signer. Whoever would sign at the time when it begins stops then.
    ///
    /// # Errors
    /// A signer that is there already, or one whose certificate does not cover its time.
    pub(super) fn roll_over(&mut self, new: Period) -> Result<()> {
        let before = self.signers.iter_mut().filter(|it| it.from < new.from);
        for signer in before {
            signer.until = signer.until.min(new.from);
        }
        if self.signers.iter().any(|it| it.from == new.from) {
            bail!("a signer begins at that time already");
        }
        self.signers.push(new);
        self.to_signing().map(|_| ())
    }

    /// Takes a signer off, with everything that it signed. Says whether it was there.
    pub(super) fn revoke(&mut self, kid: &str) -> bool {
        let count = self.signers.len();
        self.signers.retain(|it| it.kid != kid);
        self.signers.len() < count
    }

    /// As the library holds it.
    ///
    /// # Errors
    /// A file that was changed so that it makes no sense any more.
    pub fn to_signing(&self) -> Result<SigningPlan> {
        let mut plan = SigningPlan::new();
        for signer in &self.signers {
            let added = signer.certificate().and_then(|certificate| {
                let period = SigningPeriod {
                    certificate,
                    from: signer.from,
                    until: signer.until,
                    last_expiry: Some(signer.last_expiry()?),
                };
                Ok(plan.add(period)?)
            });
            added.with_context(|| format!("signer {}", signer.kid))?;
        }
        Ok(plan)
    }
}

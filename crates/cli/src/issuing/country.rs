//! The folder of an issuing country.

use super::pem::{certificate, certificate_pem};
use super::plan::{Period, Plan, days};
use super::signer_key::AnyKey;
use crate::installation::{read_private, write_new};
use crate::outputs;
use crate::serve::outside::SystemRandom;
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::x509::{Certificate, Usage, Validity};
use std::fs;
use std::path::{Path, PathBuf};

const AUTHORITY: &str = "authority.pem";
const AUTHORITY_KEY: &str = "authority.key";
const SIGNERS: &str = "signers.json";

/// What a new authority is to be.
pub struct NewAuthority {
    /// Whose it is.
    pub names: Names,
    /// How it signs.
    pub algorithm: KeyAlgorithm,
    /// When its certificate is valid.
    pub validity: Validity,
}

/// What a new signer is to be.
pub struct NewSigner {
    /// What tells it from the others.
    pub name: String,
    /// What it may sign.
    pub usages: Vec<Usage>,
    /// When it begins to sign.
    pub from: Timestamp,
    /// When it stops.
    pub until: Timestamp,
    /// For how many days what it signs is valid at most.
    pub lasting: u16,
    /// Label of its key, where that is in a token.
    pub token_key: Option<String>,
}

/// The folder with what is public in it.
pub struct Country {
    folder: PathBuf,
    /// The authority's certificate.
    pub authority: Certificate,
    /// Its signers.
    pub plan: Plan,
}

impl Country {
    /// Makes the folder and an authority in it.
    ///
    /// # Errors
    /// An authority that is there already, or a name, a validity or a passphrase that is refused.
    pub fn create(folder: &Path, new: NewAuthority, passphrase: &str) -> Result<Self> {
        let key = IssuerKey::generate(new.algorithm, &SystemRandom)?;
        let sealed = key.seal(passphrase, &SystemRandom)?;
        let authority = Authority::create(new.names, key, new.validity, &SystemRandom)?;
        outputs::folder(folder)?;
        write_new(&folder.join(AUTHORITY_KEY), sealed.as_bytes())?;
        let pem = certificate_pem(authority.certificate());
        write_new(&folder.join(AUTHORITY), pem.as_bytes())?;
        let country = Self {
            folder: folder.to_owned(),
            authority: authority.certificate().clone(),
            plan: Plan::default(),
        };
        country.write_plan()?;
        Ok(country)
    }

    /// Opens the folder. No passphrase is needed for what is public.
    ///
    /// # Errors
    /// Files that are missing or were changed.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(AUTHORITY);
        let text = fs::read_to_string(&path).with_context(|| {
            format!(
                "cannot read {}; `khien keys authority` makes it",
                path.display()
            )
        })?;
        let authority = certificate(&text).with_context(|| path.display().to_string())?;
        let path = folder.join(SIGNERS);
        let json = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let plan = Plan::read(&json).with_context(|| path.display().to_string())?;
        Ok(Self {
            folder: folder.to_owned(),
            authority,
            plan,
        })
    }

    /// Opens the authority's key.
    fn certifier(&self, passphrase: &str) -> Result<Authority> {
        let path = self.folder.join(AUTHORITY_KEY);
        let key = IssuerKey::open(&read_private(&path)?, passphrase);
        let key = key.with_context(|| format!("cannot open {}", path.display()))?;
        Ok(Authority::of(self.authority.clone(), key)?)
    }

    /// Certifies a signer and takes it into the plan. A key that was made for it rests in the folder,
    /// under the same passphrase.
    ///
    /// # Errors
    /// A wrong passphrase, or times that the authority's certificate does not cover.
    pub fn certify(
        &mut self,
        new: NewSigner,
        key: &AnyKey,
        passphrase: &str,
        now: Timestamp,
    ) -> Result<Certificate> {
        let authority = self.certifier(passphrase)?;
        let names = Names {
            common_name: new.name.clone(),
            ..authority.names().clone()
        };
        // Until the last that it signs is over, and listed before it begins.
        let end = new.until.checked_add(days(new.lasting))?;
        let validity = Validity {
            not_before: now.min(new.from).max(self.authority.validity().not_before),
            not_after: end,
        };
        ensure!(
            validity.not_after <= self.authority.validity().not_after,
            "what the signer signs would outlive the authority: its certificate ends on {}",
            self.authority.validity().not_after
        );
        let terms = SignerTerms {
            validity,
            usages: &new.usages,
        };
        let made = authority.certify(&names, key.key().spki(), &terms, &SystemRandom)?;
        self.plan.roll_over(Period {
            kid: made.kid().to_string(),
            name: new.name,
            from: new.from,
            until: new.until,
            lasting_days: new.lasting,
            token_key: new.token_key,
            certificate: STANDARD.encode(made.as_der()),
        })?;
        self.keep(&made, key, passphrase)?;
        Ok(made)
    }

    /// Where the key of a signer rests, unless it is in a token.
    pub(super) fn signer_key(&self, kid: &str) -> PathBuf {
        self.folder.join(format!("signer-{kid}.key"))
    }

    /// The files of a new signer, and last the plan that names it.
    fn keep(&self, made: &Certificate, key: &AnyKey, passphrase: &str) -> Result<()> {
        if let AnyKey::File(key) = key {
            let sealed = key.seal(passphrase, &SystemRandom)?;
            write_new(&self.signer_key(&made.kid().to_string()), sealed.as_bytes())?;
        }
        let public = self.folder.join(format!("signer-{}.pem", made.kid()));
        write_new(&public, certificate_pem(made).as_bytes())?;
        self.write_plan()
    }

    /// Takes a signer off the list at once: everything that it signed is void.
    ///
    /// # Errors
    /// A signer that is not there.
    pub fn revoke(&mut self, kid: &str) -> Result<()> {
        ensure!(self.plan.revoke(kid), "there is no signer {kid}");
        self.write_plan()
    }

    fn write_plan(&self) -> Result<()> {
        let mut json = serde_json::to_vec_pretty(&self.plan)?;
        json.push(b'\n');
        outputs::write(&self.folder.join(SIGNERS), &json).map(|_| ())
    }
}

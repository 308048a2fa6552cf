//! The keys of signers: a folder with one file for each, encrypted under its holder's PIN.

use super::folder::write_new;
use crate::serve::outside::SystemRandom;
use anyhow::Result;
use aws_lc_rs::digest::{SHA256, digest};
use khien_certificate::cose::{MemorySigner, Signer};
use khien_certificate::issuer::{IssuerFault, IssuerKey, Names, X509Key as _, request};
use khien_certificate::keys::{KeyAlgorithm, KeyFault};
use khien_certificate::x509::{Certificate, Kid};
use khien_web::{KeyWork, SignerKeyFault, SignerKeys};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Name of the folder within that of an installation's keys.
const FOLDER: &str = "signers";
/// Bytes of a public key's hash in the name of a file.
const NAMED_BY: usize = 16;

/// A folder of signers' keys. Each account has a folder in it, each of its keys a file that is
/// called after the public key, for the certificate comes later.
#[derive(Clone, Debug)]
pub struct SignerFolder(PathBuf);

impl SignerFolder {
    /// Within the folder of an installation's keys. It is made with the first key.
    pub fn within(keys: &Path) -> Self {
        Self(keys.join(FOLDER))
    }

    /// Keeps a key for an account under a PIN.
    ///
    /// # Errors
    /// If the PIN is too short or the folder cannot be written.
    pub fn keep(&self, account: Uuid, key: &IssuerKey, pin: &str) -> Result<()> {
        let sealed = key.seal(pin, &SystemRandom)?;
        fs::create_dir_all(self.0.join(account.to_string()))?;
        write_new(&self.file(account, key.spki()), sealed.as_bytes())
    }

    fn file(&self, account: Uuid, spki: &[u8]) -> PathBuf {
        let hash = digest(&SHA256, spki);
        let mut name = String::new();
        for byte in hash.as_ref().iter().take(NAMED_BY) {
            // Writing to a String does not fail.
            let _ = write!(name, "{byte:02x}");
        }
        self.0.join(account.to_string()).join(name + ".key")
    }

    fn make(&self, account: Uuid, names: &Names, pin: &str) -> Result<Vec<u8>, SignerKeyFault> {
        let key = IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom).map_err(told)?;
        let request = request(names, &key, &[]).map_err(told)?;
        match self.keep(account, &key, pin) {
            Ok(()) => Ok(request),
            Err(error) => {
                if let Some(fault) = error.downcast_ref::<KeyFault>() {
                    return Err(told((*fault).into()));
                }
                tracing::error!(%error, "a signer's key cannot be written");
                Err(SignerKeyFault::Folder)
            }
        }
    }
}

impl SignerKeys for SignerFolder {
    fn holds(&self, account: Uuid, certificate: &Certificate) -> bool {
        self.file(account, certificate.spki()).is_file()
    }

    fn open<'a>(
        &'a self,
        account: Uuid,
        certificate: &'a Certificate,
        pin: &'a str,
    ) -> KeyWork<'a, Box<dyn Signer>> {
        let path = self.file(account, certificate.spki());
        let wanted = Wanted::of(certificate, pin);
        slowly(move || {
            let bytes = fs::read(path).map_err(|_| SignerKeyFault::NotHeld)?;
            wanted.opened(&bytes)
        })
    }

    fn open_file<'a>(
        &'a self,
        file: Zeroizing<Vec<u8>>,
        certificate: &'a Certificate,
        passphrase: &'a str,
    ) -> KeyWork<'a, Box<dyn Signer>> {
        let wanted = Wanted::of(certificate, passphrase);
        slowly(move || wanted.opened(&file))
    }

    fn create<'a>(&'a self, account: Uuid, names: Names, pin: &'a str) -> KeyWork<'a, Vec<u8>> {
        let (folder, pin) = (self.clone(), Zeroizing::new(pin.to_owned()));
        slowly(move || folder.make(account, &names, &pin))
    }
}

/// The key that a certificate wants, and what opens it.
struct Wanted {
    spki: Vec<u8>,
    kid: Kid,
    pin: Zeroizing<String>,
}

impl Wanted {
    fn of(certificate: &Certificate, pin: &str) -> Self {
        Self {
            spki: certificate.spki().to_vec(),
            kid: certificate.kid(),
            pin: Zeroizing::new(pin.to_owned()),
        }
    }

    fn opened(&self, file: &[u8]) -> Result<Box<dyn Signer>, SignerKeyFault> {
        let key = IssuerKey::open(file, &self.pin).map_err(told)?;
        if key.spki() != self.spki {
            return Err(SignerKeyFault::OtherKey);
        }
        let plain = key.to_pkcs8().map_err(|_| SignerKeyFault::File)?;
        let signer = MemorySigner::from_pkcs8(&plain, self.kid);
        let signer = signer.map_err(|_| SignerKeyFault::File)?;
        Ok(Box::new(signer))
    }
}

fn told(fault: IssuerFault) -> SignerKeyFault {
    match fault {
        IssuerFault::Key(KeyFault::WrongPassphrase) => SignerKeyFault::WrongPin,
        IssuerFault::Key(KeyFault::PassphraseTooShort) => SignerKeyFault::PinTooShort,
        IssuerFault::Names => SignerKeyFault::Names,
        IssuerFault::NoRandomBytes(_) | IssuerFault::Library => SignerKeyFault::Folder,
        _ => SignerKeyFault::File,
    }
}

/// Stretching a PIN takes a processor for a moment: other requests do not wait for it.
fn slowly<'a, T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SignerKeyFault> + Send + 'static,
) -> KeyWork<'a, T> {
    Box::pin(async {
        let done = tokio::task::spawn_blocking(work).await;
        done.unwrap_or(Err(SignerKeyFault::Folder))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::outside::TimeIds;
    use jiff::Timestamp;
    use khien_certificate::cose::VerifyingKey;
    use khien_certificate::issuer::{Authority, SignerTerms};
    use khien_certificate::x509::Validity;
    use khien_registry::NewIds as _;

    const PIN: &str = "mười hai con trâu";

    fn names() -> Names {
        Names {
            country: "VN".to_owned(),
            organisation: "Trạm Y tế".to_owned(),
            common_name: "Trưởng trạm".to_owned(),
        }
    }

    /// A certificate for a key.
    fn certified(key: &IssuerKey) -> Certificate {
        let validity = Validity {
            not_before: "2022-01-01T00:00:00Z".parse().unwrap(),
            not_after: "2023-01-01T00:00:00Z".parse().unwrap(),
        };
        let own = IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom).unwrap();
        let authority = Authority::create(names(), own, validity, &SystemRandom).unwrap();
        let terms = SignerTerms {
            validity,
            usages: &[],
        };
        let certificate = authority.certify(&names(), key.spki(), &terms, &SystemRandom);
        certificate.unwrap()
    }

    fn new_key() -> IssuerKey {
        IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom).unwrap()
    }

    #[tokio::test]
    async fn a_key_opens_with_its_pin_for_its_account_and_certificate_alone() {
        let folder = tempfile::tempdir().unwrap();
        let keys = SignerFolder::within(folder.path());
        let account = TimeIds.new_id(Timestamp::UNIX_EPOCH);
        let key = new_key();
        let certificate = certified(&key);
        assert!(!keys.holds(account, &certificate));
        keys.keep(account, &key, PIN).unwrap();
        assert!(keys.keep(account, &key, PIN).is_err(), "never twice");
        assert!(keys.holds(account, &certificate));
        assert!(!keys.holds(Uuid::nil(), &certificate));
        assert!(!keys.holds(account, &certified(&new_key())));

        let signer = keys.open(account, &certificate, PIN).await.unwrap();
        let signature = signer.sign("bản kê".as_bytes()).unwrap();
        let public = VerifyingKey::from_certificate(&certificate).unwrap();
        assert!(
            public
                .verify(public.algorithm(), "bản kê".as_bytes(), &signature)
                .is_ok()
        );
        let wrong = keys.open(account, &certificate, "mười ba con trâu").await;
        assert_eq!(wrong.err(), Some(SignerKeyFault::WrongPin));
        let nobodys = keys.open(Uuid::nil(), &certificate, PIN).await;
        assert_eq!(nobodys.err(), Some(SignerKeyFault::NotHeld));
    }

    #[tokio::test]
    async fn a_key_that_is_made_here_stays_and_its_request_goes_out() {
        let folder = tempfile::tempdir().unwrap();
        let keys = SignerFolder::within(folder.path());
        let account = Uuid::nil();
        let short = keys.create(account, names(), "1234").await;
        assert_eq!(short.err(), Some(SignerKeyFault::PinTooShort));
        let request = keys.create(account, names(), PIN).await.unwrap();
        assert_eq!(request.first(), Some(&0x30));
        let files = fs::read_dir(folder.path().join(FOLDER).join(account.to_string()));
        let files: Vec<_> = files.unwrap().collect();
        assert_eq!(files.len(), 1);
        let text = fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
        assert!(text.starts_with("khien-key 1\n"));
    }

    #[tokio::test]
    async fn a_file_that_was_brought_opens_for_its_certificate() {
        let folder = tempfile::tempdir().unwrap();
        let keys = SignerFolder::within(folder.path());
        let key = new_key();
        let file = || Zeroizing::new(key.seal(PIN, &SystemRandom).unwrap().as_bytes().to_vec());
        let certificate = certified(&key);
        assert!(keys.open_file(file(), &certificate, PIN).await.is_ok());
        let other = certified(&new_key());
        let other = keys.open_file(file(), &other, PIN).await;
        assert_eq!(other.err(), Some(SignerKeyFault::OtherKey));
        let garbage = Zeroizing::new(b"PK".to_vec());
        let garbage = keys.open_file(garbage, &certificate, PIN).await;
        assert_eq!(garbage.err(), Some(SignerKeyFault::File));
        assert!(
            fs::read_dir(folder.path()).unwrap().next().is_none(),
            "nothing is kept"
        );
    }
}

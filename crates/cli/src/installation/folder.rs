//! Making and opening the folder of keys.

use crate::serve::outside::{SystemRandom, fill};
use anyhow::{Context, Result, bail};
use khien_certificate::keys::{KeyFile, PublicKey, SigningKey};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use zeroize::Zeroizing;

pub use khien_certificate::keys::SHORTEST_PASSPHRASE;

const INSTALLATION: &str = "installation.key";
const AUDIT: &str = "audit.key";
const AUDIT_PUBLIC: &str = "audit.pub.pem";

/// The keys, open.
pub struct Keys {
    /// 32 bytes from which those of pages and database are derived.
    pub installation: Zeroizing<[u8; 32]>,
    /// Signs the chain of the audit.
    pub audit: SigningKey,
}

/// Makes the folder and its keys. Nothing that is there already is touched.
///
/// # Errors
/// If a key is there, the passphrase is too short, or the folder cannot be written.
pub fn create(folder: &Path, passphrase: &str) -> Result<PublicKey> {
    let audit = KeyFile::create(passphrase, &SystemRandom).context("cannot make the audit key")?;
    let public = KeyFile::public(audit.as_bytes())?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut installation = Zeroizing::new([0; 32]);
    fill(&mut *installation);
    write_new(&folder.join(INSTALLATION), &*installation)?;
    write_new(&folder.join(AUDIT), audit.as_bytes())?;
    write_new(&folder.join(AUDIT_PUBLIC), public.to_pem().as_bytes())?;
    Ok(public)
}

/// Opens the keys of a folder.
///
/// # Errors
/// If a file is missing, not ours, readable by others, or the passphrase is wrong.
pub fn open(folder: &Path, passphrase: &str) -> Result<Keys> {
    let bytes = Zeroizing::new(read(&folder.join(INSTALLATION))?);
    let mut installation = Zeroizing::new([0; 32]);
    if bytes.len() != installation.len() {
        bail!(
            "{} is not 32 bytes long",
            folder.join(INSTALLATION).display()
        );
    }
    installation.copy_from_slice(&bytes);
    let path = folder.join(AUDIT);
    let audit = KeyFile::open(&read(&path)?, passphrase)
        .with_context(|| format!("cannot open {}", path.display()))?;
    Ok(Keys {
        installation,
        audit,
    })
}

/// The public key of the audit, from a folder of keys or a PEM file.
///
/// # Errors
/// If there is none.
pub fn public_key(path: &Path) -> Result<PublicKey> {
    let file = if path.is_dir() {
        path.join(AUDIT_PUBLIC)
    } else {
        path.to_owned()
    };
    let text =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    PublicKey::from_pem(&text).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes a file that only the service can read, unless one of that name is there.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} is there already and is not overwritten", path.display())
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    };
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("cannot write {}", path.display()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    if !path.exists() {
        bail!(
            "cannot read {}; `khien keys create` makes the keys of an installation",
            path.display()
        );
    }
    read_private(path)
}

/// Reads a file that nobody else may read.
pub(crate) fn read_private(path: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path)?.permissions().mode();
        if mode & 0o077 != 0 {
            bail!(
                "others may read {}: take the right away (chmod 600) before it is used",
                path.display()
            );
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSPHRASE: &str = "twelve buffaloes";

    #[test]
    fn keys_are_made_once_and_open_again() {
        let folder = tempfile::tempdir().unwrap();
        let public = create(folder.path(), PASSPHRASE).unwrap();
        assert!(create(folder.path(), PASSPHRASE).is_err(), "never twice");
        let keys = open(folder.path(), PASSPHRASE).unwrap();
        assert_ne!(*keys.installation, [0; 32]);
        assert_eq!(keys.audit.key_id(), public.key_id());
        assert_eq!(public_key(folder.path()).unwrap().key_id(), public.key_id());
        assert!(open(folder.path(), "thirteen buffaloes").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn keys_that_others_may_read_are_not_used() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), PASSPHRASE).unwrap();
        let path = folder.path().join(INSTALLATION);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let told = open(folder.path(), PASSPHRASE).err().unwrap().to_string();
        assert!(told.contains("chmod 600"), "{told}");
    }
}

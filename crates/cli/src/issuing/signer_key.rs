//! The key of a signer: in a file or in a token.

use super::args::TokenKey as TokenArgs;
use super::secret::pin;
use crate::installation::{read_private, write_new};
use crate::serve::outside::SystemRandom;
use anyhow::{Context, Result};
use khien_certificate::issuer::{IssuerKey, X509Key};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::pkcs11::{Token, TokenKey};
use std::num::NonZeroUsize;
use std::path::Path;

/// A key, wherever it is.
pub enum AnyKey {
    /// In memory, from a file or new.
    File(IssuerKey),
    /// In a token, which it never leaves.
    Token(TokenKey),
}

impl AnyKey {
    /// What signs requests with it.
    pub fn key(&self) -> &dyn X509Key {
        match self {
            Self::File(key) => key,
            Self::Token(key) => key,
        }
    }
}

/// The key of a file; made if the file is absent.
///
/// # Errors
/// A file that is not ours, readable by others, or a wrong passphrase.
pub fn of_file(path: &Path, algorithm: KeyAlgorithm, passphrase: &str) -> Result<AnyKey> {
    if path.exists() {
        let bytes = read_private(path)?;
        let key = IssuerKey::open(&bytes, passphrase);
        let key = key.with_context(|| format!("cannot open {}", path.display()))?;
        return Ok(AnyKey::File(key));
    }
    let key = IssuerKey::generate(algorithm, &SystemRandom)?;
    let sealed = key.seal(passphrase, &SystemRandom)?;
    write_new(path, sealed.as_bytes())?;
    Ok(AnyKey::File(key))
}

/// The key of a token; made there if that was asked for.
///
/// # Errors
/// The module, the token, the PIN or the key.
pub fn of_token(args: &TokenArgs, algorithm: KeyAlgorithm) -> Result<AnyKey> {
    let pin = pin(args.pin_file.as_deref())?;
    let token = Token::open(&args.module, &args.token, pin, NonZeroUsize::MIN)?;
    let key = if args.new_key {
        token.generate(algorithm, &args.label)?
    } else {
        token.key(&args.label)?
    };
    Ok(AnyKey::Token(key))
}

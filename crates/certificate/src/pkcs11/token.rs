//! A token and its keys.

use std::fmt;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use cryptoki::context::Pkcs11;
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use cryptoki::types::{AuthPin, Ulong};

use super::fault::TokenFault;
use super::key::TokenKey;
use super::pool::{Age, Pool, set_up};
use super::signer::TokenSigner;
use crate::keys::KeyAlgorithm;
use crate::x509::Certificate;

/// The object identifier of the curve P-256 in DER.
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const RSA_BITS: Ulong = Ulong::new(2048);
const RSA_EXPONENT: [u8; 3] = [1, 0, 1];

/// The PIN of a token, wiped when dropped.
#[derive(Clone)]
pub struct Pin(AuthPin);

impl Pin {
    /// The PIN that somebody typed.
    pub fn new(pin: String) -> Self {
        Self(AuthPin::new(pin.into_boxed_str()))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

/// A token that was opened, shared by all signers that use its keys.
#[derive(Clone)]
pub struct Token {
    pool: Arc<Pool>,
    label: String,
}

impl Token {
    /// Loads the module's library and opens the token of a label with so many sessions. Further
    /// signatures at the same time wait.
    ///
    /// # Errors
    /// [`TokenFault`]: library, token, PIN or sessions.
    pub fn open(
        library: &Path,
        label: &str,
        pin: Pin,
        sessions: NonZeroUsize,
    ) -> Result<Self, TokenFault> {
        let context = Pkcs11::new(library).map_err(|_| TokenFault::Library)?;
        // Such libraries leave handlers behind that run when the program ends: it must not be unloaded
        // before, so one reference is kept for good.
        std::mem::forget(context.clone());
        set_up(&context)?;
        let pool = Pool::open(context, label, pin.0, sessions.get())?;
        Ok(Self {
            pool: Arc::new(pool),
            label: label.to_owned(),
        })
    }

    /// Makes a key that never leaves the token.
    ///
    /// # Errors
    /// [`TokenFault::KeyKnown`] or [`TokenFault::Refused`].
    pub fn generate(&self, algorithm: KeyAlgorithm, label: &str) -> Result<TokenKey, TokenFault> {
        let made = self.pool.with(|session, _| {
            match find(session, ObjectClass::PRIVATE_KEY, label) {
                Err(TokenFault::NoKey) => {}
                Ok(_) | Err(TokenFault::SeveralKeys) => return Err(TokenFault::KeyKnown),
                Err(fault) => return Err(fault),
            }
            let (mechanism, mut public) = match algorithm {
                KeyAlgorithm::P256 => (
                    Mechanism::EccKeyPairGen,
                    vec![Attribute::EcParams(P256.to_vec())],
                ),
                KeyAlgorithm::Rsa => (
                    Mechanism::RsaPkcsKeyPairGen,
                    vec![
                        Attribute::ModulusBits(RSA_BITS),
                        Attribute::PublicExponent(RSA_EXPONENT.to_vec()),
                    ],
                ),
            };
            let named = [
                Attribute::Token(true),
                Attribute::Label(label.as_bytes().to_vec()),
                Attribute::Id(label.as_bytes().to_vec()),
            ];
            public.extend([Attribute::Private(false), Attribute::Verify(true)]);
            public.extend(named.clone());
            let mut private = vec![
                Attribute::Private(true),
                Attribute::Sensitive(true),
                Attribute::Extractable(false),
                Attribute::Sign(true),
            ];
            private.extend(named);
            let made = session.generate_key_pair(&mechanism, &public, &private);
            made.map(|_| ()).map_err(|_| TokenFault::Refused)
        });
        made?;
        self.key(label)
    }

    /// A key of the token, to ask for a certificate with.
    ///
    /// # Errors
    /// [`TokenFault::NoKey`], [`TokenFault::SeveralKeys`], [`TokenFault::KeyKind`] or
    /// [`TokenFault::Refused`], the last also where the token does not show the public key.
    pub fn key(&self, label: &str) -> Result<TokenKey, TokenFault> {
        TokenKey::find(&self.pool, label)
    }

    /// A key of the token, to sign health certificates with.
    ///
    /// # Errors
    /// [`TokenFault::OtherKey`] where a signature of the key does not fit the certificate; else as
    /// [`Token::key`].
    pub fn signer(
        &self,
        label: &str,
        certificate: &Certificate,
    ) -> Result<TokenSigner, TokenFault> {
        TokenSigner::open(&self.pool, label, certificate)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({})", self.label)
    }
}

/// A private key of the token under its present handle.
pub(super) struct PrivateObject {
    label: String,
    current: RwLock<ObjectHandle>,
}

impl PrivateObject {
    /// Finds the key of a label and of that kind. The kind is asked before anything is signed, since
    /// modules in the field crash when they are asked for a signature that is none of the key's.
    pub(super) fn find(
        pool: &Pool,
        label: &str,
        kind: Option<KeyType>,
    ) -> Result<Self, TokenFault> {
        let found = pool.with(|session, _| {
            let found = find(session, ObjectClass::PRIVATE_KEY, label)?;
            let own = session.get_attributes(found, &[AttributeType::KeyType]);
            let own = own.map_err(|_| TokenFault::Refused)?;
            let is_wanted = |kind| own == [Attribute::KeyType(kind)];
            if kind.is_none_or(is_wanted) {
                Ok(found)
            } else {
                Err(TokenFault::OtherKey)
            }
        })?;
        Ok(Self {
            label: label.to_owned(),
            current: RwLock::new(found),
        })
    }

    pub(super) fn of(&self, session: &Session, age: Age) -> Result<ObjectHandle, TokenFault> {
        if age == Age::Used {
            return Ok(*self.current.read().unwrap_or_else(PoisonError::into_inner));
        }
        let found = find(session, ObjectClass::PRIVATE_KEY, &self.label)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = found;
        Ok(found)
    }
}

/// The one object of that class and label.
pub(super) fn find(
    session: &Session,
    class: ObjectClass,
    label: &str,
) -> Result<ObjectHandle, TokenFault> {
    let wanted = [
        Attribute::Class(class),
        Attribute::Label(label.as_bytes().to_vec()),
    ];
    let found = session.find_objects(&wanted);
    match found.map_err(|_| TokenFault::NoSession)?.as_slice() {
        [] => Err(TokenFault::NoKey),
        [one] => Ok(*one),
        _ => Err(TokenFault::SeveralKeys),
    }
}

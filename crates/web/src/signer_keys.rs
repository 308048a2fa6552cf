//! Where the keys of signers rest on the server: each encrypted under the PIN of its holder.
//!
//! The pages ask; whoever serves them keeps the files. A key is open for one act only, and its PIN
//! is never kept.

use std::pin::Pin;

use khien_certificate::cose::Signer;
use khien_certificate::issuer::Names;
use khien_certificate::x509::Certificate;
use uuid::Uuid;
use zeroize::Zeroizing;

/// An answer that takes a while: opening a key is slow on purpose.
pub type KeyWork<'a, T> = Pin<Box<dyn Future<Output = Result<T, SignerKeyFault>> + Send + 'a>>;

/// Why a key was not opened or made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignerKeyFault {
    /// No key that belongs to the certificate is held for the account.
    #[error("no such key is held")]
    NotHeld,
    /// The PIN is not that of the key.
    #[error("the PIN is wrong")]
    WrongPin,
    /// A new PIN is too short.
    #[error("the PIN is too short")]
    PinTooShort,
    /// The file is no key file, or a damaged one.
    #[error("the key file cannot be read")]
    File,
    /// The key is not the certificate's.
    #[error("the key is not that of the certificate")]
    OtherKey,
    /// The holder's names cannot stand in a request.
    #[error("the names cannot stand in a request")]
    Names,
    /// The folder of keys cannot be read or written.
    #[error("the folder of keys failed")]
    Folder,
}

/// Keeps signers' keys. Nothing of a key but its signatures leaves it.
pub trait SignerKeys: Send + Sync {
    /// Whether the key of a certificate is held for an account.
    fn holds(&self, account: Uuid, certificate: &Certificate) -> bool;

    /// Opens a key that is held.
    fn open<'a>(
        &'a self,
        account: Uuid,
        certificate: &'a Certificate,
        pin: &'a str,
    ) -> KeyWork<'a, Box<dyn Signer>>;

    /// Opens a key file that its holder brought; it is not kept.
    fn open_file<'a>(
        &'a self,
        file: Zeroizing<Vec<u8>>,
        certificate: &'a Certificate,
        passphrase: &'a str,
    ) -> KeyWork<'a, Box<dyn Signer>>;

    /// Makes a key for an account and keeps it under a PIN; gives the request for its certificate,
    /// PKCS #10 in DER.
    fn create<'a>(&'a self, account: Uuid, names: Names, pin: &'a str) -> KeyWork<'a, Vec<u8>>;
}

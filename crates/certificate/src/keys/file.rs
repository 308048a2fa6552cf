//! A private key at rest: a text file that is useless without its passphrase.
//!
//! The form, version 1, every line ended by one line feed:
//!
//! ```text
//! khien-key 1
//! algorithm: ecdsa-p256-sha256 | rsa-sha256
//! key-id: <16 hexadecimal digits>
//! public-key: <SubjectPublicKeyInfo, Base64>
//! derivation: argon2id
//! memory-kib: 65536
//! passes: 3
//! lanes: 1
//! salt: <32 hexadecimal digits>
//! cipher: aes-256-gcm
//! nonce: <24 hexadecimal digits>
//! private-key: <PKCS#8, encrypted, with its tag; Base64>
//! checksum: <SHA-256 of all lines above, hexadecimal>
//! ```
//!
//! The encryption authenticates every line above `private-key` as well. The checksum, which anybody
//! can compute, protects against nobody: it tells a damaged file from a wrong passphrase, and
//! does so before the slow derivation begins.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::fault::KeyFault;
use super::header::{Body, Header, KeyAlgorithm, read_body, sealed_line};
use super::id::to_hex;
use super::public::PublicKey;
use super::random::{RandomBytes, draw};
use super::signing::SigningKey;
use super::stretch::{Cost, long_enough, stretch};

const MAGIC: &str = "khien-key ";
const FIRST_LINE: &str = "khien-key 1\n";
const CHECKSUM: &str = "checksum: ";
/// Some 600 bytes are usual. Longer files are not searched for lines.
const LONGEST: usize = 16 * 1024;

/// The text of a key file, to be written by the caller where only the service can read it.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyFile(String);

/// A private key on its way into a file or out of it.
pub(crate) struct PlainKey {
    pub(crate) algorithm: KeyAlgorithm,
    /// `SubjectPublicKeyInfo` in DER.
    pub(crate) spki: Vec<u8>,
    pub(crate) pkcs8: Zeroizing<Vec<u8>>,
}

impl KeyFile {
    /// Makes a new key and encrypts it.
    ///
    /// # Errors
    /// [`KeyFault::PassphraseTooShort`], or [`KeyFault::NoRandomBytes`].
    pub fn create(passphrase: &str, random: &dyn RandomBytes) -> Result<Self, KeyFault> {
        long_enough(passphrase)?;
        Self::seal(&SigningKey::generate(random)?, passphrase, random)
    }

    /// Encrypts a key that is already there, for instance under a new passphrase.
    ///
    /// # Errors
    /// [`KeyFault::PassphraseTooShort`], or [`KeyFault::NoRandomBytes`].
    pub fn seal(
        key: &SigningKey,
        passphrase: &str,
        random: &dyn RandomBytes,
    ) -> Result<Self, KeyFault> {
        let plain = PlainKey {
            algorithm: KeyAlgorithm::P256,
            spki: key.public().as_spki().to_vec(),
            pkcs8: key.to_pkcs8()?,
        };
        Self::seal_plain(plain, passphrase, random)
    }

    pub(crate) fn seal_plain(
        key: PlainKey,
        passphrase: &str,
        random: &dyn RandomBytes,
    ) -> Result<Self, KeyFault> {
        long_enough(passphrase)?;
        let header = Header {
            cost: Cost::NEW,
            salt: draw(random)?,
            nonce: draw(random)?,
            algorithm: key.algorithm,
            spki: key.spki,
        };
        let text = format!("{FIRST_LINE}{}", header.to_text());
        let mut sealed = key.pkcs8;
        // Room for the tag: a growing buffer would leave the plain key behind.
        let mut room = Zeroizing::new(Vec::with_capacity(sealed.len() + AES_256_GCM.tag_len()));
        room.append(&mut sealed);
        cipher(&header, passphrase)?
            .seal_in_place_append_tag(nonce(&header), Aad::from(text.as_bytes()), &mut *room)
            .map_err(|_| KeyFault::Library)?;
        Ok(Self(with_checksum(text + &sealed_line(&room))))
    }

    /// What is to be written to the file.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Decrypts the key of a file.
    ///
    /// # Errors
    /// [`KeyFault`] says whether the file is not one of ours, of another version, cut off, changed or
    /// made too cheaply, or whether the passphrase is wrong.
    pub fn open(bytes: &[u8], passphrase: &str) -> Result<SigningKey, KeyFault> {
        if read_body(checked(bytes)?)?.header.algorithm != KeyAlgorithm::P256 {
            return Err(KeyFault::OtherAlgorithm);
        }
        let plain = Self::open_plain(bytes, passphrase)?;
        let key = SigningKey::from_pkcs8(&plain.pkcs8)?;
        if key.public().as_spki() != plain.spki {
            return Err(KeyFault::Malformed);
        }
        Ok(key)
    }

    /// Whether key and public key belong together is for the caller to see.
    pub(crate) fn open_plain(bytes: &[u8], passphrase: &str) -> Result<PlainKey, KeyFault> {
        let text = checked(bytes)?;
        let Body {
            header,
            header_text,
            sealed,
        } = read_body(text)?;
        let clear_text = format!("{FIRST_LINE}{header_text}");
        let mut sealed = Zeroizing::new(sealed);
        let der = cipher(&header, passphrase)?
            .open_in_place(
                nonce(&header),
                Aad::from(clear_text.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| KeyFault::WrongPassphrase)?;
        Ok(PlainKey {
            algorithm: header.algorithm,
            spki: header.spki,
            pkcs8: Zeroizing::new(der.to_vec()),
        })
    }

    /// Reads the public key of a file, for which no passphrase is needed.
    ///
    /// Whoever can write the file can also put another public key into it; only [`KeyFile::open`]
    /// proves that the two belong together.
    ///
    /// # Errors
    /// As [`KeyFile::open`], but for the passphrase.
    pub fn public(bytes: &[u8]) -> Result<PublicKey, KeyFault> {
        let header = read_body(checked(bytes)?)?.header;
        match header.algorithm {
            KeyAlgorithm::P256 => {
                PublicKey::from_spki(&header.spki).map_err(|_| KeyFault::Malformed)
            }
            KeyAlgorithm::Rsa => Err(KeyFault::OtherAlgorithm),
        }
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyFile")
    }
}

fn nonce(header: &Header) -> Nonce {
    Nonce::assume_unique_for_key(header.nonce)
}

fn cipher(header: &Header, passphrase: &str) -> Result<LessSafeKey, KeyFault> {
    let key = stretch(passphrase, &header.salt, header.cost)?;
    UnboundKey::new(&AES_256_GCM, key.as_ref())
        .map(LessSafeKey::new)
        .map_err(|_| KeyFault::Library)
}

pub(super) fn with_checksum(text: String) -> String {
    let sum = to_hex(digest(&SHA256, text.as_bytes()).as_ref());
    text + CHECKSUM + &sum + "\n"
}

/// The lines between the first and the checksum, if the file is whole.
fn checked(bytes: &[u8]) -> Result<&str, KeyFault> {
    let first = match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => bytes.get(..end).unwrap_or(bytes),
        None if is_cut_first_line(bytes) => return Err(KeyFault::Truncated),
        None => return Err(KeyFault::NotAKeyFile),
    };
    let version = first
        .strip_prefix(MAGIC.as_bytes())
        .and_then(|version| std::str::from_utf8(version).ok()?.parse().ok())
        .ok_or(KeyFault::NotAKeyFile)?;
    if version != 1 {
        return Err(KeyFault::OtherVersion(version));
    }
    if bytes.len() > LONGEST {
        return Err(KeyFault::Changed);
    }
    let before = bytes.strip_suffix(b"\n").ok_or(KeyFault::Truncated)?;
    let last = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let (lines, checksum) = bytes.split_at(last);
    if !checksum.starts_with(CHECKSUM.as_bytes()) {
        return Err(KeyFault::Truncated);
    }
    let lines = std::str::from_utf8(lines).map_err(|_| KeyFault::Changed)?;
    if with_checksum(lines.to_owned()).as_bytes() != bytes {
        return Err(KeyFault::Changed);
    }
    lines.strip_prefix(FIRST_LINE).ok_or(KeyFault::Malformed)
}

/// Whether these are the first bytes of some key file and no more.
fn is_cut_first_line(bytes: &[u8]) -> bool {
    let shared = bytes.len().min(MAGIC.len());
    !bytes.is_empty()
        && bytes.len() <= FIRST_LINE.len()
        && bytes.get(..shared) == MAGIC.as_bytes().get(..shared)
}

//! The lines of a key file, written and read. Nothing secret happens here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fault::KeyFault;
use super::id::{KeyId, from_hex, to_hex};
use super::stretch::Cost;

const CIPHER: &str = "aes-256-gcm";
const DERIVATION: &str = "argon2id";

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// ECDSA on the curve P-256 with SHA-256.
    P256,
    /// RSA with SHA-256: PSS for health certificates, PKCS #1 for X.509.
    Rsa,
}

impl KeyAlgorithm {
    const fn name(self) -> &'static str {
        match self {
            Self::P256 => "ecdsa-p256-sha256",
            Self::Rsa => "rsa-sha256",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        [Self::P256, Self::Rsa]
            .into_iter()
            .find(|it| it.name() == name)
    }
}

/// What a key file says in the clear, all of it authenticated by the encryption.
pub(super) struct Header {
    pub(super) cost: Cost,
    pub(super) salt: [u8; 16],
    pub(super) nonce: [u8; 12],
    pub(super) algorithm: KeyAlgorithm,
    /// `SubjectPublicKeyInfo` in DER.
    pub(super) spki: Vec<u8>,
}

/// A header, the text it was read from, and the encrypted private key.
pub(super) struct Body<'a> {
    pub(super) header: Header,
    pub(super) header_text: &'a str,
    pub(super) sealed: Vec<u8>,
}

impl Header {
    /// The lines between the first one and the private key.
    pub(super) fn to_text(&self) -> String {
        format!(
            "algorithm: {}\nkey-id: {}\npublic-key: {}\nderivation: {DERIVATION}\n\
             memory-kib: {}\npasses: {}\nlanes: {}\nsalt: {}\ncipher: {CIPHER}\nnonce: {}\n",
            self.algorithm.name(),
            KeyId::of_spki(&self.spki),
            STANDARD.encode(&self.spki),
            self.cost.memory_kib,
            self.cost.passes,
            self.cost.lanes,
            to_hex(&self.salt),
            to_hex(&self.nonce),
        )
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let algorithm = KeyAlgorithm::of_name(field(&mut lines, "algorithm")?)?;
        let id = field(&mut lines, "key-id")?;
        let spki = STANDARD.decode(field(&mut lines, "public-key")?).ok()?;
        (KeyId::of_spki(&spki).to_string() == id).then_some(())?;
        (field(&mut lines, "derivation")? == DERIVATION).then_some(())?;
        let cost = Cost {
            memory_kib: field(&mut lines, "memory-kib")?.parse().ok()?,
            passes: field(&mut lines, "passes")?.parse().ok()?,
            lanes: field(&mut lines, "lanes")?.parse().ok()?,
        };
        let salt = from_hex(field(&mut lines, "salt")?)?;
        (field(&mut lines, "cipher")? == CIPHER).then_some(())?;
        let nonce = from_hex(field(&mut lines, "nonce")?)?;
        lines.next().is_none().then_some(Self {
            cost,
            salt,
            nonce,
            algorithm,
            spki,
        })
    }
}

/// The line of the encrypted private key.
pub(super) fn sealed_line(sealed: &[u8]) -> String {
    format!("private-key: {}\n", STANDARD.encode(sealed))
}

/// Reads what stands between the first line and the checksum.
pub(super) fn read_body(text: &str) -> Result<Body<'_>, KeyFault> {
    let at = text.find("private-key: ").ok_or(KeyFault::Malformed)?;
    let (header_text, mut rest) = text.split_at(at);
    rest = rest.strip_suffix('\n').unwrap_or(rest);
    let mut lines = rest.lines();
    let sealed = field(&mut lines, "private-key")
        .and_then(|value| STANDARD.decode(value).ok())
        .filter(|_| lines.next().is_none())
        .ok_or(KeyFault::Malformed)?;
    let header = Header::read(header_text).ok_or(KeyFault::Malformed)?;
    header.cost.accepted()?;
    Ok(Body {
        header,
        header_text,
        sealed,
    })
}

/// The value of the next line, which must have this name.
fn field<'a>(lines: &mut std::str::Lines<'a>, name: &str) -> Option<&'a str> {
    lines.next()?.strip_prefix(name)?.strip_prefix(": ")
}

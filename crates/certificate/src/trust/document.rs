//! A fetched document at rest: its bytes with where they came from and when, signed.
//!
//! The form, version 1, head lines ended by one line feed, then the body as it was fetched:
//!
//! ```text
//! khien-document 1
//! kind: gdhcn-did
//! source: https://…/did.json
//! fetched: 2026-11-22T08:00:00Z
//! length: 398254
//! key-id: <16 hexadecimal digits>
//! signature: <r and s, Base64, over all lines above and the body>
//! <body>
//! ```

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};

use super::fault::DocumentFault;
use crate::clock;
use crate::keys::{KeyId, PublicKey, Signature, SigningKey};

const MAGIC: &str = "khien-document ";
const FIRST_LINE: &str = "khien-document 1\n";
const SIGNATURE: &str = "signature: ";
/// Characters of a line's value.
const LONGEST_LINE: usize = 300;

/// What is known of a document besides its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// What it is: the reader's name, such as `gdhcn-did` or `revocation-index`.
    pub kind: String,
    /// Where it came from.
    pub source: String,
    /// When it was fetched.
    pub fetched: Timestamp,
}

/// A document whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedDocument {
    stamp: Stamp,
    key_id: KeyId,
    body: Vec<u8>,
}

impl Stamp {
    fn check(&self) -> Result<(), DocumentFault> {
        let fits = |line: &str| {
            !line.is_empty() && line.len() <= LONGEST_LINE && !line.contains(char::is_control)
        };
        if fits(&self.kind) && fits(&self.source) {
            Ok(())
        } else {
            Err(DocumentFault::Line)
        }
    }
}

impl SignedDocument {
    /// Signs a document that was fetched and found good. The result is to be written as it is.
    ///
    /// # Errors
    /// [`DocumentFault::Line`] or [`DocumentFault::NotSigned`].
    pub fn seal(stamp: &Stamp, body: &[u8], key: &SigningKey) -> Result<Vec<u8>, DocumentFault> {
        stamp.check()?;
        let head = format!(
            "{FIRST_LINE}kind: {}\nsource: {}\nfetched: {}\nlength: {}\nkey-id: {}\n",
            stamp.kind,
            stamp.source,
            stamp.fetched,
            body.len(),
            key.key_id(),
        );
        let signed = [head.as_bytes(), body].concat();
        let signature = key.sign(&signed).map_err(|_| DocumentFault::NotSigned)?;
        let line = format!("{SIGNATURE}{}\n", STANDARD.encode(signature.as_bytes()));
        Ok([head.as_bytes(), line.as_bytes(), body].concat())
    }

    /// Reads a document of this kind, signed by one of these keys.
    ///
    /// # Errors
    /// [`DocumentFault`]. Nothing of the body is looked at before the signature fits.
    pub fn open(bytes: &[u8], kind: &str, keys: &[PublicKey]) -> Result<Self, DocumentFault> {
        let (head, after) = split_head(bytes)?;
        let (line, body) = split_line(after).ok_or(DocumentFault::Malformed)?;
        let (stamp, length, key_id) = read_head(head).ok_or(DocumentFault::Malformed)?;
        stamp.check()?;
        if length != body.len() {
            return Err(DocumentFault::Length);
        }
        let signature = line
            .strip_prefix(SIGNATURE)
            .and_then(|text| STANDARD.decode(text).ok())
            .ok_or(DocumentFault::Malformed)?;
        let signature = Signature::try_from(signature.as_slice());
        let signature = signature.map_err(|_| DocumentFault::Malformed)?;
        let key = keys.iter().find(|key| key.key_id() == key_id);
        key.ok_or(DocumentFault::UnknownKey)?
            .verify(&[head.as_bytes(), body].concat(), &signature)
            .map_err(|_| DocumentFault::Signature)?;
        if stamp.kind != kind {
            return Err(DocumentFault::OtherKind);
        }
        Ok(Self {
            stamp,
            key_id,
            body: body.to_vec(),
        })
    }

    /// The document as it was fetched.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What is known of it besides.
    pub const fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Who vouches for it.
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// How old it is, to be shown beside every answer that rests on it.
    pub fn age(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.stamp.fetched)
    }

    /// Whether it seems to be fetched in the future: then the clock is wrong, here or there, and no
    /// answer about validity can be trusted.
    pub fn shows_a_wrong_clock(&self, now: Timestamp) -> bool {
        clock::is_behind(now, self.stamp.fetched)
    }
}

/// The lines above the signature, and what follows them.
fn split_head(bytes: &[u8]) -> Result<(&str, &[u8]), DocumentFault> {
    let (first, _) = split_line(bytes).ok_or(DocumentFault::NotADocument)?;
    if !first.starts_with(MAGIC) {
        return Err(DocumentFault::NotADocument);
    }
    if first != FIRST_LINE.trim_end() {
        return Err(DocumentFault::OtherVersion);
    }
    let mut at = 0;
    for _ in 0..6 {
        let rest = bytes.get(at..).unwrap_or_default();
        let (line, _) = split_line(rest).ok_or(DocumentFault::Malformed)?;
        at += line.len() + 1;
    }
    let (head, after) = bytes.split_at_checked(at).ok_or(DocumentFault::Malformed)?;
    let head = std::str::from_utf8(head).map_err(|_| DocumentFault::Malformed)?;
    Ok((head, after))
}

/// The first line without its end, and what follows it. Lines of ours are short.
fn split_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let near = bytes.get(..bytes.len().min(2 * LONGEST_LINE))?;
    let end = near.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

fn read_head(head: &str) -> Option<(Stamp, usize, KeyId)> {
    let mut lines = head.lines().skip(1);
    let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(": ");
    let stamp = Stamp {
        kind: field("kind")?.to_owned(),
        source: field("source")?.to_owned(),
        fetched: field("fetched")?.parse().ok()?,
    };
    let length = field("length")?.parse().ok()?;
    Some((stamp, length, field("key-id")?.parse().ok()?))
}

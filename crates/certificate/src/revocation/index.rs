//! The index: which slices there are, which of them a certificate is looked up in, until when.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::batch::{read_kid, write_kid};
use super::fault::RevocationFault;
use super::hash::{HashType, RevocationHash};
use crate::keys::{from_hex, to_hex};

const FORMAT: &str = "khien-revocation-index";
const VERSION: u32 = 1;
/// Bytes of an index in JSON: 65,536 slices have some 15 MB.
const LONGEST: usize = 32 * 1024 * 1024;

/// How many leading bytes of a hash choose its slice (modes of the EU's distribution).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Mode {
    /// None: all hashes of the list lie together.
    Point,
    /// One: up to 256 slices.
    Vector,
    /// Two: up to 65,536 slices.
    Coordinate,
}

impl Mode {
    /// The number of leading bytes.
    pub const fn depth(self) -> usize {
        match self {
            Self::Point => 0,
            Self::Vector => 1,
            Self::Coordinate => 2,
        }
    }

    /// The leading bytes of a hash as one number.
    pub(super) fn path(self, hash: &RevocationHash) -> u16 {
        let [first, second, ..] = *hash.as_bytes();
        match self {
            Self::Point => 0,
            Self::Vector => first.into(),
            Self::Coordinate => u16::from_be_bytes([first, second]),
        }
    }
}

/// The form of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SliceKind {
    /// [`super::BloomFilter`].
    BloomFilter,
    /// [`super::VariableHashList`].
    VarHashList,
}

/// All lists, as of one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Rises with each index that a country publishes; a verifier never goes back.
    pub revision: u64,
    /// When it was made: a verifier shows how old its lists are.
    pub made: Timestamp,
    /// One for each country and key.
    pub lists: Vec<IndexedList>,
}

/// The slices for the certificates of one country and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedList {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The key, or `None` for entries whose country does not say which.
    pub kid: Option<[u8; 8]>,
    /// How hashes are spread over slices.
    pub mode: Mode,
    /// The hashes that a certificate has to be looked up by.
    pub hash_types: Vec<HashType>,
    /// When the last of its slices expires.
    pub expires: Timestamp,
    /// The slices.
    pub slices: Vec<IndexedSlice>,
}

/// One slice, whose bytes travel under the name of their SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedSlice {
    /// The leading bytes of its hashes, as one number.
    pub path: u16,
    /// From this moment on it revokes nothing.
    pub expires: Timestamp,
    /// Its form.
    pub kind: SliceKind,
    /// How many hashes were put in.
    pub entries: u32,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// Read first, for a later version may have other fields.
#[derive(Deserialize)]
struct Begin {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct Written {
    format: String,
    version: u32,
    revision: u64,
    made: Timestamp,
    lists: Vec<WrittenList>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenList {
    country: String,
    kid: String,
    mode: Mode,
    hash_types: Vec<HashType>,
    expires: Timestamp,
    slices: Vec<WrittenSlice>,
}

#[derive(Serialize, Deserialize)]
struct WrittenSlice {
    path: String,
    expires: Timestamp,
    #[serde(rename = "type")]
    kind: SliceKind,
    entries: u32,
    sha256: String,
}

impl Index {
    /// The SHA-256 of every slice that it names.
    pub fn slices(&self) -> HashSet<[u8; 32]> {
        let slices = self.lists.iter().flat_map(|list| &list.slices);
        slices.map(|slice| slice.sha256).collect()
    }

    /// Writes it as JSON.
    pub fn to_json(&self) -> String {
        let written = Written {
            format: FORMAT.to_owned(),
            version: VERSION,
            revision: self.revision,
            made: self.made,
            lists: self.lists.iter().map(WrittenList::of).collect(),
        };
        // Strings, numbers and lists always have a JSON form.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads its JSON.
    ///
    /// # Errors
    /// [`RevocationFault::NotAnIndex`], [`RevocationFault::IndexVersion`], [`RevocationFault::Kid`] or
    /// [`RevocationFault::Country`].
    pub fn from_json(json: &[u8]) -> Result<Self, RevocationFault> {
        if json.len() > LONGEST {
            return Err(RevocationFault::NotAnIndex);
        }
        let begin: Begin = serde_json::from_slice(json).map_err(|_| RevocationFault::NotAnIndex)?;
        if begin.format != FORMAT {
            return Err(RevocationFault::NotAnIndex);
        }
        if begin.version != VERSION {
            return Err(RevocationFault::IndexVersion);
        }
        let written: Written =
            serde_json::from_slice(json).map_err(|_| RevocationFault::NotAnIndex)?;
        let lists = written.lists.into_iter().map(WrittenList::read);
        let lists: Vec<IndexedList> = lists.collect::<Result<_, _>>()?;
        let mut keys = HashSet::new();
        // Of two lists of one key a verifier would ask one alone.
        let each_once = lists.iter().all(|it| keys.insert((&it.country, it.kid)));
        if !each_once {
            return Err(RevocationFault::NotAnIndex);
        }
        Ok(Self {
            revision: written.revision,
            made: written.made,
            lists,
        })
    }
}

impl WrittenList {
    fn of(list: &IndexedList) -> Self {
        let slices = list.slices.iter();
        Self {
            country: list.country.clone(),
            kid: write_kid(list.kid.as_ref()),
            mode: list.mode,
            hash_types: list.hash_types.clone(),
            expires: list.expires,
            slices: slices
                .map(|slice| WrittenSlice::of(slice, list.mode))
                .collect(),
        }
    }

    fn read(self) -> Result<IndexedList, RevocationFault> {
        let (mode, slices) = (self.mode, self.slices.into_iter());
        if self.country.len() != 2 || !self.country.bytes().all(|c| c.is_ascii_uppercase()) {
            return Err(RevocationFault::Country);
        }
        Ok(IndexedList {
            country: self.country,
            kid: read_kid(&self.kid)?,
            mode,
            hash_types: self.hash_types,
            expires: self.expires,
            slices: slices
                .map(|slice| slice.read(mode).ok_or(RevocationFault::NotAnIndex))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl WrittenSlice {
    fn of(slice: &IndexedSlice, mode: Mode) -> Self {
        let bytes = slice.path.to_be_bytes();
        let path = bytes.get(2 - mode.depth()..).unwrap_or_default();
        Self {
            path: to_hex(path),
            expires: slice.expires,
            kind: slice.kind,
            entries: slice.entries,
            sha256: to_hex(&slice.sha256),
        }
    }

    fn read(self, mode: Mode) -> Option<IndexedSlice> {
        let path = match mode {
            Mode::Point => from_hex::<0>(&self.path).map(|_| 0)?,
            Mode::Vector => from_hex::<1>(&self.path).map(|[byte]| byte.into())?,
            Mode::Coordinate => from_hex(&self.path).map(u16::from_be_bytes)?,
        };
        Some(IndexedSlice {
            path,
            expires: self.expires,
            kind: self.kind,
            entries: self.entries,
            sha256: from_hex(&self.sha256)?,
        })
    }
}

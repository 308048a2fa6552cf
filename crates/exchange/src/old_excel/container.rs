//! The OLE container as far as it is needed: one stream, followed through the allocation table.

/// Numbers of sectors from here on are marks, not places.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams below this size live in sectors of their own kind.
const SMALL: u32 = 4_096;
const SMALL_SECTOR: usize = 64;

/// The container is broken.
#[derive(Debug)]
pub(super) struct Broken;

/// An opened container.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    directory: Vec<u8>,
}

impl<'a> Container<'a> {
    /// Reads the allocation table and the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Broken> {
        let shift = u32::from(*bytes.get(30).ok_or(Broken)?);
        if !(9..=12).contains(&shift) {
            return Err(Broken);
        }
        let mut container = Self {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            directory: Vec::new(),
        };
        // The first 109 sectors of the table are named in the header, the others in a chain.
        let mut list = numbers(bytes.get(76..512).ok_or(Broken)?);
        let mut next = number(bytes, 68)?;
        let mut left = bytes.len() / container.sector;
        while next < LAST_SECTOR && left > 0 {
            let mut more = numbers(container.sector(next)?);
            next = more.pop().ok_or(Broken)?;
            list.append(&mut more);
            left -= 1;
        }
        for part in list.into_iter().filter(|part| *part < LAST_SECTOR) {
            if container.table.len() * 4 > bytes.len() {
                return Err(Broken);
            }
            container.table.extend(numbers(container.sector(part)?));
        }
        container.directory = container.chain(number(bytes, 48)?)?;
        Ok(container)
    }

    /// Whether there is a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of a stream; `None` if there is none of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Broken> {
        let Some(entry) = self.entry(name) else {
            return Ok(None);
        };
        let (first, size) = (number(entry, 116)?, number(entry, 120)?);
        let mut stream = if size < SMALL {
            self.small_chain(first)?
        } else {
            self.chain(first)?
        };
        let size = size as usize;
        if stream.len() < size {
            return Err(Broken);
        }
        stream.truncate(size);
        Ok(Some(stream))
    }

    fn entry(&self, name: &str) -> Option<&[u8]> {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is = |entry: &&[u8]| {
            entry.starts_with(&wide) && entry.get(wide.len()..wide.len() + 2) == Some(&[0, 0])
        };
        self.directory.chunks_exact(128).find(is)
    }

    fn sector(&self, number: u32) -> Result<&'a [u8], Broken> {
        let start = (number as usize + 1)
            .checked_mul(self.sector)
            .ok_or(Broken)?;
        // The last sector of a file may be shorter.
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).ok_or(Broken)
    }

    /// All bytes of the chain that begins at a sector, padding included.
    fn chain(&self, first: u32) -> Result<Vec<u8>, Broken> {
        let (mut bytes, mut next) = (Vec::new(), first);
        while next < LAST_SECTOR {
            if bytes.len() > self.bytes.len() {
                return Err(Broken); // a chain in a circle
            }
            bytes.extend_from_slice(self.sector(next)?);
            next = *self.table.get(next as usize).ok_or(Broken)?;
        }
        Ok(bytes)
    }

    /// A small stream: pieces of the root entry's stream, with a table of their own.
    fn small_chain(&self, first: u32) -> Result<Vec<u8>, Broken> {
        let home = self.chain(number(&self.directory, 116)?)?;
        let table = numbers(&self.chain(number(self.bytes, 60)?)?);
        let (mut bytes, mut next) = (Vec::new(), first);
        while next < LAST_SECTOR {
            if bytes.len() > home.len() {
                return Err(Broken);
            }
            let start = (next as usize).checked_mul(SMALL_SECTOR).ok_or(Broken)?;
            let end = start.saturating_add(SMALL_SECTOR).min(home.len());
            bytes.extend_from_slice(home.get(start..end).ok_or(Broken)?);
            next = *table.get(next as usize).ok_or(Broken)?;
        }
        Ok(bytes)
    }
}

fn number(bytes: &[u8], at: usize) -> Result<u32, Broken> {
    let four = bytes.get(at..at + 4).ok_or(Broken)?;
    numbers(four).first().copied().ok_or(Broken)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let four = bytes.chunks_exact(4);
    four.map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}

//! The stream of records that an old workbook is (BIFF 8, [MS-XLS]).

/// Beginning of a part: the globals, a sheet, a chart in a sheet.
pub(super) const BEGINNING: u16 = 0x0809;
pub(super) const END: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;

/// One record, with those that continue it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    pub(super) more: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// All pieces of the record's data.
    pub(super) fn pieces(&self) -> Vec<&'a [u8]> {
        [&[self.data], self.more.as_slice()].concat()
    }

    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        let two = self.data.get(at..at + 2)?;
        Some(u16::from_le_bytes([two[0], two[1]]))
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from(self.u16(at)?) | u32::from(self.u16(at + 2)?) << 16)
    }
}

/// The records of a part, parts inside it left out.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    depth: u32,
    /// Whether the part came to its end.
    pub(super) whole: bool,
}

impl<'a> Records<'a> {
    /// The records of the part that begins at `start`.
    pub(super) fn new(stream: &'a [u8], start: usize) -> Self {
        Self {
            rest: stream.get(start..).unwrap_or_default(),
            depth: 0,
            whole: false,
        }
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let [k0, k1, l0, l1, rest @ ..] = self.rest else {
            return None;
        };
        let length = usize::from(u16::from_le_bytes([*l0, *l1]));
        let data = rest.get(..length)?;
        self.rest = &rest[length..];
        Some((u16::from_le_bytes([*k0, *k1]), data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        loop {
            if self.whole {
                return None;
            }
            let (kind, data) = self.one()?;
            let mut more = Vec::new();
            while self.rest.starts_with(&CONTINUE.to_le_bytes())
                && let Some((_, piece)) = self.one()
            {
                more.push(piece);
            }
            match kind {
                BEGINNING => self.depth += 1,
                END => {
                    self.depth = self.depth.saturating_sub(1);
                    self.whole = self.depth == 0;
                }
                _ => {}
            }
            if self.depth == 1 && kind != END {
                return Some(Record { kind, data, more });
            }
        }
    }
}

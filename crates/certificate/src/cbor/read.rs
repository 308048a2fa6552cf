//! Bytes to a tree.

use super::fault::CborFault;
use super::text::Text;
use super::value::Value;

/// How deep arrays, maps and tags may be nested. A health certificate needs six.
const DEEPEST: u32 = 24;
/// Room set aside for what an array or a map announces; more is taken as items truly come.
const ROOM: usize = 16;
/// Up to here keys are compared each with each; beyond, their encodings are sorted.
const FEW_KEYS: usize = 16;

/// Reads exactly one value.
///
/// # Errors
/// [`CborFault`] says what is wrong with the first wrong byte, or that bytes follow.
pub fn read(bytes: &[u8]) -> Result<Value, CborFault> {
    let mut reader = Reader { rest: bytes };
    let value = reader.value(0)?;
    if reader.rest.is_empty() {
        Ok(value)
    } else {
        Err(CborFault::Trailing)
    }
}

/// The first byte of a value and the number after it (RFC 8949 section 3).
struct Head {
    major: u8,
    low: u8,
    number: u64,
}

impl Head {
    fn is_open(&self) -> bool {
        self.low == 31
    }
}

struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn value(&mut self, depth: u32) -> Result<Value, CborFault> {
        let head = self.head()?;
        self.after(&head, depth)
    }

    fn after(&mut self, head: &Head, depth: u32) -> Result<Value, CborFault> {
        if (4..=6).contains(&head.major) && depth >= DEEPEST {
            return Err(CborFault::TooDeep);
        }
        match head.major {
            0 => Ok(Value::Integer(i128::from(head.number))),
            1 => Ok(Value::Integer(-1 - i128::from(head.number))),
            2 => Ok(Value::Bytes(self.bytes(head)?)),
            3 => Ok(Value::Text(self.text(head)?)),
            4 => self.array(head, depth + 1),
            5 => self.map(head, depth + 1),
            6 => {
                let inner = self.value(depth + 1)?;
                Ok(Value::Tag(head.number, Box::new(inner)))
            }
            _ => simple(head),
        }
    }

    fn head(&mut self) -> Result<Head, CborFault> {
        let first = self.byte()?;
        let (major, low) = (first >> 5, first & 31);
        let number = match low {
            0..=23 => u64::from(low),
            24 => u64::from(self.byte()?),
            25 => u64::from(u16::from_be_bytes(self.fixed()?)),
            26 => u64::from(u32::from_be_bytes(self.fixed()?)),
            27 => u64::from_be_bytes(self.fixed()?),
            // An open length has no meaning for numbers and tags; a lone end is no value.
            31 if (2..=5).contains(&major) => 0,
            _ => return Err(CborFault::Reserved),
        };
        Ok(Head { major, low, number })
    }

    fn byte(&mut self) -> Result<u8, CborFault> {
        let (first, rest) = self.rest.split_first().ok_or(CborFault::Truncated)?;
        self.rest = rest;
        Ok(*first)
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], CborFault> {
        let (first, rest) = self.rest.split_first_chunk().ok_or(CborFault::Truncated)?;
        self.rest = rest;
        Ok(*first)
    }

    /// That many bytes, if they are there: nothing is set aside before.
    fn slice(&mut self, length: u64) -> Result<&'b [u8], CborFault> {
        let length = usize::try_from(length).map_err(|_| CborFault::Truncated)?;
        let (slice, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(CborFault::Truncated)?;
        self.rest = rest;
        Ok(slice)
    }

    /// Whether the open length ends here.
    fn ended(&mut self) -> Result<bool, CborFault> {
        match self.rest.split_first() {
            None => Err(CborFault::Truncated),
            Some((0xff, rest)) => {
                self.rest = rest;
                Ok(true)
            }
            Some(_) => Ok(false),
        }
    }

    fn bytes(&mut self, head: &Head) -> Result<Vec<u8>, CborFault> {
        if !head.is_open() {
            return Ok(self.slice(head.number)?.to_vec());
        }
        let mut all = Vec::new();
        while !self.ended()? {
            all.extend_from_slice(self.piece(head.major)?);
        }
        Ok(all)
    }

    fn text(&mut self, head: &Head) -> Result<Text, CborFault> {
        if !head.is_open() {
            return utf8(self.slice(head.number)?).map(Text::from);
        }
        let mut all = String::new();
        while !self.ended()? {
            all.push_str(utf8(self.piece(head.major)?)?);
        }
        Ok(Text::from(all))
    }

    /// A piece of a string of open length: of the same kind, its own length given.
    fn piece(&mut self, major: u8) -> Result<&'b [u8], CborFault> {
        let head = self.head()?;
        if head.major != major || head.is_open() {
            return Err(CborFault::WrongPiece);
        }
        self.slice(head.number)
    }

    /// How many items are announced; `None` where the end is marked instead. Every item takes a byte
    /// at least, so a number beyond the bytes left is refused at once.
    fn count(&self, head: &Head) -> Result<Option<usize>, CborFault> {
        if head.is_open() {
            return Ok(None);
        }
        match usize::try_from(head.number) {
            Ok(count) if count <= self.rest.len() => Ok(Some(count)),
            _ => Err(CborFault::Truncated),
        }
    }

    fn array(&mut self, head: &Head, depth: u32) -> Result<Value, CborFault> {
        let count = self.count(head)?;
        let mut items = Vec::with_capacity(count.unwrap_or(ROOM).min(ROOM));
        while self.more(count, items.len())? {
            items.push(self.value(depth)?);
        }
        Ok(Value::Array(items))
    }

    fn map(&mut self, head: &Head, depth: u32) -> Result<Value, CborFault> {
        let count = self.count(head)?;
        let mut entries = Vec::with_capacity(count.unwrap_or(ROOM).min(ROOM));
        while self.more(count, entries.len())? {
            let key = self.value(depth)?;
            entries.push((key, self.value(depth)?));
        }
        if has_duplicate(&entries) {
            return Err(CborFault::DuplicateKey);
        }
        Ok(Value::Map(entries))
    }

    fn more(&mut self, count: Option<usize>, so_far: usize) -> Result<bool, CborFault> {
        match count {
            Some(count) => Ok(so_far < count),
            None => Ok(!self.ended()?),
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, CborFault> {
    std::str::from_utf8(bytes).map_err(|_| CborFault::NotUtf8)
}

/// Major type 7 (section 3.3).
fn simple(head: &Head) -> Result<Value, CborFault> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number was read from as many bits"
    )]
    Ok(match (head.low, head.number) {
        (0..=23, 20) => Value::Bool(false),
        (0..=23, 21) => Value::Bool(true),
        (0..=23, 22) => Value::Null,
        (0..=23, 23) => Value::Undefined,
        (0..=23, number) | (24, number @ 32..) => Value::Simple(number as u8),
        (25, bits) => Value::Float(half(bits as u16)),
        (26, bits) => Value::Float(f64::from(f32::from_bits(bits as u32))),
        (27, bits) => Value::Float(f64::from_bits(bits)),
        _ => return Err(CborFault::Reserved),
    })
}

/// A float of sixteen bits (appendix D).
pub(super) fn half(bits: u16) -> f64 {
    let exponent = i32::from(bits >> 10 & 31);
    let fraction = f64::from(bits & 1023);
    let size = match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (fraction + 1024.0) * 2_f64.powi(exponent - 25),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

fn has_duplicate(entries: &[(Value, Value)]) -> bool {
    if entries.len() <= FEW_KEYS {
        let mut later = entries.iter();
        while let Some((key, _)) = later.next() {
            if later.clone().any(|(other, _)| other == key) {
                return true;
            }
        }
        return false;
    }
    let mut keys: Vec<Vec<u8>> = entries.iter().map(|(key, _)| key.to_bytes()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| match pair {
        [one, next] => one == next,
        _ => false,
    })
}

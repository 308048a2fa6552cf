//! Values to bytes, the same value always to the same bytes (RFC 8949 section 4.2.1).

use super::value::Value;

/// Appends CBOR to a buffer, piece by piece. Whoever writes an array or a map writes as many items
/// as announced.
#[derive(Debug)]
pub struct Writer<'b> {
    out: &'b mut Vec<u8>,
}

impl<'b> Writer<'b> {
    /// Appends to `out`, which is not cleared.
    pub fn new(out: &'b mut Vec<u8>) -> Self {
        Self { out }
    }

    fn head(&mut self, major: u8, number: u64) {
        let major = major << 5;
        let wide = number.to_be_bytes();
        let [.., a, b, c, d] = wide;
        match number {
            0..=23 => self.out.push(major | d),
            24..=0xff => self.out.extend_from_slice(&[major | 0x18, d]),
            0x100..=0xffff => self.out.extend_from_slice(&[major | 0x19, c, d]),
            0x1_0000..=0xffff_ffff => self.out.extend_from_slice(&[major | 0x1a, a, b, c, d]),
            _ => {
                self.out.push(major | 0x1b);
                self.out.extend_from_slice(&wide);
            }
        }
    }

    /// An integer.
    pub fn integer(&mut self, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.head(0, number),
            Err(_) => self.head(1, !number.cast_unsigned()),
        }
    }

    /// A byte string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.head(2, bytes.len() as u64);
        self.out.extend_from_slice(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.head(3, text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    /// The head of an array of `count` items.
    pub fn array(&mut self, count: usize) {
        self.head(4, count as u64);
    }

    /// The head of a map of `count` entries.
    pub fn map(&mut self, count: usize) {
        self.head(5, count as u64);
    }

    /// A tag on what is written next.
    pub fn tag(&mut self, tag: u64) {
        self.head(6, tag);
    }

    /// A whole tree, maps sorted by the encoding of their keys.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Integer(number) => self.wide(*number),
            Value::Float(number) => self.float(*number),
            Value::Bytes(bytes) => self.bytes(bytes),
            Value::Text(text) => self.text(text),
            Value::Array(items) => {
                self.array(items.len());
                for item in items {
                    self.value(item);
                }
            }
            Value::Map(entries) => self.sorted(entries),
            Value::Tag(tag, inner) => {
                self.tag(*tag);
                self.value(inner);
            }
            Value::Bool(truth) => self.out.push(0xf4 | u8::from(*truth)),
            Value::Null => self.out.push(0xf6),
            Value::Undefined => self.out.push(0xf7),
            Value::Simple(number) => self.head(7, u64::from(*number)),
        }
    }

    /// An integer as a tree holds it. Beyond what CBOR has, the nearest.
    fn wide(&mut self, number: i128) {
        if number < 0 {
            self.head(1, u64::try_from(-1 - number).unwrap_or(u64::MAX));
        } else {
            self.head(0, u64::try_from(number).unwrap_or(u64::MAX));
        }
    }

    /// A float in the fewest bits that keep it.
    fn float(&mut self, number: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "used only if nothing is lost"
        )]
        let narrow = number as f32;
        if number.is_nan() {
            self.out.extend_from_slice(&[0xf9, 0x7e, 0x00]);
        } else if f64::from(narrow).to_bits() != number.to_bits() {
            self.out.push(0xfb);
            self.out.extend_from_slice(&number.to_be_bytes());
        } else if let Some(half) = to_half(narrow) {
            self.out.push(0xf9);
            self.out.extend_from_slice(&half.to_be_bytes());
        } else {
            self.out.push(0xfa);
            self.out.extend_from_slice(&narrow.to_be_bytes());
        }
    }

    fn sorted(&mut self, entries: &[(Value, Value)]) {
        let mut keyed: Vec<(Vec<u8>, &Value)> = entries
            .iter()
            .map(|(key, value)| (key.to_bytes(), value))
            .collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.map(keyed.len());
        for (key, value) in keyed {
            self.out.extend_from_slice(&key);
            self.value(value);
        }
    }
}

impl Value {
    /// The deterministic encoding.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        Writer::new(&mut out).value(self);
        out
    }
}

/// The sixteen-bit form of a number that is not NaN, if it is exact.
fn to_half(number: f32) -> Option<u16> {
    let bits = number.to_bits();
    let sign = u16::try_from(bits >> 16 & 0x8000).ok()?;
    let exponent = i32::try_from(bits >> 23 & 0xff).ok()? - 127;
    let fraction = bits & 0x007f_ffff;
    let half = match exponent {
        -127 if fraction == 0 => 0,
        128 if fraction == 0 => 0x7c00,
        -14..=15 if fraction.trailing_zeros() >= 13 => {
            u16::try_from(exponent + 15).ok()? << 10 | u16::try_from(fraction >> 13).ok()?
        }
        // Below the smallest normal number the leading one becomes part of the fraction.
        -24..=-15 => {
            let whole = fraction | 0x0080_0000;
            let shift = u32::try_from(-1 - exponent).ok()?;
            if whole.trailing_zeros() < shift {
                return None;
            }
            u16::try_from(whole >> shift).ok()?
        }
        _ => return None,
    };
    Some(sign | half)
}

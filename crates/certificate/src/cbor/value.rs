//! The tree that reading makes.

use std::fmt;

use super::text::Text;

/// A CBOR value.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Major types 0 and 1: −2⁶⁴ to 2⁶⁴−1.
    Integer(i128),
    /// A float of any width.
    Float(f64),
    /// A byte string.
    Bytes(Vec<u8>),
    /// A text.
    Text(Text),
    /// An array.
    Array(Vec<Value>),
    /// A map in the order in which it stood. No key occurs twice.
    Map(Vec<(Value, Value)>),
    /// A tagged value.
    Tag(u64, Box<Value>),
    /// True or false.
    Bool(bool),
    /// Null.
    Null,
    /// Undefined.
    Undefined,
    /// A simple value that has no name.
    Simple(u8),
}

impl Value {
    /// A text from a string.
    pub fn text(text: &str) -> Self {
        Self::Text(Text::from(text))
    }

    /// The integer, if it is one.
    pub fn as_integer(&self) -> Option<i128> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes, if it is a byte string.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a map.
    pub fn as_map(&self) -> Option<&[(Value, Value)]> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The number, if it is an integer or a float.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a float is asked for; whole numbers up to 2⁵³ stay exact"
            )]
            Self::Integer(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// What a map holds under an integer key.
    pub fn at(&self, key: i128) -> Option<&Value> {
        let entries = self.as_map()?;
        let found = entries
            .iter()
            .find(|(name, _)| name.as_integer() == Some(key));
        found.map(|(_, value)| value)
    }

    /// What a map holds under a text key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let entries = self.as_map()?;
        let found = entries.iter().find(
            |(name, _)| matches!(name, Self::Text(name) if name.as_bytes() == key.as_bytes()),
        );
        found.map(|(_, value)| value)
    }

    /// As [`Value::at`], taking the value out of the map.
    pub fn take_at(&mut self, key: i128) -> Option<Value> {
        let Self::Map(entries) = self else {
            return None;
        };
        let place = entries
            .iter()
            .position(|(name, _)| name.as_integer() == Some(key))?;
        Some(entries.swap_remove(place).1)
    }

    /// The value within all tags.
    pub fn untagged(&self) -> &Value {
        let mut value = self;
        while let Self::Tag(_, inner) = value {
            value = inner;
        }
        value
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Integer(_) => "integer",
            Self::Float(_) => "float",
            Self::Bytes(_) => "bytes",
            Self::Text(_) => "text",
            Self::Array(_) => "array",
            Self::Map(_) => "map",
            Self::Tag(..) => "tag",
            Self::Bool(_) => "bool",
            Self::Null => "null",
            Self::Undefined => "undefined",
            Self::Simple(_) => "simple",
        }
    }
}

/// The kind only: values are mostly personal.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({})", self.kind())
    }
}

//! The values that a PDF is made of (section 7.3).

use std::collections::BTreeMap;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// The number of another object.
    Reference(u32),
}

/// Values by their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dict(BTreeMap<Vec<u8>, Object>);

impl Dict {
    pub(super) fn get(&self, name: &str) -> Option<&Object> {
        self.0.get(name.as_bytes())
    }

    pub(super) fn named(&self, name: &[u8]) -> Option<&Object> {
        self.0.get(name)
    }

    pub(super) fn set(&mut self, name: &[u8], value: Object) {
        self.0.insert(name.to_vec(), value);
    }

    /// Whether `Type` says so.
    pub(super) fn is_a(&self, kind: &str) -> bool {
        self.get("Type").and_then(Object::name) == Some(kind.as_bytes())
    }
}

impl FromIterator<(Vec<u8>, Object)> for Dict {
    fn from_iter<T: IntoIterator<Item = (Vec<u8>, Object)>>(pairs: T) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// What a value takes beside its bytes: its place in a list that grows by doubling.
const PLACE: usize = 2 * size_of::<Object>();
/// What setting aside room takes beside what is asked for.
const SET_ASIDE: usize = 16;

impl Object {
    /// Bytes that it takes, without the values within it.
    pub(super) const fn room(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Reference(_) => PLACE,
            Self::Name(bytes) | Self::Text(bytes) => PLACE + SET_ASIDE + bytes.capacity(),
            // A list starts with room for four.
            Self::Array(_) | Self::Dict(_) => PLACE + SET_ASIDE + 4 * size_of::<Self>(),
        }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within the range, as was asked before"
    )]
    pub(super) fn count(&self) -> Option<usize> {
        let number = self.number()?;
        let is_count = number.fract() == 0.0 && (0.0..=4_294_967_295.0).contains(&number);
        is_count.then_some(number as usize)
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(super) const fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }
}

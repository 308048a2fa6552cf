//! Reading and writing the fields of a map.

use super::coding::Coding;
use super::fault::DdccFault;
use crate::cbor::Value;
use crate::certlogic::Instant;

/// The fields of a map that is being read.
#[derive(Clone, Copy)]
pub(super) struct Fields<'v>(&'v Value);

impl<'v> Fields<'v> {
    pub(super) fn of(value: &'v Value) -> Result<Self, DdccFault> {
        match value.untagged() {
            map @ Value::Map(_) => Ok(Self(map)),
            _ => Err(DdccFault::NotThisForm),
        }
    }

    pub(super) fn get(self, name: &str) -> Option<&'v Value> {
        let value = self.0.get(name)?;
        (*value != Value::Null).then_some(value)
    }

    fn read<T>(
        self,
        name: &'static str,
        kind: impl Fn(&'v Value) -> Option<T>,
    ) -> Result<Option<T>, DdccFault> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => match kind(value) {
                None => Err(DdccFault::Malformed(name)),
                some => Ok(some),
            },
        }
    }

    pub(super) fn text(self, name: &'static str) -> Result<Option<String>, DdccFault> {
        self.read(name, |value| value.as_text().map(str::to_owned))
    }

    pub(super) fn need_text(self, name: &'static str) -> Result<String, DdccFault> {
        let text = self.text(name)?.filter(|text| !text.is_empty());
        text.ok_or(DdccFault::Missing(name))
    }

    /// A date, or a time of which the date counts; tags around it are passed over.
    pub(super) fn date(self, name: &'static str) -> Result<Option<String>, DdccFault> {
        self.read(name, |value| {
            let text = value.untagged().as_text()?;
            Instant::parse(text).is_ok().then(|| text.to_owned())
        })
    }

    pub(super) fn need_date(self, name: &'static str) -> Result<String, DdccFault> {
        self.date(name)?.ok_or(DdccFault::Missing(name))
    }

    pub(super) fn coding(self, name: &'static str) -> Result<Option<Coding>, DdccFault> {
        self.read(name, Coding::read)
    }

    pub(super) fn need_coding(self, name: &'static str) -> Result<Coding, DdccFault> {
        self.coding(name)?.ok_or(DdccFault::Missing(name))
    }

    /// A whole number from 0 to 255.
    pub(super) fn count(self, name: &'static str) -> Result<Option<u8>, DdccFault> {
        self.read(name, |value| u8::try_from(value.as_integer()?).ok())
    }
}

/// The fields of a map that is being written; what is not known is left out.
#[derive(Default)]
pub(super) struct Written(Vec<(Value, Value)>);

impl Written {
    pub(super) fn text(&mut self, name: &str, text: Option<&String>) {
        self.value(name, text.map(|text| Value::text(text)));
    }

    pub(super) fn coding(&mut self, name: &str, coding: Option<&Coding>) {
        self.value(name, coding.map(Coding::to_value));
    }

    pub(super) fn count(&mut self, name: &str, count: Option<u8>) {
        self.value(name, count.map(|count| Value::Integer(count.into())));
    }

    pub(super) fn value(&mut self, name: &str, value: Option<Value>) {
        self.0.extend(value.map(|value| (Value::text(name), value)));
    }

    pub(super) fn into_value(self) -> Value {
        Value::Map(self.0)
    }
}

//! A code of some system.

use crate::cbor::Value;

/// A code with the system that defines it. Some issuers write the code alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coding {
    /// The code.
    pub code: String,
    /// The address of the system.
    pub system: Option<String>,
    /// What the code means in words.
    pub display: Option<String>,
}

impl Coding {
    /// A code of a system.
    pub fn new(system: &str, code: &str) -> Self {
        Self {
            code: code.to_owned(),
            system: Some(system.to_owned()),
            display: None,
        }
    }

    pub(super) fn read(value: &Value) -> Option<Self> {
        let text = |name| value.get(name).and_then(Value::as_text).map(str::to_owned);
        match value {
            Value::Text(code) => Some(Self {
                code: code.as_str().to_owned(),
                ..Self::default()
            }),
            Value::Map(_) => Some(Self {
                code: text("code")?,
                system: text("system"),
                display: text("display"),
            }),
            _ => None,
        }
    }

    pub(super) fn to_value(&self) -> Value {
        if self.system.is_none() && self.display.is_none() {
            return Value::text(&self.code);
        }
        let mut entries = vec![(Value::text("code"), Value::text(&self.code))];
        for (name, text) in [("system", &self.system), ("display", &self.display)] {
            let entry = text
                .iter()
                .map(|text| (Value::text(name), Value::text(text)));
            entries.extend(entry);
        }
        Value::Map(entries)
    }
}

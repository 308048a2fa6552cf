//! The codes that rules may name, by value set.

use serde_json::{Map, Value};

/// Value sets as rules see them: under each id the list of its codes.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueSets(Value);

impl Default for ValueSets {
    fn default() -> Self {
        Self(Value::Object(Map::new()))
    }
}

impl ValueSets {
    /// Adds one set.
    pub fn insert<'c>(&mut self, id: &str, codes: impl IntoIterator<Item = &'c str>) {
        let codes = codes.into_iter().map(Value::from).collect();
        if let Value::Object(sets) = &mut self.0 {
            sets.insert(id.to_owned(), Value::Array(codes));
        }
    }

    /// Adds one set of the published form (`valueSetId`, `valueSetValues`), with every code in it,
    /// for codes that are no longer given out stay on certificates. `false` if it has not that form.
    #[must_use]
    pub fn insert_published(&mut self, set: &Value) -> bool {
        let id = set.get("valueSetId").and_then(Value::as_str);
        let values = set.get("valueSetValues").and_then(Value::as_object);
        let (Some(id), Some(values)) = (id, values) else {
            return false;
        };
        self.insert(id, values.keys().map(String::as_str));
        true
    }

    pub(super) fn as_json(&self) -> &Value {
        &self.0
    }
}

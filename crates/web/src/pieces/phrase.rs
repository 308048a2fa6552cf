//! A sentence that is chosen by a code and filled with facts, in whatever language it is read.

use crate::texts::Texts;

/// A key of the catalogue with what stands in its places.
#[derive(Clone)]
pub(crate) struct Phrase {
    key: String,
    facts: Vec<(&'static str, String)>,
}

impl Phrase {
    /// The sentence `family-code`.
    pub(crate) fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            facts: Vec::new(),
        }
    }

    /// Fills one place.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((name, value.into()));
        self
    }

    /// The sentence.
    pub(crate) fn say(&self, t: &'static Texts) -> String {
        let facts = self.facts.iter();
        let text = facts.fold(t.text(&self.key), |text, (name, value)| {
            text.set(name, value)
        });
        text.to_string()
    }
}

//! What a form holds, and what is wrong with it.

use uuid::Uuid;

/// The hidden field of the token.
pub(crate) const TOKEN: &str = "csrf";

/// The fields of a form, in the order in which they were sent.
#[derive(Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

impl Fields {
    /// With one more field.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The trimmed text of a field; empty if it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// The field as it was typed, blanks included: for passwords.
    pub(crate) fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether the field was sent with anything in it: a ticked box, a pressed button.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Every value of a field that may be ticked several times.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let same = self.0.iter().filter(move |(field, _)| field == name);
        same.map(|(_, value)| value.trim())
    }

    /// Name and value of every field, as it was sent.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        // Staff write 1.200 as well as 1200.
        self.text(name).replace(['.', ' '], "").parse().ok()
    }

    /// An id.
    pub(crate) fn id(&self, name: &str) -> Option<Uuid> {
        self.text(name).parse().ok()
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Fields {
    fn from(pairs: [(&str, &str); N]) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self(pairs.into_iter().map(owned).collect())
    }
}

/// What is wrong with a form: field and the key of what to say, in the order of the form.
#[derive(Default)]
pub(crate) struct Faults(Vec<(&'static str, String)>);

impl Faults {
    /// Notes a fault; the first one of a field stands.
    pub(crate) fn add(&mut self, field: &'static str, key: impl Into<String>) {
        if !self.has(field) {
            self.0.push((field, key.into()));
        }
    }

    /// Notes a fault unless the condition holds.
    pub(crate) fn require(&mut self, holds: bool, field: &'static str, key: &str) {
        if !holds {
            self.add(field, key);
        }
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields are wrong.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the field is wrong.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.iter().any(|(name, _)| *name == field)
    }

    /// What to say about the field; empty if nothing.
    pub(crate) fn of(&self, field: &str) -> &str {
        let found = self.0.iter().find(|(name, _)| *name == field);
        found.map_or("", |(_, key)| key)
    }

    /// All of them: field and key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, key)| (*name, key.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_staff_write_them() {
        let fields = Fields::from([("given", " 1.200 "), ("vials", "x")]);
        assert_eq!(fields.number("given"), Some(1200));
        assert_eq!(fields.number("vials"), None);
        assert_eq!(fields.text("missing"), "");
    }

    #[test]
    fn the_first_fault_of_a_field_stands() {
        let mut faults = Faults::default();
        faults.require(false, "name", "first");
        faults.add("name", "second");
        assert_eq!((faults.len(), faults.of("name")), (1, "first"));
    }
}

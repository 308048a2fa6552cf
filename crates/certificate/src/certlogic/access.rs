//! Paths into values: `v.0.dn`.

use std::fmt;

use serde_json::Value;

/// A path of names and indexes joined by dots; the empty one means the whole value. Kept split, so
/// that following it compares and splits nothing twice.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Path {
    steps: Vec<Fragment>,
}

/// One fragment: a name, and the index that the same letters mean in a list.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Fragment {
    pub(super) name: Box<str>,
    pub(super) index: Option<usize>,
}

impl Path {
    /// Splits a path. `None` where a fragment between two dots is empty.
    pub fn parse(path: &str) -> Option<Self> {
        if path.is_empty() {
            return Some(Self { steps: Vec::new() });
        }
        let steps = path.split('.').map(Fragment::read);
        let steps = steps.collect::<Option<Vec<_>>>()?;
        Some(Self { steps })
    }

    /// What stands there; `None` where nothing does, or something is no list and no object.
    pub fn follow<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        follow(&self.steps, value)
    }

    /// Whether the path is this one or goes on from it.
    pub fn begins_with(&self, start: &Self) -> bool {
        self.steps.starts_with(&start.steps)
    }

    pub(super) fn steps(&self) -> &[Fragment] {
        &self.steps
    }
}

impl Fragment {
    fn read(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        (!text.is_empty()).then(|| Self {
            name: text.into(),
            index: digits.then(|| text.parse().ok()).flatten(),
        })
    }
}

/// Goes on along these fragments.
pub(super) fn follow<'a>(steps: &[Fragment], value: &'a Value) -> Option<&'a Value> {
    steps.iter().try_fold(value, |value, step| match value {
        Value::Array(items) => items.get(step.index?),
        Value::Object(fields) => fields.get(&*step.name),
        _ => None,
    })
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}{}", step.name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({self})")
    }
}

//! One of several things to choose from.

/// An option of a list, a row of chips or a set of boxes.
#[derive(Clone)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is shown.
    pub(crate) label: String,
    /// A second, smaller line; may be empty.
    pub(crate) small: String,
    /// Whether it is chosen to begin with.
    pub(crate) chosen: bool,
}

impl Choice {
    /// An option that is not chosen.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            small: String::new(),
            chosen: false,
        }
    }

    /// With a second line.
    pub(crate) fn small(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }

    /// Chosen to begin with.
    pub(crate) fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

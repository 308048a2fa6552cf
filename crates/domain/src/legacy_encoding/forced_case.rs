//! Text whose letter case a program changed after its encoding was lost.

/// Letter case that a program forced on the text after it was damaged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Forced {
    /// Small letters and capitals are both there.
    No,
    /// No plain capital is there.
    Lower,
    /// No plain small letter is there.
    Upper,
}

impl Forced {
    /// What the plain letters of the text tell.
    pub(super) fn of(text: &str) -> Forced {
        let upper = text.bytes().any(|b| b.is_ascii_uppercase());
        let lower = text.bytes().any(|b| b.is_ascii_lowercase());
        match (upper, lower) {
            (false, true) => Forced::Lower,
            (true, false) => Forced::Upper,
            _ => Forced::No,
        }
    }

    /// Gives decoded text the case of the plain letters around it.
    pub(super) fn apply(self, text: String) -> String {
        match self {
            Forced::No => text,
            Forced::Lower => text.to_lowercase(),
            Forced::Upper => text.to_uppercase(),
        }
    }
}

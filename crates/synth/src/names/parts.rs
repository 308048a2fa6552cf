//! The table of name parts, and a name as three positions in it.

use super::{peoples, weights};
use khien_domain::fold;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// Position of a part in [`PARTS`]; 0 is the empty part.
pub(crate) type PartId = u16;

/// A surname, middle name or given name of one or more syllables.
pub(crate) struct Part {
    /// As the register writes it.
    text: &'static str,
    /// Sum over the folded syllables, so that sums of parts are sums of whole names.
    folded: u64,
    /// What a name before this part is multiplied with: the base to the number of syllables.
    shift: u64,
}

/// Every part that names of the nation are made of.
pub(crate) struct Parts {
    all: Vec<Part>,
    by_text: HashMap<&'static str, PartId>,
}

/// The table of this build.
pub(crate) static PARTS: LazyLock<Parts> = LazyLock::new(Parts::collect);

const BASE: u64 = 0x0000_0100_0000_01B3;

/// FNV-1a of a syllable without diacritics and case.
fn syllable_key(syllable: &str) -> u64 {
    fold(syllable)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(BASE)
        })
}

impl Parts {
    fn collect() -> Self {
        let mut parts = Self {
            all: Vec::new(),
            by_text: HashMap::new(),
        };
        parts.add("");
        weights::texts().for_each(|text| parts.add(text));
        peoples::texts().for_each(|text| parts.add(text));
        parts
    }

    fn add(&mut self, text: &'static str) {
        if self.by_text.contains_key(text) {
            return;
        }
        let id = PartId::try_from(self.all.len()).unwrap_or(0);
        let (mut folded, mut shift) = (0_u64, 1_u64);
        for syllable in text.split(' ').filter(|syllable| !syllable.is_empty()) {
            folded = folded
                .wrapping_mul(BASE)
                .wrapping_add(syllable_key(syllable));
            shift = shift.wrapping_mul(BASE);
        }
        self.all.push(Part {
            text,
            folded,
            shift,
        });
        self.by_text.insert(text, id);
    }

    /// The text of a part.
    pub(crate) fn text(&self, id: PartId) -> &'static str {
        self.all[usize::from(id)].text
    }

    /// Position of a text that the tables hold; the empty part otherwise.
    pub(crate) fn id(&self, text: &str) -> PartId {
        self.by_text.get(text).copied().unwrap_or(0)
    }
}

/// A full name: surname, middle name (possibly none), given name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) surname: PartId,
    pub(crate) middle: PartId,
    pub(crate) given: PartId,
}

impl Name {
    /// Adds the name to a text, parts separated by one space.
    pub(crate) fn write(self, out: &mut String) {
        let start = out.len();
        for id in [self.surname, self.middle, self.given] {
            let text = PARTS.text(id);
            if !text.is_empty() {
                if out.len() > start {
                    out.push(' ');
                }
                out.push_str(text);
            }
        }
    }

    /// A key that two names share if they are equal without diacritics and case.
    pub(crate) fn folded_key(self) -> u64 {
        [self.surname, self.middle, self.given]
            .iter()
            .map(|&id| &PARTS.all[usize::from(id)])
            .fold(0, |sum: u64, part| {
                sum.wrapping_mul(part.shift).wrapping_add(part.folded)
            })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(surname: &str, middle: &str, given: &str) -> Name {
        let id = |text: &str| {
            let id = PARTS.id(text);
            assert!(id != 0 || text.is_empty(), "{text} is no part");
            id
        };
        Name {
            surname: id(surname),
            middle: id(middle),
            given: id(given),
        }
    }

    #[test]
    fn parts_are_joined_by_single_spaces() {
        assert_eq!(
            name("Nguyễn", "Thị Thu", "Hà").to_string(),
            "Nguyễn Thị Thu Hà"
        );
        assert_eq!(name("Nguyễn", "", "Hà").to_string(), "Nguyễn Hà");
    }

    #[test]
    fn the_folded_key_ignores_diacritics_and_where_parts_end() {
        let key = |a, b, c| name(a, b, c).folded_key();
        assert_eq!(key("Lê", "Thúy", "Hà"), key("Lê", "Thùy", "Hạ"));
        assert_eq!(
            key("Lê", "Thị Thu", "Hà"),
            key("Lê", "Thị", "Thu")
                .wrapping_mul(BASE)
                .wrapping_add(syllable_key("Hà"))
        );
        assert_ne!(key("Trần", "Minh", "Hạnh"), key("Trần", "Hạnh", "Minh"));
    }
}

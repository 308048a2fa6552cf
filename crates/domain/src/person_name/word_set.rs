//! A fixed set of short words, asked several times for every name.
//!
//! Open addressing over a cheap multiplicative hash: a look-up costs a few nanoseconds, where
//! the standard hasher or a binary search over strings costs ten times as much.

/// A set of words that does not change.
pub(super) struct WordSet {
    slots: Box<[(u64, Box<str>)]>,
}

impl WordSet {
    /// The set of the given words, whatever their number and order.
    pub(super) fn of(words: impl IntoIterator<Item = String>) -> Self {
        let mut words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        let mut set = WordSet {
            slots: vec![(0, Box::default()); (words.len() * 3).next_power_of_two().max(2)].into(),
        };
        for word in words {
            let hash = hash(&word);
            let at = set.probe(hash, "");
            set.slots[at] = (hash, word.into_boxed_str());
        }
        set
    }

    /// Whether the word is in the set.
    pub(super) fn has(&self, word: &str) -> bool {
        !word.is_empty() && !self.slots[self.probe(hash(word), word)].1.is_empty()
    }

    /// The words, in no order that means anything.
    #[cfg(test)]
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.slots
            .iter()
            .map(|(_, word)| &**word)
            .filter(|word| !word.is_empty())
    }

    /// The slot of the word, or the empty one where it would be. A third is used at most.
    fn probe(&self, hash: u64, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 32) as usize & mask;
        loop {
            let (other, text) = &self.slots[at];
            if text.is_empty() || (*other == hash && **text == *word) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }
}

fn hash(word: &str) -> u64 {
    word.as_bytes()
        .chunks(8)
        .fold(word.len() as u64, |hash, chunk| {
            let mut bytes = [0; 8];
            bytes[..chunk.len()].copy_from_slice(chunk);
            (hash.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x517C_C1B7_2722_0A95)
        })
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn a_set_has_its_words_and_no_other() {
        let words = || (0..500).map(|n| format!("word{n}"));
        let set = WordSet::of(words());
        assert!(words().all(|word| set.has(&word)));
        assert!((500..1000).all(|n| !set.has(&format!("word{n}"))));
        assert!(!set.has("") && !WordSet::of([]).has("a"));
        assert_eq!(set.iter().count(), 500);
    }
}

//! The ministry's department with its keys: which of them signs passports now.

use jiff::Timestamp;
use khien_registry::passport::Ministry;

/// Keys in their turns.
#[derive(Debug, Default)]
pub struct Department {
    turns: Vec<Turn>,
}

/// When a key signs.
#[derive(Debug)]
struct Turn {
    from: Timestamp,
    until: Timestamp,
    ministry: Ministry,
}

impl Department {
    /// Adds a key that signs from one moment to another.
    pub fn add(&mut self, (from, until): (Timestamp, Timestamp), ministry: Ministry) {
        self.turns.push(Turn {
            from,
            until,
            ministry,
        });
    }

    /// Who signs at a moment; of several, the one that began last.
    pub fn at(&self, now: Timestamp) -> Option<&Ministry> {
        let mut open: Vec<&Turn> = self.turns.iter().collect();
        open.retain(|turn| turn.from <= now && now < turn.until);
        let last = open.into_iter().max_by_key(|turn| turn.from);
        last.map(|turn| &turn.ministry)
    }
}

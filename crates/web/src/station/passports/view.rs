//! What the pages show.

use jiff::civil::DateTime;
use khien_registry::passport::OrderKind;
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form};
use crate::texts::{Marked, Texts};

/// Passports that an order can reach at most in a preview; from there on it says "or more".
const MOST_COUNTED: usize = 100_000;

/// An order in the list.
pub(crate) struct OrderLine {
    /// As in the keys of the catalogue.
    pub(crate) kind: OrderKind,
    pub(crate) whose: String,
    pub(crate) reason: String,
    pub(crate) by: String,
    pub(crate) at: DateTime,
    pub(crate) reached: i64,
    /// Of the family `passports-order`: `waiting`, `running`, `done` or `failed`.
    pub(crate) state: String,
}

/// A key in the list.
pub(crate) struct KeyLine {
    pub(crate) id: Uuid,
    /// Its name in codes, in hexadecimal digits.
    pub(crate) kid: String,
    pub(crate) added: DateTime,
    pub(crate) needed_until: DateTime,
    pub(crate) ended: Option<DateTime>,
    /// Why it was ended.
    pub(crate) reason: String,
}

/// The page.
pub(crate) struct Passports {
    /// People whose passport is looked at next.
    pub(crate) due: i64,
    /// People who wait until a wave reaches them.
    pub(crate) for_wave: i64,
    pub(crate) orders: Vec<OrderLine>,
    pub(crate) keys: Vec<KeyLine>,
    pub(crate) wave: Form,
    pub(crate) cohort: Form,
    pub(crate) find: Form,
    pub(crate) products: Vec<Choice>,
}

impl Passports {
    /// Whether nothing is issued because every key was ended.
    pub(crate) fn is_without_key(&self) -> bool {
        !self.keys.is_empty() && self.keys.iter().all(|key| key.ended.is_some())
    }

    /// What a tired person must know first.
    pub(crate) fn headline(&self, t: &'static Texts) -> Marked {
        let key = match (self.due, self.for_wave) {
            (0, 0) => "passports-nobody-waits",
            (0, _) => "passports-wait-for-wave",
            _ => "passports-wait",
        };
        let text = t.text(key).set("due", self.due);
        text.set("wave", self.for_wave).marked()
    }
}

/// The second step of an order.
pub(crate) struct Preview {
    /// Of the order: sent twice, it is ordered once.
    pub(crate) id: Uuid,
    pub(crate) kind: OrderKind,
    pub(crate) whose: String,
    /// What the first step said: names and values.
    pub(crate) sent: Vec<(&'static str, String)>,
    pub(crate) reached: usize,
    pub(crate) reason: String,
    /// Key of what is wrong; empty if nothing.
    pub(crate) fault: &'static str,
}

impl Preview {
    /// How many it reaches.
    pub(crate) fn finding(&self, t: &'static Texts) -> Marked {
        // A wave looks at people; who is entitled is known then.
        let key = match (self.kind, self.reached) {
            (OrderKind::Wave, MOST_COUNTED..) => "passports-looks-at-many",
            (OrderKind::Wave, _) => "passports-looks-at",
            (_, MOST_COUNTED..) => "passports-reaches-many",
            _ => "passports-reaches",
        };
        t.text(key).set("count", self.reached).marked()
    }

    /// Whether what is done to somebody cannot be left as it is.
    pub(crate) fn is_grave(&self) -> bool {
        self.kind == OrderKind::Revoke
    }
}

/// One passport, without whose it is.
pub(crate) struct OnePassport {
    pub(crate) id: Uuid,
    /// Of the family `passports-state`.
    pub(crate) state: String,
    pub(crate) issued: DateTime,
    pub(crate) expires: DateTime,
    pub(crate) has_expired: bool,
    pub(crate) ended: Option<DateTime>,
    pub(crate) reason: String,
    pub(crate) is_key_ended: bool,
    /// Whether the ministry revoked it, so that it can take that back.
    pub(crate) may_come_back: bool,
}

page!(PassportsPage, "station/passports/list.html", Passports);
page!(PreviewPage, "station/passports/preview.html", Preview);
page!(OnePage, "station/passports/one.html", OnePassport);

//! What the audit's page shows.

use jiff::civil::DateTime;
use serde::Deserialize;
use uuid::Uuid;

use crate::layout::percent_encoded;
use crate::page::page;
use crate::pieces::Form;
use crate::texts::Texts;

/// Which entries somebody looks at, as it stands in the address: codes and ids.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    /// Before which entry the page begins.
    #[serde(default)]
    pub(crate) before: String,
    #[serde(default)]
    pub(crate) act: String,
    #[serde(default)]
    pub(crate) actor: String,
    #[serde(default)]
    pub(crate) kind: String,
    /// One thing: everything that was done to it, whoever looked included.
    #[serde(default)]
    pub(crate) subject: String,
    /// Code of a unit or facility.
    #[serde(default)]
    pub(crate) place: String,
    /// `2022-05-14`.
    #[serde(default)]
    pub(crate) day: String,
}

impl Asked {
    /// The question as a part of an address; empty for everything.
    pub(crate) fn query(&self) -> String {
        let parts = [
            ("act", &self.act),
            ("actor", &self.actor),
            ("kind", &self.kind),
            ("subject", &self.subject),
            ("place", &self.place),
            ("day", &self.day),
            ("before", &self.before),
        ];
        let asked = parts.iter().filter(|(_, value)| !value.is_empty());
        let pairs = asked.map(|(name, value)| format!("{name}={}", percent_encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Whether anything is left out.
    pub(crate) fn is_narrow(&self) -> bool {
        let all = [&self.act, &self.actor, &self.kind, &self.place, &self.day];
        all.iter().any(|value| !value.is_empty())
    }
}

/// One entry.
pub(crate) struct Entry {
    pub(crate) when: DateTime,
    /// Name of the account; empty where the platform itself acted.
    pub(crate) who: String,
    /// The same account's entries.
    pub(crate) whose: String,
    /// Code of the act.
    pub(crate) act: String,
    /// Code of the kind of thing.
    pub(crate) kind: String,
    /// The end of its id: enough to see that two lines are about one thing.
    pub(crate) subject: String,
    /// Everything about it.
    pub(crate) about: String,
    /// Name of the unit or facility.
    pub(crate) place: String,
    pub(crate) reason: String,
    /// Codes of the fields that changed; their values are not shown.
    pub(crate) fields: Vec<String>,
}

impl Entry {
    /// What it was done to, and which one.
    pub(crate) fn thing(&self, t: &'static Texts) -> String {
        format!("{} {}", t.code("subject", &self.kind), self.subject)
    }

    /// "đổi ngày sinh, điện thoại"; nothing for a look or for fields that have no name here.
    pub(crate) fn changed(&self, t: &'static Texts) -> String {
        let names = self.fields.iter();
        let names = names.filter_map(|field| t.find_plain(&format!("field-{field}")));
        let names: Vec<String> = names.collect();
        if names.is_empty() {
            return String::new();
        }
        let names = t.list(names).to_lowercase();
        t.text("audit-changed").set("fields", names).to_string()
    }
}

/// What reading the newest links again found.
pub(crate) enum Checked {
    /// All of them hold: from, to.
    Whole(i64, i64),
    /// The first that does not, and in which way: a code of the family `audit-broken-`.
    Broken(i64, &'static str),
}

/// How far the chain has come.
pub(crate) struct Chain {
    pub(crate) linked: i64,
    /// Up to which link it is signed, and since when.
    pub(crate) signed: Option<(i64, DateTime)>,
    pub(crate) waiting: usize,
    /// Whether it can be read again from here.
    pub(crate) may_check: bool,
    pub(crate) checked: Option<Checked>,
}

/// The page.
pub(crate) struct Log {
    pub(crate) entries: Vec<Entry>,
    pub(crate) asked: Asked,
    pub(crate) form: Form,
    /// Codes of the acts and kinds to choose from; the empty one first.
    pub(crate) acts: Vec<&'static str>,
    pub(crate) kinds: Vec<&'static str>,
    /// Whose entries are shown, if of one account.
    pub(crate) whose: String,
    /// What it was done to, if only one thing is shown.
    pub(crate) about: Option<String>,
    /// Where the next page begins, and up to when this one looked.
    pub(crate) next: Option<(String, DateTime)>,
    pub(crate) chain: Chain,
}

/// The end of an id that is long.
pub(super) fn short(subject: &str) -> String {
    match subject.parse::<Uuid>() {
        Ok(id) => {
            let text = id.simple().to_string();
            text.get(24..).unwrap_or_default().to_owned()
        }
        Err(_) => subject.to_owned(),
    }
}

page!(LogPage, "station/audit/page.html", Log);

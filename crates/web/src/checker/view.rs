//! What the page shows.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use khien_certificate::check::Answer;
use khien_certificate::dcc::value_sets::value_set;
use serde_json::Value;

use super::files;
use super::published::Published;
use super::reasons::{self, Outcome, REASONS, Reason};
use crate::forms::Fields;
use crate::layout::Visit;
use crate::page::page;
use crate::pieces::{Choice, Form};
use crate::texts::{Dated, Language, Texts};

/// Sentences that only the scripts say: `checker-word-…`.
const WORDS: [&str; 12] = [
    "no-camera",
    "no-text",
    "looking",
    "no-code",
    "pdf",
    "no-rules",
    "lists-none",
    "lists-too-old",
    "lists-aging",
    "lists-good",
    "offline-ready",
    "unproven",
];

/// The page.
pub(crate) struct Checker {
    pub(crate) form: Form,
    pub(crate) countries: Vec<Choice>,
    /// What the server found; empty and hidden where nothing was asked.
    pub(crate) result: Shown,
    pub(crate) words: &'static [&'static str],
    pub(crate) reasons: &'static [Reason],
    /// Where the scripts begin.
    pub(crate) script: String,
    pub(crate) manifest: String,
    pub(crate) icon: String,
    /// What is added to the clock of the device; nothing but in a demonstration.
    pub(crate) clock_shift: SignedDuration,
}

impl Checker {
    pub(super) fn new(
        visit: &Visit,
        published: &Published,
        fields: Fields,
        result: Option<Shown>,
    ) -> Self {
        let t = visit.texts();
        let named = published.countries().into_iter();
        let none = Choice::new("", t.say("checker-word-no-rules"));
        let countries = named.map(|code| Choice::new(code, country(code)));
        Self {
            countries: std::iter::once(none).chain(countries).collect(),
            form: Form::new(t, "checker", fields),
            result: result.unwrap_or_default(),
            words: &WORDS,
            reasons: REASONS,
            script: files::url("start.js"),
            manifest: files::manifest_url(visit.language),
            icon: files::url("icon-192.png"),
            clock_shift: SignedDuration::ZERO,
        }
    }

    /// The address of the page in a language.
    #[expect(
        clippy::unused_self,
        reason = "templates reach everything through the view"
    )]
    pub(crate) fn address(&self, tag: &str) -> String {
        format!("/checker/{tag}")
    }
}

/// A country in English, as the value set of the EU calls it: for those without a script; the others
/// have their device's words.
fn country(code: &str) -> String {
    let known = value_set("country-2-codes").and_then(|set| set.get(code));
    known.map_or_else(
        || code.to_owned(),
        |entry| format!("{} ({code})", entry.display),
    )
}

/// A rule that did not pass.
pub(crate) struct RuleShown {
    pub(crate) outcome: String,
    pub(crate) text: String,
}

/// The result about one code.
pub(crate) struct Shown {
    /// Whether there is one.
    pub(crate) given: bool,
    pub(crate) outcome: Outcome,
    /// The sentence under the word.
    pub(crate) sentence: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) letters: String,
    pub(crate) born: String,
    /// Whether a trusted signer vouches for the name.
    pub(crate) proven: bool,
    /// Country and time that were asked about.
    pub(crate) asked: String,
    pub(crate) rules: Vec<RuleShown>,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            given: false,
            outcome: Outcome::Open,
            sentence: String::new(),
            code: String::new(),
            name: String::new(),
            letters: String::new(),
            born: String::new(),
            proven: false,
            asked: String::new(),
            rules: Vec::new(),
        }
    }
}

impl Shown {
    /// The answer of a check in the words of a reader.
    pub(super) fn of(visit: &Visit, answer: &Answer, country: Option<&str>, at: Timestamp) -> Self {
        let t = visit.texts();
        let where_to = country.map_or_else(|| t.say("checker-word-no-rules"), self::country);
        let local = TimeZone::fixed(jiff::tz::offset(7)).to_datetime(at);
        let person = Person::of(&answer.payload);
        let mut shown = Self {
            given: true,
            name: person.name,
            letters: person.letters,
            born: person.born,
            proven: answer.verified == Some(true),
            asked: format!("{where_to} · {}", local.shown()),
            rules: failed_rules(answer.rules.as_ref()),
            ..Self::default()
        };
        shown.say(t, answer.reason.as_deref());
        shown
    }

    fn say(&mut self, t: &Texts, code: Option<&str>) {
        let reason = reasons::of(code);
        self.outcome = reason.outcome;
        self.sentence = t.code("checker-reason", reason.words);
        code.unwrap_or_default().clone_into(&mut self.code);
    }
}

/// Who is named in a code.
#[derive(Default)]
struct Person {
    name: String,
    letters: String,
    born: String,
}

impl Person {
    /// Of the EU's form (`nam`, `dob`), the WHO's (`name`, `birthDate`) or a card's patient.
    fn of(payload: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().trim().to_owned();
        let both = |one: &Value, other: &Value, between: &str| {
            let parts = [text(one), text(other)];
            let given = parts.iter().filter(|part| !part.is_empty()).cloned();
            given.collect::<Vec<_>>().join(between)
        };
        let nam = &payload["nam"];
        if nam.is_object() {
            let letters = both(&nam["fnt"], &nam["gnt"], "<<").replace('<', " ");
            let name = both(&nam["fn"], &nam["gn"], " ");
            return Self {
                name: if name.is_empty() {
                    letters.clone()
                } else {
                    name
                },
                letters: letters.split_whitespace().collect::<Vec<_>>().join(" "),
                born: day_first(&text(&payload["dob"])),
            };
        }
        let either = |one: &str, other: &str| {
            let first = text(&payload[one]);
            if first.is_empty() {
                text(&payload[other])
            } else {
                first
            }
        };
        Self {
            name: either("name", "n"),
            letters: String::new(),
            born: day_first(&either("birthDate", "dob")),
        }
    }
}

/// `12/05/1987`, `05/1987` or `1987`.
fn day_first(date: &str) -> String {
    let day = date.get(..10).unwrap_or(date);
    let parts: Vec<&str> = day.rsplit('-').collect();
    parts.join("/")
}

fn failed_rules(rules: Option<&Value>) -> Vec<RuleShown> {
    let rules = rules.and_then(Value::as_array).into_iter().flatten();
    let failed = rules.filter(|rule| rule["outcome"] != "rule-passed");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    failed
        .map(|rule| RuleShown {
            outcome: text(&rule["outcome"]),
            text: format!("{} ({})", text(&rule["description"]), text(&rule["rule"])),
        })
        .collect()
}

page!(CheckerPage, "checker/page.html", Checker);

impl CheckerPage {
    /// The other languages.
    fn others(&self) -> impl Iterator<Item = &'static str> {
        let own = self.t.tag();
        Language::ALL
            .into_iter()
            .map(Language::tag)
            .filter(move |tag| *tag != own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whoever_is_named_in_any_of_the_forms_is_shown() {
        let eu = json!({"nam": {"fn": "Nguyễn", "gn": "Bảo Duy", "fnt": "NGUYEN", "gnt": "BAO<DUY"}, "dob": "1987-05-12"});
        let person = Person::of(&eu);
        assert_eq!(person.name, "Nguyễn Bảo Duy");
        assert_eq!(person.letters, "NGUYEN BAO DUY");
        assert_eq!(person.born, "12/05/1987");
        let letters = json!({"nam": {"fnt": "NGUYEN<<VAN"}, "dob": "1987"});
        assert_eq!(Person::of(&letters).name, "NGUYEN  VAN");
        assert_eq!(Person::of(&letters).born, "1987");
        let who = json!({"name": "Aulus Agerius", "birthDate": "1988-04-02"});
        assert_eq!(Person::of(&who).name, "Aulus Agerius");
        assert_eq!(Person::of(&who).born, "02/04/1988");
        assert_eq!(Person::of(&Value::Null).name, "");
    }
}

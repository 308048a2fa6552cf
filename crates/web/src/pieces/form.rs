//! A form as a page shows it: what was typed stays, what is wrong stands beside its field.
//!
//! Labels follow the names: field `full_name` of form `person` is called by the key
//! `person-full_name`, and its hint, if the catalogue has one, by `person-full_name-hint`.

use askama::Template;

use super::field::{Field, Kind};
use super::{Choice, prints_itself};
use crate::forms::{Faults, Fields};
use crate::texts::Texts;

/// Values and faults of one form.
pub(crate) struct Form {
    t: &'static Texts,
    name: &'static str,
    /// What was typed, or what is kept so far.
    pub(crate) values: Fields,
    /// What is wrong with it.
    pub(crate) faults: Faults,
}

impl Form {
    /// A form with these values and nothing wrong so far.
    pub(crate) fn new(t: &'static Texts, name: &'static str, values: Fields) -> Self {
        Self {
            t,
            name,
            values,
            faults: Faults::default(),
        }
    }

    /// With what is wrong.
    pub(crate) fn with_faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// What the field holds.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.text(name)
    }

    /// One line of text.
    pub(crate) fn input(&self, name: &'static str) -> Field {
        self.field(name, Kind::Line)
    }

    /// Several lines of text.
    pub(crate) fn area(&self, name: &'static str) -> Field {
        self.field(name, Kind::Area)
    }

    /// A password: never shown again.
    pub(crate) fn password(&self, name: &'static str) -> Field {
        let mut field = self.field(name, Kind::Password);
        field.value.clear();
        field
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &'static str) -> Field {
        self.field(name, Kind::Number)
    }

    /// A day, typed as people write it or picked from the device's calendar.
    pub(crate) fn day(&self, name: &'static str) -> Field {
        self.field(name, Kind::Day)
    }

    /// Day, month and year apart, each of which may be unknown.
    pub(crate) fn date(&self, name: &'static str) -> Field {
        let mut field = self.field(name, Kind::Date);
        let part = |part| self.values.text(&format!("{name}_{part}")).to_owned();
        field.date = ["d", "m", "y"].map(part);
        field
    }

    /// One of a few, all visible.
    pub(crate) fn chips(&self, name: &'static str, choices: impl AsRef<[Choice]>) -> Field {
        self.chosen(name, Kind::Chips, choices)
    }

    /// One of a few codes, called by the keys of a family.
    pub(crate) fn chips_of(&self, name: &'static str, family: &str, codes: &[&str]) -> Field {
        self.chips(name, self.choices(family, codes))
    }

    /// One of many codes, called by the keys of a family.
    pub(crate) fn select_of(&self, name: &'static str, family: &str, codes: &[&str]) -> Field {
        self.select(name, self.choices(family, codes))
    }

    /// Any of a few, all visible.
    pub(crate) fn boxes(&self, name: &'static str, choices: impl AsRef<[Choice]>) -> Field {
        self.chosen(name, Kind::Boxes, choices)
    }

    /// One of many.
    pub(crate) fn select(&self, name: &'static str, choices: impl AsRef<[Choice]>) -> Field {
        self.chosen(name, Kind::Select, choices)
    }

    /// What is wrong, with a link to each field; nothing if all is well.
    pub(crate) fn summary(&self) -> Summary {
        let faults = self.faults.iter();
        Summary {
            title: self
                .t
                .text("form-faults")
                .set("count", self.faults.len())
                .to_string(),
            faults: faults
                .map(|(field, key)| (field, self.t.say(key)))
                .collect(),
        }
    }

    fn choices(&self, family: &str, codes: &[&str]) -> Vec<Choice> {
        let codes = codes.iter();
        codes
            .map(|code| Choice::new(*code, self.t.code(family, code)))
            .collect()
    }

    fn chosen(&self, name: &'static str, kind: Kind, choices: impl AsRef<[Choice]>) -> Field {
        let mut field = self.field(name, kind);
        field.choices = choices.as_ref().to_vec();
        if self.values.has(name) {
            for choice in &mut field.choices {
                choice.chosen = self.values.all(name).any(|value| value == choice.value);
            }
        }
        field
    }

    fn field(&self, name: &'static str, kind: Kind) -> Field {
        let label = format!("{}-{name}", self.name);
        let hint = self.t.find_plain(&format!("{label}-hint"));
        let fault = self.faults.of(name);
        let fault = if fault.is_empty() {
            String::new()
        } else {
            self.t.say(fault)
        };
        let value = self.values.text(name).to_owned();
        let mut field = Field::new(self.t, name, kind, self.t.say(label));
        field.hint = hint.unwrap_or_default();
        field.fault = fault;
        field.value = value;
        field
    }
}

/// The list of faults above a form; the script moves the focus to it.
#[derive(Template)]
#[template(path = "pieces/summary.html")]
pub(crate) struct Summary {
    title: String,
    faults: Vec<(&'static str, String)>,
}

prints_itself! { Summary }

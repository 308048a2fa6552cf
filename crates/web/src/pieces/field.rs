//! One field of a form with label, hint and fault.

use askama::Template;

use super::{Choice, prints_itself};
use crate::texts::Texts;

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Line,
    Area,
    Password,
    Number,
    Day,
    Date,
    Chips,
    Boxes,
    Select,
}

/// A field; the methods fill in what the form cannot know.
#[derive(Template)]
#[template(path = "pieces/field.html")]
pub(crate) struct Field {
    pub(super) t: &'static Texts,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) fault: String,
    pub(super) value: String,
    pub(super) date: [String; 3],
    pub(super) choices: Vec<Choice>,
    autocomplete: &'static str,
    mode: &'static str,
    required: bool,
}

impl Field {
    pub(super) fn new(t: &'static Texts, name: &'static str, kind: Kind, label: String) -> Self {
        Self {
            t,
            name,
            kind,
            label,
            hint: String::new(),
            fault: String::new(),
            value: String::new(),
            date: Default::default(),
            choices: Vec::new(),
            autocomplete: "off",
            mode: if kind == Kind::Number { "numeric" } else { "" },
            required: false,
        }
    }

    /// What a browser may fill in; nothing unless said.
    pub(crate) fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// Which keyboard a phone shows: `numeric`, `tel`.
    pub(crate) fn mode(mut self, mode: &'static str) -> Self {
        self.mode = mode;
        self
    }

    /// Must be filled in. Said in the label of the others ("nếu có"), checked by the server.
    pub(crate) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    fn is(&self, kind: &str) -> bool {
        let own = match self.kind {
            Kind::Line => "line",
            Kind::Area => "area",
            Kind::Password => "password",
            Kind::Number => "number",
            Kind::Day => "day",
            Kind::Date => "date",
            Kind::Chips => "chips",
            Kind::Boxes => "boxes",
            Kind::Select => "select",
        };
        own == kind
    }

    /// Ids of what describes the field, for `aria-describedby`.
    fn described(&self) -> String {
        let mut ids = Vec::new();
        if !self.fault.is_empty() {
            ids.push(format!("{}-fault", self.name));
        }
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        ids.join(" ")
    }
}

prints_itself! { Field }

//! The value sets of the EU: which codes exist (ehn-dcc-development/eu-dcc-valuesets).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value as Json;

/// A list of codes.
#[derive(Debug)]
pub struct ValueSet {
    /// Its name among the value sets.
    pub id: String,
    /// Its day, as the list has it.
    pub date: String,
    values: BTreeMap<String, Entry>,
}

/// A code's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it means, in English.
    pub display: String,
    /// Whether it is still to be used for new certificates.
    pub is_active: bool,
}

impl ValueSet {
    /// What a code means.
    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.values.get(code)
    }

    /// All codes, sorted.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    fn read(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let entry = |(code, value): (&String, &Json)| {
            let display = value.get("display")?.as_str()?.to_owned();
            let is_active = value.get("active").and_then(Json::as_bool).unwrap_or(true);
            Some((code.clone(), Entry { display, is_active }))
        };
        let values = json.get("valueSetValues")?.as_object()?;
        Some(Self {
            id: json.get("valueSetId")?.as_str()?.to_owned(),
            date: json.get("valueSetDate")?.as_str()?.to_owned(),
            values: values.iter().filter_map(entry).collect(),
        })
    }
}

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../data/valuesets/", $name, ".json"))
    };
}

static ALL: LazyLock<Vec<ValueSet>> = LazyLock::new(|| {
    let files = [
        file!("country-2-codes"),
        file!("disease-agent-targeted"),
        file!("test-manf-example"),
        file!("test-result"),
        file!("test-type"),
        file!("vaccine-mah-manf"),
        file!("vaccine-medicinal-product"),
        file!("vaccine-prophylaxis"),
    ];
    files.into_iter().filter_map(ValueSet::read).collect()
});

/// All value sets, as the rules of countries ask for them.
pub fn all() -> &'static [ValueSet] {
    &ALL
}

/// A value set by its name.
pub fn value_set(id: &str) -> Option<&'static ValueSet> {
    ALL.iter().find(|set| set.id == id)
}

/// Annex A: which kind of vaccine and which holder of the licence go with a product.
#[derive(Debug)]
pub(super) struct Instruction {
    pub(super) manufacturer: String,
    pub(super) prophylaxes: Vec<String>,
    pub(super) is_deprecated: bool,
}

static INSTRUCTIONS: LazyLock<BTreeMap<String, Instruction>> = LazyLock::new(|| {
    let json: Option<Json> = serde_json::from_str(file!("vaccine-encoding-instructions")).ok();
    let values = json
        .as_ref()
        .and_then(|json| json.get("valueSetValues")?.as_object());
    values
        .into_iter()
        .flatten()
        .filter_map(|(_, value)| instruction(value))
        .collect()
});

fn instruction(value: &Json) -> Option<(String, Instruction)> {
    let text = |key: &str| value.get(key).and_then(Json::as_str);
    let codes = value.get("sct-codes")?.as_array()?;
    let note = text("note").unwrap_or_default();
    let product = text("vaccine-code")?;
    let instruction = Instruction {
        manufacturer: text("vaccine-manufacturer")?.to_owned(),
        prophylaxes: codes
            .iter()
            .filter_map(Json::as_str)
            .map(str::to_owned)
            .collect(),
        is_deprecated: note.starts_with("Do not use this code for new certificates"),
    };
    // Some codes carry the word itself, which is no part of them.
    let product = product.trim_end_matches(" (deprecated)");
    Some((product.to_owned(), instruction))
}

/// The instruction for a product.
pub(super) fn instruction_for(product: &str) -> Option<&'static Instruction> {
    INSTRUCTIONS.get(product)
}

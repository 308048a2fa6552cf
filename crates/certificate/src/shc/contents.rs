//! The person and the vaccinations of a card, for display.

use std::fmt;

use serde_json::Value;

/// What a checker shows. Elements that a card has not stay empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The name as the card writes it: given names, then family name.
    pub name: String,
    /// The birth date, perhaps only year or month.
    pub birth_date: String,
    /// The vaccinations, in the order of the card.
    pub shots: Vec<Shot>,
}

/// One vaccination.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Shot {
    /// The system that the vaccine's code comes from, as `http://hl7.org/fhir/sid/cvx`.
    pub system: String,
    /// The code of the vaccine.
    pub code: String,
    /// The day, perhaps with a time.
    pub occurrence: String,
    /// The lot.
    pub lot: String,
    /// Who gave it.
    pub performer: String,
    /// `completed`, or why not.
    pub status: String,
}

impl Contents {
    pub(super) fn of(bundle: &Value) -> Self {
        let entries = bundle.get("entry").and_then(Value::as_array);
        let mut contents = Self::default();
        for entry in entries.into_iter().flatten() {
            let resource = &entry["resource"];
            match resource["resourceType"].as_str() {
                Some("Patient") if contents.name.is_empty() => {
                    contents.name = name(&resource["name"][0]);
                    contents.birth_date = text(&resource["birthDate"]);
                }
                Some("Immunization") => contents.shots.push(shot(resource)),
                _ => {}
            }
        }
        contents
    }
}

fn shot(resource: &Value) -> Shot {
    let coding = &resource["vaccineCode"]["coding"][0];
    let time = text(&resource["occurrenceDateTime"]);
    Shot {
        system: text(&coding["system"]),
        code: text(&coding["code"]),
        occurrence: if time.is_empty() {
            text(&resource["occurrenceString"])
        } else {
            time
        },
        lot: text(&resource["lotNumber"]),
        performer: text(&resource["performer"][0]["actor"]["display"]),
        status: text(&resource["status"]),
    }
}

fn name(name: &Value) -> String {
    let whole = text(&name["text"]);
    if !whole.is_empty() {
        return whole;
    }
    let given = name["given"].as_array();
    let parts = given.into_iter().flatten().chain([&name["family"]]);
    let parts: Vec<&str> = parts.filter_map(Value::as_str).collect();
    parts.join(" ")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contents({} shots)", self.shots.len())
    }
}

impl fmt::Debug for Shot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shot({} {})", self.system, self.code)
    }
}

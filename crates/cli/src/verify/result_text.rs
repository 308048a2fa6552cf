//! The words of a result cell: what is right, what is wrong, what is proposed.
//!
//! Without register values only what the typed text itself shows is told of a wrong date (a year
//! alone); which part of it differs would let anybody ask the register one question at a time.

use crate::texts::Texts;
use khien_domain::{Band, Class, FieldState, IdState, Note, Verdict};
use khien_linkage::{Evidence, RegisterPerson};

/// What a result cell says, in the language of `texts`. `register` is given only to those who
/// may see it.
pub(crate) fn result_text(
    texts: &Texts,
    verdict: &Verdict,
    evidence: &Evidence,
    register: Option<&RegisterPerson>,
) -> String {
    let mut parts = match verdict.class {
        Class::Verified if verdict.id_state == Some(IdState::OldNumber) => {
            vec![texts.get("result-verified-old-number")]
        }
        Class::Mismatch | Class::NoNumber => faults(texts, verdict, evidence),
        Class::Unsendable => {
            let mut parts = vec![texts.get("result-unsendable")];
            parts.extend(faults(texts, verdict, evidence));
            parts
        }
        class => vec![texts.get(&format!("result-{}", class.code()))],
    };
    parts.extend(proposal(verdict).map(|key| texts.get(key)));
    if let Some(person) = register.filter(|_| verdict.class != Class::Verified) {
        let values = register_values(texts, verdict, person);
        parts.push(texts.with("result-register", &[("values", &values)]));
    }
    parts.join("; ")
}

fn faults(texts: &Texts, verdict: &Verdict, evidence: &Evidence) -> Vec<String> {
    let id = verdict
        .id_state
        .and_then(|state| number(texts, state, evidence));
    let name = verdict
        .name_state
        .and_then(|state| field(state, "result-name-missing", || name_key(evidence)));
    let birth = verdict
        .date_of_birth_state
        .and_then(|state| field(state, "result-birth-missing", || birth_key(evidence)));
    let sex = verdict
        .sex_state
        .and_then(|state| field(state, "result-sex-missing", || "result-sex-differs"));
    let fields = [name, birth, sex].into_iter().flatten();
    id.into_iter()
        .chain(fields.map(|key| texts.get(key)))
        .collect()
}

fn number(texts: &Texts, state: IdState, evidence: &Evidence) -> Option<String> {
    match state {
        IdState::Ok | IdState::OldNumber => None,
        IdState::Malformed => {
            let fault = evidence.id_fault()?;
            let why = texts.find_plain(&format!("number-{}", fault.code()));
            Some(why.map_or_else(
                || texts.get("result-id-malformed"),
                |why| texts.with("result-id-malformed-why", &[("why", &why)]),
            ))
        }
        state => Some(texts.get(&format!("result-id-{}", state.code()))),
    }
}

fn field(
    state: FieldState,
    missing: &'static str,
    differs: impl FnOnce() -> &'static str,
) -> Option<&'static str> {
    match state {
        FieldState::Ok | FieldState::Equivalent => None,
        FieldState::Missing => Some(missing),
        FieldState::Differs => Some(differs()),
    }
}

fn name_key(evidence: &Evidence) -> &'static str {
    let notes = evidence.notes();
    if notes.has(Note::NoDiacritics) {
        "result-name-no-diacritics"
    } else if notes.has(Note::TypingResidue) {
        "result-name-typing-residue"
    } else {
        "result-name-differs"
    }
}

fn birth_key(evidence: &Evidence) -> &'static str {
    let notes = evidence.notes();
    if notes.has(Note::YearOnly) {
        "result-birth-year-only"
    } else if notes.has(Note::MonthOnly) {
        "result-birth-month-only"
    } else {
        "result-birth-differs"
    }
}

/// What to say of the proposed person, where the number alone did not lead to them.
fn proposal(verdict: &Verdict) -> Option<&'static str> {
    let number_led = matches!(verdict.id_state, Some(IdState::Ok | IdState::OldNumber));
    match (verdict.class, verdict.band) {
        (Class::Mismatch | Class::NoNumber | Class::Unsendable, Band::Review) => {
            Some("result-found-review")
        }
        (Class::Mismatch | Class::NoNumber, Band::Automatic) if !number_led => {
            Some("result-found-automatic")
        }
        (Class::NoNumber, Band::None) if verdict.reason.code().ends_with("_several") => {
            Some("result-several-found")
        }
        (Class::NoNumber, Band::None) => Some("result-nobody-found"),
        _ => None,
    }
}

/// The register's values of what is wrong or missing, each with its name.
fn register_values(texts: &Texts, verdict: &Verdict, person: &RegisterPerson) -> String {
    let wrong = |state: Option<FieldState>| {
        matches!(state, Some(FieldState::Differs | FieldState::Missing))
    };
    let id_right = matches!(verdict.id_state, Some(IdState::Ok | IdState::OldNumber));
    let date = day_first(&person.date_of_birth);
    let sex = match person.sex {
        "" => String::new(),
        code => texts.get(&format!("sex-{code}")),
    };
    let values = [
        (!id_right, "id", person.personal_id.as_str()),
        (wrong(verdict.name_state), "name", &person.full_name),
        (wrong(verdict.date_of_birth_state), "birth", &date),
        (wrong(verdict.sex_state), "sex", &sex),
    ];
    let named = |(_, field, value): &(bool, &str, &str)| {
        texts.with(&format!("result-register-{field}"), &[("value", value)])
    };
    let shown: Vec<String> = values
        .iter()
        .filter(|(wrong, _, _)| *wrong)
        .map(named)
        .collect();
    shown.join(", ")
}

/// An ISO date as the template writes it, day first: `17/05/1980`, `05/1980`, `1980`.
fn day_first(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').rev().collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use crate::texts::{Language, Texts};
    use khien_domain::{Class, IdState, IdentityFault, Sex};

    #[test]
    fn every_answer_has_its_words_in_both_languages() {
        for language in [Language::Vietnamese, Language::English] {
            let texts = Texts::of(language);
            let has = |key: String| assert!(texts.find_plain(&key).is_some(), "{key}");
            let spoken = [Class::Verified, Class::NotFound, Class::Ambiguous];
            for class in spoken.iter().chain(&[Class::Unsendable, Class::Exempt]) {
                has(format!("result-{}", class.code()));
            }
            for state in [IdState::Missing, IdState::Wrong, IdState::OtherPersons] {
                has(format!("result-id-{}", state.code()));
            }
            for part in ["id", "name", "birth", "sex"] {
                has(format!("result-register-{part}"));
            }
            for sex in [Sex::Male, Sex::Female] {
                has(format!("sex-{}", sex.code()));
            }
            for fault in IdentityFault::ALL
                .iter()
                .filter(|fault| !fault.is_missing())
            {
                has(format!("number-{}", fault.code()));
            }
        }
    }

    #[test]
    fn register_dates_are_written_day_first() {
        for (iso, written) in [
            ("1980-05-17", "17/05/1980"),
            ("1980-05", "05/1980"),
            ("1980", "1980"),
        ] {
            assert_eq!(super::day_first(iso), written);
        }
    }
}

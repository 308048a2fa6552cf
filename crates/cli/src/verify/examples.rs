//! Worked examples: the first record of each story, so that the report shows different reasons.

use super::check::Answer;
use crate::report::{Example, ExampleBar, ExampleField, Field};
use khien_domain::{Band, Class, FieldState, IdState, Note, Reason, Record};
use khien_linkage::{PersonRow, PopulationIndex, RegisterPerson};

/// How many examples the report shows.
const SHOWN: usize = 10;

/// What makes a record worth telling.
type Story = fn(&Answer) -> bool;

/// In the order of the report. The first ten that the files hold are shown.
const STORIES: [Story; 14] = [
    |answer| is(answer, Class::Mismatch) && answer.faults.full_name == Some("no_diacritics"),
    |answer| is(answer, Class::Mismatch) && answer.faults.id_number == Some("one_edit"),
    |answer| id_is(answer, IdState::OtherPersons) && has_band(answer, Band::Automatic),
    |answer| id_is(answer, IdState::Missing) && has_band(answer, Band::Automatic),
    |answer| is(answer, Class::Mismatch) && only_birth_is_wrong(answer),
    |answer| is(answer, Class::Verified) && has_note(answer, Note::LostZero),
    |answer| has_note(answer, Note::Vni) || has_note(answer, Note::Tcvn3),
    |answer| {
        is(answer, Class::Ambiguous)
            || answer.outcome.verdict.reason == Reason::NameAndBirthDateSeveral
    },
    |answer| has_band(answer, Band::Review),
    |answer| is(answer, Class::NotFound),
    |answer| id_is(answer, IdState::Malformed) && has_band(answer, Band::Automatic),
    |answer| is(answer, Class::Verified) && id_is(answer, IdState::OldNumber),
    |answer| is(answer, Class::Exempt),
    |answer| is(answer, Class::Unsendable),
];

fn is(answer: &Answer, class: Class) -> bool {
    answer.outcome.verdict.class == class
}

fn id_is(answer: &Answer, state: IdState) -> bool {
    answer.outcome.verdict.id_state == Some(state)
}

fn has_band(answer: &Answer, band: Band) -> bool {
    answer.outcome.verdict.band == band
}

fn has_note(answer: &Answer, note: Note) -> bool {
    answer.outcome.evidence.notes().has(note)
}

fn only_birth_is_wrong(answer: &Answer) -> bool {
    let verdict = &answer.outcome.verdict;
    verdict.date_of_birth_state == Some(FieldState::Differs)
        && verdict.name_state == Some(FieldState::Ok)
        && verdict.id_state == Some(IdState::Ok)
}

/// An example while the run goes on.
struct Kept {
    example: Example,
    person: Option<PersonRow>,
}

/// The first record of each story.
pub(super) struct Examples {
    kept: [Option<Kept>; STORIES.len()],
    show_values: bool,
}

impl Examples {
    /// With `show_values` the examples hold what was typed and what the register says.
    pub(super) fn new(show_values: bool) -> Self {
        Self {
            kept: std::array::from_fn(|_| None),
            show_values,
        }
    }

    /// Keeps a record if it tells a story that no earlier record told.
    pub(super) fn offer(&mut self, record: &Record<'_>, answer: &Answer) {
        let open = |place: &usize| self.kept[*place].is_none() && STORIES[*place](answer);
        let place = (0..STORIES.len()).find(open);
        if let Some(place) = place {
            self.kept[place] = Some(Kept {
                example: example(record, answer, self.show_values),
                person: answer.outcome.person,
            });
        }
    }

    /// Whether the examples hold values.
    pub(super) fn show_values(&self) -> bool {
        self.show_values
    }

    /// Takes out the examples to show, register values filled in if they may be shown.
    pub(super) fn take(&mut self, index: &PopulationIndex) -> Vec<Example> {
        let show_values = self.show_values;
        let finish = |kept: Kept| {
            let mut example = kept.example;
            if let Some(row) = kept.person.filter(|_| show_values) {
                fill(&mut example.fields, &index.person(row));
            }
            example
        };
        let kept = self.kept.iter_mut().filter_map(Option::take);
        kept.take(SHOWN).map(finish).collect()
    }
}

fn example(record: &Record<'_>, answer: &Answer, show_values: bool) -> Example {
    let verdict = &answer.outcome.verdict;
    let bar = |bar: khien_linkage::Bar| ExampleBar {
        code: bar.code.to_owned(),
        level: bar.level.to_owned(),
        weight_bits: bar.weight_bits,
    };
    Example {
        record_id: record.record_id.to_owned(),
        class: verdict.class,
        band: verdict.band,
        reason: verdict.reason,
        probability: verdict.probability,
        fields: fields(record, answer, show_values),
        bars: answer
            .outcome
            .evidence
            .waterfall()
            .into_iter()
            .map(bar)
            .collect(),
    }
}

fn fields(record: &Record<'_>, answer: &Answer, show_values: bool) -> Vec<ExampleField> {
    let verdict = &answer.outcome.verdict;
    let state = |state: Option<FieldState>| state.map(FieldState::code);
    let faults = answer.faults;
    let all = [
        (
            Field::IdNumber,
            verdict.id_state.map(IdState::code),
            faults.id_number,
            record.id_number,
        ),
        (
            Field::FullName,
            state(verdict.name_state),
            faults.full_name,
            record.full_name,
        ),
        (
            Field::DateOfBirth,
            state(verdict.date_of_birth_state),
            faults.date_of_birth,
            record.date_of_birth,
        ),
        (Field::Sex, state(verdict.sex_state), faults.sex, record.sex),
        (
            Field::Commune,
            state(verdict.commune_state),
            None,
            record.commune_code,
        ),
    ];
    let shown = |text: &str| {
        if show_values {
            text.to_owned()
        } else {
            String::new()
        }
    };
    all.into_iter()
        .map(|(field, state, kind, typed)| ExampleField {
            field,
            state: state.unwrap_or_default().to_owned(),
            kind: kind.map(str::to_owned),
            typed: shown(typed),
            register: String::new(),
        })
        .collect()
}

fn fill(fields: &mut [ExampleField], person: &RegisterPerson) {
    for field in fields {
        let value = match field.field {
            Field::IdNumber if field.state == IdState::OldNumber.code() => {
                person.old_card.as_deref().unwrap_or(&person.personal_id)
            }
            Field::IdNumber => &person.personal_id,
            Field::FullName => &person.full_name,
            Field::DateOfBirth => &person.date_of_birth,
            Field::Sex => person.sex,
            Field::Commune => &person.commune_code,
        };
        value.clone_into(&mut field.register);
    }
}

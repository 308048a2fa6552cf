//! Texts of one language out of its catalogue.

use super::ReportError;
use crate::number::{self, NumberStyle};
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;
use unicode_normalization::UnicodeNormalization;

/// Longest text of the data that is shown; a cell of a damaged file may hold megabytes.
const LONGEST: usize = 200;

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Vietnamese,
    English,
}

impl Language {
    /// In the order of the page.
    pub(super) const ALL: [Language; 2] = [Language::Vietnamese, Language::English];

    /// The tag as in `lang="…"`.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Language::Vietnamese => "vi",
            Language::English => "en",
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }

    fn number(self) -> NumberStyle {
        match self {
            Language::Vietnamese => number::VIETNAMESE,
            Language::English => number::ENGLISH,
        }
    }

    /// The source of all texts of the report in this language.
    pub(super) fn catalogue(self) -> &'static str {
        match self {
            Language::Vietnamese => include_str!("../../locales/vi/report.ftl"),
            Language::English => include_str!("../../locales/en/report.ftl"),
        }
    }
}

/// Says things in one language.
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) number: NumberStyle,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    pub(super) fn of(language: Language) -> Result<Self, ReportError> {
        let unreadable = |fault: String| ReportError::Catalogue {
            language: language.tag(),
            fault,
        };
        let resource = FluentResource::try_new(language.catalogue().to_owned())
            .map_err(|(_, faults)| unreadable(format!("{faults:?}")))?;
        let mut bundle = FluentBundle::new(vec![language.identifier()]);
        // Direction marks are for mixed scripts; here they would only be in the way of searching.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::Vietnamese => |value, _| whole_number(value, number::VIETNAMESE),
            Language::English => |value, _| whole_number(value, number::ENGLISH),
        }));
        bundle
            .add_resource(resource)
            .map_err(|faults| unreadable(format!("{faults:?}")))?;
        Ok(Self {
            language,
            number: language.number(),
            bundle,
        })
    }

    /// The text of a key that the catalogue holds (a test sees to it); else the key itself.
    pub(super) fn say(&self, key: &str) -> String {
        self.find(key, &[]).unwrap_or_else(|| key.to_owned())
    }

    /// The same with values filled in. Counts are grouped and may choose the plural.
    pub(super) fn say_with(&self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        self.find(key, values).unwrap_or_else(|| key.to_owned())
    }

    /// The text of `family-code`, or the code itself if nobody has written a text for it yet.
    pub(super) fn code(&self, family: &str, code: &str) -> String {
        self.find(&format!("{family}-{code}"), &[])
            .unwrap_or_else(|| shown(code))
    }

    /// The text of `kind-field-code`, or the code itself.
    pub(super) fn kind(&self, field: &str, code: &str) -> String {
        self.code(&format!("kind-{field}"), code)
    }

    /// Tag of the language of a text: texts of the data are Vietnamese on every page.
    pub(super) fn language_of(&self, of_the_data: bool) -> &'static str {
        if of_the_data {
            Language::Vietnamese.tag()
        } else {
            self.language.tag()
        }
    }

    /// A count.
    pub(super) fn count(&self, count: u64) -> String {
        self.number.count(count)
    }

    fn find(&self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        let mut faults = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut faults);
        Some(text.into_owned())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only counts are handed over as numbers; they are whole, positive and below 2^53"
)]
fn whole_number(value: &FluentValue<'_>, style: NumberStyle) -> Option<String> {
    match value {
        FluentValue::Number(FluentNumber { value, .. }) => Some(style.count(*value as u64)),
        _ => None,
    }
}

/// A text of the data as it may be shown: precomposed, without control characters, not endless.
pub(super) fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = text.chars().take(LONGEST).map(visible).nfc().collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// With a capital first letter, as sentences begin.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// With a small first letter, as inside sentences.
pub(super) fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_inside_sentences_are_grouped_and_choose_the_plural() {
        for (language, one, many) in [
            (
                Language::Vietnamese,
                "Kết quả của 1 bản ghi",
                "Kết quả của 21.071 bản ghi",
            ),
            (
                Language::English,
                "Results of 1 record",
                "Results of 21,071 records",
            ),
        ] {
            let words = Words::of(language).unwrap();
            let say = |count: u64| words.say_with("results-heading", &[("n", count.into())]);
            assert_eq!(say(1), one);
            assert_eq!(say(21_071), many);
        }
    }

    #[test]
    fn a_code_without_a_text_is_shown_as_it_is() {
        let words = Words::of(Language::Vietnamese).unwrap();
        assert_eq!(words.kind("full_name", "brand_new"), "brand_new");
    }

    #[test]
    fn shown_text_is_precomposed_short_and_free_of_control_characters() {
        assert_eq!(shown("Le\u{302}\u{7}"), "Lê ");
        assert_eq!(shown(&"a".repeat(10_000)).chars().count(), LONGEST + 1);
    }
}

//! Words for people: Fluent catalogues in Vietnamese and English, and figures, dates and times as
//! each language writes them.
//!
//! Templates hold no text, only keys. Vietnamese is the source; the house rules hold English to the
//! same keys, and the tests beside this file hold keys and templates to each other.

mod catalogue;
#[cfg(test)]
mod catalogue_tests;
mod date;
mod language;
mod number;
mod text;

pub(crate) use date::Dated;
pub use language::Language;
pub(crate) use text::{Marked, Text};

use std::borrow::Borrow;
use std::sync::LazyLock;

use fluent_bundle::FluentArgs;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use khien_domain::{DoseKind, Sex};
use number::NumberStyle;

/// The texts of one language.
pub(crate) struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

static VIETNAMESE: LazyLock<Texts> = LazyLock::new(|| Texts::load(Language::Vietnamese));
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| Texts::load(Language::English));

impl Texts {
    /// The texts of a language.
    pub(crate) fn of(language: Language) -> &'static Texts {
        match language {
            Language::Vietnamese => &VIETNAMESE,
            Language::English => &ENGLISH,
        }
    }

    /// `vi` or `en`, as in `lang="…"`.
    pub(crate) fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// Whether the texts are in this language.
    pub(crate) fn is(&self, tag: &str) -> bool {
        self.language.tag() == tag
    }

    /// The text with this key; the key itself where there is none (tests see to it that there is).
    pub(crate) fn say(&self, key: impl AsRef<str>) -> String {
        let key = key.as_ref();
        self.find(key, None).unwrap_or_else(|| key.to_owned())
    }

    /// The text with this key, if there is one.
    pub(crate) fn find_plain(&self, key: &str) -> Option<String> {
        self.find(key, None)
    }

    /// The text of a code: `family-code`.
    pub(crate) fn code(&self, family: &str, code: impl AsRef<str>) -> String {
        self.say(format!("{family}-{}", code.as_ref()))
    }

    /// A text with places to fill: `t.text("pager-rows").set("count", 7)`.
    pub(crate) fn text(&'static self, key: impl AsRef<str>) -> Text {
        Text::new(self, key.as_ref().to_owned())
    }

    /// A count with the separators of the language: 21.071 or 21,071.
    pub(crate) fn count(&self, count: impl Counted) -> String {
        self.number().count(count.counted())
    }

    /// A part of a whole in per cent with one decimal; empty for a whole of nothing.
    pub(crate) fn percent(&self, part: impl Counted, whole: impl Counted) -> String {
        self.number().percent(part.counted(), whole.counted())
    }

    /// A volume in millilitres given in thousandths of one: `0,3 ml`.
    pub(crate) fn millilitres(&self, thousandths: impl Counted) -> String {
        format!("{} ml", self.number().thousandths(thousandths.counted()))
    }

    /// A day, a moment or a date of birth: `14/05/2022`, `14/05/2022 20:47`, `1944`.
    #[expect(
        clippy::unused_self,
        reason = "templates reach everything through the words"
    )]
    pub(crate) fn date(&self, date: impl Dated) -> String {
        date.shown()
    }

    /// Time of day: `20:47`.
    #[expect(
        clippy::unused_self,
        reason = "templates reach everything through the words"
    )]
    pub(crate) fn clock(&self, time: &jiff::civil::DateTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// `nam` or `nữ`.
    pub(crate) fn sex(&self, sex: impl Borrow<Sex>) -> String {
        self.code("sex", sex.borrow().code())
    }

    /// "cơ bản 2", "nhắc lại 1": never only a number, which says nothing about the kind.
    pub(crate) fn dose(
        &'static self,
        kind: impl Borrow<DoseKind>,
        ordinal: impl Counted,
    ) -> String {
        let text = self.text(format!("dose-{}", kind.borrow().code()));
        text.set("n", ordinal.counted()).to_string()
    }

    /// Several words as the language lists them: "họ tên, ngày sinh".
    #[expect(clippy::unused_self, reason = "other languages will list otherwise")]
    pub(crate) fn list(&self, words: impl IntoIterator<Item = String>) -> String {
        words.into_iter().collect::<Vec<_>>().join(", ")
    }

    fn number(&self) -> NumberStyle {
        NumberStyle::of(self.language)
    }

    fn find(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut faults);
        Some(text.into_owned())
    }

    fn load(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // No invisible marks around variables: they would be copied along with a number.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::Vietnamese => |value, _| grouped(Language::Vietnamese, value),
            Language::English => |value, _| grouped(Language::English, value),
        }));
        for (_, source) in catalogue::of(language) {
            // What a faulty catalogue still yields is used; a test refuses faulty ones.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }
}

/// Counts inside a text are grouped like all others.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts come from whole numbers and are never negative"
)]
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => {
            Some(NumberStyle::of(language).count(number.value.round() as u64))
        }
        _ => None,
    }
}

/// What can be counted.
pub(crate) trait Counted {
    /// As a whole number.
    fn counted(&self) -> u64;
}

impl<T: Counted + ?Sized> Counted for &T {
    fn counted(&self) -> u64 {
        (**self).counted()
    }
}

macro_rules! counted {
    ($($whole:ty)+) => {
        $(impl Counted for $whole {
            fn counted(&self) -> u64 {
                u64::try_from(*self).unwrap_or_default()
            }
        })+
    };
}

counted!(u8 u16 u32 u64 usize i32 i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_each_language_does() {
        let (vi, en) = (
            Texts::of(Language::Vietnamese),
            Texts::of(Language::English),
        );
        assert_eq!(vi.count(82_268_445_u64), "82.268.445");
        assert_eq!(en.count(82_268_445_u64), "82,268,445");
        assert_eq!(vi.percent(1_u64, 8_u64), "12,5\u{a0}%");
        assert_eq!(en.percent(1_u64, 8_u64), "12.5%");
        assert_eq!(vi.millilitres(300_u32), "0,3 ml");
        assert_eq!(en.millilitres(250_u32), "0.25 ml");
    }

    #[test]
    fn the_kind_of_a_dose_is_always_said() {
        let vi = Texts::of(Language::Vietnamese);
        assert_eq!(vi.dose(DoseKind::Primary, 2_u8), "cơ bản 2");
        assert_eq!(vi.dose(DoseKind::Booster, 1_u8), "nhắc lại 1");
    }

    #[test]
    fn what_is_filled_in_cannot_become_markup() {
        let vi = Texts::of(Language::Vietnamese);
        let text = vi.text("import-file-line").set("file", "<script>").marked();
        assert!(text.to_string().contains("&lt;script&gt;"), "{text}");
    }
}

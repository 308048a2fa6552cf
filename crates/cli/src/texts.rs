//! Words for people: Fluent catalogues in Vietnamese and English, and numbers as each writes them.

use crate::number::{self, NumberStyle};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language that we speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt: the source of all texts.
    Vietnamese,
    /// English.
    English,
}

/// The texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

static VIETNAMESE: LazyLock<Texts> = LazyLock::new(|| {
    let sources = [
        include_str!("../locales/vi/results.ftl"),
        include_str!("../locales/vi/terminal.ftl"),
    ];
    Texts::load(Language::Vietnamese, "vi", sources)
});

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| {
    let sources = [
        include_str!("../locales/en/results.ftl"),
        include_str!("../locales/en/terminal.ftl"),
    ];
    Texts::load(Language::English, "en", sources)
});

impl Texts {
    /// The texts of a language.
    pub fn of(language: Language) -> &'static Texts {
        match language {
            Language::Vietnamese => &VIETNAMESE,
            Language::English => &ENGLISH,
        }
    }

    /// The text with this key; the key itself where there is none (tests see to it that there is).
    pub fn get(&self, key: &str) -> String {
        self.find(key, None).unwrap_or_else(|| key.to_owned())
    }

    /// The text with this key, its variables filled in.
    pub fn with(&self, key: &str, variables: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in variables {
            args.set(*name, FluentValue::from(*value));
        }
        self.find(key, Some(&args))
            .unwrap_or_else(|| key.to_owned())
    }

    /// The text with this key, if there is one.
    pub fn find_plain(&self, key: &str) -> Option<String> {
        self.find(key, None)
    }

    /// A count with the separators of the language: 21.071 or 21,071.
    pub fn count(&self, count: u64) -> String {
        self.number().count(count)
    }

    /// A number with so many decimals: 98,4 or 98.4.
    pub fn decimal(&self, value: f64, decimals: usize) -> String {
        self.number().decimal(value, decimals)
    }

    /// A part of a whole in per cent with one decimal; empty for a whole of nothing.
    pub fn percent(&self, part: u64, of: u64) -> String {
        if of == 0 {
            return String::new();
        }
        self.number().percent(part, of)
    }

    fn number(&self) -> NumberStyle {
        match self.language {
            Language::Vietnamese => number::VIETNAMESE,
            Language::English => number::ENGLISH,
        }
    }

    fn find(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut faults);
        Some(text.into_owned())
    }

    fn load<const N: usize>(language: Language, code: &str, sources: [&str; N]) -> Self {
        let identifier: LanguageIdentifier = code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // No invisible marks around variables: the texts go into cells and terminals.
        bundle.set_use_isolating(false);
        for source in sources {
            // What a faulty catalogue still yields is used; a test refuses faulty ones.
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogues_are_free_of_faults() {
        for source in [
            include_str!("../locales/vi/results.ftl"),
            include_str!("../locales/vi/terminal.ftl"),
            include_str!("../locales/en/results.ftl"),
            include_str!("../locales/en/terminal.ftl"),
        ] {
            let faults = FluentResource::try_new(source.to_owned()).err();
            assert!(faults.is_none(), "{:?}", faults.map(|(_, faults)| faults));
        }
    }

    #[test]
    fn numbers_are_written_as_each_language_does() {
        let (vi, en) = (
            Texts::of(Language::Vietnamese),
            Texts::of(Language::English),
        );
        assert_eq!(vi.count(82_268_445), "82.268.445");
        assert_eq!(en.count(82_268_445), "82,268,445");
        assert_eq!(vi.decimal(1234.56, 1), "1.234,6");
        assert_eq!(vi.percent(1, 8), "12,5\u{a0}%");
        assert_eq!(en.percent(1, 8), "12.5%");
        assert_eq!(en.percent(1, 0), "");
    }

    /// Keys that the code puts together from a code of a verdict, a field or a fault; the modules
    /// that do so test that each has its text.
    const PUT_TOGETHER: [&str; 13] = [
        "class-",
        "band-",
        "field-",
        "evidence-",
        "number-",
        "sex-",
        "summary-open-",
        "result-id-",
        "result-register-",
        "result-verified",
        "result-exempt",
        "result-not_found",
        "result-ambiguous",
    ];

    fn sources(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, all);
            } else {
                all.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn no_text_is_left_that_nobody_says() {
        let mut code = String::new();
        sources(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut code,
        );
        let catalogues = [
            include_str!("../locales/vi/results.ftl"),
            include_str!("../locales/vi/terminal.ftl"),
        ];
        for line in catalogues.iter().flat_map(|catalogue| catalogue.lines()) {
            let Some((key, _)) = line.split_once(" = ") else {
                continue;
            };
            let said = code.contains(&format!("\"{key}\""));
            let put_together = PUT_TOGETHER.iter().any(|start| key.starts_with(start));
            assert!(said || put_together, "{key}: nobody says it");
        }
    }

    #[test]
    fn every_text_that_is_said_exists() {
        let mut code = String::new();
        sources(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut code,
        );
        let texts = Texts::of(Language::Vietnamese);
        let families = [
            "evaluate-",
            "summary-",
            "check-",
            "build-",
            "simulate-",
            "migrate-",
            "doctor-",
            "result-",
        ];
        for word in code
            .split('"')
            .filter(|word| !word.contains(char::is_whitespace))
        {
            let is_key = families.iter().any(|family| word.starts_with(family));
            if is_key && !word.contains('{') && !word.ends_with('-') {
                assert!(texts.find_plain(word).is_some(), "{word}: has no text");
            }
        }
    }

    #[test]
    fn every_code_of_class_band_and_field_has_its_words() {
        use khien_domain::{Band, Class};
        let texts = Texts::of(Language::Vietnamese);
        let classes = Class::ALL
            .iter()
            .map(|class| format!("class-{}", class.code()));
        let bands = Band::ALL.iter().map(|band| format!("band-{}", band.code()));
        let open = Band::ALL
            .iter()
            .map(|band| format!("summary-open-{}", band.code()));
        let fields = crate::report::Field::ALL
            .iter()
            .map(|field| format!("field-{}", field.code()));
        for key in classes.chain(bands).chain(open).chain(fields) {
            assert!(texts.find_plain(&key).is_some(), "{key}: has no text");
        }
    }
}

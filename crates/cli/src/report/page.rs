//! The page as its templates see it.

use super::ReportError;
use super::assets::{ICONS, style_sheet};
use super::communes::Communes;
use super::data::ReportData;
use super::examples::Examples;
use super::facts::Facts;
use super::faults::Faults;
use super::headline::{Headline, Totals};
use super::ministry::Ministry;
use super::places::Places;
use super::results::Results;
use super::words::{Language, Words};
use askama::Template;

/// The file.
#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct Report {
    style: String,
    icons: &'static str,
    title: String,
    pages: Vec<Page>,
}

/// The whole page in one language.
struct Page {
    t: Words,
    invented: bool,
    headline: Headline,
    results: Results,
    ministry: Ministry,
    faults: Faults,
    places: Places,
    communes: Communes,
    examples: Examples,
    facts: Facts,
}

impl Report {
    pub(super) fn new(data: &ReportData) -> Result<Self, ReportError> {
        let mut pages = Vec::with_capacity(Language::ALL.len());
        for language in Language::ALL {
            pages.push(Page::of(Words::of(language)?, data));
        }
        let titles: Vec<_> = pages.iter().map(|page| page.t.say("report")).collect();
        Ok(Self {
            style: style_sheet(),
            icons: ICONS,
            title: titles.join(" · "),
            pages,
        })
    }
}

impl Page {
    fn of(t: Words, data: &ReportData) -> Self {
        let totals = Totals::of(data);
        Self {
            invented: data.run.invented,
            headline: Headline::of(&t, data, &totals),
            results: Results::of(&t, data, &totals),
            ministry: Ministry::of(&t, &data.ministry),
            faults: Faults::of(&t, data),
            places: Places::of(&t, data, &totals),
            communes: Communes::of(&t, data),
            examples: Examples::of(&t, data),
            facts: Facts::of(&t, data),
            t,
        }
    }

    /// The tag of this language.
    fn lang(&self) -> &'static str {
        self.t.language.tag()
    }

    /// An id that no other language's page has.
    fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.lang())
    }
}

//! The sheet on paper: A4 across, headings on each page, boxes to tick where a pen is quicker than words.

use khien_paper::{Cell, Column, List};
use uuid::Uuid;

use super::sheet::sheet;
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::sessions::{Sheet, SheetRow};
use crate::texts::Texts;

/// Groups of an identity number: province, century and sex, year of birth, the rest.
const DIGITS: &[u8] = &[3, 1, 2, 6];
/// Columns with their widths in millimetres; keys of their headings.
const COLUMNS: [(&str, f32); 10] = [
    ("sheet-code", 23.0),
    ("column-who", 50.0),
    ("sheet-number", 42.0),
    ("column-dose", 22.0),
    ("sheet-consent", 17.0),
    ("sheet-screening", 30.0),
    ("sheet-lot", 20.0),
    ("sheet-time", 14.0),
    ("sheet-reaction", 23.0),
    ("sheet-signature", 36.0),
];
/// The column that says who a row is of.
const WHO: usize = 1;

/// The sheet as a PDF, with the name to save it under.
pub(in crate::station::sessions) async fn sheet_pdf(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<(String, Vec<u8>), Problem> {
    let view = sheet(app, actor, id).await?;
    let bytes = drawn(actor.visit.texts(), &view).map_err(|error| {
        tracing::error!(%error, "a sheet could not be printed");
        Problem::unavailable()
    })?;
    Ok((format!("{}.pdf", view.title.replace('/', "-")), bytes))
}

/// The sheet in the language of whoever prints it.
pub(in crate::station::sessions) fn drawn(
    t: &'static Texts,
    view: &Sheet,
) -> Result<Vec<u8>, khien_paper::PaperError> {
    let title = t.text("sheet-title").set("session", &view.title);
    let count = t.text("sheet-count").set("count", view.people());
    let about = [&view.facility, &view.place, &view.vaccine];
    let about = about.into_iter().filter(|it| !it.is_empty()).cloned();
    let about: Vec<String> = about.chain([count.to_string()]).collect();
    let list = List {
        language: t.tag(),
        title: title.to_string(),
        lines: vec![about.join(" · "), t.say("sheet-how")],
        columns: COLUMNS
            .map(|(key, width)| Column::new(t.say(key), width))
            .into(),
        row_heading: WHO,
        rows: view.rows.iter().map(|row| cells(t, row)).collect(),
        signatures: ["sheet-sign-team", "sheet-sign-doctor", "sheet-sign-clerk"]
            .map(|key| t.say(key))
            .into(),
        footer: t.say("sheet-private"),
        page_of: |page, pages| {
            let text = t.text("sheet-page").set("page", page);
            text.set("pages", pages).to_string()
        },
    };
    list.pdf()
}

fn cells(t: &'static Texts, row: &SheetRow) -> Vec<Cell> {
    let ticks = |keys: &[&str]| Cell::Ticks(keys.iter().map(|key| t.say(key)).collect());
    let number = match &row.number {
        Some(number) => Cell::plain(number.grouped()),
        None => Cell::Digits(DIGITS),
    };
    vec![
        Cell::Words {
            strong: row.number_in_list.to_string(),
            plain: vec![row.code.clone()],
        },
        who(t, row),
        number,
        Cell::plain(&row.due),
        ticks(&["sheet-yes", "sheet-no"]),
        ticks(&["sheet-fit", "sheet-deferred", "sheet-contraindicated"]),
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
    ]
}

fn who(t: &'static Texts, row: &SheetRow) -> Cell {
    if row.name.is_empty() {
        return Cell::Blank;
    }
    let born = row.born.map(|born| t.date(born));
    let sex = row.sex.map(|sex| t.sex(sex));
    let about: Vec<String> = born.into_iter().chain(sex).collect();
    let lives = [&row.hamlet, &row.phone];
    let lives = lives.into_iter().filter(|it| !it.is_empty()).cloned();
    let lives: Vec<String> = lives.collect();
    Cell::Words {
        strong: row.name.clone(),
        plain: vec![about.join(" · "), lives.join(" · ")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::sessions::examples;
    use crate::texts::Language;

    #[test]
    fn the_sheet_is_printed_in_both_languages() {
        for language in [Language::Vietnamese, Language::English] {
            let pdf = drawn(Texts::of(language), &examples::sheet());
            assert!(pdf.unwrap().starts_with(b"%PDF-1.7"));
        }
    }
}

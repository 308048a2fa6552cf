//! The report page as a file: well formed, self-contained, honest, in both languages.
#![expect(clippy::expect_used, reason = "helpers of tests fail the test")]

#[path = "../examples/report_preview/data/mod.rs"]
mod data;

use khien_cli::report::{ByClass, CommuneWork, Field, ReportData, SourceCount, Tally, render};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of the largest page, fonts and styles included.
const BUDGET: usize = 400_000;

type Attributes = BTreeMap<String, String>;

fn attributes(element: &BytesStart<'_>) -> Attributes {
    let read = element.html_attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute is written once and quoted");
        (
            attribute.key.as_ref().to_owned(),
            attribute.value.into_owned(),
        )
    });
    read.collect()
}

/// Every element with its attributes; panics unless all tags are balanced.
fn elements(page: &str) -> Vec<(String, Attributes)> {
    let mut reader = Reader::from_str(page);
    let mut open = 0_usize;
    let mut found = Vec::new();
    loop {
        let event = reader.read_event();
        let event = event.unwrap_or_else(|fault| panic!("at {}: {fault}", reader.error_position()));
        match event {
            Event::Start(element) => {
                open += 1;
                found.push(named(&element));
            }
            Event::Empty(element) => found.push(named(&element)),
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "every element is closed");
    found
}

fn named(element: &BytesStart<'_>) -> (String, Attributes) {
    (element.name().as_ref().to_owned(), attributes(element))
}

fn sample_page() -> String {
    render(&data::sample()).expect("it renders")
}

/// The part of the page in one language.
fn part<'a>(page: &'a str, language: &str) -> &'a str {
    let start = page
        .find(&format!("<div class=\"page {language}\""))
        .expect("the language");
    let rest = &page[start..];
    &rest[..rest.find("</footer>").expect("its end")]
}

#[test]
fn tags_are_balanced_and_ids_unique_and_every_link_has_its_target() {
    for show_values in [true, false] {
        let mut report = data::sample();
        report.show_values = show_values;
        let elements = elements(&render(&report).unwrap());
        let ids: Vec<_> = elements.iter().filter_map(|(_, a)| a.get("id")).collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        for (name, attributes) in &elements {
            let fragment = attributes
                .get("href")
                .and_then(|href| href.strip_prefix('#'));
            let labels = attributes.get("aria-labelledby").map(String::as_str);
            for target in [fragment, labels].into_iter().flatten() {
                assert!(
                    ids.iter().any(|id| *id == target),
                    "{name} points at nothing: {target}"
                );
            }
        }
    }
}

#[test]
fn the_page_needs_no_other_file_and_runs_no_script() {
    let page = sample_page();
    for (name, attributes) in elements(&page) {
        assert!(
            name != "script" && name != "iframe" && name != "img",
            "{name}"
        );
        for (key, value) in attributes {
            assert!(
                key != "style" && key != "src" && !key.starts_with("on"),
                "{name} {key}"
            );
            let inside = value.starts_with('#') || value == "data:,";
            assert!(key != "href" || inside, "{name} leads to {value}");
        }
    }
    // A namespace is a name, not an address that is fetched.
    let addresses = page.replace("http://www.w3.org/2000/svg", "");
    assert!(!addresses.contains("http:") && !addresses.contains("https:"));
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn both_languages_are_whole_and_marked() {
    let page = sample_page();
    let (vi, en) = (part(&page, "vi"), part(&page, "en"));
    assert!(vi.contains("lang=\"vi\"") && vi.contains("14.594") && vi.contains("69,3\u{a0}%"));
    assert!(en.contains("lang=\"en\"") && en.contains("14,594") && en.contains("69.3%"));
    let shape = |part: &str| {
        let tags = ["<tr", "<td", "<h2", "<h3", "<svg", "<del>", "<ins>"];
        tags.map(|tag| part.matches(tag).count())
    };
    assert_eq!(shape(vi), shape(en));
    assert_eq!(vi.matches("<h1").count(), 1);
}

#[test]
fn the_finding_is_said_in_words_before_the_figures() {
    let page = sample_page();
    assert!(part(&page, "vi").contains("<span>Gần bảy phần mười bản ghi đúng thông tin.</span>"));
    assert!(part(&page, "en").contains("<span>Nearly seven tenths of the records match"));
}

/// Tenths of a per cent out of `69,3 %`.
fn tenths(text: &str) -> u32 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let tenths: u32 = digits.parse().expect("a figure");
    if text.contains(',') {
        tenths
    } else {
        tenths * 10
    }
}

#[test]
fn shares_of_the_classes_add_up_to_100_percent_as_printed() {
    let page = sample_page();
    let cells = part(&page, "vi").split("data-th=\"Tỷ lệ\">").skip(1);
    let shares: Vec<u32> = cells
        .map(|cell| tenths(cell.split('<').next().unwrap()))
        .collect();
    let (sum, classes) = shares.split_last().unwrap();
    assert_eq!((classes.len(), *sum), (7, 1000));
    assert_eq!(classes.iter().sum::<u32>(), 1000, "{classes:?}");
}

#[test]
fn the_sums_of_the_ministry_s_table_are_those_of_its_parts() {
    let table = data::sample().ministry;
    let no_number = table.no_number_determined + table.no_number_undeterminable;
    assert_eq!(table.no_number(), no_number);
    let sent = table.right + table.wrong + no_number + table.undeterminable;
    assert_eq!(table.sent(), sent);
    assert_eq!(table.total(), sent + table.exempt + table.unsendable);
}

#[test]
fn doses_are_left_out_where_none_are_counted() {
    let mut report = data::sample();
    let people_only = |tally: &mut Tally| tally.doses = 0;
    let table = &mut report.ministry;
    for tally in [
        &mut table.right,
        &mut table.wrong,
        &mut table.wrong_id_number,
        &mut table.wrong_date_of_birth,
        &mut table.wrong_full_name,
        &mut table.wrong_other,
        &mut table.no_number_determined,
        &mut table.no_number_undeterminable,
        &mut table.undeterminable,
        &mut table.exempt,
        &mut table.unsendable,
    ] {
        people_only(tally);
    }
    let page = render(&report).unwrap();
    assert!(!page.contains("Mũi tiêm") && !page.contains(">Doses<"));
}

#[test]
fn markup_in_the_data_stays_text() {
    let mut report = data::sample();
    report.files[0].name = "<script>alert(1)</script>.xlsx".to_owned();
    report.run.command = Some("khien <b> & 'x'".to_owned());
    report.examples[0].fields[1].typed = "\"><img src=x>".to_owned();
    let page = render(&report).unwrap();
    let names: BTreeSet<_> = elements(&page).into_iter().map(|(name, _)| name).collect();
    assert!(!names.contains("script") && !names.contains("img"));
    assert!(page.contains("&#60;script&#62;alert(1)"));
}

#[test]
fn values_are_shown_only_where_that_is_allowed() {
    let mut report = data::sample();
    report.show_values = false;
    let page = render(&report).unwrap();
    for field in report.examples.iter().flat_map(|example| &example.fields) {
        for value in [&field.typed, &field.register] {
            // Names of communes stand in the table of communes; "Nam" is in many other words.
            let telling = value.chars().count() > 4 && field.field != Field::Commune;
            let told = telling && page.contains(value.as_str());
            assert!(!told, "{:?}", field.field);
        }
    }
    assert!(!page.contains("<del>") && !page.contains("<ins>"));
    assert!(sample_page().contains("<del>"));
}

#[test]
fn equal_data_give_equal_pages() {
    assert_eq!(sample_page(), sample_page());
}

#[test]
fn a_run_without_records_says_so() {
    let page = render(&ReportData::default()).unwrap();
    elements(&page);
    assert!(page.contains("Các tệp không có bản ghi nào."));
}

/// More of everything than a district has.
fn nation() -> ReportData {
    let mut report = data::sample();
    let source = |at: u64| SourceCount {
        code: format!("{at:05}"),
        name: format!("Trung tâm Y tế huyện Đông Hưng, cơ sở tiêm lưu động số {at}"),
        records: ByClass {
            verified: 1000 + at,
            mismatch: at,
            no_number: 7,
            not_found: 6,
            ambiguous: 5,
            exempt: 4,
            unsendable: 3,
        },
    };
    report.files = (0..700).map(source).collect();
    report.facilities = (0..11_000).map(source).collect();
    report.communes = (0..10_599)
        .map(|at| CommuneWork {
            code: format!("{at:05}"),
            name: format!("Thị trấn Nông trường số {at}"),
            today: Some("Phường Đông Hưng Thuận, Thành phố Hồ Chí Minh".to_owned()),
            before: 100 + at,
            after: 30 + at,
        })
        .collect();
    let again = report.examples.clone();
    report.examples.extend(again);
    report
}

#[test]
fn the_page_stays_within_its_budget_for_a_district_and_for_the_nation() {
    for report in [data::sample(), nation()] {
        let size = render(&report).unwrap().len();
        assert!(size <= BUDGET, "{size} bytes");
    }
}

#[test]
fn rows_behind_more_are_summed_in_front_of_it() {
    let page = render(&nation()).unwrap();
    let vi = part(&page, "vi");
    // 10,599 communes, 12 of them in the table.
    assert!(vi.contains("10.587 dòng còn lại"));
    // Beyond those behind "more" there is one row again.
    assert!(vi.contains("10.563 dòng còn lại"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_the_texts_hold_the_page_is_well_formed(text in any::<String>(), bits in any::<f64>()) {
        let mut report = data::sample();
        report.run.checked_at.clone_from(&text);
        report.run.model_version.clone_from(&text);
        report.run.seconds = bits;
        report.files[1].name.clone_from(&text);
        report.communes[2].name.clone_from(&text);
        report.faults[0].code.clone_from(&text);
        report.examples[0].record_id.clone_from(&text);
        report.examples[0].probability = bits;
        report.examples[0].bars[1].weight_bits = bits;
        for field in &mut report.examples[0].fields {
            field.typed.clone_from(&text);
            field.register = text.chars().rev().collect();
        }
        let page = render(&report).unwrap();
        elements(&page);
        prop_assert!(page.len() <= BUDGET);
    }
}

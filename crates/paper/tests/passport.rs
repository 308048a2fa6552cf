//! The passport as a file: what it claims to be, what a screen reader finds, what does not fit.

mod sample;

use khien_paper::PaperError;
use khien_paper::passport::{Code, CodeFault, Passport, Words, passport};

fn times(pdf: &[u8], what: &str) -> usize {
    let found = pdf.windows(what.len());
    found.filter(|bytes| *bytes == what.as_bytes()).count()
}

/// Whether a text outside the page holds this: UTF-16 in hexadecimal digits, as the file has it.
fn has_text(pdf: &[u8], text: &str) -> bool {
    let wide: Vec<String> = text
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    times(pdf, &wide.concat()) > 0
}

fn made(change: impl FnOnce(&mut Passport<'static>)) -> Result<Vec<u8>, PaperError> {
    let mut of = sample::usual(sample::code(1));
    change(&mut of);
    passport(&of)
}

#[test]
fn it_says_that_it_is_archived_and_accessible_and_keeps_that() {
    let pdf = made(|_| {}).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/OutputIntents",
        "/MarkInfo",
    ] {
        assert!(times(&pdf, claim) > 0, "{claim}");
    }
    assert_eq!(times(&pdf, "/FontFile2"), 2, "both weights are inside");
    assert!(pdf.len() < 80_000, "{}", pdf.len());
}

#[test]
fn a_screen_reader_finds_eleven_rows_with_headings_in_two_languages() {
    let pdf = made(|_| {}).unwrap();
    assert_eq!(times(&pdf, "/S/TR") + times(&pdf, "/S /TR"), 11);
    assert_eq!(times(&pdf, "/S/TH") + times(&pdf, "/S /TH"), 11);
    for language in ["vi", "en"] {
        let tagged = times(&pdf, &format!("/Lang({language})"))
            + times(&pdf, &format!("/Lang ({language})"));
        assert!(tagged > 11, "{language}: {tagged}");
    }
    assert_eq!(times(&pdf, "/S/Figure") + times(&pdf, "/S /Figure"), 1);
    assert!(has_text(&pdf, "Hộ chiếu vắc xin · Vaccine passport"));
    assert!(has_text(&pdf, "Mã QR của hộ chiếu vắc xin này."));
}

#[test]
fn the_name_stands_on_the_page_alone_and_not_in_what_lists_of_files_show() {
    let pdf = made(|_| {}).unwrap();
    assert!(!has_text(&pdf, "Nguyễn Thị Quỳnh Hương"));
    assert_eq!(times(&pdf, "NGUYEN"), 0);
    assert_eq!(times(&pdf, "URN:UVCI"), 0);
}

#[test]
fn the_same_passport_gives_the_same_bytes() {
    assert_eq!(made(|_| {}).unwrap(), made(|_| {}).unwrap());
    let later = made(|of| of.made = jiff::civil::date(2022, 4, 19).at(8, 0, 0, 0));
    assert_ne!(made(|_| {}).unwrap(), later.unwrap());
}

#[test]
fn texts_as_long_as_the_schema_admits_come_on_one_page() {
    let pdf = passport(&sample::long(sample::code(2))).unwrap();
    assert_eq!(times(&pdf, "/Type/Page/") + times(&pdf, "/Type /Page\n"), 1);
}

#[test]
fn texts_longer_than_that_are_refused_and_not_cut_off() {
    let all = made(|of| {
        let long = Words::new("Nguyễn ".repeat(120), "NGUYEN ".repeat(120));
        (of.name, of.product, of.manufacturer) = (long.clone(), long.clone(), long);
    });
    assert!(matches!(all, Err(PaperError::TooLong)));
}

#[test]
fn a_name_in_other_letters_is_printed_in_those_of_the_machine_readable_zone() {
    assert!(passport(&sample::foreign(sample::code(3))).is_ok());
}

#[test]
fn a_text_that_cannot_be_printed_is_refused_instead_of_printed_with_question_marks() {
    let refused = made(|of| of.name = Words::same("安娜"));
    assert!(matches!(refused, Err(PaperError::Letters)));
    let refused = made(|of| of.product = Words::new("疫苗", "疫苗"));
    assert!(matches!(refused, Err(PaperError::Letters)));
}

#[test]
fn stacked_marks_and_loose_ones_come_out() {
    let loose = "Nguye\u{302}\u{303}n Thi\u{323} A\u{306}\u{301}ng Ơ\u{309}";
    assert!(made(|of| of.name = Words::new(loose, "NGUYEN THI ANG O")).is_ok());
}

#[test]
fn only_squares_of_the_sizes_of_symbols_are_codes() {
    let row = [true; 21];
    let rows = |count| std::iter::repeat_n(&row[..], count);
    assert!(Code::of(rows(21)).is_ok());
    assert_eq!(Code::of(rows(20)), Err(CodeFault));
    assert_eq!(Code::of(rows(22)), Err(CodeFault));
    assert_eq!(Code::of(std::iter::empty()), Err(CodeFault));
    let wide = [true; 22];
    assert_eq!(Code::of(std::iter::repeat_n(&wide[..], 22)), Err(CodeFault));
    let large = vec![true; 181];
    assert_eq!(
        Code::of(std::iter::repeat_n(large.as_slice(), 181)),
        Err(CodeFault)
    );
}

#[test]
fn nothing_of_a_person_is_shown_by_debug() {
    let of = sample::usual(sample::code(1));
    let shown = format!("{of:?} {:?} {:?}", of.name, of.code);
    assert_eq!(shown, "Passport Words(vi, en) Code(109)");
}

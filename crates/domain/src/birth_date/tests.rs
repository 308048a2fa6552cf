use jiff::civil::Date;
use proptest::prelude::*;

use super::*;
use crate::{Note, Noted};

fn read(raw: &str) -> (String, Vec<&'static str>) {
    let noted = BirthDate::parse(raw).unwrap_or_else(|fault| panic!("{raw}: {fault}"));
    (
        noted.value.to_string(),
        noted.notes.iter().map(Note::code).collect(),
    )
}

fn fault(raw: &str) -> DateFault {
    match BirthDate::parse(raw) {
        Ok(noted) => panic!("{raw} was read as {}", noted.value),
        Err(fault) => fault,
    }
}

fn day(text: &str) -> BirthDate {
    BirthDate::parse(text).expect("a date").value
}

#[test]
fn day_before_month_with_any_separator() {
    for raw in [
        "05/08/1990",
        "5/8/1990",
        "05/8/1990",
        "05-08-1990",
        "05.08.1990",
        "05 08 1990",
        "05/08//1990",
        " 05/08/1990 ",
        "05 / 08 / 1990",
        "05\\08\\1990",
        "05/08/1990.",
        "05081990",
        "05/08/1990\u{a0}",
    ] {
        assert_eq!(read(raw), ("1990-08-05".to_owned(), vec![]), "{raw}");
    }
}

#[test]
fn iso_dates_with_and_without_time() {
    for raw in ["1990-08-05", "1990/08/05", "1990.8.5", "19900805"] {
        assert_eq!(read(raw), ("1990-08-05".to_owned(), vec![]), "{raw}");
    }
    for raw in [
        "1990-08-05 00:00:00",
        "1990-08-05T00:00:00",
        "1990-08-05T07:00:00.000Z",
        "1990-08-05T00:00:00+07:00",
        "05/08/1990 00:00",
        "05/08/1990 12:00:00 AM",
        "05/08/1990 7:30:00 SA",
    ] {
        assert_eq!(
            read(raw),
            ("1990-08-05".to_owned(), vec!["time_cut"]),
            "{raw}"
        );
    }
}

#[test]
fn month_before_day_only_where_the_other_order_is_impossible() {
    assert_eq!(
        read("08/25/1990"),
        ("1990-08-25".to_owned(), vec!["month_first"])
    );
    assert_eq!(
        read("1990-25-08"),
        ("1990-08-25".to_owned(), vec!["month_first"])
    );
    assert_eq!(
        read("11/09/1997"),
        ("1997-09-11".to_owned(), vec![]),
        "ambiguous: day first"
    );
}

#[test]
fn the_year_alone() {
    for raw in [
        "1955",
        "1955.0",
        "00/00/1955",
        "??/??/1955",
        "xx/xx/1955",
        "--/--/1955",
        "0/1955",
    ] {
        assert_eq!(read(raw), ("1955".to_owned(), vec!["year_only"]), "{raw}");
    }
    for raw in ["năm 1955", "sinh năm 1955", "SN 1955"] {
        assert_eq!(
            read(raw),
            ("1955".to_owned(), vec!["year_only", "words"]),
            "{raw}"
        );
    }
}

#[test]
fn the_first_of_january_stays_a_full_date() {
    assert_eq!(read("01/01/1950").0, "1950-01-01");
}

#[test]
fn month_and_year() {
    for raw in ["12/1968", "1968-12", "12-1968", "00/12/1968", "??/12/1968"] {
        assert_eq!(
            read(raw),
            ("1968-12".to_owned(), vec!["month_only"]),
            "{raw}"
        );
    }
    assert_eq!(
        read("tháng 12 năm 1968"),
        ("1968-12".to_owned(), vec!["month_only", "words"])
    );
    assert_eq!(
        read("Dec 1968"),
        ("1968-12".to_owned(), vec!["month_only", "words"])
    );
    assert_eq!(fault("13/1968"), DateFault::Impossible);
}

#[test]
fn two_digit_years_turn_after_24() {
    for (raw, year) in [
        ("20/11/01", 2001),
        ("09/07/24", 2024),
        ("09/07/25", 1925),
        ("01/01/66", 1966),
    ] {
        let noted = BirthDate::parse(raw).expect("a date");
        assert_eq!(noted.value.year(), year, "{raw}");
        assert!(noted.notes.has(Note::TwoDigitYear));
    }
}

#[test]
fn dates_in_words() {
    for raw in [
        "ngày 5 tháng 8 năm 1990",
        "5 tháng 8 1990",
        "Ngày 05 tháng 08 năm 1990",
        "5 thg 8, 1990",
        "5-Aug-1990",
        "Aug 5, 1990",
        "1990 Aug 5",
        "05-August-1990",
        "NGAY 5 THANG 8 NAM 1990",
        "ngày5tháng8năm1990",
        "Ngày sinh: 05/08/1990",
    ] {
        assert_eq!(read(raw), ("1990-08-05".to_owned(), vec!["words"]), "{raw}");
    }
}

#[test]
fn serial_numbers_of_spreadsheets() {
    assert_eq!(
        read("32874"),
        ("1990-01-01".to_owned(), vec!["serial_number"])
    );
    assert_eq!(
        read("32874.0"),
        ("1990-01-01".to_owned(), vec!["serial_number"])
    );
    assert_eq!(
        read("32874.5"),
        ("1990-01-01".to_owned(), vec!["serial_number", "time_cut"])
    );
    assert_eq!(
        read("44197"),
        ("2021-01-01".to_owned(), vec!["serial_number"])
    );
    assert_eq!(
        read("9133"),
        ("1925-01-01".to_owned(), vec!["serial_number"])
    );
    assert_eq!(fault("99999"), DateFault::OutOfRange);
}

#[test]
fn full_width_digits_are_made_plain() {
    assert_eq!(
        read("０５/０８/１９９０"),
        ("1990-08-05".to_owned(), vec!["full_width_digits"])
    );
}

#[test]
fn days_that_no_calendar_has_are_impossible() {
    for raw in [
        "31/02/1970",
        "30-02-1970",
        "29/02/1999",
        "31/04/1970",
        "45/45/1970",
        "1970-13-32",
    ] {
        assert_eq!(fault(raw), DateFault::Impossible, "{raw}");
    }
    assert_eq!(read("29/02/2000").0, "2000-02-29");
}

#[test]
fn years_nobody_was_born_in_are_out_of_range() {
    for raw in ["05/08/1790", "05/08/2101", "1096", "2975", "2200-01-01"] {
        assert_eq!(fault(raw), DateFault::OutOfRange, "{raw}");
    }
}

#[test]
fn nothing_is_missing_and_other_text_unreadable() {
    for raw in ["", " ", "-", "//", "\u{a0}"] {
        assert_eq!(fault(raw), DateFault::Missing, "{raw:?}");
    }
    for raw in [
        "không nhớ",
        "1/1/0",
        "1/1/196",
        "12/9",
        "196",
        "75",
        "050890",
        "Trần Thành Hòa",
        "1 2 3 4",
        "5 Aug Sep 1990",
        "=COUNTA(B9:B1143)",
        "Huyện Đông Hưng",
        "5/8/1990 5/8/1991",
        "40 tuổi",
    ] {
        assert_eq!(fault(raw), DateFault::Unreadable, "{raw}");
    }
}

#[test]
fn a_year_in_the_register_agrees_with_any_day_of_it() {
    let year = BirthDate::Year(1950);
    assert!(day("01/01/1950").agrees_with_register(&year));
    assert!(year.agrees_with_register(&year));
    assert!(!day("01/01/1951").agrees_with_register(&year));
}

#[test]
fn a_year_alone_does_not_agree_with_a_full_date() {
    assert!(!BirthDate::Year(1950).agrees_with_register(&day("01/01/1950")));
    assert!(day("01/01/1950").agrees_with_register(&day("1950-01-01")));
    let month = BirthDate::Month {
        year: 1950,
        month: 3,
    };
    assert!(day("07/03/1950").agrees_with_register(&month));
    assert!(!BirthDate::Year(1950).agrees_with_register(&month));
}

#[test]
fn dates_are_ordered_by_time() {
    let mut dates = [
        day("05/08/1990"),
        BirthDate::Year(1991),
        BirthDate::Year(1990),
        day("08/1990"),
    ];
    dates.sort();
    let shown: Vec<_> = dates.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["1990", "1990-08", "1990-08-05", "1991"]);
}

#[test]
fn debug_never_shows_a_date() {
    assert_eq!(
        format!("{:?}", BirthDate::parse("05/08/1990").map(|it| it.value)),
        "Ok(BirthDate(day))"
    );
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(raw in ".*") {
        let _ = BirthDate::parse(&raw);
    }

    #[test]
    fn text_of_the_usual_characters_is_read_without_panic(raw in "[0-9/.: ,TAugthnăm-]{0,30}") {
        let _ = BirthDate::parse(&raw);
    }

    #[test]
    fn a_date_survives_being_shown_and_read_again(
        year in 1880i16..=2100, month in 1i8..=12, day in 1i8..=28, precision in 0..3,
    ) {
        let date = match precision {
            0 => BirthDate::Year(year),
            1 => BirthDate::Month { year, month },
            _ => BirthDate::Day(Date::constant(year, month, day)),
        };
        let again = BirthDate::parse(&date.to_string());
        prop_assert_eq!(again.map(|it| it.value), Ok(date));
    }

    #[test]
    fn what_was_read_survives_being_shown(raw in "[0-9]{1,2}[/. -][0-9]{1,2}[/. -][0-9]{2,4}") {
        if let Ok(noted) = BirthDate::parse(&raw) {
            let again = BirthDate::parse(&noted.value.to_string());
            prop_assert_eq!(again.map(|it| it.value), Ok(noted.value));
        }
    }

    #[test]
    fn the_template_form_is_read_as_day_month_year(
        year in 1880i16..=2100, month in 1i8..=12, day in 1i8..=28,
    ) {
        let read = BirthDate::parse(&format!("{day:02}/{month:02}/{year}"));
        prop_assert_eq!(read, Ok(Noted::clean(BirthDate::Day(Date::constant(year, month, day)))));
    }
}

use proptest::prelude::*;

use super::*;

fn read(raw: &str) -> (String, Vec<&'static str>) {
    let noted = IdentityNumber::parse(raw).unwrap_or_else(|fault| panic!("{raw}: {fault}"));
    (
        noted.value.to_string(),
        noted.notes.iter().map(Note::code).collect(),
    )
}

fn fault(raw: &str) -> &'static str {
    match IdentityNumber::parse(raw) {
        Ok(noted) => panic!("{raw} was read as {}", noted.value),
        Err(fault) => fault.code(),
    }
}

#[test]
fn plain_numbers_are_read_without_a_note() {
    for raw in [
        "034095287247",
        "151769973",
        "031748929",
        "C1234567",
        "TR8825627",
        "M49588272",
    ] {
        assert_eq!(read(raw), (raw.to_owned(), vec![]));
    }
}

#[test]
fn marks_and_blanks_in_a_number_are_removed_and_noted() {
    for raw in [
        "034.095.287.247",
        "034 095 287247",
        "034-095287247",
        "'034095287247",
        "034095287247\u{a0}",
        " 034095287247",
        "034095287247\u{200b}",
        "034–095–287–247",
        "034095287247.0",
    ] {
        assert_eq!(
            read(raw),
            ("034095287247".to_owned(), vec!["punctuation"]),
            "{raw}"
        );
    }
}

#[test]
fn a_formula_around_the_number_is_unwrapped() {
    assert_eq!(
        read("=\"034095287247\""),
        ("034095287247".to_owned(), vec!["formula_quoted"])
    );
    assert_eq!(
        read("=\"\"034095287247\"\""),
        ("034095287247".to_owned(), vec!["formula_quoted"])
    );
    assert_eq!(fault("=\"0\""), "placeholder");
    assert_eq!(fault("=\"\""), "placeholder");
}

#[test]
fn full_width_digits_are_made_plain() {
    assert_eq!(
        read("０３４０９５２８７２４７"),
        ("034095287247".to_owned(), vec!["full_width_digits"])
    );
}

#[test]
fn a_personal_number_without_its_zeros_is_restored_as_a_candidate() {
    assert_eq!(
        read("34095287247"),
        ("034095287247".to_owned(), vec!["lost_zero"])
    );
    assert_eq!(
        read("1186344264"),
        ("001186344264".to_owned(), vec!["lost_zero"])
    );
    assert_eq!(
        read("34095287247.0"),
        ("034095287247".to_owned(), vec!["punctuation", "lost_zero"])
    );
}

#[test]
fn an_old_card_without_its_zero_is_restored_as_a_candidate() {
    assert_eq!(
        read("29026668"),
        ("029026668".to_owned(), vec!["lost_zero"])
    );
    assert_eq!(fault("03408448"), "eight_digits");
}

#[test]
fn eleven_digits_after_a_zero_lost_another_digit() {
    assert_eq!(fault("03419523758"), "eleven_digits");
    assert_eq!(fault("97095287247"), "eleven_digits");
    assert_eq!(fault("34495287247"), "eleven_digits", "born after 2099");
}

#[test]
fn telephone_numbers_are_named() {
    for raw in [
        "0792186528",
        "083-4866444",
        "+84912345678",
        "84912345678",
        "+84 912 345 678",
    ] {
        assert_eq!(fault(raw), "phone", "{raw}");
    }
}

#[test]
fn insurance_numbers_are_named() {
    for raw in [
        "HS4342576629592",
        "TE 1 34 7182167793",
        "123456789012345",
        "7930185350",
    ] {
        assert_eq!(fault(raw), "insurance_number", "{raw}");
    }
    assert_eq!(fault("7330185350"), "ten_digits");
}

#[test]
fn wrong_lengths_have_their_own_codes() {
    assert_eq!(fault("3414663"), "too_short");
    assert_eq!(fault("0341929347012"), "too_long");
    assert_eq!(fault(&"7890".repeat(50)), "too_long");
}

#[test]
fn exponent_form_is_never_a_number() {
    for raw in [
        "3.4098E+10",
        "3,4193E+10",
        "3.4E+10",
        "3E+10",
        "1.08e+09",
        " 3.4098E+10 ",
        "3E10",
    ] {
        assert_eq!(fault(raw), "exponent", "{raw}");
    }
    assert_eq!(read("1E234567").0, "1E234567", "this is a passport");
}

#[test]
fn letters_in_a_number_are_a_fault_with_a_candidate() {
    assert_eq!(fault("O34074056954"), "letters");
    let candidate = IdentityNumber::candidate("O34074056954").expect("a candidate");
    assert_eq!(candidate.value.to_string(), "034074056954");
    assert!(candidate.notes.has(Note::LetterForDigit));
    assert!(
        IdentityNumber::candidate("034074056954").is_none(),
        "nothing was swapped"
    );
    assert!(IdentityNumber::candidate("O3407405695X").is_none());
    assert!(IdentityNumber::candidate("C1234567").is_none());
}

#[test]
fn fillers_are_missing_numbers() {
    for raw in [
        "0",
        "000000000",
        "111111111",
        "123456789",
        "123456789012",
        "12345678901",
        "12345678",
        "không có",
        "KHONG",
        "chưa có",
        "CHƯA CÓ",
        "chua co",
        "mất",
        "x",
        "k",
        "-",
        "--",
        ".",
        "?",
        "000000000\u{a0}",
        "N/A",
        "#N/A",
        "999999999999",
    ] {
        assert_eq!(
            IdentityNumber::parse(raw),
            Err(IdentityFault::Placeholder),
            "{raw}"
        );
    }
    for raw in ["", " ", "\u{a0}"] {
        assert_eq!(IdentityNumber::parse(raw), Err(IdentityFault::Missing));
    }
}

#[test]
fn decomposed_text_is_compared_like_composed_text() {
    assert_eq!(fault("chu\u{31b}a co\u{301}"), "placeholder");
}

#[test]
fn other_words_are_letters() {
    for raw in [
        "Nguyễn Văn An",
        "đã gửi",
        "CMND151769973",
        "ЖЖЖЖ",
        "12 người",
    ] {
        assert_eq!(fault(raw), "letters", "{raw}");
    }
}

#[test]
fn the_first_three_digits_must_name_a_place() {
    assert_eq!(fault("003095287247"), "unknown_province");
    assert_eq!(fault("000095287247"), "unknown_province");
    assert_eq!(
        read("137095287247"),
        ("137095287247".to_owned(), vec!["country_of_birth"])
    );
}

#[test]
fn a_passport_written_apart_or_in_small_letters_is_read() {
    assert_eq!(
        read("T R2282735"),
        ("TR2282735".to_owned(), vec!["punctuation"])
    );
    assert_eq!(read("z 5579427").0, "Z5579427");
}

#[test]
fn debug_never_shows_a_number() {
    for raw in ["034095287247", "151769973", "C1234567"] {
        let shown = format!("{:?}", IdentityNumber::parse(raw));
        assert!(!shown.contains(&raw[3..]), "{shown}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(raw in ".*") {
        let _ = IdentityNumber::parse(&raw);
        let _ = IdentityNumber::candidate(&raw);
    }

    #[test]
    fn text_of_the_usual_characters_is_read_without_panic(raw in "[0-9A-Za-z .,'\"=+Eđ\u{301}\u{ff10}-]{0,40}") {
        let _ = IdentityNumber::parse(&raw);
        let _ = IdentityNumber::candidate(&raw);
    }

    #[test]
    fn a_number_survives_being_shown_and_read_again(raw in "[0-9A-Z]{6,12}") {
        if let Ok(noted) = IdentityNumber::parse(&raw) {
            let again = IdentityNumber::parse(&noted.value.to_string());
            prop_assert_eq!(again.map(|it| it.value), Ok(noted.value));
        }
    }

    #[test]
    fn every_personal_number_survives_a_spreadsheet(place in 0usize..63, rest in 0u64..400_000_000) {
        let places: Vec<u64> = include_str!("../../../../data/personal-number-places.csv")
            .lines().skip(1).filter_map(|line| line.get(..3)?.parse().ok()).collect();
        let digits = places[place] * 1_000_000_000 + rest;
        let read = IdentityNumber::parse(&digits.to_string()).expect("a personal number");
        prop_assert_eq!(read.value.to_string(), format!("{digits:012}"));
        prop_assert!(read.notes.has(Note::LostZero));
    }
}

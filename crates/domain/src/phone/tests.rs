use proptest::prelude::*;

use super::*;

fn read(raw: &str) -> Result<(String, Vec<&'static str>), PhoneFault> {
    PhoneNumber::parse(raw).map(|it| {
        let mut notes: Vec<_> = it.notes.iter().map(Note::code).collect();
        notes.extend(it.former_prefix.then_some("former_prefix"));
        (it.number.to_string(), notes)
    })
}

fn same(raws: &[&str], expected: &str, notes: &[&'static str]) {
    for raw in raws {
        assert_eq!(
            read(raw),
            Ok((expected.to_owned(), notes.to_vec())),
            "{raw}"
        );
    }
}

#[test]
fn one_number_is_written_in_many_ways() {
    same(
        &["0912345678", "84912345678", "+84912345678", "0084912345678"],
        "0912345678",
        &[],
    );
    same(
        &[
            "0912 345 678",
            "0912.345.678",
            "(0912) 345-678",
            "+84 (0)912 345 678",
            "+84-912-345-678",
            " 0912345678",
            "'0912345678",
            "0912\u{a0}345678",
        ],
        "0912345678",
        &["punctuation"],
    );
    same(&["=\"0912345678\""], "0912345678", &["formula_quoted"]);
    same(
        &["０９１２３４５６７８"],
        "0912345678",
        &["full_width_digits"],
    );
}

#[test]
fn a_lost_zero_is_restored_as_a_candidate() {
    same(&["912345678", "912345678.0"], "0912345678", &["lost_zero"]);
    same(&["841234567"], "0841234567", &["lost_zero"]);
    same(&["2273123456"], "02273123456", &["lost_zero"]);
}

#[test]
fn prefixes_of_before_2018_are_converted() {
    for (old, new) in [
        ("01691234567", "0391234567"),
        ("01201234567", "0701234567"),
        ("01221234567", "0771234567"),
        ("01231234567", "0831234567"),
        ("01271234567", "0811234567"),
        ("01861234567", "0561234567"),
        ("01991234567", "0591234567"),
        ("841691234567", "0391234567"),
        ("+841691234567", "0391234567"),
    ] {
        same(&[old], new, &["former_prefix"]);
    }
    same(
        &["1691234567"],
        "0391234567",
        &["lost_zero", "former_prefix"],
    );
}

#[test]
fn landlines_and_numbers_abroad_are_kept() {
    same(&["02273123456", "842273123456"], "02273123456", &[]);
    same(
        &["+8613800138000", "008613800138000"],
        "+8613800138000",
        &[],
    );
    let abroad = PhoneNumber::parse("+1 202 555 0143")
        .expect("abroad")
        .number;
    assert!(!abroad.is_vietnamese() && !abroad.is_mobile());
    assert_eq!(abroad.international(), "+12025550143");
    let landline = PhoneNumber::parse("02438123456").expect("Hà Nội").number;
    assert!(landline.is_vietnamese() && !landline.is_mobile());
}

#[test]
fn what_is_no_number_has_its_own_fault() {
    for (raw, fault) in [
        ("", PhoneFault::Missing),
        (" - ", PhoneFault::Missing),
        ("không có", PhoneFault::Letters),
        ("0912x45678", PhoneFault::Letters),
        ("091234567", PhoneFault::TooShort),
        ("113", PhoneFault::TooShort),
        ("0227312345", PhoneFault::TooShort),
        ("034087001234", PhoneFault::TooLong),
        ("0412345678", PhoneFault::UnknownPrefix),
        ("01111234567", PhoneFault::UnknownPrefix),
        ("0912345678/0987654321", PhoneFault::Several),
        ("0912345678, 0987654321", PhoneFault::Several),
        ("0000000000", PhoneFault::Placeholder),
        ("123456789", PhoneFault::Placeholder),
        ("0123456789", PhoneFault::Placeholder),
        ("9.12E+08", PhoneFault::Exponent),
        ("+1", PhoneFault::Placeholder),
        ("+12", PhoneFault::TooShort),
    ] {
        assert_eq!(read(raw), Err(fault), "{raw}");
    }
}

#[test]
fn neither_debug_nor_a_mask_shows_the_number() {
    let number = PhoneNumber::parse("0912345678").expect("a number").number;
    assert_eq!(format!("{number:?}"), "PhoneNumber(mobile)");
    assert_eq!(
        number.masked().chars().filter(char::is_ascii_digit).count(),
        3
    );
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(raw in ".*") {
        let _ = PhoneNumber::parse(&raw).map(|it| it.number.masked());
    }

    #[test]
    fn a_number_survives_being_shown_and_read_again(raw in "(\\+|00|0|84|)[0-9]{8,11}") {
        if let Ok(first) = PhoneNumber::parse(&raw) {
            for text in [first.number.to_string(), first.number.international()] {
                let again = PhoneNumber::parse(&text).expect("read before");
                prop_assert_eq!(&again.number, &first.number);
                prop_assert!(again.notes.is_empty() && !again.former_prefix);
            }
        }
    }
}

//! Each step of the ladder on a village whose people are known: class, states, band and reason.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::sync::LazyLock;

use khien_domain::{Band, Class, FieldState, IdState, Reason, Record, RegisterRow};
use khien_linkage::{IndexBuilder, Outcome, PopulationIndex};

/// number, old card, name, birth date, sex, commune
const VILLAGE: &[[&str; 6]] = &[
    [
        "034095287247",
        "152715261",
        "Nguyễn Văn Hiếu",
        "1995-02-09",
        "M",
        "12688",
    ],
    [
        "034195670937",
        "",
        "Trần Thị Nga",
        "1995-03-06",
        "F",
        "12688",
    ],
    [
        "034064613574",
        "150111222",
        "Đặng Quang Cường",
        "1964-08-05",
        "M",
        "12691",
    ],
    // Twins.
    [
        "034201008575",
        "",
        "Phạm Gia Bảo",
        "2001-11-30",
        "M",
        "12691",
    ],
    [
        "034201774120",
        "",
        "Phạm Gia Huy",
        "2001-11-30",
        "M",
        "12691",
    ],
    // Two people of one name and birth date.
    ["034188000111", "", "Lê Thị Hoa", "1988-04-12", "F", "12694"],
    ["034188999222", "", "Lê Thị Hoa", "1988-04-12", "F", "12697"],
    // Father and son.
    [
        "034070111333",
        "",
        "Vũ Đình Khánh",
        "1970-06-17",
        "M",
        "12700",
    ],
    [
        "034207354386",
        "",
        "Vũ Đình Phong",
        "2007-09-01",
        "M",
        "12700",
    ],
    [
        "034145080217",
        "153086100",
        "Nguyễn Thị Hợi",
        "1945",
        "F",
        "12688",
    ],
];

static INDEX: LazyLock<PopulationIndex> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("village.kidx");
    let mut builder = IndexBuilder::new();
    let strangers: Vec<[String; 4]> = (0..20_000_u32).map(stranger).collect();
    for [
        personal_id,
        old_cmnd,
        full_name,
        date_of_birth,
        sex,
        commune_code,
    ] in VILLAGE
    {
        let key = personal_id;
        let row = RegisterRow {
            key,
            personal_id,
            old_cmnd,
            full_name,
            date_of_birth,
            sex,
            commune_code,
        };
        builder.push(&row).unwrap();
    }
    for [personal_id, full_name, date_of_birth, commune_code] in &strangers {
        let row = RegisterRow {
            key: personal_id,
            personal_id,
            old_cmnd: "",
            full_name,
            date_of_birth,
            sex: "M",
            commune_code,
        };
        builder.push(&row).unwrap();
    }
    builder.finish(&path).unwrap();
    PopulationIndex::open(&path).unwrap()
});

/// The rest of the district: names and dates spread evenly, none of them the village's.
fn stranger(at: u32) -> [String; 4] {
    const SURNAMES: [&str; 5] = ["Bùi", "Đỗ", "Hồ", "Ngô", "Dương"];
    const MIDDLES: [&str; 7] = ["Minh", "Đức", "Xuân", "Hữu", "Công", "Thế", "Quốc"];
    const GIVEN: [&str; 11] = [
        "Sơn", "Tùng", "Dũng", "Lâm", "Kiên", "Thắng", "Tú", "Vinh", "Đạt", "Toàn", "Nghĩa",
    ];
    let pick = |from: &[&str], step: u32| from[(at / step) as usize % from.len()].to_owned();
    let name = [pick(&SURNAMES, 1), pick(&MIDDLES, 5), pick(&GIVEN, 35)].join(" ");
    let (year, month, day) = (1950 + at % 53, 1 + at / 53 % 12, 1 + at / 636 % 28);
    let century = if year < 2000 { 0 } else { 2 };
    [
        format!("030{century}{:02}{at:06}", year % 100),
        name,
        format!("{year}-{month:02}-{day:02}"),
        format!("{:05}", 10_000 + at % 300),
    ]
}

fn check(id: &str, name: &str, birth: &str, sex: &str, commune: &str) -> Outcome {
    INDEX.check(&Record {
        record_id: "",
        id_number: id,
        full_name: name,
        date_of_birth: birth,
        sex,
        commune_code: commune,
        nationality: None,
    })
}

fn number(outcome: &Outcome) -> Option<String> {
    outcome.person.map(|row| INDEX.person(row).personal_id)
}

#[track_caller]
fn assert_linked(outcome: &Outcome, to: &str, class: Class, id: IdState, reason: Reason) {
    let verdict = &outcome.verdict;
    assert_eq!(number(outcome).as_deref(), Some(to), "{outcome:?}");
    assert_eq!(
        (verdict.class, verdict.id_state, verdict.reason),
        (class, Some(id), reason)
    );
}

#[test]
fn step_1_number_equal_and_everything_agrees() {
    let outcome = check(
        "034095287247",
        "Nguyễn Văn Hiếu",
        "09/02/1995",
        "Nam",
        "12688",
    );
    assert_linked(
        &outcome,
        "034095287247",
        Class::Verified,
        IdState::Ok,
        Reason::NumberEqual,
    );
    assert_eq!(outcome.verdict.band, Band::Automatic);
    assert_eq!(outcome.verdict.name_state, Some(FieldState::Ok));
    assert_eq!(outcome.verdict.commune_state, Some(FieldState::Ok));
}

#[test]
fn step_1_writing_aside_is_equivalent() {
    for name in [
        "NGUYỄN VĂN HIẾU",
        " nguyễn  văn hiếu",
        "Nguye\u{302}\u{303}n Va\u{306}n Hie\u{302}\u{301}u",
    ] {
        let outcome = check("034 095 287 247", name, "1995-02-09", "0", "");
        assert_linked(
            &outcome,
            "034095287247",
            Class::Verified,
            IdState::Ok,
            Reason::NumberEqual,
        );
        assert_eq!(outcome.verdict.name_state, Some(FieldState::Equivalent));
        assert_eq!(outcome.verdict.commune_state, Some(FieldState::Missing));
    }
}

#[test]
fn step_1_missing_diacritics_are_a_difference_of_their_kind() {
    let outcome = check("034095287247", "Nguyen Van Hieu", "09/02/1995", "Nam", "");
    let reason = Reason::NumberEqualFieldsDiffer;
    assert_linked(
        &outcome,
        "034095287247",
        Class::Mismatch,
        IdState::Ok,
        reason,
    );
    assert_eq!(outcome.verdict.name_state, Some(FieldState::Differs));
    assert_eq!(
        outcome
            .evidence
            .name_difference()
            .map(khien_domain::NameDifference::code),
        Some("no_diacritics")
    );
}

#[test]
fn step_1_a_year_alone_differs_from_a_date_but_not_from_a_year() {
    let outcome = check("034095287247", "Nguyễn Văn Hiếu", "1995", "Nam", "");
    assert_eq!(
        outcome.verdict.date_of_birth_state,
        Some(FieldState::Differs)
    );
    for birth in ["1945", "01/01/1945"] {
        let outcome = check("034145080217", "Nguyễn Thị Hợi", birth, "Nữ", "");
        assert_eq!(outcome.verdict.class, Class::Verified);
    }
}

#[test]
fn step_1_a_lost_zero_is_restored_when_the_number_is_somebodys() {
    let outcome = check("34095287247", "Nguyễn Văn Hiếu", "09/02/1995", "Nam", "");
    assert_linked(
        &outcome,
        "034095287247",
        Class::Verified,
        IdState::Ok,
        Reason::NumberEqual,
    );
}

#[test]
fn a_lost_zero_that_fits_nobody_and_no_other_field_is_malformed() {
    let outcome = check("79299123456", "Nguyễn Văn Hiếu", "09/02/1995", "Nam", "");
    assert_eq!(outcome.verdict.id_state, Some(IdState::Malformed));
    assert_eq!(outcome.verdict.class, Class::NoNumber);
}

#[test]
fn step_2_the_old_number_counts_as_right() {
    let outcome = check("152715261", "Nguyễn Văn Hiếu", "09/02/1995", "Nam", "");
    let reason = Reason::OldNumberEqual;
    assert_linked(
        &outcome,
        "034095287247",
        Class::Verified,
        IdState::OldNumber,
        reason,
    );
    let outcome = check("152715261", "Nguyễn Văn Hiệu", "09/02/1995", "Nam", "");
    let reason = Reason::OldNumberEqualFieldsDiffer;
    assert_linked(
        &outcome,
        "034095287247",
        Class::Mismatch,
        IdState::OldNumber,
        reason,
    );
}

#[test]
fn step_3_one_edit_in_the_number() {
    for id in ["034095287248", "034095282747", "304095287247"] {
        let outcome = check(id, "Nguyễn Văn Hiếu", "09/02/1995", "Nam", "");
        let expected = if id.starts_with('3') {
            "malformed or wrong"
        } else {
            "wrong"
        };
        assert_eq!(
            number(&outcome).as_deref(),
            Some("034095287247"),
            "{expected}"
        );
        assert_eq!(outcome.verdict.class, Class::Mismatch);
        assert_eq!(outcome.verdict.reason, Reason::NumberOneEdit);
        assert_eq!(outcome.verdict.band, Band::Automatic);
    }
}

#[test]
fn step_3_a_digit_dropped_or_added_is_malformed_and_still_found() {
    for id in ["03409528247", "0340952872477"] {
        let outcome = check(id, "Nguyễn Văn Hiếu", "09/02/1995", "Nam", "");
        let reason = Reason::NumberOneEdit;
        assert_linked(
            &outcome,
            "034095287247",
            Class::NoNumber,
            IdState::Malformed,
            reason,
        );
    }
}

#[test]
fn step_4_name_and_birth_date_find_a_person_without_number() {
    for id in ["", "chưa có", "0912345678", "3.4095E+10"] {
        let outcome = check(id, "Tran Thi Nga", "06/03/1995", "Nữ", "");
        assert_eq!(number(&outcome).as_deref(), Some("034195670937"), "{id}");
        assert_eq!(outcome.verdict.class, Class::NoNumber);
        assert_eq!(outcome.verdict.reason, Reason::NameAndBirthDate);
    }
}

#[test]
fn step_4_two_people_of_one_name_and_date_are_several() {
    let outcome = check("034188555444", "Lê Thị Hoa", "12/04/1988", "Nữ", "");
    assert_eq!(outcome.verdict.class, Class::Ambiguous);
    assert_eq!(outcome.verdict.reason, Reason::NameAndBirthDateSeveral);
    assert_eq!((outcome.verdict.band, outcome.person), (Band::None, None));
}

#[test]
fn step_4_the_commune_tells_them_apart() {
    let outcome = check("", "Lê Thị Hoa", "12/04/1988", "Nữ", "12697");
    assert_eq!(number(&outcome).as_deref(), Some("034188999222"));
}

#[test]
fn a_parents_number_leads_to_the_child() {
    let outcome = check(
        "034070111333",
        "Vũ Đình Phong",
        "01/09/2007",
        "Nam",
        "12700",
    );
    let reason = Reason::NameAndBirthDate;
    assert_linked(
        &outcome,
        "034207354386",
        Class::Mismatch,
        IdState::OtherPersons,
        reason,
    );
}

#[test]
fn a_twins_number_leads_to_the_one_who_is_named() {
    let outcome = check("034201774120", "Phạm Gia Bảo", "30/11/2001", "Nam", "12691");
    let reason = Reason::NameAndBirthDate;
    assert_linked(
        &outcome,
        "034201008575",
        Class::Mismatch,
        IdState::OtherPersons,
        reason,
    );
}

#[test]
fn a_number_whose_owner_has_another_name_and_birth_date_is_never_a_link() {
    let outcome = check("034095287247", "Mai Thị Xuyến", "11/12/1950", "Nữ", "");
    assert_eq!(outcome.person, None);
    assert_eq!(outcome.verdict.class, Class::NotFound);
    assert_eq!(outcome.verdict.id_state, Some(IdState::OtherPersons));
}

#[test]
fn step_5_several_slips_at_once_are_weighed() {
    let outcome = check("", "Đặng Qang Cườn", "05/08/1964", "Nam", "12691");
    assert_eq!(number(&outcome).as_deref(), Some("034064613574"));
    assert_eq!(outcome.verdict.reason, Reason::Probabilistic);
    let outcome = check("", "Đặng Quang Cường", "08/05/1964", "Nam", "12691");
    assert_eq!(number(&outcome).as_deref(), Some("034064613574"));
}

#[test]
fn step_6_nobody_fits() {
    let outcome = check("038190790836", "Khúc Hồng Ngọc", "28/11/1990", "Nữ", "");
    assert_eq!(outcome.verdict.class, Class::NotFound);
    assert_eq!(outcome.verdict.reason, Reason::NotFound);
    assert_eq!(outcome.verdict.id_state, Some(IdState::Wrong));
    assert_eq!(outcome.verdict.name_state, None);
}

#[test]
fn a_missing_mandatory_field_cannot_be_sent() {
    for (name, birth, sex) in [
        ("", "09/02/1995", "Nam"),
        ("Nguyễn Văn Hiếu", "32/13/1995", "Nam"),
        ("Nguyễn Văn Hiếu", "09/02/1995", "?"),
    ] {
        let outcome = check("034095287247", name, birth, sex, "");
        assert_eq!(outcome.verdict.class, Class::Unsendable);
        assert_eq!(number(&outcome).as_deref(), Some("034095287247"));
        assert_ne!(outcome.verdict.band, Band::None);
    }
}

#[test]
fn foreigners_are_exempt_by_nationality_or_by_passport_and_name() {
    let by = |nationality, id, name| {
        let record = Record {
            id_number: id,
            full_name: name,
            date_of_birth: "01/02/1980",
            sex: "Nam",
            nationality,
            ..Record::default()
        };
        INDEX.check(&record).verdict.class
    };
    assert_eq!(
        by(Some("Hàn Quốc"), "M12345678", "KIM MIN HO"),
        Class::Exempt
    );
    assert_eq!(
        by(Some("Việt Nam"), "C1234567", "Trần Văn An"),
        Class::NoNumber
    );
    assert_eq!(
        by(Some("Việt Nam"), "C1234567", "François Lefèvre"),
        Class::NoNumber
    );
    assert_eq!(by(None, "M12345678", "François Lefèvre"), Class::Exempt);
    assert_eq!(by(Some(""), "194091685", "Jean-Luc Lefèvre"), Class::Exempt);
    assert_eq!(by(None, "C1234567", "Trần Văn An"), Class::NoNumber);
    assert_eq!(
        by(None, "034095287247", "François Lefèvre"),
        Class::NotFound
    );
}

#[test]
fn bars_add_up_to_the_probability_and_show_no_register_value() {
    let outcome = check("034095287248", "Nguyen Van Hieu", "1995", "Nam", "12691");
    let sum: f64 = outcome
        .evidence
        .waterfall()
        .iter()
        .map(|bar| bar.weight_bits)
        .sum();
    let probability = 1.0 / (1.0 + (-sum).exp2());
    assert!((probability - outcome.verdict.probability).abs() < 1e-9);
    let mut line = String::new();
    outcome.evidence.explain(&mut line);
    assert!(line.contains("id_number=one_edit"), "{line}");
    for secret in ["034095287247", "Hiếu", "02-09", "152715261", "12688"] {
        assert!(!line.contains(secret), "{line}");
    }
}

#[test]
fn the_answer_does_not_depend_on_what_was_asked_before() {
    let mut checker = INDEX.checker();
    let names = [
        "Nguyễn Văn Hiếu",
        "Lê Thị Hoa",
        "Phạm Gia Bảo",
        "Đặng Qang Cườn",
    ];
    let ask = |checker: &mut khien_linkage::Checker<'_>, name| {
        let record = Record {
            full_name: name,
            date_of_birth: "30/11/2001",
            sex: "Nam",
            ..Record::default()
        };
        checker.check(&record).verdict
    };
    let forth = names.map(|name| ask(&mut checker, name));
    let mut back: Vec<_> = names
        .iter()
        .rev()
        .map(|name| ask(&mut checker, name))
        .collect();
    back.reverse();
    assert_eq!(forth.to_vec(), back);
}

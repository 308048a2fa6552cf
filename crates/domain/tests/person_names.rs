//! Every quirk of names that real files hold, each by its name.
#![expect(
    clippy::unwrap_used,
    reason = "a name that is not read is a failure of the test"
)]

use khien_domain::{
    NameDifference, NameFault, NameOrigin, Note, PersonName, canonical_into, fold, name_difference,
};
use proptest::prelude::*;

fn read(raw: &str) -> (PersonName, khien_domain::Notes) {
    let read = PersonName::parse(raw).unwrap();
    (read.value, read.notes)
}

#[track_caller]
fn shows(raw: &str, shown: &str, notes: &[Note]) {
    let (name, taken) = read(raw);
    assert_eq!(name.as_str(), shown, "{raw:?}");
    for note in notes {
        assert!(taken.has(*note), "{raw:?} lacks {note:?}: {taken:?}");
    }
    let mut canonical = String::from("before ");
    assert_eq!(canonical_into(raw, &mut canonical).unwrap(), taken);
    assert_eq!(canonical["before ".len()..], *name.canonical());
}

#[track_caller]
fn equivalent(one: &str, other: &str) {
    assert_eq!(read(one).0.canonical(), read(other).0.canonical());
    assert_eq!(name_difference(&read(one).0, &read(other).0), None);
}

#[test]
fn a_clean_name_takes_no_note() {
    let (name, notes) = read("Nguyễn Thị Hòa");
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!((name.surname(), name.given()), ("nguyễn", "hòa"));
    assert_eq!(
        name.syllables().collect::<Vec<_>>(),
        ["nguyễn", "thị", "hòa"]
    );
    assert_eq!(name.folded(), "nguyen thi hoa");
}

#[test]
fn decomposed_letters_are_composed() {
    shows(
        "Nguye\u{302}\u{303}n Va\u{306}n Đu\u{31b}\u{301}c",
        "Nguyễn Văn Đức",
        &[Note::Unicode],
    );
}

#[test]
fn combining_marks_in_the_wrong_order_are_composed() {
    shows(
        "Nguye\u{303}\u{302}n Vie\u{323}\u{302}t",
        "Nguyễn Việt",
        &[Note::Unicode],
    );
    shows("Nguy\u{1ebd}\u{302}n", "Nguyễn", &[Note::Unicode]);
}

#[test]
fn vni_is_read_in_both_code_pages() {
    shows("Nguyeãn Thò Phöông", "Nguyễn Thị Phương", &[Note::Vni]);
    shows(
        "NGUYEÃN VAÊN ÑÖÙC",
        "Nguyễn Văn Đức",
        &[Note::Vni, Note::Case],
    );
    shows("Vuõ Ñình Tuaán", "Vũ Đình Tuấn", &[Note::Vni]);
    // The same bytes where a program took them for Windows-1258.
    shows("Nguyeăn Vaên Ñöùc", "Nguyễn Văn Đức", &[Note::Vni]);
    shows(
        "Nguyeăn Th\u{323} Phöông",
        "Nguyễn Thị Phương",
        &[Note::Vni],
    );
}

#[test]
fn vni_whose_only_sign_is_thi_is_read() {
    shows("Phan Thò Mai", "Phan Thị Mai", &[Note::Vni]);
}

#[test]
fn vni_with_a_typing_slip_is_read_and_the_slip_kept() {
    shows("Nguyeãn Vaêl Vinh", "Nguyễn Văl Vinh", &[Note::Vni]);
    shows("Leâeâ Thò Thanh", "Lêê Thị Thanh", &[Note::Vni]);
}

#[test]
fn tcvn3_is_read() {
    shows("Lª Thanh T©m", "Lê Thanh Tâm", &[Note::Tcvn3]);
    shows("Vò Thu §µo", "Vũ Thu Đào", &[Note::Tcvn3]);
    shows("§µo ¸i H©n", "Đào Ái Hân", &[Note::Tcvn3]);
    shows("Ng« ThÞ L\u{ad}ît", "Ngô Thị Lượt", &[Note::Tcvn3]);
    shows("Lý §an Di", "Lý Đan Di", &[Note::Tcvn3]);
}

#[test]
fn tcvn3_in_a_capital_font_is_read() {
    shows(
        "nguyÔn v¨n h\u{ad}ng",
        "Nguyễn Văn Hưng",
        &[Note::Tcvn3, Note::Case],
    );
    shows("NGUYÔN V¡N AN", "Nguyễn Văn An", &[Note::Tcvn3, Note::Case]);
}

#[test]
fn tcvn3_whose_soft_hyphen_became_a_hyphen_is_read() {
    shows("Ph¹m Quang H-ng", "Phạm Quang Hưng", &[Note::Tcvn3]);
    shows("TrÇn ThÞ Ph-¬ng", "Trần Thị Phương", &[Note::Tcvn3]);
}

#[test]
fn tcvn3_whose_case_a_program_changed_is_read() {
    shows("ng« thþ hång", "Ngô Thị Hồng", &[Note::Tcvn3, Note::Case]);
    shows(
        "NGUYÔN THÞ H¹NH",
        "Nguyễn Thị Hạnh",
        &[Note::Tcvn3, Note::Case],
    );
    shows("HOΜNG V¨N §ÅNG", "Hoàng Văn Đồng", &[Note::Tcvn3]);
}

#[test]
fn tcvn3_surname_that_is_a_proper_syllable_is_read() {
    shows("Vò Minh Lan", "Vũ Minh Lan", &[Note::Tcvn3]);
}

#[test]
fn utf8_read_as_a_code_page_is_read() {
    shows(
        "Nguyá»…n Thá»‹ BÃ¬nh",
        "Nguyễn Thị Bình",
        &[Note::Utf8AsLatin1],
    );
    shows(
        "Nguyá»\u{85}n \u{c4}\u{90}Ã¬nh LÃ¢m",
        "Nguyễn Đình Lâm",
        &[Note::Utf8AsLatin1],
    );
    shows(
        "Tráş§n ThĂşy Háş±ng",
        "Trần Thúy Hằng",
        &[Note::Utf8AsLatin1],
    );
    shows(
        "LEFÃˆVRE FranÃ§ois",
        "LEFÈVRE François",
        &[Note::Utf8AsLatin1],
    );
}

#[test]
fn utf8_whose_no_break_space_became_a_space_is_read() {
    shows("HoÃ ng ThÃ nh HÃ", "Hoàng Thành Hà", &[Note::Utf8AsLatin1]);
    shows("HÃ  VÄƒn TÃ i", "Hà Văn Tài", &[Note::Utf8AsLatin1]);
}

#[test]
fn utf8_whose_control_characters_were_dropped_is_read() {
    shows("Äá»— Thá»‹ Ngá»c", "Đỗ Thị Ngọc", &[Note::Utf8AsLatin1]);
}

#[test]
fn utf8_whose_case_a_program_changed_is_read() {
    shows(
        "nguyá»…n vä‚n äá»©c",
        "Nguyễn Văn Đức",
        &[Note::Utf8AsLatin1, Note::Case],
    );
    shows(
        "NGUYÁ»…N THÁ»‹ LIÃªN",
        "Nguyễn Thị Liên",
        &[Note::Utf8AsLatin1, Note::Case],
    );
}

#[test]
fn utf8_that_was_damaged_twice_is_read() {
    shows(
        "Nguyá»…n Thá»‹ BÃ¬nh",
        "Nguyễn Thị Bình",
        &[Note::Utf8AsLatin1],
    );
    shows(
        "NguyÃ¡Â»â€¦n ThÃ¡Â»â€¹ BÃƒÂ¬nh",
        "Nguyễn Thị Bình",
        &[Note::Utf8AsLatin1],
    );
}

#[test]
fn windows_1258_read_as_another_page_is_read() {
    shows("NguyêÞn Vãn Ðýìc", "Nguyễn Văn Đức", &[Note::Utf8AsLatin1]);
    shows("NguyęŢn Văn An", "Nguyễn Văn An", &[Note::Utf8AsLatin1]);
}

#[test]
fn proper_foreign_names_are_left_alone() {
    for name in [
        "Lefèvre François",
        "Müller",
        "Núñez",
        "Håkan Öberg",
        "José María Noé",
        "Zoë Loïc Dupont",
        "Anaïs",
        "Björk Guðmundsdóttir",
        "Søren Kierkegård",
        "Łukasz Żak",
        "Jean-Luc D'Artois",
        "Kenji Ōno",
        "İbrahim Çelik",
        "René Lê",
        "Iván Ñíguez",
        "Lü Gang",
        "Ágúst Þór",
        "Müller Hoàng",
        "Loïc Martin",
        "Chloé Trần",
    ] {
        let (read, notes) = read(name);
        assert_eq!(read.as_str(), name);
        for note in [
            Note::Vni,
            Note::Tcvn3,
            Note::Utf8AsLatin1,
            Note::Marks,
            Note::Unicode,
        ] {
            assert!(!notes.has(note), "{name}: {note:?}");
        }
    }
}

#[test]
fn eth_is_d_with_stroke_in_a_vietnamese_name() {
    shows("Ðặng Thị Lan", "Đặng Thị Lan", &[Note::DStroke]);
    shows(
        "ÐỖ MINH THIỆN",
        "Đỗ Minh Thiện",
        &[Note::DStroke, Note::Case],
    );
    shows(
        "ðặng văn ðông",
        "Đặng Văn Đông",
        &[Note::DStroke, Note::Case],
    );
}

#[test]
fn a_small_d_with_stroke_among_capitals_is_a_capital() {
    shows("đẶNG NHẬT NGHIỆP", "Đặng Nhật Nghiệp", &[Note::Case]);
    shows("NGUYỄN đÌNH AN", "Nguyễn Đình An", &[Note::Case]);
}

#[test]
fn spaces_of_every_kind_are_one_space() {
    shows(
        "  Trần\u{a0}\u{a0}Thị\tLan\u{200b} ",
        "Trần Thị Lan",
        &[Note::Spaces],
    );
    shows(
        "\u{feff}Trần Thị\u{3000}Lan\n",
        "Trần Thị Lan",
        &[Note::Spaces],
    );
}

#[test]
fn every_apostrophe_is_the_same() {
    for name in [
        "H’Hen Niê",
        "H`Hen Niê",
        "H´Hen Niê",
        "HʼHen Niê",
        "H' Hen Niê",
        "H’ Hen Niê",
        "H Hen Niê",
    ] {
        equivalent(name, "H'Hen Niê");
    }
    shows("K’ Brễu", "K'Brễu", &[Note::Apostrophe, Note::MinorityName]);
}

#[test]
fn a_hyphen_is_a_space() {
    equivalent("Jean-Luc Lefèvre", "Jean Luc Lefèvre");
    equivalent("Y-Moan Ênuôl", "Y Moan Ênuôl");
    shows("Lin Chih–Ming", "Lin Chih-Ming", &[Note::Apostrophe]);
}

#[test]
fn case_is_the_usual_one() {
    shows("trần trọng chiến", "Trần Trọng Chiến", &[Note::Case]);
    shows("JEAN-LUC D'ARTOIS", "Jean-Luc D'Artois", &[Note::Case]);
    shows("PARK Sung-Jin", "PARK Sung-Jin", &[Note::ForeignName]);
}

#[test]
fn the_tone_mark_has_one_place() {
    for (one, other) in [
        ("Hoà", "Hòa"),
        ("Thuý", "Thúy"),
        ("Khoẻ", "Khỏe"),
        ("Thuỳ", "Thùy"),
        ("Hòang", "Hoàng"),
        ("Qúy", "Quý"),
        ("Gìau", "Giàu"),
        ("Hòai", "Hoài"),
        ("Tòan", "Toàn"),
        ("Thủỵ", "Thủỵ"),
    ] {
        equivalent(&format!("Trần {one}"), &format!("Trần {other}"));
    }
    assert_eq!(read("Trần Hoà").0.canonical(), "trần hòa");
    assert!(read("Trần Hoà").1.has(Note::TonePlacement));
    assert_eq!(read("Trần Hoà").0.as_str(), "Trần Hoà");
    assert_eq!(read("Quý Quà Già").0.canonical(), "quý quà già");
}

#[test]
fn numbering_and_marks_are_removed() {
    shows("1. Nguyễn Văn An.", "Nguyễn Văn An", &[Note::Marks]);
    shows(
        "NGUYEN<<VAN<AN",
        "Nguyen Van An",
        &[Note::Marks, Note::NoDiacritics],
    );
    shows("*Lê Thị Ba (2)", "Lê Thị Ba", &[Note::Marks]);
}

#[test]
fn a_name_without_diacritics_is_vietnamese_and_noted() {
    for raw in [
        "Tran Dinh Hoa",
        "NGUYEN THI LAN",
        "Vu Thi Tuoi",
        "Bui Van Duc",
    ] {
        let (name, notes) = read(raw);
        assert_eq!(name.origin(), NameOrigin::Vietnamese, "{raw}");
        assert!(notes.has(Note::NoDiacritics), "{raw}");
    }
    assert!(!read("Phan Mai Anh").1.has(Note::NoDiacritics));
}

#[test]
fn residue_of_typing_keys_is_noted_and_kept() {
    for raw in [
        "Nguyeenx Van An",
        "Tra6n2 Thị Lan",
        "Trần Ddaof Anh",
        "Phamj Vawn Tuwf",
    ] {
        let (name, notes) = read(raw);
        assert!(notes.has(Note::TypingResidue), "{raw}: {notes:?}");
        assert_eq!(
            (name.as_str(), name.origin()),
            (raw, NameOrigin::Vietnamese)
        );
    }
}

#[test]
fn names_of_other_peoples_have_their_patterns() {
    for raw in [
        "H'Hen Niê",
        "Y Moan Ênuôl",
        "K'Brễu",
        "Siu Black",
        "Rơ Châm Phúc",
        "Ksor Kok",
        "Rah Lan Hân",
        "Rmah Thuyên",
        "Thạch Thị Sa Rây",
        "Danh Út",
        "Giàng A Páo",
        "Vàng Thị Mỷ",
        "Sùng A Tủa",
        "Lò Văn Pọm",
        "Lường Thị Ín",
        "Điểu Krứ",
        "Y Blŏ Mlô",
        "Alăng Thị Bích",
        "Hờ A Sinh",
        "RO CHAM PHUC",
        "Thò Mí Pó",
        "Chamaléa Thị Thủy",
    ] {
        let (name, notes) = read(raw);
        assert_eq!(name.origin(), NameOrigin::Minority, "{raw}");
        assert!(notes.has(Note::MinorityName), "{raw}");
    }
}

#[test]
fn what_no_pattern_explains_is_foreign() {
    for raw in [
        "KIM MIN HO",
        "LI Li Na",
        "ZHANG Wei",
        "PARK JAE HYUN",
        "Suresh Kumar Singh",
        "François Lefèvre",
        "HUANG CHUN HUNG",
        "Jean-Luc D'Artois",
        "Kenji Ōno",
        "CHOI MIN HO",
        "LIN SHU-FEN",
        "John A Smith",
        "Иван Петров",
        "王小明",
    ] {
        let (name, notes) = read(raw);
        assert_eq!(name.origin(), NameOrigin::Foreign, "{raw}");
        assert!(notes.has(Note::ForeignName), "{raw}");
    }
}

#[test]
fn a_slip_does_not_make_a_name_foreign() {
    for raw in [
        "Nguyễn Văn Văl",
        "Trầnn Thu Nụ",
        "Nguyen Van Anhh",
        "Tôô Thị Bình",
        "Phạm Văn Dũn",
        "Lga Thị Bítr",
    ] {
        assert_eq!(read(raw).0.origin(), NameOrigin::Vietnamese, "{raw}");
    }
}

#[test]
fn nothing_given_is_missing() {
    for raw in ["", "  ", "\u{a0}\u{200b}", "-", "...", "'"] {
        assert_eq!(
            PersonName::parse(raw).unwrap_err(),
            NameFault::Missing,
            "{raw:?}"
        );
    }
}

#[test]
fn what_has_no_letter_or_is_a_text_is_no_name() {
    for raw in [
        "123",
        "034095287247",
        &"Lê ".repeat(17),
        &"a".repeat(1025),
        "１２",
    ] {
        assert_eq!(
            PersonName::parse(raw).unwrap_err(),
            NameFault::NotAName,
            "{raw:?}"
        );
    }
    let mut out = String::from("kept");
    assert!(canonical_into("12 3", &mut out).is_err());
    assert_eq!(out, "kept");
}

#[test]
fn every_kind_of_difference_has_its_code() {
    let cases = [
        ("Nguyen Thi Lan", "Nguyễn Thị Lan", "no_diacritics"),
        ("Nguyễn Thi Lan", "Nguyễn Thị Lan", "some_diacritics"),
        ("Trần Thị Mĩ", "Trần Thị Mỹ", "iy"),
        ("Lí Văn Quí", "Lý Văn Quý", "iy"),
        ("Trần Thị Iến", "Trần Thị Yến", "iy"),
        ("Lê Nga", "Lê Thị Nga", "middle_dropped"),
        ("Le Nga", "Lê Thị Nga", "middle_dropped"),
        ("Lê Thị Thu Nga", "Lê Thị Nga", "middle_added"),
        ("Nga Lê Thị", "Lê Thị Nga", "order"),
        ("Vũ Văn Lam", "Vũ Văn Nam", "one_letter"),
        ("Vũ uốc Chính", "Vũ Quốc Chính", "one_letter"),
        ("Phạm Gia Cườn", "Phạm Gia Cường", "one_letter"),
        ("Chần Duy Thắng", "Trần Duy Thắng", "one_letter"),
        ("Phạm Thị Giần", "Phạm Thị Dần", "one_letter"),
        ("Lê Thị Hao", "Lê Thị Hoa", "one_letter"),
        ("Đôlg Văn An", "Đông Văn An", "one_letter"),
        ("Lê Thị Mai", "Lê Thị May", "one_letter"),
        ("Huỳnh Văn Phước", "Hoàng Văn Phúc", "regional_spelling"),
        ("Võ Nhựt Tân", "Vũ Nhật Tân", "regional_spelling"),
        ("Nguyeenx Thij Lan", "Nguyễn Thị Lan", "typing_residue"),
        ("Tra6n2 Thị Lan", "Trần Thị Lan", "typing_residue"),
        ("Nguyễn Thị Lan", "Trần Văn Bình", "other"),
    ];
    for (typed, register, code) in cases {
        let difference = name_difference(&read(typed).0, &read(register).0);
        assert_eq!(
            difference.map(NameDifference::code),
            Some(code),
            "{typed} | {register}"
        );
    }
}

#[test]
fn codes_of_differences_are_all_different() {
    let codes: std::collections::BTreeSet<_> =
        NameDifference::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), NameDifference::ALL.len());
}

#[test]
fn debug_shows_nothing_of_the_name() {
    let shown = format!("{:?}", PersonName::parse("Nguyễn Văn An").unwrap());
    assert!(!shown.to_lowercase().contains("nguy"), "{shown}");
}

/// Text with the characters that names and their damage are made of.
fn name_like() -> impl Strategy<Value = String> {
    let pieces = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÐNTH 0123ðàáảãạễệờướợứỳýĂ§µ¸¹Þ«©ªÃÄÆÑñöøùûõïáº»‹…\u{300}\u{301}\u{302}\
        \u{303}\u{306}\u{309}\u{31b}\u{323}\u{ad}\u{a0}\u{200b}'’`-.,üßçéł";
    proptest::collection::vec(
        proptest::sample::select(pieces.chars().collect::<Vec<_>>()),
        0..40,
    )
    .prop_map(|letters| letters.into_iter().collect())
}

fn check_any(text: &str) -> Result<(), TestCaseError> {
    let Ok(first) = PersonName::parse(text) else {
        return Ok(());
    };
    let name = first.value;
    let mut canonical = String::new();
    prop_assert_eq!(canonical_into(text, &mut canonical), Ok(first.notes));
    prop_assert_eq!(&canonical, name.canonical());
    prop_assert_eq!(fold(name.canonical()), name.folded());
    for text in [name.as_str(), name.canonical()] {
        let again = PersonName::parse(text).unwrap();
        // With the marks around it gone, what is left can look like a legacy encoding.
        let encodings = [Note::Vni, Note::Tcvn3, Note::Utf8AsLatin1];
        if !encodings.iter().any(|note| again.notes.has(*note)) {
            prop_assert_eq!(again.value.canonical(), name.canonical(), "from {:?}", text);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_the_canonical_form_is_stable(text in any::<String>()) {
        check_any(&text)?;
    }

    #[test]
    fn any_name_like_text_is_read_without_panic_and_the_canonical_form_is_stable(text in name_like()) {
        check_any(&text)?;
    }

    #[test]
    fn names_differ_in_both_directions_or_in_none(one in name_like(), other in name_like()) {
        if let (Ok(one), Ok(other)) = (PersonName::parse(&one), PersonName::parse(&other)) {
            let there = name_difference(&one.value, &other.value);
            let back = name_difference(&other.value, &one.value);
            prop_assert_eq!(there.is_none(), back.is_none());
        }
    }
}

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const IN_2021: Date = date(2021, 8, 1);
const TODAY: Date = date(2025, 7, 1);

/// Thị xã Chũ and Quận Phú Xuân, founded 2025 from communes that the list of 2022 has elsewhere.
const FOUNDED_LATER: [&str; 2] = ["224", "475"];

fn tree() -> &'static AdminTree {
    AdminTree::national()
}

fn count(level: Level, on: Date) -> usize {
    tree()
        .units()
        .iter()
        .filter(|unit| unit.level == level && unit.is_valid_on(on))
        .count()
}

fn find(province: &str, district: &str, commune: &str) -> Result<&'static str, PlaceFault> {
    let names = PlaceNames {
        province,
        district,
        commune,
    };
    tree().find_commune(names, IN_2021).map(|unit| unit.code)
}

#[test]
fn the_tree_of_2022_has_63_provinces_and_the_new_one_34() {
    assert_eq!(count(Level::Province, IN_2021), 63);
    assert_eq!(count(Level::Province, TODAY), 34);
    assert_eq!(count(Level::District, TODAY), 0);
    assert_eq!(count(Level::Commune, TODAY), 3_321);
    // The list of 2022 (705 and 10,599) and what was founded before the reform.
    assert_eq!(count(Level::District, IN_2021), 705 + 2);
    assert_eq!(count(Level::Commune, IN_2021), 10_599 + 3);
}

#[test]
fn a_code_is_read_in_the_tree_of_its_day() {
    let before = tree()
        .lookup("12688", date(2025, 6, 30))
        .map(|unit| unit.name);
    let after = tree().lookup("12688", TODAY).map(|unit| unit.name);
    assert_eq!(before, Some("Thị trấn Đông Hưng"));
    assert_ne!(after, before);
    assert_eq!(
        tree().lookup("34", IN_2021).map(|unit| unit.name),
        Some("Tỉnh Thái Bình")
    );
    assert_eq!(tree().lookup("34", TODAY), None);
    assert_eq!(tree().lookup("99999", IN_2021), None);
    assert_eq!(tree().lookup("", IN_2021), None);
}

#[test]
fn every_unit_below_a_province_has_its_parent() {
    for day in [IN_2021, TODAY] {
        for unit in tree().units().iter().filter(|unit| unit.is_valid_on(day)) {
            assert!(tree().province_of(unit, day).is_some(), "{unit:?}");
        }
    }
}

#[test]
fn no_code_has_two_units_on_one_day() {
    for pair in tree().units().windows(2) {
        let [first, second] = pair else { continue };
        let both = first.code == second.code && first.valid_until >= second.valid_from;
        assert!(!both || second.valid_from.is_some(), "{first:?} {second:?}");
        assert!(
            first.code != second.code || first.valid_from != second.valid_from,
            "{first:?}"
        );
    }
}

#[test]
fn addresses_are_written_from_below() {
    let address = tree().address("12712", IN_2021);
    assert_eq!(
        address.as_deref(),
        Some("Xã Mê Linh, Huyện Đông Hưng, Tỉnh Thái Bình")
    );
    assert_eq!(
        tree().address("00004", TODAY).as_deref(),
        Some("Phường Ba Đình, Thành phố Hà Nội")
    );
    assert_eq!(tree().address("xyz", TODAY), None);
}

#[test]
fn children_of_a_district_are_its_communes() {
    let district = tree().lookup("340", IN_2021).expect("Huyện Đông Hưng");
    assert_eq!(tree().children(district, IN_2021).count(), 38);
}

#[test]
fn five_island_districts_have_no_communes_but_a_successor() {
    let without: Vec<_> = tree()
        .units()
        .iter()
        .filter(|unit| unit.level == Level::District && !FOUNDED_LATER.contains(&unit.code))
        .filter(|unit| tree().children(unit, IN_2021).next().is_none())
        .map(|unit| unit.code)
        .collect();
    assert_eq!(without, ["318", "471", "498", "536", "755"]);
    for code in without {
        let today = tree().today(code).expect(code);
        assert!(today.name.starts_with("Đặc khu "), "{}", today.name);
        assert_eq!(
            tree()
                .lookup(today.commune_code, TODAY)
                .map(|unit| unit.name),
            Some(today.name)
        );
    }
}

#[test]
fn communes_are_found_by_name_whatever_the_type_word() {
    for (province, district, commune) in [
        ("Tỉnh Thái Bình", "Huyện Đông Hưng", "Xã Mê Linh"),
        ("thai binh", "dong hung", "me linh"),
        ("T. Thái Bình", "H. Đông Hưng", "X. Mê Linh"),
        ("T.Thái Bình", "H.Đông Hưng", "X.Mê Linh"),
        ("", "ĐÔNG HƯNG", "XÃ MÊ LINH"),
        ("Thái Bình", "", "Mê Linh"),
    ] {
        assert_eq!(find(province, district, commune), Ok("12712"), "{commune}");
    }
}

#[test]
fn townships_wards_and_numbers_are_found_in_their_short_forms() {
    assert_eq!(find("Thái Bình", "Đông Hưng", "TT Đông Hưng"), Ok("12688"));
    assert_eq!(find("Thái Bình", "Đông Hưng", "TT. Đông Hưng"), Ok("12688"));
    let ward = find("TP.HCM", "Q.3", "P.1");
    assert!(ward.is_ok(), "{ward:?}");
    for (province, district, commune) in [
        ("Thành phố Hồ Chí Minh", "Quận 3", "Phường 01"),
        ("tphcm", "q3", "p01"),
        ("HCM", "Quận 03", "Phường 1"),
    ] {
        assert_eq!(find(province, district, commune), ward);
    }
}

#[test]
fn an_address_is_taken_apart_from_its_end() {
    let names = PlaceNames::of_address("Thôn An Bài, Xã Mê Linh, Huyện Đông Hưng, Tỉnh Thái Bình");
    assert_eq!(
        tree().find_commune(names, IN_2021).map(|unit| unit.code),
        Ok("12712")
    );
    assert_eq!(
        tree().find_commune(PlaceNames::of_address(""), IN_2021),
        Err(PlaceFault::Missing)
    );
}

#[test]
fn names_and_districts_of_early_2025_are_found_too() {
    // Phường Thuận Hòa of Thành phố Huế came to Quận Phú Xuân in January 2025.
    let later = find("Huế", "Quận Phú Xuân", "Phường Thuận Hòa");
    assert_eq!(
        later,
        find("Thừa Thiên Huế", "Thành phố Huế", "Phường Thuận Hòa")
    );
    assert!(later.is_ok(), "{later:?}");
    // Xã Xà Phìn is spelt Xã Sà Phìn later.
    assert_eq!(find("Hà Giang", "Đồng Văn", "Sà Phìn"), Ok("00736"));
}

#[test]
fn a_name_that_several_communes_share_is_ambiguous() {
    assert_eq!(find("", "", "Mê Linh"), Err(PlaceFault::Ambiguous));
    assert_eq!(
        find("Thái Bình", "Đông Hưng", "Xã Không Có"),
        Err(PlaceFault::Unknown)
    );
    assert_eq!(
        find("Hà Nội", "Đông Hưng", "Mê Linh"),
        Err(PlaceFault::Unknown)
    );
    assert_eq!(
        find("Thái Bình", "Đông Hưng", " "),
        Err(PlaceFault::Missing)
    );
}

#[test]
fn a_township_and_a_commune_of_one_name_are_told_apart_by_the_type_word() {
    let twins = tree().units().iter().filter(|unit| {
        let names = PlaceNames {
            province: "",
            district: "",
            commune: unit.name,
        };
        unit.level == Level::Commune && tree().find_commune(names, IN_2021).is_err()
    });
    let mut told_apart = 0;
    for unit in twins.filter(|unit| unit.valid_until.is_some()) {
        let district = tree().parent(unit, IN_2021).expect("a district");
        let province = tree().parent(district, IN_2021).expect("a province");
        let names = PlaceNames {
            province: province.name,
            district: district.name,
            commune: unit.name,
        };
        match tree().find_commune(names, IN_2021) {
            Ok(found) => {
                assert_eq!(found.code, unit.code);
                told_apart += 1;
            }
            Err(fault) => assert_eq!(fault, PlaceFault::Ambiguous, "{unit:?}"),
        }
    }
    assert!(told_apart > 3_000, "{told_apart}");
}

#[test]
fn a_divided_commune_has_several_successors_and_no_single_home() {
    let successors = tree().convert_2025("00016");
    assert!(successors.len() > 1);
    assert!(
        successors
            .iter()
            .all(|it| it.is_part() && it.basis == Basis::Table)
    );
    assert_eq!(tree().today("00016"), None);
}

#[test]
fn land_without_people_does_not_divide_a_commune() {
    let home = tree().today("00118").expect("Phường Ngọc Thụy");
    assert_eq!(home.name, "Phường Bồ Đề");
    assert!(tree().convert_2025("00118").len() > 1);
}

#[test]
fn a_whole_commune_has_one_home_today() {
    let today = tree().today("12712").expect("Xã Mê Linh");
    assert_eq!(today.province, "Tỉnh Hưng Yên");
    assert!(today.address().ends_with(", Tỉnh Hưng Yên"));
}

#[test]
fn communes_merged_before_the_reform_say_on_what_their_successors_stand() {
    let basis = |code: &str| tree().convert_2025(code).first().map(|it| it.basis);
    // Phương Liên was merged into "Phương Liên - Trung Tự".
    assert_eq!(basis("00220"), Some(Basis::Name));
    // Phường Sài Đồng was merged into a ward of another name.
    assert_eq!(basis("00142"), Some(Basis::District));
    assert_eq!(
        tree().today("00142"),
        None,
        "a set to choose from is no answer"
    );
}

#[test]
fn every_commune_of_2022_has_a_successor_or_is_counted_here() {
    let old = tree()
        .units()
        .iter()
        .filter(|unit| unit.level == Level::Commune && unit.valid_until.is_some());
    let mut counts = [0; 4];
    for unit in old {
        let kind = match tree().convert_2025(unit.code).first().map(|it| it.basis) {
            Some(Basis::Table) => 0,
            Some(Basis::Name) => 1,
            Some(Basis::District) => 2,
            None => 3,
        };
        counts[kind] += 1;
    }
    assert_eq!(counts.iter().sum::<i32>(), 10_602);
    // By the table, by name, by district, and twelve of districts that no longer existed.
    assert_eq!(counts, [10_033, 97, 460, 12]);
}

#[test]
fn every_successor_is_a_commune_of_today() {
    for unit in tree().units() {
        for successor in tree().convert_2025(unit.code) {
            let commune = tree()
                .lookup(successor.commune_code, TODAY)
                .expect(successor.commune_code);
            assert_eq!(commune.parent, Some(successor.province_code));
        }
    }
}

#[test]
fn the_provinces_of_personal_numbers_are_those_of_the_tree() {
    for line in include_str!("../../../../data/personal-number-places.csv")
        .lines()
        .skip(1)
    {
        let (code, name) = line.split_once(',').expect("two cells");
        let province = tree().lookup(&code[1..], IN_2021).expect(name);
        // The law writes "Hòa Bình", the list "Hoà Bình".
        assert!(
            crate::fold(province.name).ends_with(&crate::fold(name)),
            "{name}"
        );
    }
}

proptest! {
    #[test]
    fn any_names_are_read_without_panic(province in ".*", district in ".*", commune in ".*") {
        let _ = find(&province, &district, &commune);
        let _ = PlaceNames::of_address(&commune);
        let _ = tree().convert_2025(&commune);
        let _ = Level::Commune.padded_code(&commune);
    }
}

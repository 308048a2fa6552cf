//! The files of the sample district against their truth: one test for every planted quirk.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::LazyLock;

use common::samples::{ReadRow, Samples, Tally, Truth, dob_of, id_of, name_of, sex_of};
use khien_domain::SexCoding;
use khien_exchange::{RowKind, RowRepair, TemplateWorkbook};

static SAMPLES: LazyLock<Samples> = LazyLock::new(Samples::load);
static TALLY: LazyLock<Tally> = LazyLock::new(|| Tally::of(&SAMPLES));

const FILES: [(&str, &str); 9] = [
    ("01", "01_TYT_Me_Linh.xlsx"),
    ("02", "02_BVDK_huyen_tong_hop.xlsx"),
    ("03", "03_Doi_luu_dong_so_1.xlsx"),
    ("04", "04_Cty_May_Hung_Phat.xlsx"),
    ("05", "05_Hoc_sinh_12-17.xlsx"),
    ("06", "06_Nguoi_cao_tuoi_tai_nha.xlsx"),
    ("07", "07_TYT_Dong_La_Minh_Tan.xlsx"),
    ("08", "08_Nhap_bo_sung_thang_12.xlsx"),
    ("09", "09_TYT_cum_phia_Nam.xlsx"),
];

fn render(code: &str) -> impl Fn(&Truth) -> bool + '_ {
    move |truth| truth["render"].split(';').any(|one| one == code)
}

/// Every row of the file that shows the quirk, checked by `check`; there must be some.
fn each(file: &str, code: &str, check: impl Fn(&Truth, &ReadRow)) {
    let mut count = 0;
    for (truth, read) in SAMPLES.people(file, render(code)) {
        check(truth, read);
        count += 1;
    }
    assert!(count > 0, "no row of {file} shows {code}");
}

fn assert_id(truth: &Truth, read: &ReadRow) {
    assert_eq!(
        id_of(&read.id, &truth["read_id"]),
        truth["read_id"],
        "row {}",
        truth["row"]
    );
}

fn assert_dob(truth: &Truth, read: &ReadRow) {
    assert_eq!(dob_of(&read.dob), truth["read_dob"], "row {}", truth["row"]);
}

fn assert_name(truth: &Truth, read: &ReadRow) {
    assert_eq!(
        name_of(&read.name),
        name_of(&truth["read_name"]),
        "row {}",
        truth["row"]
    );
}

fn assert_sex(truth: &Truth, read: &ReadRow) {
    assert_eq!(sex_of(&read.sex), truth["read_sex"], "row {}", truth["row"]);
}

fn is_iso(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-'
}

#[test]
fn every_person_is_read_and_nobody_else() {
    let tally = &*TALLY;
    assert_eq!(
        (tally.people, tally.found, tally.not_people),
        (21_071, 21_071, 0)
    );
}

#[test]
fn what_is_read_agrees_with_the_truth() {
    let tally = &*TALLY;
    for (what, right) in [
        ("id", tally.id),
        ("date of birth", tally.dob),
        ("sex", tally.sex),
        ("name", tally.name),
    ] {
        assert!(
            right * 1_000 >= tally.people * 999,
            "{what}: {right}\n{:#?}",
            tally.misses
        );
    }
}

#[test]
fn lines_between_and_below_people_are_known_for_what_they_are() {
    for (key, truth) in &SAMPLES.truth {
        let kind = truth["kind"].as_str();
        if kind == "person" {
            continue;
        }
        match SAMPLES.read.get(key) {
            Some(read) => assert_eq!(read.kind.code(), kind, "{key:?}"),
            // A row that is not in the sheet at all is blank.
            None => assert_eq!(kind, "blank", "{key:?}"),
        }
    }
}

#[test]
fn birth_dates_in_date_cells_are_iso_text() {
    for file in ["02", "04", "05", "09"] {
        each(file, "dob_date_cell", |truth, read| {
            if !truth["faults"].contains("dob_unparsable") {
                assert!(is_iso(&read.dob), "row {}", truth["row"]);
                assert_dob(truth, read);
            }
        });
    }
}

#[test]
fn birth_dates_with_the_month_first_are_text_as_typed() {
    each("02", "dob_us_text", assert_dob);
}

#[test]
fn bare_years_are_plain_numbers_or_text() {
    for (file, _) in FILES {
        each(file, "dob_year_only", |truth, read| {
            assert_eq!(read.dob.trim().len(), 4, "row {}", truth["row"]);
            assert_dob(truth, read);
        });
    }
}

#[test]
fn dose_dates_in_date_cells_are_iso_text() {
    for (number, code) in [("1", "dose1_date_date_cell"), ("2", "dose2_date_date_cell")] {
        for file in ["02", "04", "05", "09"] {
            each(file, code, |truth, read| {
                let row = read.template.as_ref().unwrap();
                let dose = row
                    .doses
                    .iter()
                    .find(|d| d.ordinal.as_deref() == Some(number));
                // A date that was mistyped stands there as text.
                let mistyped = truth["faults"].contains(&format!("dose{number}_"));
                assert!(
                    mistyped || is_iso(&dose.unwrap().date),
                    "row {}",
                    truth["row"]
                );
            });
        }
    }
}

#[test]
fn dose_dates_with_the_month_first_are_text_as_typed() {
    each("02", "dose2_date_us_text", |truth, read| {
        let row = read.template.as_ref().unwrap();
        let dose = row
            .doses
            .iter()
            .find(|d| d.ordinal.as_deref() == Some("2"))
            .unwrap();
        assert_eq!(dose.date.len(), 10, "row {}", truth["row"]);
    });
}

#[test]
fn identity_numbers_in_number_cells_are_written_in_full() {
    for file in ["02", "07"] {
        each(file, "id_number_cell", |truth, read| {
            assert!(
                read.id.bytes().all(|byte| byte.is_ascii_digit()),
                "row {}",
                truth["row"]
            );
        });
    }
}

#[test]
fn lost_zeros_leave_a_number_that_the_parser_restores() {
    for file in ["02", "07"] {
        each(file, "id_lost_zero", assert_id);
    }
}

#[test]
fn exponent_notation_is_left_as_typed() {
    each("07", "id_exponent", |truth, read| {
        assert!(read.id.contains("E+"), "row {}", truth["row"]);
        assert_id(truth, read);
    });
}

#[test]
fn punctuated_numbers_are_left_for_the_parser() {
    for (file, _) in FILES {
        each(file, "id_punctuated", assert_id);
    }
    for file in ["10", "11"] {
        each(file, "id_punctuated", assert_id);
    }
}

#[test]
fn numbers_quoted_as_formulas_are_left_for_the_parser() {
    each("11", "id_excel_formula_quoted", |truth, read| {
        assert!(read.id.starts_with("=\""), "row {}", truth["row"]);
        assert_id(truth, read);
    });
}

#[test]
fn names_in_capitals_are_read() {
    for file in ["02", "10"] {
        each(file, "name_caps", assert_name);
    }
}

#[test]
fn names_in_small_letters_are_read() {
    for (file, _) in FILES {
        each(file, "name_lower", assert_name);
    }
}

#[test]
fn names_with_odd_spaces_are_read() {
    for (file, _) in FILES {
        each(file, "name_spaces", assert_name);
    }
}

#[test]
fn names_in_decomposed_letters_are_passed_on() {
    each("04", "name_nfd", assert_name);
}

#[test]
fn names_in_vni_letters_are_passed_on() {
    each("07", "name_vni", assert_name);
}

#[test]
fn names_in_tcvn3_letters_are_passed_on() {
    each("07", "name_tcvn3", assert_name);
}

#[test]
fn names_in_utf8_read_as_latin_are_passed_on() {
    each("07", "name_utf8_as_latin", assert_name);
}

#[test]
fn names_with_the_wrong_d_are_passed_on() {
    for file in ["02", "10"] {
        each(file, "name_wrong_D_stroke", assert_name);
    }
}

#[test]
fn sex_in_words_among_codes_is_read() {
    for file in ["01", "02", "04", "06", "07", "09"] {
        each(file, "sex_as_text", assert_sex);
    }
}

#[test]
fn the_sheet_that_codes_sex_as_the_portal_does_is_known() {
    for (file, _) in FILES {
        for (truth, read) in SAMPLES.people(file, |_| true) {
            let coding = read.template.as_ref().unwrap().sex_coding;
            let portal = coding == SexCoding::Portal;
            assert_eq!(portal, file == "08", "{file} row {}", truth["row"]);
        }
    }
    for (truth, read) in SAMPLES.people("08", |_| true) {
        assert_sex(truth, read);
    }
}

#[test]
fn missing_commune_codes_are_found_by_name() {
    for (file, _) in FILES {
        if file == "01" {
            continue; // none is missing there
        }
        each(file, "admin_codes_missing", |truth, read| {
            assert_eq!(read.commune.len(), 5, "row {}", truth["row"]);
            let row = read.template.as_ref().unwrap();
            assert!(
                row.repairs.contains(&RowRepair::CommuneByName),
                "row {}",
                truth["row"]
            );
        });
    }
}

#[test]
fn facilities_given_by_name_get_their_code() {
    for (file, _) in FILES {
        if file == "03" {
            continue;
        }
        each(file, "facility_by_name", |truth, read| {
            let row = read.template.as_ref().unwrap();
            for dose in &row.doses {
                let named = dose.facility.chars().any(char::is_alphabetic);
                let known = dose.facility_code.len() == 5;
                assert!(
                    known || !named || dose.facility.len() < 12,
                    "row {}",
                    truth["row"]
                );
            }
        });
    }
}

#[test]
fn formulas_are_read_by_their_saved_results() {
    each("09", "formula_cell", |truth, read| {
        let row = read.template.as_ref().unwrap();
        assert!(!row.address.contains('&'), "row {}", truth["row"]);
        assert!(row.province.starts_with("Tỉnh"), "row {}", truth["row"]);
    });
}

#[test]
fn hidden_rows_are_people_too() {
    each("09", "hidden_row", |truth, read| {
        assert_eq!(read.kind, RowKind::Person, "row {}", truth["row"]);
        let row = read.template.as_ref().unwrap();
        assert!(
            row.repairs.contains(&RowRepair::HiddenRow),
            "row {}",
            truth["row"]
        );
    });
}

#[test]
fn slipped_rows_are_put_back_and_no_others() {
    for (truth, read) in SAMPLES.people("0", |_| true) {
        let row = read.template.as_ref().unwrap();
        let shift = row.repairs.iter().find_map(|repair| match repair {
            RowRepair::ColumnsShifted { by, .. } => Some(*by),
            _ => None,
        });
        let expected = match truth["shift"].as_str() {
            "" => None,
            shift if shift.starts_with("right") => Some(1),
            _ => Some(-1),
        };
        let place = format!("{} row {}", truth["file"], truth["row"]);
        assert_eq!(shift, expected, "{place}");
        if shift.is_some() {
            assert_id(truth, read);
            assert_dob(truth, read);
            assert_sex(truth, read);
            assert_name(truth, read);
            assert_eq!(row.commune_code.len(), 5, "{place}");
            assert!(
                row.province.starts_with("Tỉnh") || row.province.is_empty(),
                "{place}"
            );
        }
    }
}

#[test]
fn results_of_an_earlier_import_are_not_input() {
    for (truth, read) in SAMPLES.people("08", |_| true) {
        let row = read.template.as_ref().unwrap();
        assert!(!row.remark.contains("Thành công"), "row {}", truth["row"]);
    }
}

#[test]
fn doses_are_read_where_the_truth_has_them() {
    for (truth, read) in SAMPLES.people("01", |_| true) {
        let row = read.template.as_ref().unwrap();
        for (event, ordinal) in [("dose1_event", "1"), ("dose2_event", "2")] {
            let typed = row
                .doses
                .iter()
                .any(|dose| dose.ordinal.as_deref() == Some(ordinal));
            assert!(
                typed || truth[event].is_empty(),
                "row {} {event}",
                truth["row"]
            );
        }
    }
}

#[test]
fn other_sheets_beside_the_list_are_left_alone() {
    let path = common::samples::folder().join("02_BVDK_huyen_tong_hop.xlsx");
    let workbook = TemplateWorkbook::open(&path).unwrap();
    let names: Vec<_> = workbook.sheets().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["PL1_Danh sach doi tuong tiem"]);
    assert_eq!(workbook.people(), 2_488);
    assert!(workbook.faults().is_empty());
}

//! Workbooks that the sample district does not have.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::workbook::{Workbook, date, header, number, person, raw, row, shared, text};
use khien_domain::SexCoding;
use khien_exchange::{RowKind, RowRepair, TemplateRow, TemplateWorkbook};

fn rows(workbook: &Workbook) -> Vec<TemplateRow> {
    let workbook = TemplateWorkbook::from_bytes(workbook.build(), "a.xlsx").unwrap();
    workbook.rows().map(Result::unwrap).collect()
}

fn only(workbook: &Workbook) -> TemplateRow {
    let mut people = rows(workbook);
    people.retain(|row| row.kind == RowKind::Person);
    assert_eq!(people.len(), 1);
    people.remove(0)
}

#[test]
fn a_row_is_read_with_its_spreadsheet_number_and_key() {
    let row = only(&Workbook::template(&person(9, "Bùi Thị Châu")));
    assert_eq!(row.row, 9);
    assert_eq!(
        row.record_id("a.xlsx"),
        "a.xlsx#PL1_Danh sach doi tuong tiem#9"
    );
    assert_eq!(row.full_name, "Bùi Thị Châu");
    assert_eq!(row.id_number, "034186314009");
    assert_eq!(row.commune_code, "12799");
    assert_eq!(row.doses.len(), 1);
    assert_eq!(row.doses[0].ordinal.as_deref(), Some("1"));
    assert_eq!(row.doses[0].facility_code, "34141");
    assert_eq!(row.record("").sex, "F");
    assert!(row.repairs.is_empty());
    assert_eq!(row.nationality, None);
}

#[test]
fn shared_strings_with_rich_text_and_phonetics_are_read() {
    let cells = vec![("B", shared(1)), ("C", shared(0)), ("D", shared(2))];
    let workbook = Workbook::template(&row(9, cells)).shared(&[
        "<t>1986</t>",
        "<r><t>Bùi </t></r><r><rPr><b/></rPr><t>Thị &amp; Ch&#226;u</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>",
        "<t xml:space=\"preserve\"> n&#7919;_x000D_</t>",
    ]);
    let row = only(&workbook);
    assert_eq!(row.full_name, "Bùi Thị & Châu");
    assert_eq!(row.date_of_birth, "1986");
    assert_eq!(row.sex, " nữ\r");
}

#[test]
fn dates_of_workbooks_that_count_from_1904_are_right() {
    let cells = vec![
        ("B", text("An Bình")),
        ("C", date("17898")),
        ("D", number("0")),
        ("Q", text("Pfizer")),
        ("R", number("42971")),
    ];
    let row = only(&Workbook::template(&row(9, cells)).since_1904());
    assert_eq!(row.date_of_birth, "1953-01-01");
    assert_eq!(row.doses[0].date, "2021-08-25");
}

#[test]
fn bare_serials_and_years_stay_numbers() {
    let one = |value: &str| {
        let cells = vec![
            ("B", text("An Bình")),
            ("C", number(value)),
            ("D", number("0")),
        ];
        only(&Workbook::template(&row(9, cells))).date_of_birth
    };
    assert_eq!(one("19360"), "19360");
    assert_eq!(one("1952"), "1952");
    assert_eq!(one("3.4178819297E10"), "34178819297");
}

#[test]
fn a_year_typed_into_a_date_cell_is_that_year() {
    let cells = vec![
        ("B", text("An Bình")),
        ("C", date("1952")),
        ("D", number("0")),
    ];
    let row = only(&Workbook::template(&row(9, cells)));
    assert_eq!(row.date_of_birth, "1952");
    assert_eq!(row.repairs, [RowRepair::YearInDateCell { column: 2 }]);
}

#[test]
fn several_lists_in_one_workbook_are_all_read_each_with_its_coding() {
    let template = |number_of: &str| {
        let cells = vec![
            ("B", text("An Bình")),
            ("C", text("1950")),
            ("D", number(number_of)),
        ];
        header(7) + &row(9, cells)
    };
    let workbook = Workbook::new()
        .sheet("Thôn 1", &template("0"))
        .sheet(
            "Ghi chép",
            &row(1, vec![("A", text("không phải danh sách"))]),
        )
        .sheet("Thôn 2", &template("2"));
    let opened = TemplateWorkbook::from_bytes(workbook.build(), "a.xlsx").unwrap();
    let about: Vec<_> = opened
        .sheets()
        .map(|s| (s.name.as_str(), s.people, s.sex_coding))
        .collect();
    assert_eq!(
        about,
        [
            ("Thôn 1", 1, SexCoding::Template),
            ("Thôn 2", 1, SexCoding::Portal)
        ]
    );
    let sexes: Vec<_> = opened
        .rows()
        .map(|row| row.unwrap().record("").sex.to_owned())
        .collect();
    assert_eq!(sexes, ["M", "F"]);
}

#[test]
fn codes_are_found_by_name_in_the_workbooks_own_lists() {
    let communes = row(
        1,
        vec![
            ("A", text("Mã tỉnh")),
            ("B", text("Tên tỉnh")),
            ("C", text("Mã huyện")),
            ("D", text("Tên huyện")),
            ("E", text("Mã xã")),
            ("F", text("Tên xã")),
        ],
    ) + &row(
        2,
        vec![
            ("A", text("01")),
            ("B", text("Thành phố Hà Nội")),
            ("C", text("001")),
            ("D", text("Quận Ba Đình")),
            ("E", number("1")),
            ("F", text("Phường Phúc Xá")),
        ],
    );
    let facilities = row(
        1,
        vec![("A", text("Mã cơ sở KCB")), ("B", text("Tên cơ sở"))],
    ) + &row(
        2,
        vec![
            ("A", number("1001")),
            ("B", text("Trạm Y tế phường Phúc Xá")),
        ],
    );
    let cells = vec![
        ("B", text("An Bình")),
        ("C", text("1950")),
        ("J", text("TP Hà Nội")),
        ("N", text("PHƯỜNG PHÚC XÁ")),
        ("Q", text("Pfizer")),
        ("R", text("25/08/2021")),
        ("T", text("Trạm y tế Phường Phúc Xá")),
    ];
    let list = header(7) + &row(9, cells);
    let workbook = Workbook::new()
        .sheet("PL1", &list)
        .sheet("PL3", &communes)
        .sheet("PL4", &facilities);
    let row = only(&workbook);
    assert_eq!(row.commune_code, "00001");
    assert_eq!(row.doses[0].facility_code, "01001");
    assert_eq!(
        row.repairs,
        [RowRepair::CommuneByName, RowRepair::FacilityByName]
    );
}

#[test]
fn error_cells_and_formulas_leave_a_note() {
    let cells = vec![
        ("B", text("An Bình")),
        ("C", raw("<c r=\"@\"><f>\"19\"&amp;\"50\"</f></c>")),
        ("D", raw("<c r=\"@\" t=\"e\"><v>#REF!</v></c>")),
        ("G", raw("<c r=\"@\"><f>VLOOKUP(B9,X,2)</f><v></v></c>")),
        (
            "H",
            raw("<c r=\"@\" t=\"str\"><f>A1&amp;B1</f><v>034186314009</v></c>"),
        ),
        ("P", raw("<c r=\"@\" t=\"b\"><v>1</v></c>")),
    ];
    let row = only(&Workbook::template(&row(9, cells)));
    assert_eq!(row.date_of_birth, "1950");
    assert_eq!((row.sex.as_str(), row.phone.as_str()), ("", ""));
    assert_eq!(row.id_number, "034186314009");
    assert_eq!(row.address, "TRUE");
    assert_eq!(
        row.repairs,
        [
            RowRepair::FormulaComputed { column: 2 },
            RowRepair::ErrorCell { column: 3 },
            RowRepair::FormulaWithoutResult { column: 6 },
        ]
    );
}

#[test]
fn totals_signatures_titles_and_repeated_headers_are_no_people() {
    let below = [
        row(9, vec![("A", text("I. THÔN ĐÔNG"))]),
        person(10, "Bùi Thị Châu"),
        header(11),
        person(13, "Bùi Thị Chi"),
        row(14, vec![("A", number("3"))]),
        "<row r=\"15\"/>".to_owned(),
        row(16, vec![("A", text("Tổng cộng: 2 người"))]),
        row(17, vec![("P", text("Đông Hưng, ngày 5 tháng 10 năm 2021"))]),
        row(
            18,
            vec![
                ("B", text("NGƯỜI LẬP BIỂU")),
                ("P", text("THỦ TRƯỞNG ĐƠN VỊ")),
            ],
        ),
        row(20, vec![("B", text("Phạm Thị Thơm"))]),
    ];
    let kinds: Vec<_> = rows(&Workbook::template(&below.concat()))
        .iter()
        .map(|row| (row.row, row.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            (9, RowKind::SectionTitle),
            (10, RowKind::Person),
            (11, RowKind::SectionTitle),
            (12, RowKind::SectionTitle),
            (13, RowKind::Person),
            (14, RowKind::Blank),
            (15, RowKind::Blank),
            (16, RowKind::Total),
            (17, RowKind::Signature),
            (18, RowKind::Signature),
            (20, RowKind::Signature),
        ]
    );
}

#[test]
fn a_later_template_with_other_columns_and_a_third_dose_is_read() {
    let head = row(
        3,
        vec![
            ("A", text("STT")),
            ("B", text("HỌ TÊN")),
            ("C", text("NĂM SINH")),
            ("D", text("GIỚI")),
            ("E", text("Quốc tịch")),
            ("F", text("Số CCCD")),
            ("G", text("Ngày cấp CCCD")),
            ("H", text("Mã phường")),
            ("I", text("Mũi 1")),
            ("K", text("Mũi 2")),
            ("M", text("Mũi 3")),
        ],
    ) + &row(
        4,
        vec![
            ("I", text("Ngày tiêm")),
            ("J", text("Loại vắc xin")),
            ("K", text("Ngày tiêm")),
            ("L", text("Loại vắc xin")),
            ("M", text("Ngày tiêm")),
            ("N", text("Loại vắc xin")),
        ],
    );
    let cells = vec![
        ("B", text("An Bình")),
        ("C", text("1950")),
        ("D", text("Nữ")),
        ("E", text("Việt Nam")),
        ("F", text("034186314009")),
        ("G", text("01/01/2021")),
        ("H", text("00001")),
        ("I", text("01/07/2021")),
        ("J", text("Pfizer")),
        ("M", text("01/02/2022")),
        ("N", text("Moderna")),
    ];
    let row = only(&Workbook::new().sheet("DS", &(head + &row(5, cells))));
    assert_eq!(row.nationality.as_deref(), Some("Việt Nam"));
    assert_eq!(row.id_number, "034186314009");
    assert_eq!(row.commune_code, "00001");
    let doses: Vec<_> = row
        .doses
        .iter()
        .map(|dose| {
            (
                dose.ordinal.as_deref(),
                dose.product.as_str(),
                dose.date.as_str(),
            )
        })
        .collect();
    assert_eq!(
        doses,
        [
            (Some("1"), "Pfizer", "01/07/2021"),
            (Some("3"), "Moderna", "01/02/2022")
        ]
    );
}

#[test]
fn prefixed_elements_and_cells_without_references_are_read() {
    let plain = person(9, "Bùi Thị Châu");
    let rows = (header(7) + &plain)
        .replace("<row", "<x:row")
        .replace("</row", "</x:row")
        .replace("<c ", "<x:c ")
        .replace("</c>", "</x:c>")
        .replace("<is>", "<x:is>")
        .replace("</is>", "</x:is>")
        .replace("<t>", "<x:t>")
        .replace("</t>", "</x:t>")
        .replace("<v>", "<x:v>")
        .replace("</v>", "</x:v>");
    let xml = format!("<x:worksheet xmlns:x=\"x\"><x:sheetData>{rows}</x:sheetData></x:worksheet>");
    let row = only(&Workbook::new().sheet_xml("PL1", &xml));
    assert_eq!((row.row, row.full_name.as_str()), (9, "Bùi Thị Châu"));

    let bare = "<row><c t=\"inlineStr\"><is><t>Họ và tên</t></is></c>\
                <c t=\"inlineStr\"><is><t>Ngày sinh</t></is></c>\
                <c t=\"inlineStr\"><is><t>CCCD</t></is></c>\
                <c t=\"inlineStr\"><is><t>Giới tính</t></is></c></row>\
                <row><c t=\"inlineStr\"><is><t>An Bình</t></is></c><c><v>1950</v></c><c/>\
                <c t=\"inlineStr\"><is><t>Nam</t></is></c></row>";
    let row = only(&Workbook::new().sheet("DS", bare));
    assert_eq!(
        (row.row, row.sex.as_str(), row.date_of_birth.as_str()),
        (2, "Nam", "1950")
    );
}

#[test]
fn parts_that_are_stored_unpacked_are_read() {
    let row = only(&Workbook::template(&person(9, "Bùi Thị Châu")).stored());
    assert_eq!(row.full_name, "Bùi Thị Châu");
}

#[test]
fn a_person_of_the_family_tong_is_no_total() {
    let cells = vec![("B", text("Tống Cộng Hòa")), ("C", text("1950"))];
    assert_eq!(
        only(&Workbook::template(&row(9, cells))).kind,
        RowKind::Person
    );
}

#[test]
fn debug_output_holds_no_personal_data() {
    let bytes = Workbook::template(&person(9, "Bùi Thị Châu")).build();
    let workbook = TemplateWorkbook::from_bytes(bytes, "a.xlsx").unwrap();
    let row = workbook.rows().next().unwrap().unwrap();
    let shown = format!("{workbook:?} {row:?} {:?}", row.doses);
    assert!(
        !shown.contains("Bùi") && !shown.contains("0341863"),
        "{shown}"
    );
}

#[test]
fn cells_merged_over_several_people_hold_for_each_of_them() {
    let one = |number: u32, name: &str, village: Option<&str>| {
        let mut cells = vec![
            ("A", number_of(number)),
            ("B", text(name)),
            ("C", text("1950")),
        ];
        if let Some(village) = village {
            cells.push(("N", text(village)));
            cells.push(("O", text("12799")));
        }
        row(number, cells)
    };
    let rows = [
        header(7),
        one(9, "An Bình", Some("Xã Đông Xuân")),
        one(10, "An Châu", None),
        row(11, vec![("A", number_of(11))]),
        one(12, "An Dương", None),
    ];
    let xml = format!(
        "<worksheet><sheetData>{}</sheetData><mergeCells><mergeCell ref=\"B1:H1\"/>\
         <mergeCell ref=\"N9:N11\"/><mergeCell ref=\"O9:O11\"/></mergeCells></worksheet>",
        rows.concat()
    );
    let rows = self::rows(&Workbook::new().sheet_xml("PL1", &xml));
    let read: Vec<_> = rows
        .iter()
        .map(|row| (row.kind, row.commune.as_str(), row.commune_code.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            (RowKind::Person, "Xã Đông Xuân", "12799"),
            (RowKind::Person, "Xã Đông Xuân", "12799"),
            (RowKind::Blank, "", ""),
            (RowKind::Person, "", ""),
        ]
    );
    let merged = [13, 14].map(|column| RowRepair::MergedCell { column });
    assert_eq!(rows[1].repairs, merged);
}

fn number_of(row: u32) -> common::workbook::Cell {
    number(&row.to_string())
}

#[test]
fn a_name_in_two_columns_is_put_together() {
    let labelled = row(
        1,
        vec![
            ("A", text("Họ và tên đệm")),
            ("B", text("Tên")),
            ("C", text("Ngày sinh")),
            ("D", text("Giới tính")),
        ],
    );
    let bare = labelled.replace("<c r=\"B1\" t=\"inlineStr\"><is><t>Tên</t></is></c>", "");
    assert_ne!(labelled, bare);
    for head in [labelled, bare] {
        let people: String = (2..6)
            .map(|number| {
                let cells = vec![
                    ("A", text("Nguyễn Văn")),
                    ("B", text("An")),
                    ("C", text("1950")),
                    ("D", text("Nam")),
                ];
                row(number, cells)
            })
            .collect();
        let read = rows(&Workbook::new().sheet("Lớp 6A", &(head + &people)));
        assert!(
            read.iter().all(|row| row.full_name == "Nguyễn Văn An"),
            "{read:?}"
        );
        assert_eq!(read.len(), 4);
    }
}

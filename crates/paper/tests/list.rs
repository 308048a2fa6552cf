//! A list as the file that comes out: pages, typeface, what a screen reader finds, hostile words.

use khien_paper::{Cell, Column, List};

type PageOf = fn(usize, usize) -> String;

fn list(rows: Vec<Vec<Cell>>) -> List<PageOf> {
    List {
        language: "vi",
        title: "Danh sách: Buổi sáng, 14/05/2022".to_owned(),
        lines: vec!["Trạm y tế xã Phong Châu · sân đình làng Khuốc".to_owned()],
        columns: vec![
            Column::new("Mã", 19.0),
            Column::new("Họ và tên", 60.0),
            Column::new("Số định danh", 42.0),
            Column::new("Khám", 30.0),
            Column::new("Người tiêm ký: thông tin đúng", 40.0),
        ],
        row_heading: 1,
        rows,
        signatures: vec!["Đội trưởng".to_owned(), "Bác sĩ".to_owned()],
        footer: "Có thông tin cá nhân".to_owned(),
        page_of: |page, pages| format!("Trang {page}/{pages}"),
    }
}

fn row(number: usize, name: &str) -> Vec<Cell> {
    vec![
        Cell::Words {
            strong: number.to_string(),
            plain: vec!["MMFK-S7G7".to_owned()],
        },
        Cell::Words {
            strong: name.to_owned(),
            plain: vec!["14/11/1992 · Nữ".to_owned(), "Thôn Khuốc Bắc".to_owned()],
        },
        Cell::Digits(&[3, 1, 2, 6]),
        Cell::Ticks(vec!["Đủ ĐK".to_owned(), "Hoãn".to_owned()]),
        Cell::Blank,
    ]
}

fn times(pdf: &[u8], what: &str) -> usize {
    let found = pdf.windows(what.len());
    found.filter(|bytes| *bytes == what.as_bytes()).count()
}

#[test]
fn five_hundred_people_come_on_pages_that_say_how_many_there_are() {
    let rows = (1..=500).map(|number| row(number, "Nguyễn Thị Ngọc Ánh"));
    let list = list(rows.collect());
    let pdf = list.pdf().unwrap();
    let pages = list.pages();
    assert!((30..=45).contains(&pages), "{pages}");
    assert_eq!(
        times(&pdf, "/Type/Page/") + times(&pdf, "/Type /Page\n"),
        pages
    );
    assert!(pdf.len() < 600_000, "{}", pdf.len());
}

#[test]
fn the_letters_are_inside_and_a_screen_reader_finds_a_table() {
    let pdf = list(vec![row(1, "Nguyễn Thị Ngọc Ánh")]).pdf().unwrap();
    assert_eq!(times(&pdf, "/FontFile2"), 2, "regular and bold");
    for said in ["/MarkInfo", "/StructTreeRoot", "/Lang"] {
        assert!(times(&pdf, said) > 0, "{said}");
    }
    assert!(
        times(&pdf, "pdfuaid:part") > 0,
        "it says that it is accessible"
    );
}

#[test]
fn the_same_list_is_the_same_file() {
    let one = || list(vec![row(1, "Nguyễn Văn An")]).pdf().unwrap();
    assert_eq!(one(), one());
}

#[test]
fn whatever_stands_in_a_name_it_is_printed() {
    let long = "Ngô".repeat(400);
    for name in [
        "",
        "李小龙",
        "a\u{0}b\u{feff}\u{202e}c",
        "👩‍⚕️ Ánh",
        "N\u{303}\u{323}\u{309}",
        &long,
    ] {
        let pdf = list(vec![row(1, name), Vec::new()]).pdf();
        assert!(pdf.unwrap().starts_with(b"%PDF"), "{name:?}");
    }
}

#[test]
fn a_list_without_rows_or_columns_is_a_page() {
    let empty = list(Vec::new());
    assert_eq!(empty.pages(), 1);
    assert!(empty.pdf().is_ok());
    let bare = List {
        columns: Vec::new(),
        signatures: Vec::new(),
        ..list(Vec::new())
    };
    assert!(bare.pdf().is_ok());
}

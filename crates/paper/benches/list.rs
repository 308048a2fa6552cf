//! A list of five hundred people as PDF: pages a second.

use divan::Bencher;
use divan::counter::ItemsCount;
use khien_paper::{Cell, Column, List};

/// Rows that come on the pages of five hundred people: about thirteen on a page.
const PEOPLE: usize = 500;

fn main() {
    divan::main();
}

fn list(people: usize) -> List<fn(usize, usize) -> String> {
    let columns = [
        "Mã",
        "Họ và tên",
        "Số định danh",
        "Khám",
        "Lô",
        "Giờ",
        "Ký tên",
    ];
    let row = |number: usize| {
        vec![
            Cell::strong(number.to_string()),
            Cell::Words {
                strong: format!("Nguyễn Thị Ngọc Ánh {number}"),
                plain: vec!["14/11/1992 · Nữ · Thôn Khuốc Bắc".to_owned()],
            },
            Cell::plain("034 1 92 221064"),
            Cell::Ticks(vec!["Đủ ĐK".to_owned(), "Hoãn".to_owned()]),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
        ]
    };
    List {
        language: "vi",
        title: "Danh sách buổi tiêm".to_owned(),
        lines: vec!["Trạm y tế xã Phong Châu · sân đình làng Khuốc".to_owned()],
        columns: columns.map(|heading| Column::new(heading, 30.0)).into(),
        row_heading: 1,
        rows: (1..=people).map(row).collect(),
        signatures: vec!["Đội trưởng".to_owned()],
        footer: "Có thông tin cá nhân".to_owned(),
        page_of: |page, pages| format!("Trang {page}/{pages}"),
    }
}

/// Counted by pages, as the file itself names them.
#[divan::bench]
fn five_hundred_people(bencher: Bencher<'_, '_>) {
    let list = list(PEOPLE);
    let pages = list.pages();
    bencher
        .counter(ItemsCount::new(pages))
        .bench(|| list.pdf().is_ok());
}

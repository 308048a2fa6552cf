//! Workbooks made by hand, XML and zip, so that a test says exactly what is in the file.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The header rows 7 and 8 of the template, as inline strings.
pub(crate) const HEADER: [(&str, &str); 26] = [
    ("#", ""),
    ("Họ và tên (*)", ""),
    ("Ngày sinh\n(dd/mm/yyyy) (*)", ""),
    ("Giới tính (*)\n(0: nam, 1: nữ)", ""),
    ("Mã nhóm đối tượng ưu tiên\n(PL2) (*)", ""),
    ("Đơn vị công tác", ""),
    ("Số điện thoại (*)\n(tối thiểu 10 số)", ""),
    ("Số CMT/CCCD\n(Loại 8/9/12 số)", ""),
    ("Số thẻ bảo hiểm y tế\n(10/15 ký tự)", ""),
    ("Nơi ở tạm trú (hiện tại) (*) (PL3)", "Tỉnh/Thành phố"),
    ("", "Mã tỉnh (*)"),
    ("", "Quận/Huyện"),
    ("", "Mã huyện (*)"),
    ("", "Xã/Phường"),
    ("", "Mã xã (*)"),
    ("", "Địa chỉ chi tiết"),
    ("Tên vắc xin\n(PL5) (*)", ""),
    ("Mũi 1", "Ngày tiêm\n(dd/mm/yyyy) (*)"),
    ("", "Lô vắc xin (*)"),
    ("", "Địa điểm tiêm\n(PL4) (*)"),
    ("Tên vắc xin\n(PL5) (*)", ""),
    ("Mũi 2", "Ngày tiêm\n(dd/mm/yyyy) (*)"),
    ("", "Lô vắc xin (*)"),
    ("", "Địa điểm tiêm\n(PL4) (*)"),
    ("Ghi chú", ""),
    ("Kết quả import\n(không điền ô này)", ""),
];

/// A cell's XML, given its reference.
pub(crate) type Cell = Box<dyn Fn(&str) -> String>;

/// Inline text.
pub(crate) fn text(text: &str) -> Cell {
    let text = escaped(text);
    Box::new(move |at| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))
}

/// A number, as it stands in the XML.
pub(crate) fn number(value: &str) -> Cell {
    let value = value.to_owned();
    Box::new(move |at| format!("<c r=\"{at}\"><v>{value}</v></c>"))
}

/// A number in the style that shows dates.
pub(crate) fn date(serial: &str) -> Cell {
    let serial = serial.to_owned();
    Box::new(move |at| format!("<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>"))
}

/// An index into the shared strings.
pub(crate) fn shared(index: usize) -> Cell {
    Box::new(move |at| format!("<c r=\"{at}\" t=\"s\"><v>{index}</v></c>"))
}

/// Anything; `@` stands for the reference.
pub(crate) fn raw(xml: &str) -> Cell {
    let xml = xml.to_owned();
    Box::new(move |at| xml.replace('@', at))
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// One row's XML.
pub(crate) fn row(number: u32, cells: Vec<(&str, Cell)>) -> String {
    let cells = cells
        .into_iter()
        .map(|(column, cell)| cell(&format!("{column}{number}")));
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// The template's header in two rows, from row `top` on.
pub(crate) fn header(top: u32) -> String {
    let one = |number: u32, pick: fn(&(&'static str, &'static str)) -> &'static str| {
        let cells = HEADER
            .iter()
            .zip('A'..='Z')
            .filter(|(label, _)| !pick(label).is_empty());
        let cell = |(label, column)| text(pick(label))(&format!("{column}{number}"));
        let cells: Vec<String> = cells.map(cell).collect();
        format!("<row r=\"{number}\">{}</row>", cells.concat())
    };
    one(top, |label| label.0) + &one(top + 1, |label| label.1)
}

/// A person in every column that matters, in row `number`.
pub(crate) fn person(number: u32, name: &str) -> String {
    row(
        number,
        vec![
            ("A", self::number("1")),
            ("B", text(name)),
            ("C", text("17/08/1986")),
            ("D", self::number("1")),
            ("E", self::number("10")),
            ("G", text("0335511399")),
            ("H", text("034186314009")),
            ("J", text("Tỉnh Thái Bình")),
            ("K", text("34")),
            ("L", text("Huyện Đông Hưng")),
            ("M", text("340")),
            ("N", text("Xã Đông Xuân")),
            ("O", text("12799")),
            ("P", text("Thôn Bắc")),
            ("Q", text("AstraZeneca")),
            ("R", text("25/08/2021")),
            ("S", text("NJ0342A")),
            ("T", text("34141")),
        ],
    )
}

/// A workbook in the making.
#[derive(Default)]
pub(crate) struct Workbook {
    sheets: Vec<(String, String)>,
    shared: Option<String>,
    since_1904: bool,
    extra: Vec<(String, Vec<u8>)>,
    stored: bool,
}

impl Workbook {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The template with these rows below its header (rows 7 and 8).
    pub(crate) fn template(rows: &str) -> Self {
        Self::new().sheet("PL1_Danh sach doi tuong tiem", &(header(7) + rows))
    }

    /// Adds a sheet with these rows.
    pub(crate) fn sheet(self, name: &str, rows: &str) -> Self {
        let xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        self.sheet_xml(name, &xml)
    }

    /// Adds a sheet with this XML.
    pub(crate) fn sheet_xml(mut self, name: &str, xml: &str) -> Self {
        self.sheets.push((name.to_owned(), xml.to_owned()));
        self
    }

    /// Sets the shared strings: the inside of each `<si>`.
    pub(crate) fn shared(mut self, items: &[&str]) -> Self {
        let items = format!("<si>{}</si>", items.join("</si><si>"));
        self.shared = Some(format!("<sst xmlns=\"{MAIN}\">{items}</sst>"));
        self
    }

    /// Counts days from 1904.
    pub(crate) fn since_1904(mut self) -> Self {
        self.since_1904 = true;
        self
    }

    /// Adds another part.
    pub(crate) fn part(mut self, name: &str, bytes: &[u8]) -> Self {
        self.extra.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// Stores the parts without packing them.
    pub(crate) fn stored(mut self) -> Self {
        self.stored = true;
        self
    }

    pub(crate) fn build(&self) -> Vec<u8> {
        let method = if self.stored {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, bytes: &[u8]| {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        };
        put("[Content_Types].xml", b"<Types/>");
        let root = format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" \
             Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        put("_rels/.rels", root.as_bytes());
        let (mut sheets, mut links) = (String::new(), String::new());
        for (index, (name, xml)) in self.sheets.iter().enumerate() {
            let (id, name) = (index + 1, escaped(name));
            write!(
                sheets,
                "<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>"
            )
            .unwrap();
            let target = format!("worksheets/sheet{id}.xml");
            write!(
                links,
                "<Relationship Id=\"rId{id}\" Type=\"{LINKS}/worksheet\" Target=\"{target}\"/>"
            )
            .unwrap();
            put(&format!("xl/{target}"), xml.as_bytes());
        }
        let calendar = if self.since_1904 {
            "<workbookPr date1904=\"1\"/>"
        } else {
            ""
        };
        let book = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\">{calendar}<sheets>{sheets}</sheets></workbook>"
        );
        put("xl/workbook.xml", book.as_bytes());
        for (id, kind, target) in [
            ("rS", "styles", "styles.xml"),
            ("rT", "sharedStrings", "sharedStrings.xml"),
        ] {
            write!(
                links,
                "<Relationship Id=\"{id}\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"/>"
            )
            .unwrap();
        }
        let links = format!("<Relationships xmlns=\"{PACKAGE}\">{links}</Relationships>");
        put("xl/_rels/workbook.xml.rels", links.as_bytes());
        let styles = format!(
            "<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        );
        put("xl/styles.xml", styles.as_bytes());
        if let Some(shared) = &self.shared {
            put("xl/sharedStrings.xml", shared.as_bytes());
        }
        for (name, bytes) in &self.extra {
            put(name, bytes);
        }
        zip.finish().unwrap().into_inner()
    }
}

//! Results written beside the rows of a dose file.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::columns::shown;
use crate::delimited::Delimited;
use crate::dose::{FoundHeader, seek_header};
use crate::error::{ExchangeError, Place};
use crate::kind::{Content, Opened};
use crate::limits::Limits;
use crate::new_file::NewFile;
use crate::plain::{find_delimiter, headers_of};
use crate::template::Role;

/// Header of the column that is added where the file has none; the template's own word, so that
/// the file is read again as it was.
const RESULT: &str = "Kết quả import";

/// Writes a copy of a dose file with the results in the column "Kết quả import", which is added
/// behind the last column where the file has none. Keys are rows as `DoseRow::row` counts
/// them; rows that are not named keep what they hold.
///
/// The copy keeps the delimiter and every cell's text. It is UTF-8 with a byte order mark, which
/// Excel opens as it stands, whatever the source was.
///
/// # Errors
/// If the source is no delimited text or cannot be read, or the copy cannot be written; then no
/// copy is left.
pub fn write_dose_results(
    source: &Path,
    out: &Path,
    results: &BTreeMap<u32, String>,
) -> Result<(), ExchangeError> {
    let mut lines = open(source)?;
    let first = headers_of(&mut lines)?;
    let Some(FoundHeader { above, header }) = seek_header(&mut lines)? else {
        return Err(ExchangeError::MissingColumns {
            place: Place::of_file(lines.file()),
            missing: "Họ và tên, Ngày sinh, …".to_owned(),
            found: shown(&first),
        });
    };
    let headers: Vec<String> = lines.current().iter().map(str::to_owned).collect();
    let name = out.display().to_string();
    let cannot = |error| ExchangeError::write(&name, error);
    let place = header.column(Role::Result);
    let place = place.map_or(headers.len(), |column| column as usize);
    let mut target = BufWriter::new(NewFile::create(out).map_err(cannot)?);
    let mut record = Record {
        delimiter: lines.delimiter(),
        place,
        text: "\u{feff}".to_owned(),
    };
    for line in &above {
        record.push(line.iter().map(String::as_str), None);
    }
    let title = (place == headers.len()).then_some(RESULT);
    record.push(headers.iter().map(String::as_str), title);
    loop {
        target.write_all(record.text.as_bytes()).map_err(cannot)?;
        record.text.clear();
        if !lines.advance()? {
            break;
        }
        let fields = lines.current();
        let result = results.get(&fields.row()).map(String::as_str);
        record.push(fields.iter(), result);
    }
    let target = target.into_inner().map_err(io::IntoInnerError::into_error);
    target.and_then(NewFile::finish).map_err(cannot)
}

fn open(source: &Path) -> Result<Delimited, ExchangeError> {
    let opened = Opened::path(source)?;
    let found = match opened.content {
        Content::Text(text) => {
            let mut lines = Delimited::new(text, Limits::default());
            find_delimiter(&mut lines)?;
            return Ok(lines);
        }
        Content::Parquet(_) => "a Parquet file",
        Content::Zip(_) | Content::OldExcel(_) => "a workbook, as beside the rows of a dose file",
    };
    Err(ExchangeError::NotPatchable {
        file: opened.name,
        found,
    })
}

/// A line of the copy, space reused.
struct Record {
    delimiter: u8,
    /// Column of the results, from 0.
    place: usize,
    text: String,
}

impl Record {
    /// Adds a line: the cells, the result in its place, blanks before it where the row is short.
    fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>, result: Option<&str>) {
        let mut columns = 0;
        for cell in cells {
            let cell = result.filter(|_| columns == self.place).unwrap_or(cell);
            self.cell(columns, cell);
            columns += 1;
        }
        while let Some(result) = result
            && columns <= self.place
        {
            let cell = if columns == self.place { result } else { "" };
            self.cell(columns, cell);
            columns += 1;
        }
        self.text.push_str("\r\n");
    }

    fn cell(&mut self, column: usize, cell: &str) {
        let delimiter = char::from(self.delimiter);
        if column > 0 {
            self.text.push(delimiter);
        }
        if cell.contains([delimiter, '"', '\r', '\n']) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn copy(source: impl AsRef<[u8]>, results: &[(u32, &str)]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        fs::write(&from, source).unwrap();
        let results = results.iter().map(|(row, text)| (*row, (*text).to_owned()));
        write_dose_results(&from, &to, &results.collect()).unwrap();
        fs::read_to_string(to).unwrap()
    }

    #[test]
    fn results_stand_in_a_new_last_column_and_cells_keep_their_text() {
        let source =
            "STT;Họ và tên;Ngày sinh;CMND\n1;Lê An;1990;\"=\"\"034\"\"\"\n2;\"Vũ; Bình\";1991\n";
        let written = copy(source, &[(2, "Đúng thông tin"), (3, "Sai; \"thiếu\"")]);
        let expected = "\u{feff}STT;Họ và tên;Ngày sinh;CMND;Kết quả import\r\n\
                        1;Lê An;1990;\"=\"\"034\"\"\";Đúng thông tin\r\n\
                        2;\"Vũ; Bình\";1991;;\"Sai; \"\"thiếu\"\"\"\r\n";
        assert_eq!(written, expected);
    }

    #[test]
    fn a_column_for_results_is_filled_and_other_rows_keep_theirs() {
        let source = "Họ và tên,Kết quả import,Ngày sinh,Giới tính,CCCD,Tên vắc xin\n\
                      Lê An,cũ,1990,Nam,,AZ\nVũ Bình,cũ,1991,Nam,,AZ\n";
        let written = copy(source, &[(3, "mới")]);
        let lines: Vec<&str> = written.lines().skip(1).collect();
        assert_eq!(lines, ["Lê An,cũ,1990,Nam,,AZ", "Vũ Bình,mới,1991,Nam,,AZ"]);
    }

    #[test]
    fn another_encoding_becomes_utf_8() {
        let text = "Họ và tên\tNgày sinh\tCMND\nLê Ấn\t1990\t034\n";
        let utf_16 = [0xFF, 0xFE].into_iter();
        let utf_16 = utf_16.chain(text.encode_utf16().flat_map(u16::to_le_bytes));
        let written = copy(utf_16.collect::<Vec<u8>>(), &[(2, "Đúng")]);
        assert!(written.ends_with("Lê Ấn\t1990\t034\tĐúng\r\n"), "{written}");
    }

    #[test]
    fn a_title_above_the_header_stays_where_it_is() {
        let source = "DANH SÁCH\nHọ và tên;Ngày sinh;CMND\nLê An;1990;034\n";
        let written = copy(source, &[(3, "Đúng")]);
        let lines =
            "DANH SÁCH\r\nHọ và tên;Ngày sinh;CMND;Kết quả import\r\nLê An;1990;034;Đúng\r\n";
        assert!(written.ends_with(lines), "{written}");
    }

    #[test]
    fn a_workbook_is_no_dose_file() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("a.csv");
        fs::write(&from, b"PK\x03\x04 and more").unwrap();
        let to = folder.path().join("b.csv");
        assert!(write_dose_results(&from, &to, &BTreeMap::new()).is_err());
        assert!(!to.exists());
    }
}

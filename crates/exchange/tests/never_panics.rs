//! Whatever the bytes, a reader answers and does not panic.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use common::old_workbook::{Value, container, stream};
use common::workbook::{Workbook, person};
use khien_exchange::{
    RecordFile, TemplateWorkbook, records_from_reader, register_from_reader, write_results_to,
};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;

static PARQUET: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let names = [
        "record_id",
        "id_number",
        "full_name",
        "date_of_birth",
        "sex",
        "commune_code",
    ];
    let column = |name| {
        let cells: Vec<_> = (0..50)
            .map(|row| Some(format!("{name} {}", row % 7)))
            .collect();
        (name, Arc::new(StringArray::from(cells)) as ArrayRef)
    };
    let batch = RecordBatch::try_from_iter(names.map(column)).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
});

fn exhaust(bytes: Vec<u8>) {
    match records_from_reader(Cursor::new(bytes.clone()), "a") {
        Ok(RecordFile::Plain(batches)) => batches.for_each(drop),
        Ok(RecordFile::DoseCsv(rows)) => rows.for_each(drop),
        Ok(RecordFile::Workbook(workbook)) => workbook.rows().for_each(drop),
        Err(error) => assert_eq!(error.to_string().lines().count(), 1, "{error}"),
    }
    if let Ok(rows) = register_from_reader(Cursor::new(bytes), "a") {
        rows.for_each(drop);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        exhaust(bytes);
    }

    #[test]
    fn on_any_bytes_behind_a_known_beginning(
        start in 0_usize..6,
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let starts: [&[u8]; 6] = [
            b"PK\x03\x04",
            b"PAR1",
            &[0x1F, 0x8B, 8, 0],
            &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            b"sid,id_no,full_name,dob,sex,commune\n",
            "Họ và tên;Ngày sinh;Giới tính;CCCD\n".as_bytes(),
        ];
        exhaust([starts[start], &bytes].concat());
    }

    #[test]
    fn on_any_lines(lines in "[a-z0-9,;\"\\r\\n \t\u{0}ễ]{0,400}") {
        exhaust(format!("sid,id_no,full_name,dob,sex,commune\n{lines}").into_bytes());
    }

    #[test]
    fn on_a_workbook_with_bytes_changed(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        stored in any::<bool>(),
    ) {
        let workbook = Workbook::template(&person(9, "Bùi Thị Châu")).shared(&["<t>x</t>"]);
        let mut bytes = if stored { workbook.stored().build() } else { workbook.build() };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        exhaust(bytes);
    }

    #[test]
    fn on_a_parquet_file_with_bytes_changed(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = PARQUET.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        exhaust(bytes);
    }

    #[test]
    fn on_an_old_workbook_with_bytes_changed(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let header = ["Họ và tên", "Ngày sinh", "CCCD"].map(Value::Text).into();
        let person = vec![Value::Text("An Bình"), Value::Date(19_360.0), Value::Number(34.0)];
        let stream = stream(&[(7, header), (8, person)], false);
        let mut bytes = container("Workbook", stream);
        for (at, byte) in changes {
            // Behind the records there is nothing but padding.
            let at = at.index(2_600);
            bytes[at] = byte;
        }
        exhaust(bytes);
    }

    #[test]
    fn on_a_sheet_of_any_tags(tags in "(<(row|c|v|t|is|f|sheetData)( r=\"[A-Z]{0,3}[0-9]{0,8}\"| t=\"(s|n|e|b|str|inlineStr|d)\"| s=\"[0-9]{1,3}\"){0,2}/?>|</(row|c|v|t|is|f)>|[0-9]{1,3}|&[a-z]{1,4};){0,60}") {
        let rows = common::workbook::header(7) + &tags;
        let bytes = Workbook::new().sheet("PL1", &rows).build();
        if let Ok(workbook) = TemplateWorkbook::from_bytes(bytes.clone(), "a.xlsx") {
            let results = workbook
                .rows()
                .flatten()
                .map(|row| ((row.sheet, row.row), "Đúng".to_owned()))
                .collect();
            let _ = write_results_to(&bytes, "a.xlsx", Cursor::new(Vec::new()), &results);
        }
    }
}

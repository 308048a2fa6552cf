//! How fast files are read and written, in rows. `cargo bench -p khien-exchange`.
#![expect(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use divan::Bencher;
use divan::counter::ItemsCount;
use khien_domain::{Band, Class, FieldState, IdState, Reason, Verdict};
use khien_exchange::{RecordFile, TemplateWorkbook, VerdictWriter, records_from_reader};
use parquet::arrow::ArrowWriter;

const ROWS: usize = 500_000;

fn main() {
    divan::main();
}

/// Invented cells of row `row`: key, number, name, birth date, sex, commune.
fn cells(row: usize) -> [String; 6] {
    let names = [
        "Nguyễn Thị Hồng",
        "Trần Văn Bình",
        "Đỗ Hoàng Minh Châu",
        "Lê Thuý An",
    ];
    [
        format!("R{row:07}"),
        format!("0340{:08}", row * 7_919 % 100_000_000),
        format!("{} {}", names[row % 4], row % 977),
        format!(
            "{:02}/{:02}/{}",
            row % 28 + 1,
            row % 12 + 1,
            1930 + row % 80
        ),
        ["M", "F"][row % 2].to_owned(),
        format!("{:05}", 12_688 + row % 44 * 3),
    ]
}

static CSV: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut text = "record_id,id_number,full_name,date_of_birth,sex,commune_code\n".to_owned();
    for row in 0..ROWS {
        writeln!(text, "{}", cells(row).join(",")).unwrap();
    }
    text.into_bytes()
});

static PARQUET: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let names = [
        "record_id",
        "id_number",
        "full_name",
        "date_of_birth",
        "sex",
        "commune_code",
    ];
    let mut columns: [Vec<String>; 6] = Default::default();
    for row in 0..ROWS {
        for (column, cell) in columns.iter_mut().zip(cells(row)) {
            column.push(cell);
        }
    }
    let array = |column: Vec<String>| Arc::new(StringArray::from(column)) as ArrayRef;
    let batch = RecordBatch::try_from_iter(names.into_iter().zip(columns.map(array))).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
});

/// Reads all records and adds up the lengths of their names, so that nothing is left out.
fn read(bytes: &'static [u8]) -> usize {
    match records_from_reader(Cursor::new(bytes), "a").unwrap() {
        RecordFile::Plain(batches) => batches
            .map(|batch| {
                let batch = batch.unwrap();
                batch
                    .records()
                    .map(|record| record.full_name.len())
                    .sum::<usize>()
            })
            .sum(),
        RecordFile::DoseCsv(rows) => rows.map(|row| row.unwrap().full_name.len()).sum(),
        RecordFile::Workbook(workbook) => workbook
            .rows()
            .map(|row| row.unwrap().full_name.len())
            .sum(),
    }
}

#[divan::bench]
fn records_from_csv(bencher: Bencher<'_, '_>) {
    let bytes: &'static [u8] = &CSV;
    bencher.counter(ItemsCount::new(ROWS)).bench(|| read(bytes));
}

#[divan::bench]
fn records_from_parquet(bencher: Bencher<'_, '_>) {
    let bytes: &'static [u8] = &PARQUET;
    bencher.counter(ItemsCount::new(ROWS)).bench(|| read(bytes));
}

#[divan::bench]
fn doses_from_csv(bencher: Bencher<'_, '_>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/dong-hung/10_portal_export_TTYT_huyen.csv");
    let bytes: &'static [u8] = Vec::leak(fs::read(path).unwrap());
    bencher
        .counter(ItemsCount::new(4_476_usize))
        .bench(|| read(bytes));
}

#[divan::bench]
fn rows_from_a_workbook(bencher: Bencher<'_, '_>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/dong-hung/02_BVDK_huyen_tong_hop.xlsx");
    let bytes = fs::read(path).unwrap();
    bencher.counter(ItemsCount::new(2_488_usize)).bench(|| {
        let workbook = TemplateWorkbook::from_bytes(bytes.clone(), "a.xlsx").unwrap();
        workbook
            .rows()
            .map(|row| row.unwrap().full_name.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn verdicts_to_parquet(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("verdicts.parquet");
    let keys: Vec<String> = (0..ROWS).map(|row| format!("R{row:07}")).collect();
    let verdict = Verdict {
        class: Class::Mismatch,
        id_state: Some(IdState::Ok),
        name_state: Some(FieldState::Equivalent),
        date_of_birth_state: None,
        sex_state: Some(FieldState::Ok),
        commune_state: Some(FieldState::Differs),
        band: Band::Automatic,
        probability: 0.0,
        reason: Reason::NumberEqualFieldsDiffer,
    };
    let explanations = [
        "id:ok name:ok dob:ok sex:ok",
        "id:ok name:differs(no_diacritics) sex:ok",
    ];
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut writer = VerdictWriter::create(&path, true).unwrap();
        for (row, key) in keys.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "any number will do")]
            let probability = row as f64 / ROWS as f64;
            let verdict = Verdict {
                probability,
                ..verdict
            };
            writer
                .push(key, &verdict, explanations[row % 2], Some(key))
                .unwrap();
        }
        writer.finish().unwrap();
    });
}

//! Parquet in: whatever types tools write. Parquet out: the verdict file.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, Date32Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
    ListArray, RecordBatch, StringArray, StringViewArray, TimestampMillisecondArray,
};
use arrow_schema::DataType;
use khien_domain::{Band, Class, FieldState, IdState, Reason, Verdict};
use khien_exchange::{
    ExchangeError, RecordFile, VerdictWriter, open_records, open_register, records_from_reader,
    register_from_reader,
};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    )
    .unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn text(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn records(sex: ArrayRef, date_of_birth: ArrayRef, commune: ArrayRef) -> Vec<u8> {
    parquet(vec![
        ("extra", text(&["x", "y"])),
        ("commune", commune),
        ("sid", text(&["a", "b"])),
        ("id_no", text(&["034095287247", ""])),
        ("full_name", text(&["An", "Bình"])),
        ("dob", date_of_birth),
        ("sex", sex),
    ])
}

fn read(bytes: Vec<u8>) -> Vec<[String; 3]> {
    let file = records_from_reader(Cursor::new(bytes), "a.parquet").unwrap();
    let RecordFile::Plain(batches) = file else {
        panic!("plain file expected")
    };
    let mut rows = Vec::new();
    for batch in batches {
        for record in batch.unwrap().records() {
            rows.push([record.sex, record.date_of_birth, record.commune_code].map(str::to_owned));
        }
    }
    rows
}

#[test]
fn columns_of_every_type_become_text() {
    let plain = || text(&["M", "F"]);
    let dictionary: DictionaryArray<Int32Type> = vec!["M", "F"].into_iter().collect();
    let days = Date32Array::from(vec![Some(-6_209), None]);
    let stamps = TimestampMillisecondArray::from(vec![-6_209 * 86_400_000, 0]);
    let communes = Int64Array::from(vec![1, 12_799]);
    let gaps = Float64Array::from(vec![Some(1.0), None]);
    let rows = read(records(
        Arc::new(dictionary),
        Arc::new(days),
        Arc::new(communes),
    ));
    assert_eq!(rows, [["M", "1953-01-01", "00001"], ["F", "", "12799"]]);
    let rows = read(records(
        Arc::new(LargeStringArray::from(vec![Some("M"), None])),
        Arc::new(stamps),
        Arc::new(gaps),
    ));
    assert_eq!(rows, [["M", "1953-01-01", "00001"], ["", "1970-01-01", ""]]);
    let rows = read(records(
        Arc::new(StringViewArray::from(vec!["M", "F"])),
        Arc::new(Int64Array::from(vec![1950, 1951])),
        plain(),
    ));
    assert_eq!(rows, [["M", "1950", "M"], ["F", "1951", "F"]]);
}

#[test]
fn personal_numbers_stored_as_integers_get_their_zeros_back() {
    let bytes = parquet(vec![
        (
            "personal_id",
            Arc::new(Int64Array::from(vec![34_095_287_247, 1_000_000_001])),
        ),
        (
            "old_cmnd",
            Arc::new(Int64Array::from(vec![Some(12_345_678), None])),
        ),
        ("full_name", text(&["An", "Bình"])),
        ("dob", text(&["1950", "1951"])),
        ("sex", text(&["M", "F"])),
        ("commune_code", Arc::new(Int64Array::from(vec![1, 2]))),
    ]);
    let mut batches = register_from_reader(Cursor::new(bytes), "r.parquet").unwrap();
    let batch = batches.next().unwrap().unwrap();
    let rows: Vec<_> = batch
        .rows()
        .map(|row| [row.key, row.old_cmnd, row.commune_code])
        .collect();
    assert_eq!(
        rows,
        [
            ["034095287247", "012345678", "00001"],
            ["001000000001", "", "00002"]
        ]
    );
}

#[test]
fn a_column_that_is_no_text_and_a_missing_one_are_named() {
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>([None::<Vec<Option<i32>>>, None]);
    let bytes = records(Arc::new(list), text(&["1950", "1951"]), text(&["1", "2"]));
    let error = records_from_reader(Cursor::new(bytes), "a.parquet").unwrap_err();
    assert!(matches!(error, ExchangeError::WrongType { .. }), "{error}");
    assert!(
        error
            .to_string()
            .starts_with("a.parquet, column sex: holds values of type"),
        "{error}"
    );
    let bytes = parquet(vec![("sid", text(&["1"])), ("amount", text(&["1"]))]);
    let error = records_from_reader(Cursor::new(bytes), "a.parquet")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("missing column id_number or id_no"),
        "{error}"
    );
    assert!(error.contains("found: sid, amount"), "{error}");
}

#[test]
fn a_parquet_file_cut_short_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let bytes = records(
        text(&["M", "F"]),
        text(&["1950", "1951"]),
        text(&["1", "2"]),
    );
    std::fs::write(&path, &bytes[..bytes.len() - 20]).unwrap();
    for error in [
        open_records(&path).unwrap_err(),
        open_register(&path).unwrap_err(),
    ] {
        assert!(matches!(error, ExchangeError::Damaged { .. }), "{error}");
        assert_eq!(error.to_string().lines().count(), 1);
    }
}

fn verdict(class: Class) -> Verdict {
    Verdict {
        class,
        id_state: Some(IdState::Ok),
        name_state: Some(FieldState::Equivalent),
        date_of_birth_state: None,
        sex_state: Some(FieldState::Differs),
        commune_state: None,
        band: Band::Review,
        probability: 0.75,
        reason: Reason::NumberEqual,
    }
}

fn columns(path: &Path) -> (Vec<String>, Vec<RecordBatch>) {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let fields = reader.schema().fields().clone();
    let names = fields
        .iter()
        .map(|field| format!("{}:{}", field.name(), field.data_type()));
    (
        names.collect(),
        reader.build().unwrap().map(Result::unwrap).collect(),
    )
}

#[test]
fn verdicts_come_back_in_order_every_column_text_but_the_probability() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("verdicts.parquet");
    let mut writer = VerdictWriter::create(&path, true).unwrap();
    for row in 0..100_000 {
        let key = (row % 2 == 0).then_some("034095287247");
        writer
            .push(&format!("r{row}"), &verdict(Class::Mismatch), "name 1", key)
            .unwrap();
    }
    assert!(!path.exists());
    writer.finish().unwrap();
    let (names, batches) = columns(&path);
    assert_eq!(
        names.join(" "),
        "record_id:Utf8 class:Utf8 id_state:Utf8 name_state:Utf8 date_of_birth_state:Utf8 \
         sex_state:Utf8 commune_state:Utf8 band:Utf8 probability:Float64 reason:Utf8 \
         explanation:Utf8 matched_key:Utf8"
    );
    let mut row = 0;
    for batch in &batches {
        let text = |column: usize| batch.column(column).as_string::<i32>();
        for at in 0..batch.num_rows() {
            assert_eq!(text(0).value(at), format!("r{row}"));
            assert_eq!(text(11).is_null(at), row % 2 == 1);
            row += 1;
        }
        assert_eq!(
            (text(1).value(0), text(3).value(0), text(4).value(0)),
            ("mismatch", "equivalent", "")
        );
        assert!((batch.column(8).as_primitive::<Float64Type>().value(0) - 0.75).abs() < 1e-12);
        assert_eq!(batch.column(10).data_type(), &DataType::Utf8);
    }
    assert_eq!(row, 100_000);
}

#[test]
fn a_verdict_file_without_keys_has_no_column_for_them_and_none_is_left_unfinished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("verdicts.parquet");
    let mut writer = VerdictWriter::create(&path, false).unwrap();
    writer
        .push("r", &verdict(Class::Verified), "", Some("034095287247"))
        .unwrap();
    drop(writer);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    VerdictWriter::create(&path, false)
        .unwrap()
        .finish()
        .unwrap();
    let (names, _) = columns(&path);
    assert_eq!(names.len(), 11);
    assert!(VerdictWriter::create(&folder.path().join("none/v.parquet"), false).is_err());
}

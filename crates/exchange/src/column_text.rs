//! Any readable Parquet column as text.
//!
//! Written by hand over the typed arrays: the general cast kernels would bring in four more
//! crates, the slowest to build of the whole tree, for the handful of types that people send.

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::as_date;
use arrow_array::types::{
    ArrowPrimitiveType, ArrowTemporalType, Date32Type, Date64Type, Decimal128Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, StringArray, builder::StringBuilder};
use arrow_schema::{DataType, TimeUnit};

/// A column as text: integers filled up with zeros to `digits`, dates and times as ISO dates, a
/// missing value as null. `None` for a type that has no plain text (lists, structures, bytes).
///
/// ```
/// use arrow_array::{Array, Int64Array};
///
/// let communes = Int64Array::from(vec![Some(4), None]);
/// let text = khien_exchange::column_text(&communes, 5);
/// assert_eq!(text.map(|text| text.value(0).to_owned()).as_deref(), Some("00004"));
/// ```
pub fn column_text(array: &dyn Array, digits: usize) -> Option<StringArray> {
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().clone()),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().iter().collect()),
        DataType::Utf8View => Some(array.as_string_view().iter().collect()),
        DataType::Null => Some(StringArray::new_null(array.len())),
        DataType::Boolean => Some(joined(
            array.as_boolean().iter().map(|v| v.map(|v| v.to_string())),
        )),
        DataType::Dictionary(_, _) => dictionary(array, digits),
        DataType::Date32 => Some(dates::<Date32Type>(array)),
        DataType::Date64 => Some(dates::<Date64Type>(array)),
        DataType::Timestamp(unit, _) => Some(match unit {
            TimeUnit::Second => dates::<TimestampSecondType>(array),
            TimeUnit::Millisecond => dates::<TimestampMillisecondType>(array),
            TimeUnit::Microsecond => dates::<TimestampMicrosecondType>(array),
            TimeUnit::Nanosecond => dates::<TimestampNanosecondType>(array),
        }),
        _ => numbers(array, digits),
    }
}

/// Whether [`column_text`] reads columns of this type.
pub(crate) fn becomes_text(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => becomes_text(values),
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Null
        | DataType::Boolean
        | DataType::Date32
        | DataType::Date64
        | DataType::Timestamp(_, _)
        | DataType::Float32
        | DataType::Float64
        | DataType::Decimal128(_, 0) => true,
        kind => kind.is_integer(),
    }
}

fn numbers(array: &dyn Array, digits: usize) -> Option<StringArray> {
    Some(match array.data_type() {
        DataType::Int8 => integers::<Int8Type>(array, digits),
        DataType::Int16 => integers::<Int16Type>(array, digits),
        DataType::Int32 => integers::<Int32Type>(array, digits),
        DataType::Int64 => integers::<Int64Type>(array, digits),
        DataType::UInt8 => integers::<UInt8Type>(array, digits),
        DataType::UInt16 => integers::<UInt16Type>(array, digits),
        DataType::UInt32 => integers::<UInt32Type>(array, digits),
        DataType::UInt64 => integers::<UInt64Type>(array, digits),
        DataType::Decimal128(_, 0) => integers::<Decimal128Type>(array, digits),
        DataType::Float32 => floats::<Float32Type>(array, digits),
        DataType::Float64 => floats::<Float64Type>(array, digits),
        _ => return None,
    })
}

fn integers<T: ArrowPrimitiveType>(array: &dyn Array, digits: usize) -> StringArray
where
    T::Native: std::fmt::Display,
{
    let values = array.as_primitive::<T>().iter();
    joined(values.map(|value| value.map(|v| format!("{v:0digits$}"))))
}

/// Integers with gaps come out of some tools as floating point.
fn floats<T: ArrowPrimitiveType>(array: &dyn Array, digits: usize) -> StringArray
where
    T::Native: Into<f64>,
{
    let values = array.as_primitive::<T>().iter();
    joined(values.map(|value| value.map(|v| float_text(v.into(), digits))))
}

fn float_text(value: f64, digits: usize) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:0digits$.0}")
    } else {
        value.to_string()
    }
}

/// A day that the calendar cannot hold becomes null.
fn dates<T: ArrowTemporalType>(array: &dyn Array) -> StringArray
where
    i64: From<T::Native>,
{
    let values = array.as_primitive::<T>().iter();
    joined(values.map(|value| Some(as_date::<T>(value?.into())?.to_string())))
}

fn dictionary(array: &dyn Array, digits: usize) -> Option<StringArray> {
    let dictionary = array.as_any_dictionary_opt()?;
    let words = column_text(dictionary.values().as_ref(), digits)?;
    if words.is_empty() {
        return Some(StringArray::new_null(array.len())); // nothing for the keys to point at
    }
    let keys = dictionary.normalized_keys();
    let mut builder = StringBuilder::new();
    for (row, key) in keys.into_iter().enumerate() {
        let given = dictionary.is_valid(row) && key < words.len() && words.is_valid(key);
        builder.append_option(given.then(|| words.value(key)));
    }
    Some(builder.finish())
}

fn joined(values: impl Iterator<Item = Option<String>>) -> StringArray {
    let mut builder = StringBuilder::new();
    for value in values {
        builder.append_option(value);
    }
    builder.finish()
}

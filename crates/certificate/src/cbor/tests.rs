use proptest::prelude::*;

use super::read::half;
use super::{CborFault, Value, read};

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let pairs = digits
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).unwrap());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}

/// Appendix A of RFC 8949: both ways.
#[test]
fn the_examples_of_the_standard_are_read_and_written() {
    let examples = [
        ("00", Value::Integer(0)),
        ("1818", Value::Integer(24)),
        ("1903e8", Value::Integer(1000)),
        ("1bffffffffffffffff", Value::Integer(i128::from(u64::MAX))),
        (
            "3bffffffffffffffff",
            Value::Integer(-1 - i128::from(u64::MAX)),
        ),
        ("3903e7", Value::Integer(-1000)),
        ("f93c00", Value::Float(1.0)),
        ("f97bff", Value::Float(65504.0)),
        ("fa47c35000", Value::Float(100_000.0)),
        ("fb7e37e43c8800759c", Value::Float(1.0e300)),
        ("f90001", Value::Float(5.960_464_477_539_063e-8)),
        ("f90400", Value::Float(0.000_061_035_156_25)),
        ("f9c400", Value::Float(-4.0)),
        ("fbc010666666666666", Value::Float(-4.1)),
        ("f97c00", Value::Float(f64::INFINITY)),
        ("f98000", Value::Float(-0.0)),
        ("f4", Value::Bool(false)),
        ("f5", Value::Bool(true)),
        ("f6", Value::Null),
        ("f7", Value::Undefined),
        ("f0", Value::Simple(16)),
        ("f8ff", Value::Simple(255)),
        (
            "c11a514b67b0",
            Value::Tag(1, Box::new(Value::Integer(1_363_896_240))),
        ),
        ("4401020304", Value::Bytes(vec![1, 2, 3, 4])),
        ("62c3bc", Value::text("ü")),
        (
            "83010203",
            Value::Array((1..=3).map(Value::Integer).collect()),
        ),
        (
            "a201020304",
            Value::Map(vec![
                (Value::Integer(1), Value::Integer(2)),
                (Value::Integer(3), Value::Integer(4)),
            ]),
        ),
    ];
    for (encoded, value) in examples {
        assert_eq!(read(&hex(encoded)), Ok(value.clone()), "{encoded}");
        assert_eq!(value.to_bytes(), hex(encoded), "{encoded}");
    }
}

#[test]
fn open_lengths_and_long_forms_are_read() {
    for (encoded, plain) in [
        ("5f42010243030405ff", "450102030405"),
        ("7f657374726561646d696e67ff", "6973747265616d696e67"),
        ("9f018202039f0405ffff", "8301820203820405"),
        ("bf61610161629f0203ffff", "a26161016162820203"),
        ("1b0000000000000001", "01"),
        ("5800", "40"),
        ("fb3ff0000000000000", "f93c00"),
    ] {
        let value = read(&hex(encoded)).unwrap();
        assert_eq!(value.to_bytes(), hex(plain), "{encoded}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    for (encoded, fault) in [
        ("", CborFault::Truncated),
        ("18", CborFault::Truncated),
        ("5bffffffffffffffff00", CborFault::Truncated),
        ("9bffffffffffffffff00", CborFault::Truncated),
        ("bb0000000100000000", CborFault::Truncated),
        ("9f01", CborFault::Truncated),
        ("0000", CborFault::Trailing),
        ("1c", CborFault::Reserved),
        ("1f", CborFault::Reserved),
        ("ff", CborFault::Reserved),
        ("df00", CborFault::Reserved),
        ("f818", CborFault::Reserved),
        ("bf01ff", CborFault::Reserved),
        ("61ff", CborFault::NotUtf8),
        ("7f61c361bcff", CborFault::NotUtf8),
        ("5f6161ff", CborFault::WrongPiece),
        ("5f5f4101ffff", CborFault::WrongPiece),
        ("a201000100", CborFault::DuplicateKey),
        ("a20100180100", CborFault::DuplicateKey),
        ("a2616100616100", CborFault::DuplicateKey),
    ] {
        assert_eq!(read(&hex(encoded)), Err(fault), "{encoded}");
        assert!(fault.code().starts_with("cbor-"));
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |deep: usize| [vec![0x81; deep], vec![0]].concat();
    assert!(read(&nested(24)).is_ok());
    assert_eq!(read(&nested(25)), Err(CborFault::TooDeep));
    assert_eq!(read(&vec![0x81; 100_000]), Err(CborFault::TooDeep));
    assert_eq!(read(&vec![0xc1; 100_000]), Err(CborFault::TooDeep));
    assert_eq!(read(&vec![0x9f; 100_000]), Err(CborFault::TooDeep));
}

#[test]
fn a_duplicate_among_many_keys_is_found() {
    let entries = |keys: Vec<i128>| {
        Value::Map(
            keys.into_iter()
                .map(|key| (Value::Integer(key), Value::Null))
                .collect(),
        )
    };
    assert!(read(&entries((0..1000).collect()).to_bytes()).is_ok());
    let twice = (0..1000).chain([500]).collect();
    assert_eq!(
        read(&entries(twice).to_bytes()),
        Err(CborFault::DuplicateKey)
    );
}

#[test]
fn every_half_float_comes_back() {
    for bits in 0..=u16::MAX {
        let number = half(bits);
        if number.is_nan() {
            continue;
        }
        let [high, low] = bits.to_be_bytes();
        assert_eq!(
            Value::Float(number).to_bytes(),
            [0xf9, high, low],
            "{bits:04x}"
        );
    }
}

#[test]
fn json_keeps_the_meaning() {
    let json = serde_json::json!({"v": [{"dn": 2, "x": 1.5, "n": null}], "nam": {"fn": "Nguyễn"}});
    let value = Value::from_json(&json);
    assert_eq!(value.to_json(), json);
    assert_eq!(read(&value.to_bytes()).unwrap().to_json(), json);
    let tagged = Value::Map(vec![(
        Value::Integer(-260),
        Value::Tag(0, Box::new(Value::text("2021-01-01T00:00:00Z"))),
    )]);
    assert_eq!(
        tagged.to_json(),
        serde_json::json!({"-260": "2021-01-01T00:00:00Z"})
    );
    let seconds = Value::Tag(1, Box::new(Value::Integer(1_363_896_240)));
    assert_eq!(seconds.to_json(), serde_json::json!("2013-03-21T20:04:00Z"));
    let fraction = Value::Tag(1, Box::new(Value::Float(0.5)));
    assert_eq!(fraction.to_json(), serde_json::json!(0.5));
}

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|number| Value::Integer(i128::from(number))),
        any::<u64>().prop_map(|number| Value::Integer(-1 - i128::from(number))),
        any::<f64>()
            .prop_filter("NaN", |number| !number.is_nan())
            .prop_map(Value::Float),
        any::<f32>()
            .prop_filter("NaN", |number| !number.is_nan())
            .prop_map(|number| Value::Float(f64::from(number))),
        any::<Vec<u8>>().prop_map(Value::Bytes),
        any::<String>().prop_map(|text| Value::text(&text)),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        Just(Value::Undefined),
    ];
    leaf.prop_recursive(6, 64, 24, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            prop::collection::btree_map(any::<i32>(), inner.clone(), 0..24).prop_map(|map| {
                let mut entries: Vec<_> = map
                    .into_iter()
                    .map(|(key, value)| (Value::Integer(i128::from(key)), value))
                    .collect();
                entries.sort_by_key(|(key, _)| key.to_bytes());
                Value::Map(entries)
            }),
            (any::<u64>(), inner).prop_map(|(tag, inner)| Value::Tag(tag, Box::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(value in tree()) {
        let bytes = value.to_bytes();
        let again = read(&bytes).unwrap();
        prop_assert!(again == value);
        prop_assert_eq!(again.to_bytes(), bytes);
    }

    #[test]
    fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        if let Ok(value) = read(&bytes) {
            // What was read can be written, and has one form.
            let plain = value.to_bytes();
            prop_assert_eq!(read(&plain).unwrap().to_bytes(), plain);
            let _ = value.to_json();
        }
    }

    #[test]
    fn a_changed_byte_never_panics(value in tree(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = value.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] = to;
        let _ = read(&bytes);
        let _ = read(&bytes[..at]);
    }
}

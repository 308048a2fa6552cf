use khien_domain::Catalogue;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::doses::{PrimaryCourse, dose_of, is_booster, is_complete};
use super::schema::{Rule, check};
use super::{Dcc, DccFault, Event, Product, ProductFault, read, usage};
use crate::cbor::{self, Value};
use crate::x509::Usage;

fn vaccination() -> Json {
    json!({
        "ver": "1.3.0", "dob": "1983-10-10",
        "nam": {"fn": "Nguyễn", "gn": "Bảo Duy", "fnt": "NGUYEN", "gnt": "BAO<DUY"},
        "v": [{"ci": "URN:UVCI:01:VN:X", "co": "VN", "dn": 2, "dt": "2021-03-18", "is": "Ban Co Yeu",
            "ma": "ORG-100030215", "mp": "EU/1/20/1528", "sd": 2, "tg": "840539006",
            "vp": "1119349007"}]
    })
}

fn recovery() -> Json {
    json!({
        "ver": "1.3.0", "dob": "1983", "nam": {"fnt": "NGUYEN"},
        "r": [{"ci": "URN:UVCI:01:VN:Y", "co": "VN", "df": "2022-01-12", "du": "2022-06-30",
            "fr": "2022-01-01", "is": "BYT", "tg": "840539006"}]
    })
}

fn of(json: &Json) -> Dcc {
    read(&Value::from_json(json)).unwrap()
}

/// Verdicts of a reference implementation on the official schema, with formats asserted.
#[test]
fn the_schema_decides_as_the_official_one() {
    let lines = include_str!("../../../../fixtures/dcc/schema-mutations.jsonl").lines();
    let mut lines = lines.map(|line| serde_json::from_str::<Json>(line).unwrap());
    let bases = lines.next().unwrap()["bases"].clone();
    let mut count = 0;
    for line in lines {
        let mut document = bases[line["base"].as_str().unwrap()].clone();
        let path = line["path"].as_array().unwrap();
        let (last, before) = path.split_last().unwrap();
        let mut place = &mut document;
        for part in before {
            place = step(place, part);
        }
        if line["remove"] == true {
            match (place, last) {
                (Json::Object(map), Json::String(key)) => drop(map.remove(key)),
                (Json::Array(items), _) => items.clear(),
                _ => panic!("{line}"),
            }
        } else if let (Json::Object(map), Json::String(key)) = (&mut *place, last) {
            map.insert(key.clone(), line["value"].clone());
        } else {
            *step(place, last) = line["value"].clone();
        }
        let verdict = check(&Value::from_json(&document));
        assert_eq!(
            verdict.is_ok(),
            line["valid"] == true,
            "{line}: {verdict:?}"
        );
        count += 1;
    }
    assert!(count > 2000);
}

fn step<'a>(place: &'a mut Json, part: &Json) -> &'a mut Json {
    match part {
        Json::String(key) => &mut place[key.as_str()],
        _ => &mut place[usize::try_from(part.as_u64().unwrap()).unwrap()],
    }
}

#[test]
fn each_rule_of_the_schema_has_its_code() {
    for (pointer, value, field, rule, code) in [
        ("/ver", json!(1), "ver", Rule::Type, "schema-type"),
        ("/ver", json!("1"), "ver", Rule::Pattern, "schema-pattern"),
        ("/v", json!([]), "v", Rule::OneEntry, "schema-one-entry"),
        ("/v/0/dn", json!(0), "v.dn", Rule::Minimum, "schema-minimum"),
        (
            "/v/0/dt",
            json!("2021-02-29"),
            "v.dt",
            Rule::Date,
            "schema-date",
        ),
        (
            "/v/0/is",
            json!("x".repeat(81)),
            "v.is",
            Rule::Length,
            "schema-length",
        ),
        (
            "/nam",
            json!({"fn": "A"}),
            "nam",
            Rule::Required,
            "schema-required",
        ),
    ] {
        let mut document = vaccination();
        *document.pointer_mut(pointer).unwrap() = value;
        let fault = check(&Value::from_json(&document)).unwrap_err();
        assert_eq!((fault.field, fault.rule, fault.code()), (field, rule, code));
    }
    let mut both = vaccination();
    both["r"] = recovery()["r"].clone();
    assert_eq!(
        check(&Value::from_json(&both)).unwrap_err().code(),
        "schema-one-group"
    );
    assert_eq!(read(&Value::from_json(&both)), Err(DccFault::SeveralGroups));
}

/// The schema's own valid cases write offsets in three ways.
#[test]
fn offsets_of_times_may_be_short() {
    let test = |sampled_at: &str| {
        json!({"ver": "1.3.0", "dob": "", "nam": {"fnt": "A"}, "t": [{"tg": "840539006",
            "tt": "LP6464-4", "sc": sampled_at, "tr": "260415000", "co": "VN", "is": "x", "ci": "y"}]})
    };
    for (sampled_at, holds) in [
        ("2021-08-20T10:03:12Z", true),
        ("2021-08-20T12:03:12+02", true),
        ("2021-08-20T12:03:12+0200", true),
        ("2021-08-20T12:03:12+02:00", true),
        ("2016-12-31T23:59:60Z", true),
        ("2017-01-01T06:59:60+07:00", true),
        ("2016-12-31T12:00:60Z", false),
        ("2021-08-20T12:03:12", false),
        ("2021-08-20", false),
    ] {
        let verdict = check(&Value::from_json(&test(sampled_at)));
        assert_eq!(verdict.is_ok(), holds, "{sampled_at}");
    }
    let read = of(&test("2021-08-20T12:03:12+02"));
    assert_eq!(read.event.usage(), Usage::Test);
    assert_eq!(read.check(), Err(DccFault::TestIssued));
}

#[test]
fn what_is_written_is_read_again_and_holds() {
    for document in [vaccination(), recovery()] {
        let dcc = of(&document);
        dcc.check().unwrap();
        let mut bytes = Vec::new();
        dcc.write(&mut bytes);
        let value = cbor::read(&bytes).unwrap();
        assert_eq!(value.to_bytes(), bytes);
        assert_eq!(value.to_json(), document);
        check(&value).unwrap();
        assert!(read(&value).unwrap() == dcc);
    }
}

#[test]
fn old_and_odd_contents_are_read() {
    let mut document = recovery();
    document["v"] = Json::Null;
    document["t"] = json!([]);
    document["dob"] = json!("1978-01-26T00:00:00");
    document["r"][0]["du"] = json!("2022-06-30T00:00:00");
    let dcc = of(&document);
    assert_eq!(dcc.event.usage(), Usage::Recovery);
    assert_eq!(dcc.birth_date, "1978-01-26T00:00:00");
    assert_eq!(dcc.check_recovery("2022-06-30".parse().unwrap()), Ok(()));

    let mut tagged = Value::from_json(&vaccination());
    if let Value::Map(entries) = &mut tagged {
        entries[0].1 = Value::Tag(0, Box::new(Value::text("x")));
    }
    assert!(read(&tagged).is_ok());

    let mut document = vaccination();
    document["v"][0]["dn"] = json!(9.0);
    document["nam"]["fn"] = json!("Nguye\u{302}\u{303}n");
    let dcc = of(&document);
    assert_eq!(dcc.name.surname.as_deref(), Some("Nguyễn"));
    let Event::Vaccination(vaccination) = &dcc.event else {
        panic!()
    };
    assert_eq!(vaccination.dose, 9);
    for (document, fault) in [
        (json!([]), DccFault::Missing),
        (json!({}), DccFault::NoEvent),
        (json!({"v": {}}), DccFault::Entry),
        (json!({"v": [1]}), DccFault::Entry),
        (json!({"v": [{}]}), DccFault::Name),
        (json!({"v": [{}], "nam": "x"}), DccFault::Name),
    ] {
        assert_eq!(read(&Value::from_json(&document)), Err(fault));
    }
    assert_eq!(
        usage(&Value::from_json(&json!({"v": [{}]}))),
        Ok(Usage::Vaccination)
    );
}

#[test]
fn what_does_not_hold_to_the_schema_is_not_issued() {
    let mut dcc = of(&vaccination());
    dcc.name.surname = Some("Nguye\u{302}\u{303}n".to_owned());
    assert_eq!(dcc.check(), Err(DccFault::NotComposed));
    for (key, value, code) in [
        ("dt", json!("18/03/2021"), "schema-date"),
        ("dn", json!(0), "schema-minimum"),
        ("sd", json!(0), "schema-minimum"),
        ("ci", json!("x".repeat(81)), "schema-length"),
        ("co", json!("vn"), "schema-pattern"),
    ] {
        let mut document = vaccination();
        document["v"][0][key] = value;
        assert_eq!(of(&document).check().unwrap_err().code(), code, "{key}");
    }
    for (key, value, code) in [
        ("fr", json!(""), "schema-date"),
        ("du", json!("2022-06-31"), "schema-date"),
        ("is", json!("x".repeat(81)), "schema-length"),
    ] {
        let mut document = recovery();
        document["r"][0][key] = value;
        assert_eq!(of(&document).check().unwrap_err().code(), code, "{key}");
    }
    let mut nobody = of(&vaccination());
    nobody.name = super::PersonName::default();
    assert_eq!(nobody.check().unwrap_err().code(), "schema-required");
    let mut lower = of(&vaccination());
    lower.name.given_letters = Some("Bao".to_owned());
    assert_eq!(lower.check().unwrap_err().code(), "schema-pattern");
    let mut unborn = of(&vaccination());
    unborn.birth_date = "10/10/1983".to_owned();
    assert_eq!(unborn.check().unwrap_err().code(), "schema-pattern");
}

#[test]
fn a_recovery_holds_within_its_period() {
    let dcc = of(&recovery());
    let on = |day: &str| dcc.check_recovery(day.parse().unwrap());
    assert_eq!(on("2022-01-11"), Err(DccFault::RecoveryNotYetValid));
    assert_eq!(on("2022-01-12"), Ok(()));
    assert_eq!(on("2022-06-30"), Ok(()));
    assert_eq!(on("2022-07-01"), Err(DccFault::RecoveryOver));
    let mut broken = recovery();
    broken["r"][0]["df"] = json!("soon");
    let broken = of(&broken).check_recovery("2022-01-12".parse().unwrap());
    assert_eq!(broken.unwrap_err().code(), "schema-date");
    assert_eq!(
        of(&vaccination()).check_recovery("1900-01-01".parse().unwrap()),
        Ok(())
    );
}

/// Annex A, and the examples of the schema's repository.
#[test]
fn doses_are_counted_so_that_boosters_show() {
    for (nth, course, numbers) in [
        (1, PrimaryCourse::OfProduct(2), (1, 2)),
        (2, PrimaryCourse::OfProduct(2), (2, 2)),
        (3, PrimaryCourse::OfProduct(2), (3, 3)),
        (4, PrimaryCourse::OfProduct(2), (4, 4)),
        (1, PrimaryCourse::OfProduct(1), (1, 1)),
        (2, PrimaryCourse::OfProduct(1), (2, 1)),
        (4, PrimaryCourse::OfProduct(1), (4, 1)),
        (1, PrimaryCourse::OfProduct(3), (1, 3)),
        (3, PrimaryCourse::OfProduct(3), (3, 3)),
        (4, PrimaryCourse::OfProduct(3), (4, 4)),
        (1, PrimaryCourse::OneAfterRecovery, (1, 1)),
        (2, PrimaryCourse::OneAfterRecovery, (2, 1)),
        (0, PrimaryCourse::OfProduct(0), (1, 1)),
    ] {
        assert_eq!(dose_of(nth, course), numbers);
    }
    assert!(is_complete(2, 2) && is_complete(2, 1) && !is_complete(1, 2));
    assert!(is_booster(2, 1, 1) && is_booster(3, 3, 2));
    assert!(!is_booster(2, 2, 2) && !is_booster(3, 3, 3) && !is_booster(1, 2, 2));
}

#[test]
fn every_product_licensed_in_viet_nam_has_codes_that_go_together() {
    let products = Catalogue::national().products();
    assert_eq!(products.len(), 8);
    for product in products {
        let codes = Product {
            prophylaxis: product.eu.prophylaxis,
            product: product.eu.product,
            manufacturer: product.eu.manufacturer,
        };
        assert_eq!(codes.check(), Ok(()), "{}", product.code);
    }
}

#[test]
fn codes_that_do_not_go_together_are_named() {
    let check = |prophylaxis, product, manufacturer| {
        Product {
            prophylaxis,
            product,
            manufacturer,
        }
        .check()
    };
    let (mrna, comirnaty, biontech) = ("1119349007", "EU/1/20/1528", "ORG-100030215");
    assert_eq!(check(mrna, comirnaty, biontech), Ok(()));
    assert_eq!(
        check(mrna, "Nanocovax", biontech),
        Err(ProductFault::UnknownProduct)
    );
    assert_eq!(
        check("1157024006", comirnaty, biontech),
        Err(ProductFault::Prophylaxis)
    );
    // The first sample of Viet Nam: a code out of use, and the maker of another product.
    assert_eq!(
        check("J07BX03", "EU/1/21/1529", biontech),
        Err(ProductFault::Prophylaxis)
    );
    assert_eq!(
        check("29061000087103", "EU/1/21/1529", biontech),
        Err(ProductFault::Manufacturer)
    );
    let deprecated = check("1162643001", "NVX-CoV2373", "ORG-100032020");
    assert_eq!(deprecated, Err(ProductFault::Deprecated));
    assert_eq!(ProductFault::Manufacturer.code(), "product-manufacturer");
}

#[test]
fn value_sets_are_whole() {
    use super::value_sets::{all, value_set};
    assert_eq!(all().len(), 8);
    for (id, count) in [
        ("country-2-codes", 250),
        ("disease-agent-targeted", 1),
        ("covid-19-lab-test-manufacturer-and-name", 88),
        ("covid-19-lab-result", 2),
        ("covid-19-lab-test-type", 2),
        ("vaccines-covid-19-auth-holders", 31),
        ("vaccines-covid-19-names", 39),
        ("sct-vaccines-covid-19", 9),
    ] {
        assert_eq!(value_set(id).unwrap().codes().count(), count, "{id}");
    }
    let vietnam = value_set("country-2-codes").unwrap().get("VN").unwrap();
    assert_eq!(vietnam.display, "Viet Nam");
}

#[test]
fn nothing_personal_is_printed() {
    let printed = format!("{:?} {:?}", of(&vaccination()), of(&vaccination()).name);
    assert!(!printed.contains("Nguy") && !printed.contains("1983") && !printed.contains("URN"));
}

proptest! {
    #[test]
    fn foreign_values_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(value) = cbor::read(&bytes) {
            let _ = (read(&value), check(&value));
        }
    }

    #[test]
    fn foreign_texts_never_panic(text in ".{0,40}", field in 0_usize..4) {
        let mut document = recovery();
        let key = ["df", "du", "co", "fr"][field];
        document["r"][0][key] = json!(text);
        let value = Value::from_json(&document);
        let _ = check(&value);
        if let Ok(dcc) = read(&value) {
            let _ = dcc.check();
            let _ = dcc.check_recovery("2022-01-12".parse().unwrap());
        }
    }
}

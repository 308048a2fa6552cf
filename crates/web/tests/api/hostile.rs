//! Whatever is sent, the answer is one of ours: never a fault of the program.

use std::fmt::Write;

use axum::http::Method;
use khien_domain::rights::{Act, Scope};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use tokio::runtime::Builder;

use crate::samples::{Sample, World};
use crate::support::{Client, STATION, id7};

/// Values that once broke something somewhere.
fn odd() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(""),
        json!(" "),
        json!("\u{0}"),
        json!("\u{202e}'; DROP TABLE person; --"),
        json!("0000-00-00"),
        json!("9999-12-31"),
        json!("2021-02-29"),
        json!(-1),
        json!(0),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e308),
        json!([]),
        json!({}),
        json!(id7(1_000)),
        json!(STATION),
    ])
}

/// Any JSON.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        odd(),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("[a-z_]{1,12}", inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Puts a value somewhere into a body.
fn put(body: &mut Value, at: Index, value: Value) {
    match body {
        Value::Object(fields) if !fields.is_empty() => {
            let which = at.index(fields.len());
            if let Some((_, field)) = fields.iter_mut().nth(which) {
                if field.is_object() && !value.is_object() {
                    put(field, at, value);
                } else {
                    *field = value;
                }
            }
        }
        other => *other = value,
    }
}

/// A head of the station, and a partner's program.
struct Callers<'a> {
    head: Client<'a>,
    partner: Client<'a>,
}

impl<'a> Callers<'a> {
    async fn of(world: &'a World) -> Self {
        let province = Scope::Province("34".to_owned());
        let acts = [Act::ApiPersonRead];
        Self {
            head: world.site.head().await,
            partner: world.site.partner(province, &acts, 6_000).await,
        }
    }
}

async fn ask(callers: &Callers<'_>, sample: &Sample, body: String) -> u16 {
    let client = match sample.id {
        "look_up_person" => &callers.partner,
        _ => &callers.head,
    };
    let mut client = client.with("if-match", "\"1\"");
    for (name, value) in &sample.headers {
        client = client.with(name, value);
    }
    let answer = client.call(&sample.method, &sample.path, Some(body)).await;
    if !answer.status.is_success() {
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    answer.status.as_u16()
}

#[test]
fn arbitrary_bodies_never_break_the_server() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    let callers = runtime.block_on(Callers::of(&world));
    let taking = |sample: &Sample| sample.method != Method::GET;
    let count = world.samples(&world.here, id7(1)).into_iter();
    let count = count.filter(taking).count();
    let inputs = (
        0..count,
        any_json(),
        any::<Index>(),
        any::<bool>(),
        1_u128..9,
    );
    let mut runner = TestRunner::new(Config::with_cases(600));
    let outcome = runner.run(&inputs, |(which, value, at, whole, fresh)| {
        let samples = world.samples(&world.here, id7(fresh)).into_iter();
        let sample = samples.filter(taking).nth(which).unwrap();
        let mut body = sample.body.clone().unwrap();
        if whole {
            body = value;
        } else {
            put(&mut body, at, value);
        }
        let status = runtime.block_on(ask(&callers, &sample, body.to_string()));
        prop_assert!(status < 500, "{} answers {status}", sample.id);
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn arbitrary_addresses_never_break_the_server() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    let head = runtime.block_on(world.site.head());
    let lists = select(vec![
        "/facilities?cursor=",
        "/facilities?limit=",
        "/facilities/",
        "/figures?from=",
        "/catalogue/units?within=",
        "/catalogue/units?on=",
        "/communes/",
        "/persons/",
        "/doses/",
        "/imports/",
        "/lots/",
    ]);
    let mut runner = TestRunner::new(Config::with_cases(400));
    let outcome = runner.run(
        &(lists, "[ -~]{0,30}", any::<bool>()),
        |(path, text, part)| {
            let mut address = path.to_owned();
            for byte in text.bytes() {
                let byte = if byte == b'~' { 0 } else { byte };
                write!(address, "%{byte:02X}").unwrap();
            }
            let end = if part {
                "/figures?from=2021-01-01&to=2021-01-02"
            } else {
                ""
            };
            let answer = runtime.block_on(head.get(&format!("{address}{end}")));
            prop_assert!(answer.status.as_u16() < 500, "{address}{end}");
            Ok(())
        },
    );
    outcome.unwrap();
}

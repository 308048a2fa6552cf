//! Cases of times, contents and revocation.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::cbor::Value;
use khien_certificate::revocation::{RevocationHash, SignatureForm};
use serde_json::{Value as Json, json};

use crate::cases::{UCI, claims, good, hcert, recovery, vaccination, whole};
use crate::keys::{Key, Keys};
use crate::line::{AT, ENDS, ISSUED, Line, Message, numbered};

pub(crate) fn times(key: &Key) -> Vec<Line> {
    let with = |issued: Value, ends: Value| {
        Message::of(key, &claims(issued, ends, &vaccination())).text(key, |it| it)
    };
    let text = || with(whole(ISSUED), whole(ENDS));
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds of the calendar are exact"
    )]
    let fraction = |seconds: i64| Value::Float(seconds as f64 + 0.5);
    let endless = numbered(&[(6, whole(ISSUED)), hcert(&vaccination())]);
    let no_number = || Value::text("2027-11-22");
    vec![
        Line::new(
            "times with fractions",
            with(fraction(ISSUED), fraction(ENDS)),
            None,
        ),
        Line::new(
            "a tagged time",
            with(whole(ISSUED), Value::Tag(1, Box::new(whole(ENDS)))),
            None,
        ),
        Line::new(
            "an end that is a text",
            with(whole(ISSUED), no_number()),
            "cwt-time",
        ),
        Line::new(
            "a beginning that is a text",
            with(no_number(), whole(ENDS)),
            "cwt-time",
        ),
        Line::new(
            "an end that is no number",
            with(whole(ISSUED), Value::Float(f64::NAN)),
            "cwt-time",
        ),
        Line::new(
            "an end without end",
            with(whole(ISSUED), Value::Float(f64::INFINITY)),
            "cwt-time",
        ),
        Line::new(
            "no end",
            Message::of(key, &endless).text(key, |it| it),
            "cwt-no-expiry",
        ),
        Line::new("the last second", text(), None).at("2027-11-22T00:00:00Z"),
        Line::new("a second too late", text(), "expired").at("2027-11-22T00:00:01Z"),
        Line::new("a second too early", text(), "not-yet-valid").at("2026-11-21T23:59:59Z"),
        Line::new("a clock that is a day behind", text(), "clock-wrong")
            .at("2026-11-21T00:00:00Z")
            .clock("2026-11-21T00:00:00Z"),
        Line::new("a clock that is right", text(), None).clock("2026-12-01T00:00:00Z"),
    ]
    .into_iter()
    .map(|line| line.trust(key))
    .collect()
}

/// A code with these claims.
pub(crate) fn around(key: &Key, entries: &[(i128, Value)]) -> String {
    Message::of(key, &numbered(entries)).text(key, |it| it)
}

/// A code with this content.
fn of(key: &Key, dcc: &Json) -> String {
    Message::of(key, &claims(whole(ISSUED), whole(ENDS), dcc)).text(key, |it| it)
}

pub(crate) fn forms(key: &Key) -> Vec<Line> {
    let around = |entries: &[(i128, Value)]| around(key, entries);
    let ends = (4, whole(ENDS));
    let mut no_map = Message::of(key, &good());
    no_map.payload = vec![0x80];
    let lines = vec![
        Line::new(
            "claims that are no map",
            no_map.text(key, |it| it),
            "cwt-structure",
        ),
        Line::new(
            "an issuer that is no text",
            around(&[(1, whole(1)), hcert(&vaccination())]),
            "cwt-issuer",
        ),
        Line::new(
            "no health certificate",
            around(std::slice::from_ref(&ends)),
            "cwt-no-hcert",
        ),
        Line::new(
            "a content of no known form",
            around(&[ends.clone(), (-260, numbered(&[(9, Value::Null)]))]),
            "hcert-no-content",
        ),
        Line::new(
            "a content that is no map",
            around(&[ends, (-260, numbered(&[(1, Value::Null)]))]),
            "dcc-missing",
        ),
    ];
    lines.into_iter().map(|line| line.trust(key)).collect()
}

/// A content with one name that stands there as a text and as a tagged text.
fn twice(key: &Key) -> String {
    let mut content = Value::from_json(&vaccination());
    if let Value::Map(entries) = &mut content {
        entries.push((Value::Tag(0, Box::new(Value::text("v"))), Value::Null));
    }
    let claim = (-260, numbered(&[(1, content)]));
    around(key, &[(4, whole(ENDS)), (6, whole(ISSUED)), claim])
}

pub(crate) fn content(key: &Key) -> Vec<Line> {
    let of = |dcc: &Json| of(key, dcc);
    let changed = |change: fn(&mut Json)| {
        let mut dcc = vaccination();
        change(&mut dcc);
        of(&dcc)
    };
    let lines = vec![
        Line::new(
            "neither vaccination nor test nor recovery",
            changed(|it| it["v"] = json!([])),
            "dcc-no-event",
        ),
        Line::new(
            "a vaccination and a recovery",
            changed(|it| it["r"] = recovery("2026-09-11", "2027-03-01")["r"].take()),
            "dcc-several-groups",
        ),
        Line::new(
            "an entry that is no map",
            changed(|it| it["v"] = json!([7])),
            "dcc-entry",
        ),
        Line::new(
            "no name",
            changed(|it| drop(it.as_object_mut().unwrap().remove("nam"))),
            "schema-required",
        ),
        Line::new(
            "a birth date that is none",
            changed(|it| it["dob"] = "yesterday".into()),
            "schema-pattern",
        ),
        Line::new(
            "a dose without a number",
            changed(|it| it["v"][0]["dn"] = 0.into()),
            "schema-minimum",
        ),
        Line::new(
            "two vaccinations in one code",
            changed(|it| {
                let again = it["v"][0].clone();
                it["v"].as_array_mut().unwrap().push(again);
            }),
            "schema-one-entry",
        ),
        Line::new(
            "a recovery",
            of(&recovery("2026-09-11", "2027-03-01")),
            None,
        ),
        Line::new(
            "a recovery that is over",
            of(&recovery("2026-09-11", "2026-11-30")),
            "recovery-over",
        ),
        Line::new(
            "a recovery that has not begun",
            of(&recovery("2026-12-02", "2027-03-01")),
            "recovery-not-yet-valid",
        ),
    ];
    lines.into_iter().map(|line| line.trust(key)).collect()
}

/// What the field writes, and what only looks like it.
pub(crate) fn from_the_field(key: &Key) -> Vec<Line> {
    let changed = |change: fn(&mut Json)| {
        let mut dcc = vaccination();
        change(&mut dcc);
        of(key, &dcc)
    };
    let lines = vec![
        Line::new(
            "a day with its time",
            changed(|it| it["v"][0]["dt"] = "2026-03-18T22:54:00+02:00".into()),
            None,
        ),
        Line::new(
            "a day with something else after it",
            changed(|it| it["v"][0]["dt"] = "2026-03-18 22:54".into()),
            "schema-date",
        ),
        Line::new(
            "a birth date with its time",
            changed(|it| it["dob"] = "1990-01-02T00:00:00".into()),
            None,
        ),
        Line::new(
            "groups and fields without anything",
            changed(|it| {
                it["t"] = json!(null);
                it["r"] = json!([]);
                it["nam"]["gn"] = json!(null);
            }),
            None,
        ),
        Line::new(
            "one name as a text and tagged",
            twice(key),
            "cbor-duplicate-key",
        ),
    ];
    lines.into_iter().map(|line| line.trust(key)).collect()
}

pub(crate) fn usage(keys: &Keys) -> Vec<Line> {
    let by = |key: &Key| Message::of(key, &good()).text(key, |it| it);
    let (tests_only, authority) = (&keys.tests_only, &keys.authority);
    vec![
        Line::new("a key for tests alone", by(tests_only), "key-usage").trust(tests_only),
        Line::new("an authority that is a signer, too", by(authority), None).trust(authority),
        Line::new("a key that signs nothing", by(&keys.agrees), "key-purpose").trust(&keys.agrees),
    ]
}

/// Whom a code names as its issuer, and when it says that it was issued.
pub(crate) fn issuers(keys: &Keys) -> Vec<Line> {
    let key = &keys.ec;
    let of = |issuer: &str| {
        let entries = [
            (1, Value::text(issuer)),
            (4, whole(ENDS)),
            (6, whole(ISSUED)),
            hcert(&vaccination()),
        ];
        around(key, &entries)
    };
    let before = claims(whole(1_767_000_000), whole(ENDS), &vaccination());
    let mut later = vec![(5, whole(ISSUED + 30 * 86_400)), (1, Value::text("VN"))];
    later.extend([(4, whole(ENDS)), (6, whole(ISSUED)), hcert(&vaccination())]);
    let lines = vec![
        Line::new(
            "a country that is not the signer's",
            of("FR"),
            "key-country",
        ),
        Line::new("a ministry in place of the country", of("VN MOH"), None),
        Line::new(
            "issued before the certificate of the key",
            Message::of(key, &before).text(key, |it| it),
            "key-period",
        ),
        Line::new("begins tomorrow", around(key, &later), "not-yet-valid").at(AT),
    ];
    lines.into_iter().map(|line| line.trust(key)).collect()
}

/// Ways to name oneself otherwise than the list of the signer's country does.
pub(crate) fn evasion(key: &Key) -> Vec<Line> {
    let kid = |bytes: &[u8]| STANDARD.encode(bytes);
    let own = kid(key.certificate.kid().as_bytes());
    let batch = |country: &str, kid: &str, kind: &str, hash: RevocationHash| {
        json!({"country": country, "expires": "2027-11-22T00:00:00Z", "kid": kid,
            "hashType": kind, "entries": [{"hash": hash.to_base64()}]})
    };
    let uci = RevocationHash::of_uci(UCI);
    let mut abroad = vaccination();
    abroad["v"][0]["co"] = "FR".into();
    let nobody = around(key, &[(4, whole(ENDS)), (6, whole(ISSUED)), hcert(&abroad)]);
    let ministry = [
        (1, Value::text("VN MOH")),
        (4, whole(ENDS)),
        (6, whole(ISSUED)),
    ];
    let ministry = around(key, &[&ministry[..], &[hcert(&vaccination())]].concat());
    let mut renamed = Message::of(key, &good());
    renamed.protected.truncate(1);
    renamed.unprotected = vec![(4, Value::Bytes(vec![1; 8]))];
    let renamed = renamed.text(key, |it| it);
    let of_country = |country: &str| RevocationHash::of_country_uci(country, UCI);
    let any = "UNKNOWN_KID";
    [
        (
            "no issuer, vaccinated abroad",
            &nobody,
            batch("VN", any, "UCI", uci),
            Some("revoked"),
        ),
        (
            "vaccinated there, whose list is another's",
            &nobody,
            batch("FR", any, "UCI", uci),
            None,
        ),
        (
            "a ministry as issuer",
            &ministry,
            batch("VN", any, "UCI", uci),
            Some("revoked"),
        ),
        (
            "a ministry and its identifier",
            &ministry,
            batch("VN", any, "COUNTRYCODEUCI", of_country("VN MOH")),
            Some("revoked"),
        ),
        (
            "the country of a ministry and its identifier",
            &ministry,
            batch("VN", any, "COUNTRYCODEUCI", of_country("VN")),
            Some("revoked"),
        ),
        (
            "another name of the key",
            &renamed,
            batch("VN", &own, "UCI", uci),
            Some("revoked"),
        ),
        (
            "another key is meant",
            &renamed,
            batch("VN", &kid(&[2; 8]), "UCI", uci),
            None,
        ),
    ]
    .into_iter()
    .map(|(case, text, batch, reason)| {
        Line::new(case, text.clone(), reason)
            .trust(key)
            .trust_as("0101010101010101", key)
            .revoked(batch)
    })
    .collect()
}

pub(crate) fn revocation(key: &Key) -> Vec<Line> {
    let mut signature = Vec::new();
    let text = Message::of(key, &good()).text(key, |it| {
        signature.clone_from(&it);
        it
    });
    let kid = STANDARD.encode(key.certificate.kid().as_bytes());
    let batch = |country: &str, expires: &str, kind: &str, hash: RevocationHash| {
        json!({"country": country, "expires": expires, "kid": kid, "hashType": kind,
            "entries": [{"hash": hash.to_base64()}]})
    };
    let later = "2027-11-22T00:00:00Z";
    let uci = RevocationHash::of_uci(UCI);
    let country = RevocationHash::of_country_uci("VN", UCI);
    let signed = RevocationHash::of_signature(SignatureForm::Ecdsa, &signature);
    let other = RevocationHash::of_uci("URN:UVCI:01:VN:0");
    [
        (
            "revoked by its identifier",
            batch("VN", later, "UCI", uci),
            Some("revoked"),
        ),
        (
            "revoked by country and identifier",
            batch("VN", later, "COUNTRYCODEUCI", country),
            Some("revoked"),
        ),
        (
            "revoked by its signature",
            batch("VN", later, "SIGNATURE", signed),
            Some("revoked"),
        ),
        (
            "another one is revoked",
            batch("VN", later, "UCI", other),
            None,
        ),
        (
            "the entry has expired",
            batch("VN", "2026-12-01T00:00:00Z", "UCI", uci),
            None,
        ),
        (
            "another country revokes it",
            batch("DE", later, "UCI", uci),
            None,
        ),
    ]
    .into_iter()
    .map(|(case, batch, reason)| {
        Line::new(case, text.clone(), reason)
            .trust(key)
            .revoked(batch)
    })
    .collect()
}

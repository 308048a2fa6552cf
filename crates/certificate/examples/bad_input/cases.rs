//! The cases, step by step, up to the name of the key.

use khien_certificate::base45;
use khien_certificate::cbor::{Value, Writer};
use khien_certificate::cose::Algorithm;
use khien_certificate::zlib::Deflater;
use serde_json::{Value as Json, json};

use crate::contents::{content, evasion, forms, from_the_field, issuers, revocation, times, usage};
use crate::keys::{Key, Keys};
use crate::line::{ENDS, ISSUED, Line, Message, in_der, number, numbered, packed};
use crate::who::of_the_who;

/// The identifier of the certificate in every case.
pub(crate) const UCI: &str = "URN:UVCI:01:VN:0A2B1C5D9E3F4A7B8C6D5E4F3A2B1C0D";

pub(crate) fn vaccination() -> Json {
    json!({
        "ver": "1.3.0", "dob": "1990-01-02",
        "nam": {"fn": "Nguyễn", "gn": "Văn Mẫu", "fnt": "NGUYEN", "gnt": "VAN<MAU"},
        "v": [{"ci": UCI, "co": "VN", "dn": 2, "dt": "2026-03-18", "is": "Bộ Y tế",
            "ma": "ORG-100030215", "mp": "EU/1/20/1528", "sd": 2, "tg": "840539006",
            "vp": "1119349007"}]
    })
}

pub(crate) fn recovery(from: &str, until: &str) -> Json {
    let mut dcc = vaccination();
    dcc.as_object_mut().unwrap().remove("v");
    dcc["r"] = json!([{"ci": UCI, "co": "VN", "tg": "840539006", "is": "Bộ Y tế",
        "fr": "2026-09-01", "df": from, "du": until}]);
    dcc
}

pub(crate) fn whole(seconds: i64) -> Value {
    Value::Integer(seconds.into())
}

pub(crate) fn hcert(dcc: &Json) -> (i128, Value) {
    (-260, numbered(&[(1, Value::from_json(dcc))]))
}

pub(crate) fn claims(issued: Value, ends: Value, dcc: &Json) -> Value {
    numbered(&[(1, Value::text("VN")), (4, ends), (6, issued), hcert(dcc)])
}

pub(crate) fn good() -> Value {
    claims(whole(ISSUED), whole(ENDS), &vaccination())
}

/// Every case.
pub(crate) fn all(keys: &Keys) -> Vec<Line> {
    let mut lines = envelope();
    lines.extend(after_the_stream(&keys.ec));
    lines.extend(cbor(&keys.ec));
    lines.extend(message(keys));
    lines.extend(signature(keys));
    lines.extend(confused(keys));
    lines.extend(names_of_keys(keys));
    lines.extend(times(&keys.ec));
    lines.extend(forms(&keys.ec));
    lines.extend(content(&keys.ec));
    lines.extend(from_the_field(&keys.ec));
    lines.extend(usage(keys));
    lines.extend(issuers(keys));
    lines.extend(of_the_who(keys));
    lines.extend(revocation(&keys.ec));
    lines.extend(evasion(&keys.ec));
    lines
}

fn envelope() -> Vec<Line> {
    let mut bomb = Vec::new();
    Deflater::new().zlib(&vec![0; 2_000_000], &mut bomb);
    let long = format!("HC1:{}", "A".repeat(4293));
    let text = str::to_owned;
    vec![
        Line::new("nothing", text(""), "family-unknown"),
        Line::new("another prefix", text("HC2:NCF"), "family-unknown"),
        Line::new(
            "a prefix in small letters",
            text("hc1:NCF"),
            "family-unknown",
        ),
        Line::new("longer than a QR code", long, "hc1-too-long"),
        Line::new(
            "a character not of base45",
            text("HC1:NCFö"),
            "base45-character",
        ),
        Line::new("base45 cut off", text("HC1:NCF0"), "base45-length"),
        Line::new("base45 beyond two bytes", text("HC1::::"), "base45-range"),
        Line::new("no zlib stream", text("HC1:NCF"), "zlib-damaged"),
        Line::new(
            "an inflate bomb",
            format!("HC1:{}", base45::encode(&bomb)),
            "zlib-too-long",
        ),
    ]
}

/// Something follows the compressed part.
fn after_the_stream(key: &Key) -> Vec<Line> {
    let text = Message::of(key, &good()).text(key, |it| it);
    let packed = base45::decode(text.trim_start_matches("HC1:")).unwrap();
    let sum = packed[packed.len() - 4..].to_vec();
    [("a byte after the stream", vec![0]), ("the sum twice", sum)]
        .into_iter()
        .map(|(case, after)| {
            let text = base45::encode(&[packed.clone(), after].concat());
            Line::new(case, format!("HC1:{text}"), "zlib-damaged").trust(key)
        })
        .collect()
}

fn cbor(key: &Key) -> Vec<Line> {
    let payload = |bytes: &[u8]| {
        let mut message = Message::of(key, &good());
        message.payload = bytes.to_vec();
        message.text(key, |it| it)
    };
    let mut twice = Vec::new();
    let mut writer = Writer::new(&mut twice);
    writer.map(2);
    for issuer in ["VN", "XX"] {
        writer.integer(1);
        writer.text(issuer);
    }
    let mut trailing = good().to_bytes();
    trailing.push(0);
    let deep = [vec![0x81; 200], vec![0]].concat();
    let cases: [(&str, &[u8], &'static str); 7] = [
        ("CBOR cut off", &[0xa1, 1], "cbor-truncated"),
        ("bytes after the CBOR", &trailing, "cbor-trailing"),
        ("CBOR nested deeply", &deep, "cbor-depth"),
        ("one key twice", &twice, "cbor-duplicate-key"),
        ("a reserved form", &[0xfc], "cbor-reserved"),
        ("a text that is not UTF-8", &[0x62, 0xff, 0xfe], "cbor-text"),
        (
            "a piece of another kind",
            &[0x7f, 0x41, 0x41, 0xff],
            "cbor-piece",
        ),
    ];
    cases
        .into_iter()
        .map(|(case, bytes, reason)| Line::new(case, payload(bytes), reason).trust(key))
        .collect()
}

fn message(keys: &Keys) -> Vec<Line> {
    let key = &keys.ec;
    let with = |change: fn(&mut Message)| {
        let mut message = Message::of(key, &good());
        change(&mut message);
        message.text(key, |it| it)
    };
    let line = |case, change, reason: Option<&'static str>| {
        Line::new(case, with(change), reason).trust(key)
    };
    vec![
        Line::new("no array", packed(&[0xd2, 0xa0]), "cose-structure").trust(key),
        line("untagged", |it| it.tags.clear(), None),
        line("tagged twice", |it| it.tags = vec![61, 18], None),
        line(
            "tagged as encrypted",
            |it| it.tags = vec![16],
            Some("cose-tag"),
        ),
        line(
            "tagged thrice",
            |it| it.tags = vec![61, 61, 18],
            Some("cose-tag"),
        ),
        line(
            "no content",
            |it| it.is_detached = true,
            Some("cose-detached"),
        ),
        line(
            "a critical header",
            |it| {
                it.protected
                    .push((2, Value::Array(vec![Value::Integer(99)])));
            },
            Some("cose-critical"),
        ),
        line(
            "headers not protected",
            |it| it.unprotected = std::mem::take(&mut it.protected),
            None,
        ),
        line(
            "no algorithm",
            |it| drop(it.protected.remove(0)),
            Some("cose-no-algorithm"),
        ),
        line(
            "the algorithm none",
            |it| it.protected[0].1 = Value::Integer(0),
            Some("cose-algorithm"),
        ),
        line(
            "HMAC with the public key",
            |it| it.protected[0].1 = Value::Integer(5),
            Some("cose-algorithm"),
        ),
        line(
            "ES384",
            |it| it.protected[0].1 = Value::Integer(-35),
            Some("cose-algorithm"),
        ),
        line(
            "no name of a key",
            |it| drop(it.protected.remove(1)),
            Some("cose-no-kid"),
        ),
        line(
            "a name of seven bytes",
            |it| it.protected[1].1 = Value::Bytes(vec![1; 7]),
            Some("cose-kid-length"),
        ),
        line(
            "a name of nine bytes",
            |it| it.protected[1].1 = Value::Bytes(vec![1; 9]),
            Some("cose-kid-length"),
        ),
    ]
}

fn signature(keys: &Keys) -> Vec<Line> {
    let message = |key: &Key| Message::of(key, &good());
    let line = |case, key: &Key, change: fn(Vec<u8>) -> Vec<u8>, reason: Option<&'static str>| {
        Line::new(case, message(key).text(key, change), reason).trust(key)
    };
    let (ec, rsa) = (&keys.ec, &keys.rsa);
    vec![
        line("signed with ES256", ec, |it| it, None),
        line("signed with PS256", rsa, |it| it, None),
        line("ES256 in DER", ec, |it| in_der(&it), Some("signature-der")),
        line(
            "ES256 of 65 bytes",
            ec,
            |it| [it, vec![0]].concat(),
            Some("signature-too-long"),
        ),
        line(
            "ES256 of 1,000 bytes",
            ec,
            |_| vec![1; 1000],
            Some("signature-too-long"),
        ),
        line(
            "ES256 of 63 bytes",
            ec,
            |it| it[1..].to_vec(),
            Some("signature-too-short"),
        ),
        line("no signature", ec, |_| vec![], Some("signature-too-short")),
        line(
            "r and s of zero",
            ec,
            |_| vec![0; 64],
            Some("signature-wrong"),
        ),
        line(
            "PS256 of 257 bytes",
            rsa,
            |it| [it, vec![0]].concat(),
            Some("signature-too-long"),
        ),
        line(
            "PS256 of 255 bytes",
            rsa,
            |it| it[1..].to_vec(),
            Some("signature-too-short"),
        ),
        line(
            "PS256 with one bit changed",
            rsa,
            |mut it| {
                it[255] ^= 1;
                it
            },
            Some("signature-wrong"),
        ),
        Line::new(
            "signed by another key",
            message(ec).text(&keys.other, |it| it),
            "signature-wrong",
        )
        .trust(ec),
    ]
}

/// A message that says one algorithm, and a key that is of the other.
fn confused(keys: &Keys) -> Vec<Line> {
    let (ec, rsa) = (&keys.ec, &keys.rsa);
    let mut says_rsa = Message::of(ec, &good());
    says_rsa.protected[0].1 = number(Algorithm::Ps256);
    let mut says_ec = Message::of(rsa, &good());
    says_ec.protected[0].1 = number(Algorithm::Es256);
    vec![
        Line::new(
            "says PS256, the key is of ES256",
            says_rsa.text(ec, |_| vec![1; 256]),
            "key-algorithm",
        )
        .trust(ec),
        Line::new(
            "says ES256, the key is of PS256",
            says_ec.text(rsa, |_| vec![1; 64]),
            "key-algorithm",
        )
        .trust(rsa),
    ]
}

fn names_of_keys(keys: &Keys) -> Vec<Line> {
    let text = Message::of(&keys.ec, &good()).text(&keys.ec, |it| it);
    let name = keys.ec.certificate.kid().to_string();
    let mut outside = Message::of(&keys.ec, &good());
    outside.unprotected = vec![(4, Value::Bytes(vec![9; 8]))];
    vec![
        Line::new("nobody is trusted", text.clone(), "key-unknown"),
        Line::new("another key is trusted", text.clone(), "key-unknown").trust(&keys.other),
        Line::new(
            "two keys of one name, the right one last",
            text.clone(),
            None,
        )
        .trust_as(&name, &keys.other)
        .trust(&keys.ec),
        Line::new(
            "two keys of one name, the right one first",
            text.clone(),
            None,
        )
        .trust(&keys.ec)
        .trust_as(&name, &keys.other),
        Line::new(
            "two keys of one name, neither the right one",
            text.clone(),
            "signature-wrong",
        )
        .trust_as(&name, &keys.other)
        .trust_as(&name, &keys.tests_only),
        Line::new(
            "two keys of one name and other algorithms",
            text.clone(),
            None,
        )
        .trust_as(&name, &keys.rsa)
        .trust(&keys.ec),
        Line::new(
            "a key of this name and another algorithm",
            text,
            "key-algorithm",
        )
        .trust_as(&name, &keys.rsa),
        Line::new(
            "the protected name counts",
            outside.text(&keys.ec, |it| it),
            None,
        )
        .trust(&keys.ec),
    ]
}

//! Makes `fixtures/checker/vectors.json`: codes that are right, and codes that are wrong in one step
//! each, with what a check answers. The keys are drawn and thrown away, so every run makes other codes.
//!
//! Long because every step that can go wrong stands beside the others.
//!
//! `cargo run -p khien-certificate --example checker_vectors > fixtures/checker/vectors.json`

use std::cell::RefCell;
use std::error::Error;
use std::io::Write as _;

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use khien_certificate::cbor::Value;
use khien_certificate::check::{Question, Revoked, Trusted, answer};
use khien_certificate::cose::{MemorySigner, Signer as _};
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::revocation::slices::{Terms, cut};
use khien_certificate::revocation::{Batch, BatchId, HashType, RevocationHash, RevocationSet};
use khien_certificate::rules::RuleSet;
use khien_certificate::x509::{Certificate, Usage, Validity};
use khien_certificate::{base45, zlib};
use serde_json::{Map, Value as Json, json};

const RULES: &[u8] = include_bytes!("../../../fixtures/checker/rules.json");
const AT: &str = "2026-11-22T08:00:00Z";
const REVOKED: &str = "URN:UVCI:01:VN:REVOKED000000000000000000000000";
const WITHDRAWN: &str = "URN:UVCI:01:VN:WITHDRAWN0000000000000000000000";

type Outcome<T> = Result<T, Box<dyn Error>>;

struct Dice(SystemRandom);

impl RandomBytes for Dice {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        self.0.fill(bytes).map_err(|_| NoRandomBytes)
    }
}

/// A signer and its certificate.
struct Key {
    signer: MemorySigner,
    certificate: Certificate,
}

impl Key {
    fn kid(&self) -> Vec<u8> {
        self.certificate.kid().as_bytes().to_vec()
    }
}

/// The signed message in the making: every part can be made wrong.
struct Message<'k> {
    key: &'k Key,
    protected: Value,
    unprotected: Value,
    payload: Vec<u8>,
}

fn to_hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

fn int(number: i64) -> Value {
    Value::Integer(i128::from(number))
}

fn map(entries: impl IntoIterator<Item = (Value, Value)>) -> Value {
    Value::Map(entries.into_iter().collect())
}

fn names(entries: &[(&str, Value)]) -> Value {
    map(entries
        .iter()
        .map(|(name, value)| (Value::text(name), value.clone())))
}

impl<'k> Message<'k> {
    fn new(key: &'k Key, claims: &Value) -> Self {
        let alg = int(key.signer.algorithm().number());
        Self {
            key,
            protected: map([(int(1), alg), (int(4), Value::Bytes(key.kid()))]),
            unprotected: map([]),
            payload: claims.to_bytes(),
        }
    }

    fn signature(&self) -> Outcome<Vec<u8>> {
        let signed = Value::Array(vec![
            Value::text("Signature1"),
            Value::Bytes(self.protected.to_bytes()),
            Value::Bytes(Vec::new()),
            Value::Bytes(self.payload.clone()),
        ]);
        Ok(self.key.signer.sign(&signed.to_bytes())?)
    }

    /// The four parts with this signature.
    fn parts(&self, signature: Vec<u8>) -> Value {
        Value::Array(vec![
            Value::Bytes(self.protected.to_bytes()),
            self.unprotected.clone(),
            Value::Bytes(self.payload.clone()),
            Value::Bytes(signature),
        ])
    }

    fn tagged(&self) -> Outcome<Value> {
        Ok(Value::Tag(18, Box::new(self.parts(self.signature()?))))
    }

    fn text(&self) -> Outcome<String> {
        Ok(text(&self.tagged()?.to_bytes()))
    }
}

/// The code of the bytes of a message.
fn text(message: &[u8]) -> String {
    let mut packed = Vec::new();
    zlib::store(message, &mut packed);
    packed_text(&packed)
}

fn packed_text(packed: &[u8]) -> String {
    format!("HC1:{}", base45::encode(packed))
}

fn person() -> Value {
    names(&[
        ("fn", Value::text("Nguyễn")),
        ("gn", Value::text("Bảo Duy")),
        ("fnt", Value::text("NGUYEN")),
        ("gnt", Value::text("BAO<DUY")),
    ])
}

fn vaccination() -> Vec<(&'static str, Value)> {
    vec![
        ("tg", Value::text("840539006")),
        ("vp", Value::text("1119349007")),
        ("mp", Value::text("EU/1/20/1528")),
        ("ma", Value::text("ORG-100030215")),
        ("dn", int(2)),
        ("sd", int(2)),
        ("dt", Value::text("2026-06-01")),
        ("co", Value::text("VN")),
        ("is", Value::text("Bộ Y tế")),
        (
            "ci",
            Value::text("URN:UVCI:01:VN:0123456789ABCDEF0123456789ABCDEF#J"),
        ),
    ]
}

fn recovery(from: &str, until: &str) -> Value {
    names(&[
        ("tg", Value::text("840539006")),
        ("fr", Value::text("2026-09-01")),
        ("co", Value::text("VN")),
        ("is", Value::text("Bộ Y tế")),
        ("df", Value::text(from)),
        ("du", Value::text(until)),
        ("ci", Value::text("URN:UVCI:01:VN:RECOVERY")),
    ])
}

fn test_of(taken: &str) -> Value {
    names(&[
        ("tg", Value::text("840539006")),
        ("tt", Value::text("LP6464-4")),
        ("sc", Value::text(taken)),
        ("tr", Value::text("260415000")),
        ("co", Value::text("VN")),
        ("is", Value::text("Bộ Y tế")),
        ("ci", Value::text("URN:UVCI:01:VN:TEST")),
    ])
}

/// The WHO's data set of a vaccination.
fn status() -> Value {
    names(&[
        ("name", Value::text("Nguyễn Bảo Duy")),
        ("birthDate", Value::text("1987-05-12")),
        ("vaccine", Value::text("XM68M6")),
        ("date", Value::text("2026-06-01")),
        ("dose", int(2)),
    ])
}

/// The certificate with these groups.
fn content(groups: &[(&str, Value)]) -> Value {
    let mut fields = vec![
        ("ver", Value::text("1.3.0")),
        ("nam", person()),
        ("dob", Value::text("1987-05-12")),
    ];
    let groups = groups.iter();
    fields.extend(groups.map(|(name, entry)| (*name, Value::Array(vec![entry.clone()]))));
    names(&fields)
}

fn vaccinated() -> Value {
    content(&[("v", names(&vaccination()))])
}

/// A vaccination with one field changed, or left out.
fn changed(field: &str, value: Option<Value>) -> Value {
    let mut entry = vaccination();
    entry.retain(|(name, _)| *name != field);
    let added = value.map(|value| names(&[(field, value)]));
    let mut entry = names(&entry);
    if let (Value::Map(entries), Some(Value::Map(more))) = (&mut entry, added) {
        entries.extend(more);
    }
    content(&[("v", entry)])
}

/// Claims from the first of October to the end of September.
fn claims(content: Value) -> Value {
    claims_with(&[], Some((1, content)))
}

/// The claims, some of them replaced; with a sub-claim.
fn claims_with(other: &[(i64, Option<Value>)], content: Option<(i64, Value)>) -> Value {
    let usual = [
        (1, Value::text("VN")),
        (6, int(1_790_812_800)),
        (4, int(1_822_262_400)),
    ];
    let mut entries = Vec::new();
    for (name, value) in usual {
        let replaced = other.iter().find(|(number, _)| *number == name);
        let value = replaced.map_or(Some(value), |(_, value)| value.clone());
        entries.extend(value.map(|value| (int(name), value)));
    }
    if let Some((number, content)) = content {
        entries.push((int(-260), map([(int(number), content)])));
    }
    map(entries)
}

/// Makes the codes.
struct Maker<'k> {
    ec: &'k Key,
    rsa: &'k Key,
    vaccinations_only: &'k Key,
    stranger: &'k Key,
    made: RefCell<Vec<(String, String, Json)>>,
}

impl<'k> Maker<'k> {
    fn add(&self, name: &str, text: String) {
        self.made
            .borrow_mut()
            .push((name.to_owned(), text, json!({})));
    }

    fn add_asked(&self, name: &str, text: String, asked: Json) {
        self.made.borrow_mut().push((name.to_owned(), text, asked));
    }

    fn message(&self, claims: &Value) -> Message<'k> {
        Message::new(self.ec, claims)
    }

    fn right(&self) -> Outcome<()> {
        let claims = claims(vaccinated());
        let message = self.message(&claims);
        let bytes = message.tagged()?.to_bytes();
        self.add("right-es256", text(&bytes));
        self.add("right-ps256", Message::new(self.rsa, &claims).text()?);
        let mut packed = Vec::new();
        zlib::Deflater::new().zlib(&bytes, &mut packed);
        self.add("right-compressed", packed_text(&packed));
        self.add("right-line-ends", format!("\r\n{}\n", text(&bytes)));
        self.add(
            "right-untagged",
            text(&message.parts(message.signature()?).to_bytes()),
        );
        let twice = Value::Tag(61, Box::new(message.tagged()?));
        self.add("right-tagged-twice", text(&twice.to_bytes()));
        let mut open = self.message(&claims);
        open.protected = map([(int(1), int(-7))]);
        open.unprotected = map([(int(4), Value::Bytes(self.ec.kid()))]);
        self.add("right-kid-unprotected", open.text()?);
        let floats = [
            (6, Some(Value::Float(1_790_812_800.5))),
            (4, Some(Value::Float(1_822_262_400.0))),
        ];
        let floating = claims_with(&floats, Some((1, vaccinated())));
        self.add("right-times-as-floats", self.message(&floating).text()?);
        let held = self::claims(content(&[("r", recovery("2026-09-11", "2027-02-28"))]));
        self.add("right-recovery", self.message(&held).text()?);
        let tested = self::claims(content(&[("t", test_of("2026-11-21T08:00:00+07:00"))]));
        self.add("right-test", self.message(&tested).text()?);
        Ok(())
    }

    fn asked(&self) -> Outcome<()> {
        let code = self.message(&claims(vaccinated())).text()?;
        for (name, asked) in [
            ("rules-passed", json!({"country": "VN"})),
            ("rules-none", json!({"country": "KH"})),
            ("rules-open-evaluation", json!({"country": "TH"})),
            ("rules-open-engine", json!({"country": "LA"})),
            ("expired-by-a-second", json!({"at": "2027-09-30T00:00:01Z"})),
            (
                "held-to-the-last-second",
                json!({"at": "2027-09-30T00:00:00Z"}),
            ),
            ("not-yet-by-a-second", json!({"at": "2026-09-30T23:59:59Z"})),
            (
                "rules-failed-too-old",
                json!({"country": "VN", "at": "2027-07-01T00:00:00Z"}),
            ),
        ] {
            self.add_asked(name, code.clone(), asked);
        }
        let who = claims_with(&[], Some((3, status())));
        self.add_asked(
            "rules-for-no-form-of-the-who",
            self.message(&who).text()?,
            json!({"country": "VN"}),
        );
        let half = claims(changed("sd", Some(int(3))));
        self.add_asked(
            "rules-failed-incomplete",
            self.message(&half).text()?,
            json!({"country": "VN"}),
        );
        let tested = claims(content(&[("t", test_of("2026-11-18T08:00:00Z"))]));
        self.add_asked(
            "rules-failed-test",
            self.message(&tested).text()?,
            json!({"country": "VN"}),
        );
        Ok(())
    }

    fn revocation(&self) -> Outcome<()> {
        let revoked = claims(changed("ci", Some(Value::text(REVOKED))));
        self.add("revoked", self.message(&revoked).text()?);
        let until = json!({"at": "2027-03-01T00:00:00Z"});
        self.add_asked(
            "revoked-until-the-entry-ends",
            self.message(&revoked).text()?,
            until,
        );
        let withdrawn = claims(changed("ci", Some(Value::text(WITHDRAWN))));
        self.add("revoked-and-withdrawn", self.message(&withdrawn).text()?);
        Ok(())
    }

    fn envelope(&self) -> Outcome<()> {
        let good = self.message(&claims(vaccinated())).tagged()?.to_bytes();
        let code = text(&good);
        self.add("prefix-small", code.replacen("HC1", "hc1", 1));
        self.add("prefix-two", code.replacen("HC1", "HC2", 1));
        self.add("too-long", format!("{code}{}", "0".repeat(4296)));
        self.add("base45-small-letter", format!("{code}a"));
        let body = code.trim_start_matches("HC1:");
        self.add(
            "base45-not-ascii",
            format!("HC1:{}é", body.get(..30).unwrap_or_default()),
        );
        self.add(
            "base45-cut",
            format!("HC1:{}", body.get(..40).unwrap_or_default()),
        );
        self.add("base45-range", format!("HC1::::{body}"));
        let mut packed = Vec::new();
        zlib::store(&good, &mut packed);
        let cut = packed.get(..packed.len() - 20).unwrap_or_default();
        self.add("zlib-cut", packed_text(cut));
        let mut flipped = packed.clone();
        if let Some(byte) = flipped.get_mut(60) {
            *byte ^= 1;
        }
        self.add("zlib-changed", packed_text(&flipped));
        self.add("zlib-none", packed_text(&good));
        let mut bomb = Vec::new();
        zlib::Deflater::new().zlib(&vec![0; 1_000_000], &mut bomb);
        self.add("zlib-bomb", packed_text(&bomb));
        let mut brim = Vec::new();
        zlib::Deflater::new().zlib(&vec![0; 64 * 1024 + 1], &mut brim);
        self.add("zlib-one-too-many", packed_text(&brim));
        Ok(())
    }

    fn cbor(&self) -> Outcome<()> {
        let good = self.message(&claims(vaccinated())).tagged()?.to_bytes();
        self.add("cbor-cut", text(good.get(..100).unwrap_or_default()));
        self.add("cbor-trailing", text(&[good.clone(), vec![0]].concat()));
        self.add("cbor-empty", text(&[]));
        self.add(
            "cbor-announces-much",
            text(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        );
        self.add("cbor-reserved", text(&[0x1c]));
        for (name, payload) in [
            ("cbor-deep", vec![0x81; 40]),
            (
                "cbor-key-twice",
                vec![0xa2, 0x01, 0x61, 0x41, 0x01, 0x61, 0x42],
            ),
            ("cbor-not-utf8", vec![0xa1, 0x01, 0x61, 0xff]),
            ("cbor-piece", vec![0xa1, 0x01, 0x7f, 0x41, 0x41, 0xff]),
            ("cbor-simple", vec![0xf8, 0x10]),
        ] {
            let mut message = self.message(&claims(vaccinated()));
            message.payload = payload;
            self.add(name, message.text()?);
        }
        Ok(())
    }

    fn cose(&self) -> Outcome<()> {
        let claims = claims(vaccinated());
        let message = self.message(&claims);
        let parts = message.parts(message.signature()?);
        self.add(
            "cose-tag",
            text(&Value::Tag(98, Box::new(parts.clone())).to_bytes()),
        );
        self.add(
            "cose-three-parts",
            text(&Value::Array(vec![Value::Null; 3]).to_bytes()),
        );
        let mut detached = parts.clone();
        if let Value::Array(parts) = &mut detached
            && let Some(payload) = parts.get_mut(2)
        {
            *payload = Value::Null;
        }
        self.add("cose-detached", text(&detached.to_bytes()));
        let kid = (int(4), Value::Bytes(self.ec.kid()));
        for (name, protected) in [
            (
                "cose-critical",
                map([
                    (int(1), int(-7)),
                    (int(2), Value::Array(vec![int(99)])),
                    kid.clone(),
                ]),
            ),
            ("cose-no-algorithm", map([kid.clone()])),
            (
                "cose-algorithm-eddsa",
                map([(int(1), int(-8)), kid.clone()]),
            ),
            ("cose-algorithm-hmac", map([(int(1), int(5)), kid.clone()])),
            ("cose-no-kid", map([(int(1), int(-7))])),
            (
                "cose-kid-of-seven",
                map([(int(1), int(-7)), (int(4), Value::Bytes(vec![1; 7]))]),
            ),
            (
                "cose-kid-of-nine",
                map([(int(1), int(-7)), (int(4), Value::Bytes(vec![1; 9]))]),
            ),
            (
                "cose-algorithm-of-another-key",
                map([(int(1), int(-37)), kid.clone()]),
            ),
        ] {
            let mut message = self.message(&claims);
            message.protected = protected;
            let signature = if name == "cose-algorithm-of-another-key" {
                Message::new(self.rsa, &claims).signature()?
            } else {
                message.signature()?
            };
            self.add(name, text(&message.parts(signature).to_bytes()));
        }
        Ok(())
    }

    fn signatures(&self) -> Outcome<()> {
        let claims = claims(vaccinated());
        let message = self.message(&claims);
        let right = message.signature()?;
        let with = |signature: Vec<u8>| text(&message.parts(signature).to_bytes());
        self.add("signature-der", with(der(&right)));
        self.add("signature-long", with([right.clone(), vec![0]].concat()));
        self.add(
            "signature-short",
            with(right.get(1..).unwrap_or_default().to_vec()),
        );
        let mut flipped = right.clone();
        if let Some(byte) = flipped.get_mut(10) {
            *byte ^= 1;
        }
        self.add("signature-flipped", with(flipped));
        self.add("signature-zeros", with(vec![0; 64]));
        let of_rsa = Message::new(self.rsa, &claims);
        let mut longer = of_rsa.signature()?;
        longer.push(0);
        self.add("signature-rsa-long", text(&of_rsa.parts(longer).to_bytes()));
        let mut changed = of_rsa.signature()?;
        if let Some(byte) = changed.get_mut(99) {
            *byte ^= 1;
        }
        self.add(
            "signature-rsa-changed",
            text(&of_rsa.parts(changed).to_bytes()),
        );
        self.add(
            "signature-of-a-stranger",
            Message::new(self.stranger, &claims).text()?,
        );
        let mut borrowed = Message::new(self.stranger, &claims);
        borrowed.protected = map([(int(1), int(-7)), (int(4), Value::Bytes(self.ec.kid()))]);
        self.add("signature-under-a-known-name", borrowed.text()?);
        let recovered = self::claims(content(&[("r", recovery("2026-09-11", "2027-02-28"))]));
        self.add(
            "key-usage",
            Message::new(self.vaccinations_only, &recovered).text()?,
        );
        Ok(())
    }

    fn claims(&self) -> Outcome<()> {
        let dcc = || Some((1, vaccinated()));
        for (name, claims) in [
            ("claims-no-map", Value::Array(Vec::new())),
            (
                "claims-issuer-a-number",
                claims_with(&[(1, Some(int(7)))], dcc()),
            ),
            ("claims-no-issuer", claims_with(&[(1, None)], dcc())),
            (
                "claims-time-a-text",
                claims_with(&[(4, Some(Value::text("2027-01-01")))], dcc()),
            ),
            (
                "claims-time-not-a-number",
                claims_with(&[(4, Some(Value::Float(f64::NAN)))], dcc()),
            ),
            (
                "claims-time-far-away",
                claims_with(&[(6, Some(Value::Float(1e300)))], dcc()),
            ),
            ("claims-no-expiry", claims_with(&[(4, None)], dcc())),
            ("claims-no-certificate", claims_with(&[], None)),
            (
                "claims-expired",
                claims_with(&[(4, Some(int(1_795_000_000)))], dcc()),
            ),
            (
                "claims-not-yet",
                claims_with(&[(6, Some(int(1_800_000_000)))], dcc()),
            ),
            (
                "claims-other-content",
                claims_with(&[], Some((9, vaccinated()))),
            ),
            ("claims-of-the-who", claims_with(&[], Some((3, status())))),
            (
                "data-set-of-the-who-alone",
                names(&[("name", Value::text("Nguyễn Bảo Duy"))]),
            ),
        ] {
            self.add(name, self.message(&claims).text()?);
        }
        Ok(())
    }

    fn contents(&self) -> Outcome<()> {
        let entry = || names(&vaccination());
        let without = |name: &str| {
            let mut value = vaccinated();
            if let Value::Map(entries) = &mut value {
                entries.retain(|(key, _)| key.as_text() != Some(name));
            }
            value
        };
        let with_list = |entries: Vec<Value>| {
            let mut value = without("v");
            if let Value::Map(fields) = &mut value {
                fields.push((Value::text("v"), Value::Array(entries)));
            }
            value
        };
        for (name, content) in [
            ("content-no-map", Value::text("certificate")),
            ("content-no-event", content(&[])),
            (
                "content-two-groups",
                content(&[("v", entry()), ("r", recovery("2026-09-11", "2027-02-28"))]),
            ),
            (
                "content-entry-a-text",
                content(&[("v", Value::text("two doses"))]),
            ),
            ("content-two-entries", with_list(vec![entry(), entry()])),
            ("content-no-name", without("nam")),
            ("content-no-version", without("ver")),
            ("content-no-birth-date", without("dob")),
            ("content-dose-zero", changed("dn", Some(int(0)))),
            ("content-dose-half", changed("dn", Some(Value::Float(1.5)))),
            (
                "content-dose-two-as-float",
                changed("dn", Some(Value::Float(2.0))),
            ),
            ("content-dose-a-text", changed("dn", Some(Value::text("2")))),
            (
                "content-no-such-day",
                changed("dt", Some(Value::text("2026-02-30"))),
            ),
            (
                "content-day-with-time",
                changed("dt", Some(Value::text("2026-02-01T00:00:00Z"))),
            ),
            (
                "content-day-with-a-blank",
                changed("dt", Some(Value::text("2026-02-01 00:00"))),
            ),
            (
                "content-country-small",
                changed("co", Some(Value::text("vn"))),
            ),
            (
                "content-identifier-long",
                changed("ci", Some(Value::text(&"A".repeat(81)))),
            ),
            ("content-no-identifier", changed("ci", None)),
            (
                "content-time-without-offset",
                content(&[("t", test_of("2026-11-21T08:00:00"))]),
            ),
            (
                "recovery-over",
                content(&[("r", recovery("2026-09-11", "2026-11-21"))]),
            ),
            (
                "recovery-not-yet",
                content(&[("r", recovery("2026-11-23", "2027-02-28"))]),
            ),
            (
                "recovery-on-its-last-day",
                content(&[("r", recovery("2026-09-11", "2026-11-22"))]),
            ),
        ] {
            self.add(name, self.message(&claims(content)).text()?);
        }
        Ok(())
    }

    fn others(&self) {
        for (name, text) in [
            ("other-nothing", ""),
            ("other-address", "https://khien.example/x"),
            ("other-number", "034187001234"),
            ("shc-letters", "shc:/abc"),
            ("shc-odd", "shc:/123"),
            ("shc-pair-too-high", "shc:/7899"),
            ("shc-no-jws", "shc:/2829"),
            ("shc-missing-piece", "shc:/1/2/5676"),
        ] {
            self.add(name, text.to_owned());
        }
    }
}

/// r and s as a DER sequence, the form of TLS.
fn der(signature: &[u8]) -> Vec<u8> {
    let (r, s) = signature.split_at(signature.len() / 2);
    let mut body = Vec::new();
    for number in [r, s] {
        body.extend([2, 33, 0]);
        body.extend(number);
    }
    let mut out = vec![0x30, u8::try_from(body.len()).unwrap_or_default()];
    out.append(&mut body);
    out
}

fn key(
    authority: &Authority,
    algorithm: KeyAlgorithm,
    usages: &'static [Usage],
    dice: &Dice,
) -> Outcome<Key> {
    let key = IssuerKey::generate(algorithm, dice)?;
    let terms = SignerTerms {
        validity: years()?,
        usages,
    };
    let certificate = authority.certify(&named("DSC"), key.spki(), &terms, dice)?;
    let pkcs8 = key.to_pkcs8()?;
    Ok(Key {
        signer: MemorySigner::from_pkcs8(&pkcs8, certificate.kid())?,
        certificate,
    })
}

fn years() -> Outcome<Validity> {
    Ok(Validity {
        not_before: "2026-01-01T00:00:00Z".parse()?,
        not_after: "2036-01-01T00:00:00Z".parse()?,
    })
}

fn named(common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "Invented for tests".to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// Two entries, of which one is withdrawn again.
fn revoked() -> Outcome<RevocationSet> {
    let mut set = RevocationSet::new();
    let id = BatchId::new("batch-1")?;
    set.insert(Batch {
        id: id.clone(),
        country: "VN".to_owned(),
        expires: "2027-02-01T00:00:00Z".parse()?,
        kid: None,
        hash_type: HashType::Uci,
        entries: [REVOKED, WITHDRAWN].map(RevocationHash::of_uci).to_vec(),
    })?;
    set.withdraw(&id, &RevocationHash::of_uci(WITHDRAWN));
    Ok(set)
}

fn main() -> Outcome<()> {
    let dice = Dice(SystemRandom::new());
    let root = IssuerKey::generate(KeyAlgorithm::P256, &dice)?;
    let authority = Authority::create(named("CSCA"), root, years()?, &dice)?;
    let ec = key(&authority, KeyAlgorithm::P256, &[], &dice)?;
    let rsa = key(&authority, KeyAlgorithm::Rsa, &[], &dice)?;
    let only = key(&authority, KeyAlgorithm::P256, &[Usage::Vaccination], &dice)?;
    let stranger = key(&authority, KeyAlgorithm::P256, &[], &dice)?;
    let mut trust = Map::new();
    for one in [&ec, &rsa, &only] {
        let der = STANDARD.encode(one.certificate.as_der());
        trust.insert(to_hex(&one.kid()), der.into());
    }
    let maker = Maker {
        ec: &ec,
        rsa: &rsa,
        vaccinations_only: &only,
        stranger: &stranger,
        made: RefCell::default(),
    };
    maker.right()?;
    maker.asked()?;
    maker.revocation()?;
    maker.envelope()?;
    maker.cbor()?;
    maker.cose()?;
    maker.signatures()?;
    maker.claims()?;
    maker.contents()?;
    maker.others();
    let trust = Json::Object(trust);
    let file = with_answers(&trust, &maker.made.into_inner())?;
    writeln!(
        std::io::stdout(),
        "{}",
        serde_json::to_string_pretty(&file)?
    )?;
    Ok(())
}

/// The codes with what a check answers, and all that it needs.
fn with_answers(trust: &Json, made: &[(String, String, Json)]) -> Outcome<Json> {
    let mut trusted = Trusted::default();
    trusted.add(&serde_json::to_vec(trust)?)?;
    let (rules, batches) = (RuleSet::read(RULES)?, revoked()?);
    let mut revoked = Revoked::default();
    for batch in batches.batches() {
        revoked.insert(batch.clone())?;
    }
    let mut vectors = Vec::new();
    for (name, text, asked) in made {
        let at: Timestamp = asked["at"].as_str().unwrap_or(AT).parse()?;
        let question = Question {
            rules: asked["country"].as_str().map(|country| (&rules, country)),
            revoked: Some(&revoked),
            ..Question::new(&trusted, at)
        };
        let told = answer(&[text.as_str()], &question);
        vectors.push(json!({
            "name": name, "text": text, "at": at.to_string(), "country": asked["country"],
            "family": told.family, "verified": told.verified, "reason": told.reason,
        }));
    }
    let (index, cut) = cut(&batches, &Terms::default(), 1, AT.parse()?);
    let slices = cut
        .iter()
        .map(|it| (to_hex(&it.sha256), STANDARD.encode(&it.bytes).into()));
    Ok(json!({
        "trust": trust,
        "revocation": {
            "index": serde_json::from_str::<Json>(&index.to_json())?,
            "slices": slices.collect::<Map<_, _>>(),
        },
        "vectors": vectors,
    }))
}

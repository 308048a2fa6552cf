//! One file of the test data, and each of its steps.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde_json::Value as Json;

use super::same::is_same;
use crate::base45;
use crate::cbor;
use crate::cose;
use crate::dcc::schema;
use crate::hc1::{self, INFLATED_LIMIT, Read, TrustedKey};
use crate::scan::Picture;
use crate::x509::Certificate;
use crate::zlib::Inflater;

/// A step's success, or the reason code of its failure.
type Step = Result<(), &'static str>;

/// A file of the test data.
pub(super) struct TestFile(Json);

impl TestFile {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().map(Self)
    }

    /// Runs the step of a flag.
    pub(super) fn step(&self, flag: &str) -> Step {
        match flag {
            "EXPECTEDUNPREFIX" => self.unprefix(),
            "EXPECTEDB45DECODE" => self.base45(),
            "EXPECTEDCOMPRESSION" => self.inflate(),
            "EXPECTEDVERIFY" => self.verify().map(drop),
            "EXPECTEDDECODE" => self.decode(),
            "EXPECTEDVALIDJSON" => self.whole_chain(),
            "EXPECTEDSCHEMAVALIDATION" => self.schema(),
            "EXPECTEDEXPIRATIONCHECK" => self.expiration(),
            "EXPECTEDKEYUSAGE" => self.key_usage(),
            "EXPECTEDPICTUREDECODE" => self.picture(),
            _ => Err("flag-unknown"),
        }
    }

    fn unprefix(&self) -> Step {
        let found = hc1::unprefix(self.text("PREFIX")?).map_err(|fault| fault.code())?;
        equal(found == self.text("BASE45")?)
    }

    fn base45(&self) -> Step {
        let found = base45::decode(self.text("BASE45")?).map_err(|fault| fault.code())?;
        equal(found == self.hex("COMPRESSED")?)
    }

    fn inflate(&self) -> Step {
        let packed = self.hex("COMPRESSED")?;
        let found = Inflater::new()
            .zlib(&packed, INFLATED_LIMIT)
            .map_err(|fault| fault.code())?;
        equal(found == self.hex("COSE")?)
    }

    /// The signature, with the certificate of the file if its kid is the one in the message.
    fn verify(&self) -> Result<TrustedKey, &'static str> {
        let trusted = self.trusted()?;
        let message = cose::read(&self.hex("COSE")?).map_err(|fault| fault.code())?;
        let kid = message.kid().map_err(|fault| fault.code())?;
        let keys = Some(&trusted.key).filter(|_| trusted.kid == kid);
        message.verify_any(keys).map_err(|fault| fault.code())?;
        Ok(trusted)
    }

    /// The files hold the claims as `CBOR`, or the content alone.
    fn decode(&self) -> Step {
        let expected = cbor::read(&self.hex("CBOR")?).map_err(|fault| fault.code())?;
        let expected = expected.to_json();
        let read = self.message()?;
        let content = read.dcc_value().map_err(|fault| fault.code())?;
        let claims = cbor::read(read.message.payload()).map_err(|fault| fault.code())?;
        let mut forms = [content, &claims].into_iter();
        equal(forms.any(|form| is_same(&form.to_json(), &expected)))
    }

    fn whole_chain(&self) -> Step {
        let read = hc1::read(self.text("PREFIX")?).map_err(|fault| fault.code())?;
        let found = read.dcc_value().map_err(|fault| fault.code())?;
        let expected = self.0.get("JSON").ok_or("field-missing")?;
        equal(is_same(&found.to_json(), expected))
    }

    fn schema(&self) -> Step {
        let read = self.message()?;
        let found = read.dcc_value().map_err(|fault| fault.code())?;
        schema::check(found).map_err(|fault| fault.code())
    }

    fn expiration(&self) -> Step {
        let clock = self.context("VALIDATIONCLOCK").and_then(moment);
        let read = self.message()?;
        let found = read.check_time(clock.ok_or("clock-malformed")?);
        found.map_err(|fault| fault.code())
    }

    fn key_usage(&self) -> Step {
        let trusted = self.verify()?;
        let content = self.message()?;
        content
            .check_usage(trusted.usages)
            .map_err(|fault| fault.code())
    }

    fn picture(&self) -> Step {
        let picture = self.text("2DCODE").or_else(|_| self.text("_2DCODE"))?;
        let bytes = base64(picture).ok_or("picture-base64")?;
        let codes = Picture::read(&bytes).and_then(|picture| picture.codes());
        let codes = codes.map_err(|fault| fault.code())?;
        let expected = self.text("PREFIX")?;
        equal(codes.iter().any(|code| code == expected))
    }

    /// The signed message of the file, or that of its code where the file has none.
    fn message(&self) -> Result<Read, &'static str> {
        let read = match self.hex("COSE") {
            Ok(bytes) => Read::from_cose(&bytes),
            Err(_) => hc1::read(self.text("PREFIX")?),
        };
        read.map_err(|fault| fault.code())
    }

    fn trusted(&self) -> Result<TrustedKey, &'static str> {
        let der = self.context("CERTIFICATE").and_then(base64);
        trusted_key(&der.ok_or("certificate-missing")?)
    }

    fn text(&self, field: &str) -> Result<&str, &'static str> {
        self.0
            .get(field)
            .and_then(Json::as_str)
            .ok_or("field-missing")
    }

    fn context(&self, field: &str) -> Option<&str> {
        self.0.get("TESTCTX")?.get(field)?.as_str()
    }

    fn hex(&self, field: &str) -> Result<Vec<u8>, &'static str> {
        hex(self.text(field)?).ok_or("field-malformed")
    }
}

/// The key of a certificate in DER.
pub(super) fn trusted_key(der: &[u8]) -> Result<TrustedKey, &'static str> {
    let certificate = Certificate::from_der(der).map_err(|fault| fault.code())?;
    TrustedKey::from_certificate(&certificate).map_err(|fault| fault.code())
}

/// Standard base64, with whatever blanks and line ends within.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let letters: String = text.split_whitespace().collect();
    STANDARD.decode(letters).ok()
}

fn equal(is_equal: bool) -> Step {
    if is_equal { Ok(()) } else { Err("differs") }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    pairs
        .iter()
        .map(|&[high, low]| u8::try_from(digit(high)? << 4 | digit(low)?).ok())
        .collect()
}

/// A moment with its offset; without one it is in UTC.
fn moment(text: &str) -> Option<Timestamp> {
    let with_offset: Option<Timestamp> = text.parse().ok();
    with_offset.or_else(|| {
        let plain: DateTime = text.parse().ok()?;
        Offset::UTC.to_timestamp(plain).ok()
    })
}

//! Types to CBOR, in one pass and in the order of deterministic encoding.

use super::VERSION;
use super::payload::{Dcc, Event, PersonName, Recovery, Vaccination};
use crate::cbor::Writer;

impl Dcc {
    /// SHA-256 of what it says of the person, apart from its identifier and the name of who issued it: two
    /// certificates that say the same of the same person have the same.
    pub fn digest(&self) -> [u8; 32] {
        let mut nameless = self.clone();
        let told = match &mut nameless.event {
            Event::Vaccination(of) => [&mut of.identifier, &mut of.issuer],
            Event::Recovery(of) => [&mut of.identifier, &mut of.issuer],
            Event::Test(of) => [&mut of.identifier, &mut of.issuer],
        };
        told.into_iter().for_each(String::clear);
        let mut bytes = Vec::new();
        nameless.write(&mut bytes);
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &bytes);
        digest.as_ref().try_into().unwrap_or_default()
    }

    /// Appends the content. A test is written as an empty certificate: [`Dcc::check`] refuses it
    /// before.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let mut writer = Writer::new(out);
        writer.map(4);
        match &self.event {
            Event::Vaccination(vaccination) => vaccination.write(&mut writer),
            Event::Recovery(recovery) => recovery.write(&mut writer),
            Event::Test(_) => {
                writer.text("t");
                writer.array(0);
            }
        }
        pair(&mut writer, "dob", &self.birth_date);
        writer.text("nam");
        self.name.write(&mut writer);
        pair(&mut writer, "ver", VERSION);
    }
}

fn pair(writer: &mut Writer<'_>, key: &str, text: &str) {
    writer.text(key);
    writer.text(text);
}

impl PersonName {
    fn write(&self, writer: &mut Writer<'_>) {
        let parts = [
            ("fn", &self.surname),
            ("gn", &self.given),
            ("fnt", &self.surname_letters),
            ("gnt", &self.given_letters),
        ];
        writer.map(parts.iter().filter(|(_, part)| part.is_some()).count());
        for (key, part) in parts {
            if let Some(part) = part {
                pair(writer, key, part);
            }
        }
    }
}

impl Vaccination {
    fn write(&self, writer: &mut Writer<'_>) {
        writer.text("v");
        writer.array(1);
        writer.map(10);
        pair(writer, "ci", &self.identifier);
        pair(writer, "co", &self.country);
        writer.text("dn");
        writer.integer(i64::from(self.dose));
        pair(writer, "dt", &self.date);
        pair(writer, "is", &self.issuer);
        pair(writer, "ma", &self.manufacturer);
        pair(writer, "mp", &self.product);
        writer.text("sd");
        writer.integer(i64::from(self.doses));
        pair(writer, "tg", &self.disease);
        pair(writer, "vp", &self.prophylaxis);
    }
}

impl Recovery {
    fn write(&self, writer: &mut Writer<'_>) {
        writer.text("r");
        writer.array(1);
        writer.map(7);
        pair(writer, "ci", &self.identifier);
        pair(writer, "co", &self.country);
        pair(writer, "df", &self.valid_from);
        pair(writer, "du", &self.valid_until);
        pair(writer, "fr", &self.first_positive);
        pair(writer, "is", &self.issuer);
        pair(writer, "tg", &self.disease);
    }
}

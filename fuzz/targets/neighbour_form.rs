//! Any bytes as a code of the WHO, of DIVOC or of ICAO: never a panic.
//!
//! A data set that is read is written, and read again as the same.
#![no_main]

use khien_certificate::cbor;
use khien_certificate::ddcc::{Divoc, Family, Icvp, VaccinationStatus, Vds, Who};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Family::of(bytes);
    if let Ok(divoc) = Divoc::read(bytes) {
        let _ = divoc.evidence();
    }
    if let Ok(vds) = Vds::read(bytes) {
        let _ = (vds.vaccinations(), vds.verify().is_ok());
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(who) = Who::read(text)
    {
        let _ = who.vaccination_status();
    }
    let Ok(value) = cbor::read(bytes) else {
        return;
    };
    if let Ok(status) = VaccinationStatus::read(&value) {
        let written = status.to_value().expect("what was read can be written");
        assert!(VaccinationStatus::read(&written) == Ok(status));
    }
    if let Ok(certificate) = Icvp::read(&value)
        && let Ok(written) = certificate.to_value()
    {
        let again = Icvp::read(&written).expect("what was written can be read");
        assert!(again.product == certificate.product && again.name == certificate.name);
    }
});

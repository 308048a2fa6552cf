//! No register at all: the registry works, and every question waits.

use khien_domain::{Answers, PopulationRegister, Record, RegisterFault};

/// A register that never answers. People are entered as not yet checked.
#[derive(Clone, Copy, Debug)]
pub struct AbsentRegister;

impl PopulationRegister for AbsentRegister {
    fn ask<'a>(&'a self, _records: &'a [Record<'a>]) -> Answers<'a> {
        Box::pin(async { Err(RegisterFault::Away) })
    }
}

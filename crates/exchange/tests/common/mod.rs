//! What several tests need: the sample district, and workbooks made by hand.
#![expect(
    dead_code,
    reason = "each test binary uses its own part of the helpers"
)]

pub(crate) mod old_workbook;
pub(crate) mod samples;
pub(crate) mod workbook;

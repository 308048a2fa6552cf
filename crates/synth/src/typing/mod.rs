//! How people mistype: numbers, names, dates, and forms that mean the same.
//!
//! Written from what happens at keyboards, on the telephone and in old fonts, not from what any
//! matcher can mend.

mod date;
mod encoding;
mod letter;
mod mishear;
mod name;
mod number;

pub(crate) use date::{applies as date_applies, typed as typed_date, write as write_date};
pub(crate) use name::{applies as name_applies, typed as typed_name};
pub(crate) use number::Numbers;

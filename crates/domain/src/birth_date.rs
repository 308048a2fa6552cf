//! Dates of birth with the precision that is known, in every form in which people write them.
//!
//! Here: reading, showing and comparing. Not here: a clock. Whether a date lies in the future, or
//! makes somebody too young, is for those to say who know the day of the dose.

mod age;
mod parts;
mod reading;
mod value;

pub use value::{BirthDate, DateFault};

#[cfg(test)]
mod tests;

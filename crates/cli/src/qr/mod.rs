//! Codes that people show: read, checked, and the public suites run against what reads them.

pub mod input;
pub mod revoked;
pub mod suite;
pub mod trusted;

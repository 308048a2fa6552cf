//! The command `khien`.
fn main() {}

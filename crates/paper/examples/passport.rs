//! Writes the passport of an invented person to standard output: `usual`, `long` or `foreign`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::error::Error;
use std::io::Write as _;

fn main() -> Result<(), Box<dyn Error>> {
    let which = std::env::args().nth(1).unwrap_or_default();
    let code = sample::code(1);
    let made = match which.as_str() {
        "long" => sample::long(code),
        "foreign" => sample::foreign(code),
        _ => sample::usual(code),
    };
    let pdf = khien_paper::passport::passport(&made)?;
    std::io::stdout().write_all(&pdf)?;
    Ok(())
}

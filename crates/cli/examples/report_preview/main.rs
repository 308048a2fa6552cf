//! Writes a report with the proportions of the sample district, to look at while working on the
//! page: `cargo run -p khien-cli --example report_preview OUT.html [--codes]`.

mod data;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(out) = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"))
    else {
        return ExitCode::from(2);
    };
    let mut report = data::sample();
    report.show_values = !arguments.iter().any(|argument| argument == "--codes");
    let written = khien_cli::report::render(&report)
        .map_err(|fault| fault.to_string())
        .and_then(|page| std::fs::write(out, page).map_err(|fault| fault.to_string()));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

//! Prints the description of the API: `cargo run -p khien-web --example openapi > docs/api/openapi.json`.

#![expect(clippy::print_stdout, reason = "a program that prints")]

fn main() {
    print!("{}", khien_web::description());
}

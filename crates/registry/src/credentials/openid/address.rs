//! Which addresses of a provider are acceptable.

use super::fault::OpenIdFault;

/// Plain HTTP to the machine itself, for a provider run locally.
const LOCAL: [&str; 3] = ["http://localhost", "http://127.0.0.1", "http://[::1]"];

/// Accepts HTTPS, and HTTP to this machine; nothing with a fragment, blanks or control characters.
pub(super) fn accepted(address: &str) -> Result<(), OpenIdFault> {
    let local = LOCAL.iter().any(|host| {
        let rest = address.strip_prefix(host);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/', '?']))
    });
    let remote = address.strip_prefix("https://");
    let remote = remote
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['));
    let clean =
        !address.contains(|c: char| c == '#' || c == '@' || c.is_whitespace() || c.is_control());
    if clean && (local || remote) {
        Ok(())
    } else {
        Err(OpenIdFault::InsecureAddress)
    }
}

#[test]
fn only_protected_and_local_addresses_are_accepted() {
    for good in [
        "https://id.example.vn",
        "https://[2001:db8::1]/a?b",
        "http://localhost:3000/a",
        "http://127.0.0.1",
    ] {
        assert_eq!(accepted(good), Ok(()), "{good}");
    }
    for bad in [
        "",
        "https://",
        "http://id.example.vn",
        "http://localhost.example.vn",
        "https://id.example.vn#x",
        "https://id.example.vn /",
        "https://somebody@id.example.vn",
        "http://localhost:80@id.example.vn",
        "javascript:alert(1)",
        "//id.example.vn",
    ] {
        assert_eq!(accepted(bad), Err(OpenIdFault::InsecureAddress), "{bad}");
    }
}

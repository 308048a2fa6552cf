//! The textual form of keys (RFC 7468).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Characters of one line of Base64 (RFC 7468 §2).
const LINE: usize = 64;
/// No text of ours is longer; a longer one is not read at all.
const LONGEST: usize = 64 * 1024;

/// Writes `der` between its two boundary lines.
pub(super) fn encode(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    for (at, c) in body.chars().enumerate() {
        if at > 0 && at % LINE == 0 {
            text.push('\n');
        }
        text.push(c);
    }
    text + "\n-----END " + label + "-----\n"
}

/// Reads the first text of that label. Words before and after it are allowed, as are either kind
/// of line ends and blanks inside.
pub(super) fn decode(label: &str, text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    let (_, after) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (body, _) = after.split_once(&format!("-----END {label}-----"))?;
    let body: String = body.split_ascii_whitespace().collect();
    STANDARD.decode(body).ok()
}

//! Codes of the rows of a sheet, and the ids that follow from a row.
//!
//! What is entered from a row gets an id made of the row's own, so that the same row of two copies, or
//! of one copy uploaded twice, is entered once.

use aws_lc_rs::digest::{SHA256, digest};
use uuid::{Builder, Uuid};

/// Letters of a code: without I, L, O and U, which are misread (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code of a row as it is printed: eight letters out of the last forty bits of the attendance's
/// id, which are random in an id of version 7.
pub fn row_code(attendance: Uuid) -> String {
    let bits = attendance.as_u128();
    let letter = |place: u32| {
        let five = usize::try_from((bits >> (5 * place)) & 31).unwrap_or(0);
        char::from(LETTERS[five % LETTERS.len()])
    };
    let half = |from: u32| (0..4).map(move |place| letter(from - place));
    let mut code: String = half(7).collect();
    code.push('-');
    code.extend(half(3));
    code
}

/// A code as somebody typed it: small letters, blanks, the letters that look like digits.
pub(super) fn read_code(typed: &str) -> Option<String> {
    let letters: Vec<char> = typed
        .to_uppercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let known = |c: &char| c.is_ascii() && LETTERS.iter().any(|it| char::from(*it) == *c);
    if letters.len() != 8 || !letters.iter().all(known) {
        return None;
    }
    let (first, second) = letters.split_at(4);
    Some(first.iter().chain(&['-']).chain(second).collect())
}

/// An id that follows from another: always the same for the same purpose.
pub(super) fn derived(from: Uuid, purpose: &str) -> Uuid {
    let mut text = from.as_bytes().to_vec();
    text.extend_from_slice(purpose.as_bytes());
    let hash = digest(&SHA256, &text);
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(hash.as_ref()) {
        *byte = *hashed;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The attendance of the nth blank row of a session's sheet.
pub(super) fn blank_row(session: Uuid, number: u32) -> Uuid {
    derived(session, &format!("blank row {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_typed() {
        let id = Uuid::from_u128(0x018f_0000_0000_7000_8000_00a5_1f3c_9e07);
        let code = row_code(id);
        assert_eq!(code, "MMFK-S7G7");
        for typed in [
            code.clone(),
            code.to_lowercase(),
            code.replace('-', " "),
            format!(" {code} "),
        ] {
            assert_eq!(read_code(&typed).as_ref(), Some(&code), "{typed}");
        }
        assert_eq!(read_code("oi1l-0000").as_deref(), Some("0111-0000"));
        for wrong in ["", "MMFK", "MMFK-S7GU", "MMFK-S7G77"] {
            assert_eq!(read_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_id_follows_from_another_always_and_for_one_purpose() {
        let row = Uuid::from_u128(7);
        assert_eq!(derived(row, "dose"), derived(row, "dose"));
        assert_ne!(derived(row, "dose"), derived(row, "person"));
        assert_ne!(blank_row(row, 1), blank_row(row, 2));
        assert_eq!(derived(row, "dose").get_version_num(), 8);
    }
}

//! A question that travels in an address without being legible there.
//!
//! Names and numbers never stand in an address, where logs and histories keep them; yet a search
//! must survive "back" and "reload". So the question is encrypted, for this session only.

use aws_lc_rs::aead::{Aad, NONCE_LEN, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Keys;

/// The text sealed for a session; `nonce` is random.
pub(crate) fn seal(
    keys: &Keys,
    session: &str,
    nonce: [u8; NONCE_LEN],
    text: &str,
) -> Option<String> {
    let key = keys.sealing.as_ref()?;
    let mut sealed = text.as_bytes().to_vec();
    let unique = Nonce::assume_unique_for_key(nonce);
    key.seal_in_place_append_tag(unique, Aad::from(session.as_bytes()), &mut sealed)
        .ok()?;
    let mut bytes = nonce.to_vec();
    bytes.extend(sealed);
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

/// What was sealed in this session; nothing for anything else.
pub(crate) fn open(keys: &Keys, session: &str, sealed: &str) -> Option<String> {
    let key = keys.sealing.as_ref()?;
    let mut bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    if bytes.len() < NONCE_LEN {
        return None;
    }
    let mut rest = bytes.split_off(NONCE_LEN);
    let nonce = Nonce::try_assume_unique_for_key(&bytes).ok()?;
    let text = key
        .open_in_place(nonce, Aad::from(session.as_bytes()), &mut rest)
        .ok()?;
    String::from_utf8(text.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_legible_in_its_session_only() {
        let keys = Keys::derive(&[1; 32]);
        let sealed = seal(&keys, "one", [3; NONCE_LEN], "Nguyễn Tâm Anh").expect("a key");
        assert!(!sealed.contains("Anh"));
        assert_eq!(
            open(&keys, "one", &sealed).as_deref(),
            Some("Nguyễn Tâm Anh")
        );
        assert_eq!(open(&keys, "two", &sealed), None);
        assert_eq!(open(&Keys::derive(&[2; 32]), "one", &sealed), None);
        for nonsense in ["", "AAAA", "?", &sealed[1..]] {
            assert_eq!(open(&keys, "one", nonsense), None);
        }
    }
}

//! The token that every form carries: only a page of ours, shown in this session, can know it.
//!
//! Double submit: the cookie names the session, the form carries a keyed hash of it. The token is
//! mixed with fresh random bytes on every page, so that compression betrays nothing about it.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Keys;

const LENGTH: usize = 32;

/// What forms of one session are checked against.
#[derive(Clone)]
pub(crate) struct Csrf {
    secret: [u8; LENGTH],
    mask: [u8; LENGTH],
}

impl Csrf {
    /// For the session (or the visit before it) with this cookie value; `mask` is random.
    pub(crate) fn new(keys: &Keys, session: &str, mask: [u8; LENGTH]) -> Self {
        let tag = hmac::sign(&keys.forms, session.as_bytes());
        let mut secret = [0; LENGTH];
        secret.copy_from_slice(tag.as_ref());
        Self { secret, mask }
    }

    /// The token as it stands in a form.
    pub(crate) fn token(&self) -> String {
        let mut token = self.mask.to_vec();
        token.extend(xor(&self.secret, &self.mask));
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Whether the token came out of a page of this session.
    pub(crate) fn accepts(&self, token: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else {
            return false;
        };
        if bytes.len() != 2 * LENGTH {
            return false;
        }
        let (mask, mixed) = bytes.split_at(LENGTH);
        verify_slices_are_equal(&xor(mixed, mask), &self.secret).is_ok()
    }
}

fn xor(left: &[u8], right: &[u8]) -> Vec<u8> {
    left.iter().zip(right).map(|(a, b)| a ^ b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csrf(session: &str, mask: u8) -> Csrf {
        Csrf::new(&Keys::derive(&[1; 32]), session, [mask; LENGTH])
    }

    #[test]
    fn a_token_is_good_for_its_session_only() {
        let token = csrf("one", 9).token();
        assert!(csrf("one", 77).accepts(&token));
        assert!(!csrf("two", 9).accepts(&token));
        let other_server = Csrf::new(&Keys::derive(&[2; 32]), "one", [9; LENGTH]);
        assert!(!other_server.accepts(&token));
    }

    #[test]
    fn no_page_carries_the_same_token_twice() {
        assert_ne!(csrf("one", 9).token(), csrf("one", 10).token());
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for nonsense in ["", "x", "AAAA", "không"] {
            assert!(!csrf("one", 9).accepts(nonsense), "{nonsense}");
        }
    }
}

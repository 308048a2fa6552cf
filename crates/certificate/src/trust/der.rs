//! The least of DER that is needed besides [`crate::x509`].

/// The content of a DER element of that tag, and what follows it.
pub(crate) fn element(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, after) = bytes.split_first().filter(|(first, _)| **first == tag)?;
    let (length, after) = after.split_first()?;
    if *length < 0x80 {
        return after.split_at_checked(usize::from(*length));
    }
    let (bytes, after) = after.split_at_checked(usize::from(length & 0x7f))?;
    if bytes.len() > 2 {
        return None;
    }
    let length = bytes
        .iter()
        .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    after.split_at_checked(length)
}

//! Where unpredictable bytes come from.

use thiserror::Error;

/// The source of random bytes gave none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the source of random bytes gave none")]
pub struct NoRandomBytes;

/// A source of unpredictable bytes. The command line hands in the operating system's; tests hand in
/// a counter.
pub trait RandomBytes {
    /// Fills all of `bytes`.
    ///
    /// # Errors
    /// [`NoRandomBytes`] where the source failed; nothing made from `bytes` may then be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes>;
}

/// `N` bytes of the source.
pub(crate) fn draw<const N: usize>(random: &dyn RandomBytes) -> Result<[u8; N], NoRandomBytes> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}

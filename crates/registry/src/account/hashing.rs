//! Passwords are slow on purpose: they are hashed off the threads that serve, and few at a time.

use khien_certificate::keys::NoRandomBytes;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::credentials::{Answer, PasswordHash, PasswordHashFault, verify_password};

/// Passwords that are hashed at once. Each takes 19 MiB and a core for some 20 ms, so four bound the
/// memory, leave cores to others, and still let 100 people a second in.
pub const AT_ONCE: usize = 4;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Why a password was not hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum HashError {
    #[error(transparent)]
    Hash(#[from] PasswordHashFault),
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
}

/// Hashes a password with a fresh random salt, when its turn comes.
///
/// # Errors
/// [`PasswordHashFault::NotHashed`] where memory is short, or the program is ending.
pub async fn hash_password(
    password: &str,
    salt: [u8; 16],
) -> Result<PasswordHash, PasswordHashFault> {
    let password = Zeroizing::new(password.to_owned());
    in_turn(move || PasswordHash::of(&password, &salt)).await?
}

/// Compares a password with what is stored, or with nothing, which takes as long.
pub(super) async fn verify(
    stored: Option<PasswordHash>,
    password: &str,
) -> Result<Answer, PasswordHashFault> {
    let password = Zeroizing::new(password.to_owned());
    in_turn(move || verify_password(stored.as_ref(), &password)).await
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PasswordHashFault> {
    let turn = TURNS.acquire().await;
    let turn = turn.map_err(|_| PasswordHashFault::NotHashed)?;
    // The turn goes with the work: who closes the page does not give way to one more.
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| PasswordHashFault::NotHashed)
}

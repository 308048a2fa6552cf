//! A body that came too slowly to be waited for: seen by whoever owns the socket, said here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the body of a request was given up. Whoever serves the router puts one among the
/// extensions of a request and sets it when it ends the body; the answer then says why.
#[derive(Clone, Debug, Default)]
pub struct LateBody(Arc<AtomicBool>);

impl LateBody {
    /// Notes that the rest of the body is not waited for.
    pub fn give_up(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether that was noted.
    pub fn is_given_up(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

//! Ctrl-C: a flag that the work looks at between two chunks.

use crate::failure::Interrupted;
use anyhow::{Context, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

static ASKED: AtomicBool = AtomicBool::new(false);
static TOLD: Notify = Notify::const_new();

/// Listens from now on. The first Ctrl-C asks the work to stop and clean up; the second one
/// ends the process at once, which may leave temporary files, never a half-written final one.
///
/// # Errors
/// If the system does not let us listen.
pub fn listen() -> Result<()> {
    let on_signal = || {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(1);
        }
        TOLD.notify_waiters();
    };
    ctrlc::set_handler(on_signal).context("cannot listen for Ctrl-C")
}

/// Whether the work should stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// Waits until the work should stop.
pub async fn wait() {
    loop {
        // Made before the flag is looked at, so that no signal falls between the two.
        let told = TOLD.notified();
        if asked() {
            return;
        }
        told.await;
    }
}

/// Fails with [`Interrupted`] if the work should stop.
///
/// # Errors
/// [`Interrupted`].
pub fn check() -> Result<(), Interrupted> {
    if asked() { Err(Interrupted) } else { Ok(()) }
}

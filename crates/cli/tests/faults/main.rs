//! What is around the server fails: the database goes away and comes back, the disk is full, an upload
//! is larger than anything. The real program answers clearly, loses nothing and goes on by itself.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on must fail loudly"
)]

mod clients;
mod cluster;
mod database_away;
mod disk_full;
mod huge_upload;
#[path = "../kill/scene.rs"]
#[expect(
    dead_code,
    reason = "the scene of the kill tests, of which not everything is needed here"
)]
mod scene;
mod server;

use std::time::{Duration, Instant};

/// Looks again and again until it is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_mins(2), "in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

//! Programs that record doses and send each again until somebody says yes.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use uuid::Uuid;

use crate::scene::Scene;
use crate::server::Server;

/// What was sent and answered.
#[derive(Default)]
pub(crate) struct Clients {
    next: AtomicUsize,
    acknowledged: Mutex<Vec<Uuid>>,
    refused: AtomicUsize,
    is_over: AtomicBool,
}

/// Lets the programs end, also when the test fails.
pub(crate) struct Over<'a>(pub(crate) &'a Clients);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::SeqCst);
    }
}

impl Clients {
    /// One program: a dose after the other, each to a new person. While the database is away the
    /// answer says so and when to come again.
    pub(crate) fn record(&self, scene: &Scene, server: &Server) {
        while !self.is_over.load(Ordering::SeqCst) {
            let (id, body) = scene.dose(self.next.fetch_add(1, Ordering::SeqCst));
            loop {
                let answer = server.record(&body);
                if matches!(answer.status, 200 | 201) {
                    self.acknowledged.lock().unwrap().push(id);
                    break;
                }
                answer.is_problem(503, "unavailable");
                self.refused.fetch_add(1, Ordering::SeqCst);
                if std::thread::panicking() {
                    return;
                }
            }
        }
    }

    pub(crate) fn acknowledged(&self) -> Vec<Uuid> {
        self.acknowledged.lock().unwrap().clone()
    }

    pub(crate) fn answers(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    pub(crate) fn refused(&self) -> usize {
        self.refused.load(Ordering::SeqCst)
    }
}

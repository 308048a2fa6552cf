//! The server is killed again and again in the middle of its work; nothing acknowledged is lost and
//! nothing is done twice.
//!
//! Each round starts the real program on the same database, records doses through its API from
//! several programs at once while an import is being read and written, and kills it (SIGKILL) after
//! a number of answers that differs from round to round. `KHIEN_KILLS` says how often on each
//! engine.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on must fail loudly; the long run prints a log that is kept"
)]

mod scene;
mod server;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use scene::{PEOPLE, ROWS, Scene};
use server::Server;
use uuid::Uuid;

/// Programs that record doses at once.
const PROGRAMS: usize = 4;
/// Kills on each engine in the default run.
const KILLS: usize = 5;

/// What was sent: the dose with its body, and whether the server said yes.
#[derive(Default)]
struct Sent {
    doses: Mutex<BTreeMap<Uuid, (String, bool)>>,
    answers: AtomicUsize,
    next: AtomicUsize,
}

impl Sent {
    /// Sends one dose; `false` once the server is gone.
    fn send(&self, server: &Server, id: Uuid, body: &str) -> bool {
        let mut doses = self.doses.lock().unwrap();
        doses.entry(id).or_insert((body.to_owned(), false));
        drop(doses);
        let Some(status) = server.record(body) else {
            return false;
        };
        assert!(status == 201 || status == 200, "{status} for {body}");
        self.doses
            .lock()
            .unwrap()
            .insert(id, (body.to_owned(), true));
        self.answers.fetch_add(1, Ordering::SeqCst);
        true
    }

    fn unanswered(&self) -> Vec<(Uuid, String)> {
        let doses = self.doses.lock().unwrap();
        let open = doses.iter().filter(|(_, (_, answered))| !answered);
        open.map(|(id, (body, _))| (*id, body.clone())).collect()
    }
}

/// One life of the server: retries what had no answer, then goes on until the kill.
fn live(scene: &Scene, sent: &Sent, answers: usize) {
    let server = Server::start(scene);
    for (id, body) in sent.unanswered() {
        assert!(sent.send(&server, id, &body), "the server is just up");
    }
    let enough = sent.answers.load(Ordering::SeqCst) + answers;
    std::thread::scope(|programs| {
        for _ in 0..PROGRAMS {
            programs.spawn(|| {
                loop {
                    let number = sent.next.fetch_add(1, Ordering::SeqCst);
                    assert!(number < PEOPLE, "there are people enough");
                    let (id, body) = scene.dose(number);
                    if !sent.send(&server, id, &body) {
                        break;
                    }
                    if sent.answers.load(Ordering::SeqCst) >= enough {
                        server.kill();
                    }
                }
            });
        }
    });
}

fn survives(scene: &Scene) {
    let sent = Sent::default();
    for round in 0..kills() {
        // Between one answer and some dozens: the kill falls into every part of the work.
        live(scene, &sent, 1 + (round * 37 + 11) % 61);
        let (answered, open) = (sent.answers.load(Ordering::SeqCst), sent.unanswered().len());
        let (import, imported) = scene.let_leases_run_out();
        println!(
            "kill {}: {answered} doses acknowledged, {open} without an answer; file {import}, {imported} of its doses",
            round + 1
        );
    }
    let server = Server::start(scene);
    for (id, body) in sent.unanswered() {
        assert!(sent.send(&server, id, &body));
    }
    server.kill();
    let acknowledged: Vec<Uuid> = sent.doses.lock().unwrap().keys().copied().collect();
    let found = scene.after_everything(&acknowledged);
    assert_eq!(
        found.missing, 0,
        "every dose that was acknowledged is there"
    );
    assert_eq!(found.recorded, acknowledged.len(), "and none twice");
    assert_eq!(
        found.imported, ROWS,
        "every row of the file is written once"
    );
    assert_eq!(found.counted, found.recounted, "counters equal a recount");
    assert_eq!(
        found.recounted,
        i64::try_from(acknowledged.len() + ROWS).unwrap()
    );
    assert!(found.sealed > 0, "the audit is whole");
    println!(
        "{} doses sent and {} imported, each there once; {} audit entries whole; counters equal a recount",
        acknowledged.len(),
        found.imported,
        found.sealed
    );
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long the test takes is the choice of who runs it"
)]
fn kills() -> usize {
    let asked = std::env::var("KHIEN_KILLS").ok();
    asked.map_or(KILLS, |kills| kills.parse().unwrap())
}

#[expect(
    clippy::disallowed_methods,
    reason = "which server the tests use is the one thing they read from outside"
)]
fn server() -> String {
    let Ok(server) = std::env::var("KHIEN_TEST_POSTGRES") else {
        panic!("KHIEN_TEST_POSTGRES is not set: run ./test, which starts a server");
    };
    server
}

#[test]
fn nothing_is_lost_or_done_twice_on_sqlite() {
    survives(&Scene::on_sqlite());
}

#[test]
fn nothing_is_lost_or_done_twice_on_postgres() {
    survives(&Scene::on_server(&server(), true));
}

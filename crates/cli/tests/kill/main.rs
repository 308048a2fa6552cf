//! The server is killed again and again in the middle of its work; nothing acknowledged is lost and
//! nothing is done twice.
//!
//! Each round starts the real program on the same database, records doses through its API from
//! several programs at once, and kills it (SIGKILL) after a number of answers that differs from round
//! to round, counted from when it is at work on a file: each file is killed once while it is read, then
//! until it is written whole; then comes the next. `KHIEN_KILLS` says how often on each engine.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on must fail loudly; the long run prints a log that is kept"
)]

#[expect(dead_code, reason = "other tests need more of the scene than these")]
mod scene;
mod server;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use scene::{Hit, ROWS, Scene};
use server::Server;
use uuid::Uuid;

/// Programs that record doses at once.
const PROGRAMS: usize = 4;
/// Kills on each engine in the default run.
const KILLS: usize = 5;
/// People for so many kills: each time a few get a dose.
const PEOPLE: usize = 5_000;

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

/// One life of the server: retries what had no answer, then goes on until the kill. The job of the
/// file was begun so often before.
fn live(scene: &Scene, sent: &Sent, attempts: i64, round: usize) {
    let server = Server::start(scene);
    // Every third time some rows are let through, so that the kill hits the middle of a file.
    scene.until_at_work(attempts, round % 3 == 2);
    // Between one answer and some: the kill falls into every part of a step.
    let enough = sent.answers.load(Ordering::SeqCst) + 1 + (round * 37 + 11) % 5;
    let open = Mutex::new(sent.unanswered());
    let next = || {
        let number = sent.next.fetch_add(1, Ordering::SeqCst);
        assert!(number < PEOPLE, "there are people enough");
        scene.dose(number)
    };
    std::thread::scope(|programs| {
        for _ in 0..PROGRAMS {
            programs.spawn(|| {
                loop {
                    let unanswered = open.lock().unwrap().pop();
                    let (id, body) = unanswered.unwrap_or_else(next);
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
    let (mut attempts, mut reading, mut applying) = (0, 0, 0);
    for round in 0..kills() {
        live(scene, &sent, attempts, round);
        let (answered, open) = (sent.answers.load(Ordering::SeqCst), sent.unanswered().len());
        let file = scene.files();
        let into = match scene.hit() {
            Hit::Reading(rows) => {
                reading += 1;
                format!("file {file} being read, {rows} of {ROWS} rows kept")
            }
            Hit::Applying(doses) => {
                applying += 1;
                format!("file {file} being written, {doses} of {ROWS} doses there")
            }
            Hit::Nothing => format!("file {file} at rest"),
        };
        println!(
            "kill {}: {answered} doses acknowledged, {open} without an answer; {into}",
            round + 1
        );
        attempts = scene.go_on();
    }
    println!("{applying} kills hit the writing of a file, {reading} its reading");
    assert!(2 * applying > kills(), "most kills hit the writing");
    assert!(reading > 0, "and some the reading");
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
    let rows = ROWS * scene.files();
    assert_eq!(found.imported, rows, "every row of a file is written once");
    assert_eq!(found.counted, found.recounted, "counters equal a recount");
    assert_eq!(
        found.recounted,
        i64::try_from(acknowledged.len() + rows).unwrap()
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
    survives(&Scene::on_sqlite(PEOPLE).with_file());
}

#[test]
fn nothing_is_lost_or_done_twice_on_postgres() {
    survives(&Scene::on_server(&server(), PEOPLE).with_file());
}

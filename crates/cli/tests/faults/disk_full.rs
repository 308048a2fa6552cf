//! No room is left where the database lies.
//!
//! For SQLite it is the real thing as far as the program can see: the system refuses to make a file
//! longer (the limit of the process on the size of files, which a test may set without any rights).
//! PostgreSQL writes in another process; there a trigger answers what the server answers then (SQLSTATE
//! 53100), which shows what Khiên makes of it, not what PostgreSQL does.

use std::process::Command;

use crate::scene::Scene;
use crate::server::{Answer, Server};
use crate::until;

/// Bytes that SQLite may still write into its journal: not even one dose.
const ROOM: u64 = 2_000;

#[test]
fn a_full_disk_is_told_and_nothing_is_half_written() {
    let scene = Scene::on_sqlite(200);
    let cookie = scene.sign_in();
    let server = Server::start(&scene);
    let mut doses: Vec<_> = (0..20).map(|number| scene.dose(number)).collect();
    for (_, body) in doses.iter().take(10) {
        assert_eq!(server.record(body).status, 201);
    }
    let journal = format!("{}-wal", scene.database.trim_start_matches("sqlite:"));
    let length = || std::fs::metadata(&journal).unwrap().len();
    limit(&server, &(length() + ROOM).to_string());
    // What still goes in does; then there is an end.
    let refused = doses.iter().skip(10).find(|(_, body)| {
        let answer = server.record(body);
        if answer.status != 201 {
            answer.is_problem(507, "storage-full");
        }
        answer.status != 201
    });
    assert!(refused.is_some(), "the disk is full");
    assert_eq!(server.health(), 200, "what is there can be read");
    for (language, said) in [
        ("vi", "Máy chủ đã hết chỗ lưu"),
        ("en", "The server has no room left"),
    ] {
        upload(&server, &cookie, language).is_page(507, said);
        server
            .open("/station/imports", &cookie, language)
            .is_page(200, "</html>");
    }
    limit(&server, "unlimited");
    for (_, body) in &doses {
        until("it goes on by itself", || {
            matches!(server.record(body).status, 200 | 201)
        });
    }
    let kept = upload(&server, &cookie, "vi");
    assert_eq!(kept.status, 303, "nothing of it was there: {}", kept.body);
    drop(server);
    let ids: Vec<_> = doses.drain(..).map(|(id, _)| id).collect();
    let found = scene.after_everything(&ids);
    assert_eq!(
        (found.missing, found.recorded),
        (0, 20),
        "each is there once"
    );
    assert_eq!(found.counted, found.recounted);
    assert!(found.sealed > 0, "the audit is whole");
}

/// Largest size of a file for the running server; only its soft limit, which can be lifted again.
fn limit(server: &Server, bytes: &str) {
    let process = server.id().to_string();
    let size = format!("--fsize={bytes}:");
    let set = Command::new("prlimit")
        .args(["--pid", &process, &size])
        .status();
    assert!(set.unwrap().success());
}

/// A list of 300 kB through the form of the page.
fn upload(server: &Server, cookie: &str, language: &str) -> Answer {
    let page = server.open("/station/imports", cookie, language);
    let token = page.body.split("name=\"csrf\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let rows = "1;2;3\n".repeat(50_000);
    let form = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--edge\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{rows}\r\n--edge--\r\n"
    );
    let head = format!(
        "POST /station/imports HTTP/1.1\r\nCookie: {cookie}\r\nAccept-Language: {language}\r\n\
         Content-Type: multipart/form-data; boundary=edge"
    );
    server.ask(&head, form.as_bytes())
}

const FULL: &str = "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$; \
    CREATE TRIGGER full_disk BEFORE INSERT ON dose EXECUTE FUNCTION no_room()";

#[test]
fn what_a_server_says_of_its_full_disk_is_told() {
    let scene = Scene::on_server(&server(), 20);
    let (id, body) = scene.dose(0);
    let khien = Server::start(&scene);
    let psql = |statement: &str| {
        let done = Command::new("psql")
            .args([&scene.database, "-qc", statement])
            .status();
        assert!(done.unwrap().success());
    };
    psql(FULL);
    khien.record(&body).is_problem(507, "storage-full");
    psql("DROP TRIGGER full_disk ON dose");
    assert_eq!(khien.record(&body).status, 201);
    drop(khien);
    let found = scene.after_everything(&[id]);
    assert_eq!((found.missing, found.recorded), (0, 1));
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

//! PostgreSQL is stopped under load and comes back; it is restarted under load.

use crate::clients::{Clients, Over};
use crate::cluster::Cluster;
use crate::scene::{Hit, ROWS, Scene};
use crate::server::Server;
use crate::until;

/// Programs that record doses at once.
const PROGRAMS: usize = 4;

#[test]
fn a_database_that_goes_and_comes_back_loses_nothing() {
    let cluster = Cluster::start();
    let scene = Scene::on_server(&cluster.address(), 10_000).with_file();
    // The file is read, and ordered to be written.
    scene.go_on();
    let cookie = scene.sign_in();
    let server = Server::start(&scene);
    let clients = Clients::default();
    std::thread::scope(|programs| {
        let over = Over(&clients);
        for _ in 0..PROGRAMS {
            programs.spawn(|| clients.record(&scene, &server));
        }
        scene.until_at_work(0, false);
        until("a dose is recorded", || clients.answers() > 0);
        let hit = scene.hit();
        cluster.stop("immediate");
        println!("the plug is pulled: {hit:?}");
        assert!(matches!(hit, Hit::Applying(_)), "{hit:?}");
        is_told(&server, &cookie);
        until("the programs hear of it", || clients.refused() > 0);
        cluster.go_on();
        goes_on(&clients, &server);
        cluster.stop("fast");
        cluster.go_on();
        goes_on(&clients, &server);
        until("the file is written", || scene.file_state() == "applied");
        drop(over);
    });
    drop(server);
    let acknowledged = clients.acknowledged();
    let found = scene.after_everything(&acknowledged);
    assert_eq!(found.missing, 0, "what was acknowledged is there");
    assert_eq!(found.recorded, acknowledged.len(), "and none twice");
    assert_eq!(found.imported, ROWS, "nor a row of the file");
    assert_eq!(found.counted, found.recounted);
    assert!(found.sealed > 0, "the audit is whole");
    println!(
        "{} doses acknowledged, {} answers that the database was away",
        acknowledged.len(),
        clients.refused()
    );
}

/// Doses are recorded again, and the server says that it is well.
fn goes_on(clients: &Clients, server: &Server) {
    let before = clients.answers();
    until("doses are recorded", || clients.answers() > before + 20);
    assert_eq!(server.health(), 200);
}

/// Pages, the API and the question whether it is well say so, all at once since each waits a while
/// for the database.
fn is_told(server: &Server, cookie: &str) {
    let pages = [
        ("vi", "Máy chủ chưa nối được cơ sở dữ liệu"),
        ("en", "The server cannot reach its database"),
    ];
    std::thread::scope(|askers| {
        for (language, said) in pages {
            askers.spawn(move || {
                let page = server.open("/station", cookie, language);
                page.is_page(503, said);
                assert!(page.head.contains("\r\nretry-after: "), "{}", page.head);
            });
        }
        askers.spawn(|| {
            let health = server.ask("GET /health HTTP/1.1", b"");
            health.is_problem(503, "unavailable");
        });
    });
}

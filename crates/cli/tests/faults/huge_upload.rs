//! Half a gigabyte through the form for lists of 64 MB.

use std::io::Write;

use crate::scene::Scene;
use crate::server::{Answer, Server, answer};

/// Bytes of the file.
const BYTES: usize = 500_000_000;
/// Most memory that the server may have used in between, in kB: the largest list, once as it comes and
/// once more while it grows, and what the program needs anyway.
const MOST_MEMORY: u64 = 400_000;

#[test]
fn a_file_of_half_a_gigabyte_is_refused_and_never_held() {
    let scene = Scene::on_sqlite(20);
    let cookie = scene.sign_in();
    let server = Server::start(&scene);
    for (language, said) in [
        ("vi", "Tệp lớn hơn 64 MB"),
        ("en", "The file is larger than 64 MB"),
    ] {
        send(&server, &cookie, language).is_page(413, said);
    }
    let memory = most_memory(&server);
    println!("500 MB twice: at most {memory} kB of memory");
    assert!(memory < MOST_MEMORY, "{memory} kB");
    let list = server.open("/station/imports", &cookie, "vi");
    assert!(!list.body.contains("lon.csv"), "nothing is kept");
    drop(server);
    let folder = scene.keys.parent().unwrap();
    let files = std::fs::read_dir(folder).unwrap();
    let kept: u64 = files
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum();
    assert!(kept < 20_000_000, "{kept} bytes beside and in the database");
}

fn send(server: &Server, cookie: &str, language: &str) -> Answer {
    let page = server.open("/station/imports", cookie, language);
    let token = page.body.split("name=\"csrf\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let before = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--edge\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"lon.csv\"\r\n\r\n"
    );
    let after = "\r\n--edge--\r\n";
    let length = before.len() + BYTES + after.len();
    let mut stream = server.begin(&format!(
        "POST /station/imports HTTP/1.1\r\nCookie: {cookie}\r\nAccept-Language: {language}\r\n\
         Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {length}"
    ));
    stream.write_all(before.as_bytes()).unwrap();
    let piece = vec![b'x'; 1_000_000];
    for _ in 0..BYTES / piece.len() {
        stream.write_all(&piece).unwrap();
    }
    stream.write_all(after.as_bytes()).unwrap();
    answer(&mut stream)
}

/// The most memory that the process ever had, in kB.
fn most_memory(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap()
}

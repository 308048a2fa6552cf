//! Doses recorded through the API by many programs at once, beside the same rows written by pgbench.
//!
//! ```text
//! cargo bench -p khien-cli --bench record_dose -- postgres://USER@HOST/postgres [CLIENTS [SECONDS]]
//! ```
//!
//! Makes a database of its own on the server, starts the real program on it, and lets the clients
//! send doses over connections that stay open, each for a person who has none. Then pgbench writes
//! into the same tables what one such request writes, with as many clients for as long.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on must fail loudly, and prints what it found"
)]

#[path = "../../tests/kill/scene.rs"]
#[expect(
    dead_code,
    reason = "the scene of the kill tests, of which a measurement needs the beginning"
)]
mod scene;

use scene::{PASSPHRASE, PEOPLE, Scene};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What one request writes, as plain SQL.
const SCRIPT: &str = include_str!("same_rows.sql");

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| it != "--bench");
    let Some(server) = arguments.next() else {
        println!("usage: … -- postgres://USER@HOST/postgres [CLIENTS [SECONDS]]");
        return;
    };
    let mut number = |usual: u64| arguments.next().map_or(usual, |it| it.parse().unwrap());
    let (clients, seconds) = (number(64), number(15));
    let scene = Scene::on_server(&server, PEOPLE);
    let (waits, took) = through_the_api(&scene, clients, seconds);
    let rate = f64::from(u32::try_from(waits.len()).unwrap()) / took.as_secs_f64();
    let at = |share: usize| waits[(waits.len() - 1) * share / 1000].as_secs_f64() * 1e3;
    println!(
        "clients {clients}, {:.1} s, {} doses",
        took.as_secs_f64(),
        waits.len()
    );
    println!(
        "API: {rate:.0}/s; ms: median {:.1}, p95 {:.1}, p99 {:.1}, longest {:.1}",
        at(500),
        at(950),
        at(990),
        at(1000)
    );
    let raw = by_pgbench(&scene, clients, seconds);
    println!(
        "pgbench, the same rows: {raw:.0}/s; ratio {:.2}",
        rate / raw
    );
}

/// Waits of all requests, sorted, and the time that all took.
fn through_the_api(scene: &Scene, clients: u64, seconds: u64) -> (Vec<Duration>, Duration) {
    let (mut child, address) = serve(scene);
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let mut waits: Vec<Duration> = std::thread::scope(|scope| {
        let work = || client(scene, &address, &next, end);
        let clients: Vec<_> = (0..clients).map(|_| scope.spawn(work)).collect();
        clients
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect()
    });
    let took = begun.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    waits.sort_unstable();
    (waits, took)
}

fn serve(scene: &Scene) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_khien"))
        .env("LANG", "C")
        .env("KHIEN_PASSPHRASE", PASSPHRASE)
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--database",
            &scene.database,
        ])
        .arg("--keys")
        .arg(&scene.keys)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.split("http://").nth(1).unwrap();
    (child, address.split_whitespace().next().unwrap().to_owned())
}

fn client(scene: &Scene, address: &str, next: &AtomicUsize, end: Instant) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut waits = Vec::new();
    while Instant::now() < end {
        let number = next.fetch_add(1, Ordering::Relaxed);
        assert!(number < PEOPLE, "more people are needed");
        let (_, body) = scene.dose(number);
        let (token, length) = (&scene.token, body.len());
        let request = format!(
            "POST /api/v1/doses HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let sent = Instant::now();
        stream.write_all(request.as_bytes()).unwrap();
        let status = answer(&mut stream);
        waits.push(sent.elapsed());
        assert_eq!(status, 201);
    }
    waits
}

/// Reads one answer whole; its status.
fn answer(stream: &mut TcpStream) -> u16 {
    let (mut bytes, mut piece) = (Vec::new(), [0; 8192]);
    loop {
        let count = stream.read(&mut piece).unwrap();
        assert!(count > 0, "the server hung up");
        bytes.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>().unwrap())
        });
        if body.len() >= length.unwrap() {
            return head.split(' ').nth(1).unwrap().parse().unwrap();
        }
    }
}

/// Transactions a second.
fn by_pgbench(scene: &Scene, clients: u64, seconds: u64) -> f64 {
    let script = scene.keys.with_extension("sql");
    std::fs::write(&script, SCRIPT).unwrap();
    let done = Command::new("pgbench")
        .args([
            "-n",
            "-j",
            "2",
            "-M",
            "prepared",
            "-c",
            &clients.to_string(),
            "-T",
            &seconds.to_string(),
            "-f",
        ])
        .arg(&script)
        .arg(&scene.database)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    print!("{said}");
    let tps = said.lines().find_map(|line| line.strip_prefix("tps = "));
    tps.unwrap().split(' ').next().unwrap().parse().unwrap()
}

//! The real program, and a client that knows just enough HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use crate::scene::{PASSPHRASE, Scene};

/// A running server; killed at the latest when dropped.
pub(crate) struct Server {
    child: Mutex<Child>,
    address: String,
    token: String,
}

impl Server {
    pub(crate) fn start(scene: &Scene) -> Self {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("khien"))
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
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap();
        let address = address.split_whitespace().next().unwrap().to_owned();
        Self {
            child: Mutex::new(child),
            address,
            token: scene.token.clone(),
        }
    }

    /// Sends a dose; the status of the answer, or none if there was no whole answer.
    pub(crate) fn record(&self, body: &str) -> Option<u16> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let (host, token, length) = (&self.address, &self.token, body.len());
        write!(
            stream,
            "POST /api/v1/doses HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        // Half an answer is none.
        body.trim_end().ends_with('}').then_some(status)
    }

    /// SIGKILL: nothing is said, nothing is tidied.
    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap();
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

//! The real program, and a client that knows just enough HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::scene::{PASSPHRASE, Scene};

/// A running server; killed at the latest when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    token: String,
    _out: BufReader<ChildStdout>,
}

/// What it said.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Server {
    /// A write beyond the largest size of a file is a fault that it hears, as on a full disk, not its
    /// end.
    pub(crate) fn start(scene: &Scene) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(assert_cmd::cargo::cargo_bin("khien"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(["--database", &scene.database, "--keys"])
            .arg(&scene.keys)
            .env("LANG", "C")
            .env("KHIEN_PASSPHRASE", PASSPHRASE)
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
            child,
            address,
            token: scene.token.clone(),
            _out: out,
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends the head of a request; what follows is the caller's.
    pub(crate) fn begin(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (head, host) = (head.trim_end(), &self.address);
        write!(
            stream,
            "{head}\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        stream
    }

    /// Sends a request, and reads the answer whole.
    pub(crate) fn ask(&self, head: &str, body: &[u8]) -> Answer {
        let head = format!("{head}\r\nContent-Length: {}", body.len());
        let mut stream = self.begin(&head);
        stream.write_all(body).unwrap();
        answer(&mut stream)
    }

    /// Opens a page as somebody, in a language.
    pub(crate) fn open(&self, path: &str, cookie: &str, language: &str) -> Answer {
        let head =
            format!("GET {path} HTTP/1.1\r\nCookie: {cookie}\r\nAccept-Language: {language}");
        self.ask(&head, b"")
    }

    /// Sends a dose.
    pub(crate) fn record(&self, body: &str) -> Answer {
        let head = format!(
            "POST /api/v1/doses HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json",
            self.token
        );
        self.ask(&head, body.as_bytes())
    }

    pub(crate) fn health(&self) -> u16 {
        self.ask("GET /health HTTP/1.1", b"").status
    }
}

/// What the other side says until it hangs up.
pub(crate) fn answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}

impl Answer {
    /// A problem of the API with this code, in both languages, that says when to come again.
    pub(crate) fn is_problem(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(
            self.head.contains("application/problem+json"),
            "{}",
            self.head
        );
        assert!(self.head.contains("\r\nretry-after: "), "{}", self.head);
        assert!(
            self.body.contains(&format!("\"code\":\"{code}\"")),
            "{}",
            self.body
        );
        for language in ["\"en\":{\"detail\":", "\"vi\":{\"detail\":"] {
            assert!(self.body.contains(language), "{}", self.body);
        }
    }

    /// A page that says this.
    pub(crate) fn is_page(&self, status: u16, said: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(self.head.contains("text/html"), "{}", self.head);
        assert!(self.body.contains(said), "{said}: {}", self.body);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

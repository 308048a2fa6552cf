//! A registry from nothing to a page, by the commands that an operator types.

use assert_cmd::Command;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

const PASSPHRASE: &str = "twelve buffaloes in a field";

fn khien(arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("khien")
        .unwrap()
        .env("LANG", "C")
        .env("KHIEN_PASSPHRASE", PASSPHRASE)
        .args(arguments)
        .assert()
}

fn printed(done: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&done.get_output().stdout).into_owned()
}

/// A server that ends with the test.
struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        Self::start_in(Path::new("."), arguments)
    }

    /// With the user's data in a folder.
    fn start_in(data: &Path, arguments: &[&str]) -> Self {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("khien"))
            .env("LANG", "C")
            .env("KHIEN_PASSPHRASE", PASSPHRASE)
            .env("XDG_DATA_HOME", data)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert_ne!(out.read_line(&mut line).unwrap(), 0, "it says where it is");
        }
        let address = line.split("http://").nth(1).unwrap();
        let address = address.split_whitespace().next().unwrap().to_owned();
        Self {
            child,
            out,
            address,
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to end, and waits until it has.
    fn stop(mut self) {
        let id = self.child.id().to_string();
        let told = std::process::Command::new("kill")
            .arg(&id)
            .status()
            .unwrap();
        assert!(told.success());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success(), "it ends well");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tables, keys and the first account in a folder; gives the address of the database.
fn installation(folder: &Path) -> (String, String) {
    let database = format!("sqlite:{}", folder.join("registry.db").display());
    let keys = folder.join("keys").display().to_string();
    khien(&["migrate", "--database", &database]).success();
    khien(&["keys", "create", "--keys", &keys]).success();
    let first = [
        "account",
        "first",
        "--database",
        &database,
        "--login",
        "cntt",
        "--name",
        "Minh",
    ];
    let made = khien(&first).success();
    assert!(printed(&made).contains("password"), "{}", printed(&made));
    khien(&first).code(1);
    (database, keys)
}

#[test]
fn a_new_installation_serves_a_page_and_its_audit_holds() {
    let folder = tempfile::tempdir().unwrap();
    let (database, keys) = installation(folder.path());
    let listen = ["--listen", "127.0.0.1:0", "--keys", &keys];
    let server = Server::start(&[&["serve", "--database", &database], &listen[..]].concat());
    let page = server.get("/sign-in");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("<form"), "{page}");
    assert!(
        server.get("/station").starts_with("HTTP/1.1 303"),
        "nobody is in"
    );
    server.stop();

    // The first account and its role are in the chain, signed on the way out at the latest.
    let verify = [
        "audit",
        "verify",
        "--database",
        &database,
        "--keys",
        &keys,
        "--json",
    ];
    let held = printed(&khien(&verify).success());
    assert!(
        held.contains("\"entries\": 2") && held.contains("\"signed_to\": 2"),
        "{held}"
    );
}

#[test]
fn what_is_missing_is_named_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("registry.db").display());
    let keys = folder.path().join("keys").display().to_string();
    let serve = [
        "serve",
        "--database",
        &database,
        "--keys",
        &keys,
        "--listen",
        "127.0.0.1:0",
    ];
    let told = |done: assert_cmd::assert::Assert| {
        String::from_utf8_lossy(&done.get_output().stderr).into_owned()
    };
    let no_keys = told(khien(&serve).code(1));
    assert!(no_keys.contains("khien keys create"), "{no_keys}");
    khien(&["keys", "create", "--keys", &keys]).success();
    let no_tables = told(khien(&serve).code(1));
    assert!(no_tables.contains("khien migrate"), "{no_tables}");
    let mut open = serve.to_vec();
    open[6] = "0.0.0.0:0";
    let no_tls = told(khien(&open).code(2));
    assert!(no_tls.contains("--behind-proxy"), "{no_tls}");
    let with = |more: &[&'static str]| [serve.as_slice(), more].concat();
    let no_issuer = told(khien(&with(&["--national-client", "khien"])).code(2));
    assert!(no_issuer.contains("--national-login"), "{no_issuer}");
    khien(&["migrate", "--database", &database]).success();
    let open = [
        "--national-login",
        "http://id.example.vn",
        "--national-client",
        "khien",
    ];
    let open = told(khien(&with(&open)).code(1));
    assert!(open.contains("not protected by HTTPS"), "{open}");
}

/// A country with an authority and a signer whose times fit today.
fn country(folder: &Path) -> String {
    let country = folder.join("country").display().to_string();
    let today = jiff::Zoned::now().date();
    let day = |years: i64| {
        today
            .saturating_add(jiff::Span::new().years(years))
            .to_string()
    };
    let (from, until, end) = (day(-1), day(3), day(9));
    let authority = [
        "keys",
        "authority",
        "--folder",
        &country,
        "--organisation",
        "Bộ Y tế",
        "--name",
        "CSCA Viet Nam 1",
        "--from",
        &from,
        "--until",
        &end,
    ];
    khien(&authority).success();
    let signer = [
        "keys", "signer", "--folder", &country, "--name", "1", "--from", &from, "--until", &until,
    ];
    khien(&signer).success();
    country
}

#[test]
fn the_ministrys_server_opens_its_keys_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let (database, keys) = installation(folder.path());
    let country = country(folder.path());
    let serve = [
        "serve",
        "--database",
        &database,
        "--keys",
        &keys,
        "--listen",
        "127.0.0.1:0",
    ];
    let with = |more: &[&str]| -> Vec<String> {
        serve
            .iter()
            .chain(more)
            .map(|word| (*word).to_owned())
            .collect()
    };
    let wrong = folder.path().join("wrong").display().to_string();
    fs::write(&wrong, "not the passphrase").unwrap();
    let long = "Y".repeat(81);
    for (code, more, named) in [
        (1, &["--issuer", &wrong][..], "khien keys authority"),
        (
            1,
            &["--issuer", &country, "--issuer-passphrase-file", &wrong],
            "passphrase",
        ),
        (
            2,
            &["--issuer", &country, "--issuer-name", &long],
            "name of the authority",
        ),
        (2, &["--issuer-name", "Bộ Y tế"], "--issuer"),
    ] {
        let words = with(more);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let refused = khien(&words).code(code);
        let told = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
        assert!(told.contains(named), "{told}");
        assert!(
            !told.contains(PASSPHRASE) && !told.contains("not the passphrase"),
            "{told}"
        );
    }
    let words = with(&["--issuer", &country]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let server = Server::start(&words);
    assert!(server.get("/checker").starts_with("HTTP/1.1 200"));
    server.stop();
}

#[test]
fn an_entry_that_somebody_changed_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (database, keys) = installation(folder.path());
    let arguments = [
        "serve",
        "--database",
        &database,
        "--keys",
        &keys,
        "--listen",
        "127.0.0.1:0",
    ];
    Server::start(&arguments).stop();
    let copy = folder.path().join("backup.db");
    let copy_path = copy.display().to_string();
    khien(&["backup", "--database", &database, "--out", &copy_path]).success();
    // In the file itself, past every rule of the program: the reason of the first entry.
    let bytes = fs::read(&copy).unwrap();
    let reason = b"first_run";
    let places = bytes.windows(reason.len()).enumerate();
    let places: Vec<usize> = places
        .filter(|(_, bytes)| bytes == reason)
        .map(|it| it.0)
        .collect();
    let mut changed = bytes.clone();
    for place in &places {
        changed[*place] = b'F';
    }
    assert!(!places.is_empty());
    fs::write(&copy, changed).unwrap();
    let copy_address = format!("sqlite:{copy_path}");
    let broken = khien(&[
        "audit",
        "verify",
        "--database",
        &copy_address,
        "--keys",
        &keys,
    ])
    .code(1);
    let told = String::from_utf8_lossy(&broken.get_output().stderr).into_owned();
    assert!(told.contains("breaks at entry 1"), "{told}");
}

#[test]
fn a_backup_is_restored_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = installation(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (backup, restored) = (path("backup.db"), format!("sqlite:{}", path("restored.db")));
    fs::write(
        format!("{backup}.unfinished"),
        "left by a backup that was killed",
    )
    .unwrap();
    let saved = printed(
        &khien(&[
            "backup",
            "--database",
            &database,
            "--out",
            &backup,
            "--json",
        ])
        .success(),
    );
    let rights = fs::metadata(&backup).unwrap().permissions();
    let mode = std::os::unix::fs::PermissionsExt::mode(&rights);
    assert_eq!(
        mode & 0o077,
        0,
        "what is about everybody is not for everybody"
    );
    khien(&["backup", "--database", &database, "--out", &backup]).code(1);
    let restore = [
        "restore",
        "--from",
        &backup,
        "--database",
        &restored,
        "--json",
    ];
    assert_eq!(printed(&khien(&restore).success()), saved);
    khien(&restore).code(1);
    khien(&["doctor", "--database", &restored]).success();
}

#[test]
fn the_demonstration_is_served_from_a_fresh_folder_and_leaves_it_sound() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_in(folder.path(), &["demo", "--listen", "127.0.0.1:0"]);
    let page = server.get("/sign-in");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    // Passports are there from the beginning, and devices are told in which year it plays.
    let lists = server.get("/checker/lists.json");
    assert!(lists.contains(r#""country":"VN""#), "{lists}");
    let checker = server.get("/checker");
    assert!(checker.contains("data-clock-shift=\"-"), "{checker}");
    server.stop();
    let data = fs::read_dir(folder.path().join("khien")).unwrap();
    let demos: Vec<_> = data.map(|entry| entry.unwrap().path()).collect();
    let [demo] = demos.as_slice() else {
        panic!("one folder: {demos:?}");
    };
    let database = format!("sqlite:{}", demo.join("registry.db").display());
    khien(&["doctor", "--database", &database]).success();
    let keys = demo.join("keys").display().to_string();
    khien(&["audit", "verify", "--database", &database, "--keys", &keys]).success();
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let below = entries.map(|entry| entry.unwrap().path());
    below
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// What may not come out: the passphrase, and each piece of a private key's file behind its head.
fn secrets(folders: &[&str]) -> Vec<Vec<u8>> {
    let files = folders.iter().flat_map(|folder| files(Path::new(folder)));
    let keys = files.filter(|file| file.extension().is_some_and(|it| it == "key"));
    let mut secrets: Vec<Vec<u8>> = keys
        .flat_map(|file| {
            let bytes = fs::read(file).unwrap();
            let body = bytes[bytes.len() / 2..].to_vec();
            body.chunks_exact(16)
                .map(<[u8]>::to_vec)
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(secrets.len() > 10, "{}", secrets.len());
    secrets.push(PASSPHRASE.as_bytes().to_vec());
    secrets
}

fn holds_any(bytes: &[u8], secrets: &[Vec<u8>]) -> bool {
    let holds = |secret: &Vec<u8>| bytes.windows(secret.len()).any(|it| it == secret);
    secrets.iter().any(holds)
}

#[test]
fn private_keys_are_in_no_backup_and_in_no_core_dump() {
    let folder = tempfile::tempdir().unwrap();
    let (database, keys) = installation(folder.path());
    let country = folder.path().join("country").display().to_string();
    let of = [
        "--folder",
        &country,
        "--name",
        "CSCA",
        "--from",
        "2026-01-01",
    ];
    let until = ["--organisation", "Bộ Y tế", "--until", "2096-01-01"];
    khien(&[&["keys", "authority"], &of[..], &until].concat()).success();
    let of = [
        "--folder",
        &country,
        "--name",
        "DSC",
        "--from",
        "2026-01-02",
    ];
    khien(&[&["keys", "signer"], &of[..], &["--until", "2090-01-01"]].concat()).success();
    let serve = [
        "serve",
        "--database",
        &database,
        "--keys",
        &keys,
        "--issuer",
        &country,
    ];
    let server = Server::start(&[&serve[..], &["--listen", "127.0.0.1:0"]].concat());
    let secrets = secrets(&[&keys, &country]);
    let lists = server.get("/checker/lists.json");
    assert!(lists.contains("made_at"), "{lists}");
    assert!(!holds_any(lists.as_bytes(), &secrets));
    #[cfg(target_os = "linux")]
    {
        let limits = fs::read_to_string(format!("/proc/{}/limits", server.child.id())).unwrap();
        let cores = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"));
        let cores: Vec<&str> = cores.unwrap().split_whitespace().rev().take(3).collect();
        assert_eq!(cores, ["bytes", "0", "0"]);
    }
    server.stop();
    let copy = folder.path().join("backup.db").display().to_string();
    khien(&["backup", "--database", &database, "--out", &copy]).success();
    assert!(!holds_any(&fs::read(&copy).unwrap(), &secrets));
    // The search finds what is there: the same copy with a key put in.
    let with_key = [fs::read(&copy).unwrap(), secrets[3].clone()].concat();
    assert!(holds_any(&with_key, &secrets));
}

#[test]
fn a_wrong_passphrase_is_told_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let (database, keys) = installation(folder.path());
    let ran = Command::cargo_bin("khien")
        .unwrap()
        .env("LANG", "C")
        .env("KHIEN_PASSPHRASE", "nine hundred herons")
        .args(["serve", "--database", &database, "--keys", &keys])
        .assert()
        .code(1);
    let output = ran.get_output();
    let told = [output.stdout.as_slice(), &output.stderr].concat();
    let mut secrets = secrets(&[&keys]);
    secrets.push(b"nine hundred herons".to_vec());
    assert!(!told.is_empty() && !holds_any(&told, &secrets));
}

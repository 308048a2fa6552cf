//! A PostgreSQL cluster of the test's own, which it may stop and start.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Gone with the test.
pub(crate) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let cluster = Self {
            folder,
            programs: programs(),
            port: free.local_addr().unwrap().port(),
        };
        drop(free);
        if is_root() {
            let folder = cluster.folder.path();
            let given = Command::new("chown").arg(nobody()).arg(folder).status();
            assert!(given.unwrap().success());
        }
        let made = "-D data -U khien -A trust -E UTF8 --locale=C --no-sync";
        cluster.run("initdb", &made.split(' ').collect::<Vec<_>>());
        cluster.go_on();
        cluster
    }

    /// Its address, as `KHIEN_TEST_POSTGRES` has it.
    pub(crate) fn address(&self) -> String {
        format!("postgres://khien@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it, or starts it again; answers come from when this is done.
    pub(crate) fn go_on(&self) {
        let folder = self.folder.path().display();
        let options = format!("-p {} -h 127.0.0.1 -k {folder} -c fsync=off", self.port);
        let start = ["-D", "data", "-l", "log", "-w", "-o", &options, "start"];
        self.run("pg_ctl", &start);
    }

    /// Stops it: `fast` throws everybody out, `immediate` is as if somebody pulled the plug.
    pub(crate) fn stop(&self, mode: &str) {
        self.run("pg_ctl", &["-D", "data", "-m", mode, "-w", "stop"]);
    }

    /// The server refuses to run as root: then it runs as a user without rights.
    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            let user = nobody();
            command.args([format!("--reuid={user}"), format!("--regid={user}")]);
            command.arg("--clear-groups").arg("--").arg(program);
            command
        } else {
            Command::new(program)
        };
        let done = command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(done.unwrap().success(), "{arguments:?}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.folder.path().join("data/postmaster.pid").exists() {
            self.stop("immediate");
        }
    }
}

fn printed(program: &str, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn is_root() -> bool {
    printed("id", "-u") == "0"
}

/// Somebody without rights, by number.
fn nobody() -> &'static str {
    "65534"
}

/// Where `initdb` and `pg_ctl` are: Debian keeps them outside of the path, one folder a version.
fn programs() -> PathBuf {
    let found = "ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/lib/postgresql*/bin 2>/dev/null | tail -n 1; \
                 dirname \"$(readlink -f \"$(command -v initdb)\")\"";
    let output = Command::new("sh").args(["-c", found]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let found = text.lines().map(Path::new);
    let mut found = found.filter(|folder| folder.join("initdb").exists());
    found.next().unwrap().to_owned()
}

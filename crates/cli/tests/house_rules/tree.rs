//! The files of the repository as git tracks them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate lies two folders below the root")
        .to_path_buf()
}

/// Paths of all tracked files, relative to the root, sorted.
pub(crate) fn tracked() -> Vec<String> {
    let mut files = listed_by_git().unwrap_or_else(|| listed_by_hand(&root()));
    files.retain(|file| root().join(file).is_file());
    files.sort();
    assert!(files.len() > 20, "the list of files is not believable");
    files
}

/// Whether the file has this extension.
pub(crate) fn is_a(kind: &str, file: &str) -> bool {
    Path::new(file)
        .extension()
        .is_some_and(|found| found == kind)
}

/// The text of a file; `None` where it is not UTF-8.
pub(crate) fn text(file: &str) -> Option<String> {
    let bytes = fs::read(root().join(file)).expect("a tracked file can be read");
    String::from_utf8(bytes).ok()
}

/// The text of a file that must be there.
pub(crate) fn text_of(file: &str) -> String {
    fs::read_to_string(root().join(file))
        .unwrap_or_else(|error| panic!("{file} must be there and hold UTF-8 text: {error}"))
}

fn listed_by_git() -> Option<Vec<String>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root())
        .args(["ls-files", "-z"])
        .output()
        .ok()?;
    let list = String::from_utf8(output.stdout).ok()?;
    let files: Vec<String> = list.split_terminator('\0').map(str::to_owned).collect();
    (output.status.success() && !files.is_empty()).then_some(files)
}

/// For a source archive without git.
fn listed_by_hand(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder can be listed") {
            let path = entry.expect("a folder entry can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !matches!(&*name, "target" | ".git" | ".venv" | "node_modules") {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(root) {
                files.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files
}

//! Files that appear under their names only when they are whole.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file on its way: written beside its target under a temporary name.
///
/// [`Pending::keep`] gives it its name; dropped before that, it is removed.
#[derive(Debug)]
pub struct Pending {
    temporary: PathBuf,
    target: PathBuf,
    kept: bool,
}

impl Pending {
    /// A file that will be called `target`. Nothing is created yet.
    pub fn new(target: &Path) -> Self {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let hidden = format!(".{name}.{}.unfinished", std::process::id());
        Self {
            temporary: target.with_file_name(hidden),
            target: target.to_owned(),
            kept: false,
        }
    }

    /// A file that will be called `target`, with this content.
    ///
    /// # Errors
    /// If it cannot be written (disk full, no right, …).
    pub fn with(target: &Path, content: &[u8]) -> Result<Self> {
        let pending = Self::new(target);
        let write = || File::create(&pending.temporary)?.write_all(content);
        write().with_context(|| pending.refused())?;
        Ok(pending)
    }

    /// Where to write until it is whole.
    pub fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Its name when it is whole.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Brings the content to the disk and gives the file its name.
    ///
    /// # Errors
    /// If the content cannot be brought to the disk, or the name not given.
    pub fn keep(mut self) -> Result<PathBuf> {
        let finish = || {
            File::open(&self.temporary)?.sync_all()?;
            fs::rename(&self.temporary, &self.target)
        };
        finish().with_context(|| self.refused())?;
        self.kept = true;
        Ok(self.target.clone())
    }

    fn refused(&self) -> String {
        format!("{}: cannot be written", self.target.display())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.kept {
            // It may never have been created; nothing can be done about one that stays.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Writes a whole file or none.
///
/// # Errors
/// If it cannot be written.
pub fn write(target: &Path, content: &[u8]) -> Result<PathBuf> {
    Pending::with(target, content)?.keep()
}

/// Makes sure that the folder is there.
///
/// # Errors
/// If it cannot be made, or something else has its name.
pub fn folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("{}: cannot be made", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_kept_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let pending = Pending::with(&folder.path().join("a.json"), b"half").unwrap();
        assert!(pending.temporary().exists());
        drop(pending);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_kept_file_replaces_what_had_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.json");
        fs::write(&target, b"old").unwrap();
        write(&target, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_message_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("absent").join("a.json");
        let message = format!("{:#}", write(&target, b"").unwrap_err());
        assert!(message.contains("a.json: cannot be written"), "{message}");
    }
}

//! A file that appears under its name only when it is whole.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

/// A file being written beside its target under a temporary name.
///
/// [`NewFile::finish`] gives it its name; dropped before that, it is removed.
#[derive(Debug)]
pub(crate) struct NewFile {
    file: Option<File>,
    temporary: PathBuf,
    target: PathBuf,
}

impl NewFile {
    /// Opens the temporary file in the target's folder, so that the rename stays on one disk.
    pub(crate) fn create(target: &Path) -> io::Result<Self> {
        let name = target
            .file_name()
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no file name"))?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.part", std::process::id()));
        let temporary = target.with_file_name(hidden);
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&temporary)?;
        Ok(Self {
            file: Some(file),
            temporary,
            target: target.to_owned(),
        })
    }

    /// Writes what is still on its way and gives the file its name.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            let renamed = file
                .sync_all()
                .and_then(|()| fs::rename(&self.temporary, &self.target));
            if renamed.is_err() {
                self.file = Some(file);
            }
            return renamed;
        }
        Ok(())
    }

    fn file(&mut self) -> io::Result<&mut File> {
        self.file
            .as_mut()
            .ok_or_else(|| io::Error::other("file already finished"))
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing can be done about a temporary file that does not go away.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file()?.flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_dropped_before_the_end_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.txt");
        let mut file = NewFile::create(&target).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_finished_file_stands_under_its_name_alone() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.txt");
        let mut file = NewFile::create(&target).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

//! What the checker page checks against, from files that an operator puts down and renews: read at the
//! start, and again when one of them has changed.

use super::own_lists::OwnLists;
use crate::qr::trusted;
use anyhow::{Context, Result};
use jiff::Timestamp;
use khien_web::{Published, Sources};
use std::fs;
use std::path::PathBuf;

/// The files.
#[derive(Clone, Debug, Default)]
pub struct CheckerFiles {
    /// Trust lists, as after `--trust`: a file, or `ISSUER=FILE`.
    pub trust: Vec<String>,
    /// Rules of countries.
    pub rules: Vec<PathBuf>,
    /// Under which address the keys of our own cards are published, where they are.
    pub cards_at: Option<String>,
}

/// When and how long each file was when it was looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(Vec<Option<(Timestamp, u64)>>);

impl CheckerFiles {
    /// How the files lie now.
    pub(super) fn look(&self) -> Seen {
        let trust = self.trust.iter().map(|it| PathBuf::from(file_of(it)));
        let all = trust.chain(self.rules.iter().cloned());
        let seen = all.map(|path| {
            let found = fs::metadata(path).ok()?;
            let changed = Timestamp::try_from(found.modified().ok()?).ok()?;
            Some((changed, found.len()))
        });
        Seen(seen.collect())
    }

    /// Reads them all. They are as old as the oldest trust list.
    ///
    /// # Errors
    /// The first file that cannot be read, or is of none of the forms.
    pub(super) fn read(&self, own: &OwnLists, now: Timestamp) -> Result<Published> {
        let trusted = trusted::read(&self.trust, false)?;
        let rules = self.rules.iter().map(|file| {
            let bytes = fs::read(file);
            bytes.with_context(|| file.display().to_string())
        });
        let mut sources = Sources {
            trusted,
            rules: rules.collect::<Result<_>>()?,
            ..Sources::default()
        };
        own.add_to(&mut sources, self.cards_at.as_deref())?;
        let lists = self.look().0.into_iter().take(self.trust.len());
        let oldest = lists.flatten().map(|(changed, _)| changed).min();
        let made = oldest.map_or(now, |oldest| oldest.min(now));
        Ok(Published::new(made, sources)?)
    }
}

/// The file of `ISSUER=FILE`, or of `FILE`.
fn file_of(argument: &str) -> &str {
    let of_issuer = argument.split_once('=');
    let of_issuer = of_issuer.filter(|(issuer, _)| issuer.starts_with("https://"));
    of_issuer.map_or(argument, |(_, file)| file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_is_seen_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("trust.json");
        fs::write(&list, "[]").unwrap();
        let files = CheckerFiles {
            trust: vec![list.display().to_string()],
            ..CheckerFiles::default()
        };
        let before = files.look();
        assert_eq!(before, files.look());
        let now = Timestamp::from_second(4_000_000_000).unwrap();
        let made = files.read(&OwnLists::default(), now).unwrap().made();
        assert!(made < now, "as old as the file");
        fs::write(&list, "[ ]").unwrap();
        assert_ne!(before, files.look());
        fs::write(&list, "nonsense").unwrap();
        assert!(files.read(&OwnLists::default(), now).is_err());
    }

    #[test]
    fn the_file_stands_after_its_issuer() {
        assert_eq!(file_of("https://a.example/b=keys.json"), "keys.json");
        assert_eq!(file_of("a=b.json"), "a=b.json");
    }
}

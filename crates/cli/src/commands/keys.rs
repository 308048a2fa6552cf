//! `khien keys create`, and what opens keys.

use crate::args::KeyFolder;
use crate::failure::BadArguments;
use crate::installation;
use crate::issuing;
use crate::texts::Texts;
use crate::{config, terminal};
use anyhow::Result;
use std::path::Path;
use zeroize::Zeroizing;

pub(super) fn create(args: &KeyFolder) -> Result<()> {
    let passphrase = passphrase(args.passphrase_file.as_deref())?;
    let public = installation::create(&args.keys, &passphrase)?;
    let texts = Texts::of(config::language());
    let folder = args.keys.display().to_string();
    let id = public.key_id().to_string();
    terminal::say(&format!(
        "{}\n",
        texts.with("keys-created", &[("folder", &folder), ("id", &id)])
    ))
}

/// The first line of the file, else what the environment holds.
pub(super) fn passphrase(file: Option<&Path>) -> Result<Zeroizing<String>> {
    let Some(file) = file else {
        return config::passphrase().ok_or_else(|| {
            BadArguments(
                "the keys need a passphrase: give --passphrase-file or set KHIEN_PASSPHRASE"
                    .to_owned(),
            )
            .into()
        });
    };
    issuing::first_line(file)
}

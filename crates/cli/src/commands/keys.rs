//! `khien keys create`.

use crate::args::KeyFolder;
use crate::installation;
use crate::issuing::passphrase;
use crate::texts::Texts;
use crate::{config, terminal};
use anyhow::Result;

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

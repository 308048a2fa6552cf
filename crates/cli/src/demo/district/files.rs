//! The eleven files, imported as their facilities would: all are read, and all but one applied.

use super::District;
use super::accounts::LOADER;
use crate::serve::outside::TimeIds;
use anyhow::{Context, Result, ensure};
use khien_domain::ImportState;
use khien_registry::import::{self, NewImport};
use khien_registry::{NewIds, job};
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Which facility sends which file, in the order in which they came. The first is left for whoever
/// tries the demonstration: read, and not yet applied.
const SENDERS: [(&str, &str); 11] = [
    ("01_", "34116"),
    ("02_", "34101"),
    ("03_", "34103"),
    ("04_", "34105"),
    ("05_", "34106"),
    ("06_", "34104"),
    ("07_", "34118"),
    ("08_", "34102"),
    ("09_", "34141"),
    ("10_", "34102"),
    ("11_", "34108"),
];

/// Imports the files. The waiting one is read last, against everything that the others brought.
pub(super) async fn import(district: &District<'_>, records: &[PathBuf]) -> Result<()> {
    let (waiting, others) = SENDERS.split_first().context("there are files")?;
    for sender in others {
        let id = read(district, records, *sender).await?;
        let loader = district.actor(LOADER).await?;
        let by = district.by(&loader, Some(sender.1));
        import::apply(district.registry, &by, id).await?;
        work(district).await?;
        reached(district, id, ImportState::Applied).await?;
    }
    read(district, records, *waiting).await?;
    Ok(())
}

async fn read(
    district: &District<'_>,
    records: &[PathBuf],
    (begins, facility): (&str, &str),
) -> Result<Uuid> {
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let path = records
        .iter()
        .find(|path| name(path).is_some_and(|name| name.starts_with(begins)))
        .with_context(|| format!("the sample {begins}"))?;
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let loader = district.actor(LOADER).await?;
    let by = district.by(&loader, Some(facility));
    let new = NewImport {
        id: TimeIds.new_id(by.at),
        facility,
        file_name: &name(path).unwrap_or_default(),
        bytes: &bytes,
    };
    let id = new.id;
    import::upload(district.registry, &by, new).await?;
    work(district).await?;
    reached(district, id, ImportState::Parsed).await?;
    Ok(id)
}

/// Does the jobs that wait.
pub(super) async fn work(district: &District<'_>) -> Result<()> {
    let clock = district.clock;
    let now = move || clock.now();
    while job::run_one(district.registry, &TimeIds, &now).await? {}
    Ok(())
}

async fn reached(district: &District<'_>, id: Uuid, state: ImportState) -> Result<()> {
    let mut tx = district.registry.store().read().await?;
    let row = tx.import(id).await?.context("the import is there")?;
    ensure!(
        row.state == state.code(),
        "{} is {} instead of {} ({})",
        row.file_name,
        row.state,
        state.code(),
        row.fault.unwrap_or_default()
    );
    Ok(())
}

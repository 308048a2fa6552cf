//! Taking a file: kept byte for byte before anybody reads it.

use aws_lc_rs::digest::{SHA256, digest};
use khien_domain::ImportState;
use khien_domain::rights::Act;
use khien_store::{ImportRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::READ_JOB;
use crate::by::{By, NotAllowed};
use crate::job::waiting;
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, json, write};

/// Bytes of a piece.
const PIECE: usize = 1 << 20;
/// Longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// Nothing was sent.
    #[error("the file is empty")]
    Empty,
    /// Its name says that it is no list: a program, a picture, a letter.
    #[error("the file is of a kind that holds no list")]
    Kind,
    /// These very bytes are imported for the facility already.
    #[error("the same file is imported already")]
    Known(Uuid),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A file to be imported.
pub struct NewImport<'a> {
    /// Made by the client, so that a retry imports nothing twice.
    pub id: Uuid,
    /// For which facility.
    pub facility: &'a str,
    /// Its name as sent; a path in it is cut off.
    pub file_name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Keeps a file and orders it to be read.
///
/// # Errors
/// See [`UploadError`]. Nothing is kept then.
pub async fn upload(
    registry: &Registry,
    by: &By<'_>,
    new: NewImport<'_>,
) -> Result<(), UploadError> {
    if new.bytes.is_empty() {
        return Err(UploadError::Empty);
    }
    let file_name = plain_name(new.file_name);
    if !may_be_a_list(&file_name) {
        return Err(UploadError::Kind);
    }
    let file_digest = digest(&SHA256, new.bytes).as_ref().to_vec();
    match keep(registry, by, &new, (file_name, &file_digest)).await {
        // Somebody sent the same at the same moment, and was a moment earlier.
        Err(UploadError::Store(StoreError::Exists(_))) => {
            let mut tx = registry.store.read().await?;
            let known = known(&mut tx, &new, &file_digest).await?;
            known.map_or(Ok(()), |known| Err(UploadError::Known(known)))
        }
        kept => kept,
    }
}

/// The import of these bytes for the facility, but for this very one.
async fn known(
    tx: &mut Tx,
    new: &NewImport<'_>,
    file_digest: &[u8],
) -> Result<Option<Uuid>, StoreError> {
    let undone = ImportState::Undone.code();
    let known = tx.imports_of_file(file_digest).await?;
    let known = known.iter().find(|row| {
        row.facility_code == new.facility && row.state != undone && row.fault.is_none()
    });
    Ok(known.map(|row| row.id).filter(|id| *id != new.id))
}

async fn keep(
    registry: &Registry,
    by: &By<'_>,
    new: &NewImport<'_>,
    (file_name, file_digest): (String, &[u8]),
) -> Result<(), UploadError> {
    let mut tx = registry.store.write().await?;
    let place = place_of_facility(&mut tx, by, new.facility).await?;
    by.need(Act::ImportUpload, &place.ok_or(UploadError::NoFacility)?)?;
    if tx.import(new.id).await?.is_some() {
        return Ok(());
    }
    if let Some(known) = known(&mut tx, new, file_digest).await? {
        return Err(UploadError::Known(known));
    }
    let row = row(by, new, file_name, file_digest.to_vec());
    tx.insert_import(&row).await?;
    for (piece, bytes) in (0..).zip(new.bytes.chunks(PIECE)) {
        tx.insert_file_piece(new.id, piece, bytes).await?;
    }
    tx.insert_job(&waiting(by, READ_JOB, new.id)).await?;
    let written = Written {
        act: Act::ImportUpload.code(),
        kind: "import",
        subject: new.id.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({
            "file_name": row.file_name,
            "file_bytes": row.file_bytes,
            "facility": row.facility_code,
        }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

fn row(by: &By<'_>, new: &NewImport<'_>, file_name: String, file_digest: Vec<u8>) -> ImportRow {
    ImportRow {
        id: new.id,
        facility_code: new.facility.to_owned(),
        file_name,
        file_digest,
        file_bytes: i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
        state: ImportState::Uploaded.code().to_owned(),
        fault: None,
        rows_total: 0,
        uploaded_by: by.actor.account,
        version: 1,
        created_at: Moment(by.at),
        updated_at: Moment(by.at),
    }
}

/// The name of a file as it is kept: without folders, without anything that a file system or a page
/// would stumble over, and not too long.
pub fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !turns_text(*c))
        .filter(|c| !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '#'))
        .collect();
    let plain = plain.trim().trim_matches('.');
    if plain.is_empty() {
        return "import".to_owned();
    }
    shortened(plain)
}

/// A name that is too long loses its middle: its ending says what it is.
fn shortened(name: &str) -> String {
    const END: usize = 20;
    let length = name.chars().count();
    if length <= LONGEST_NAME {
        return name.to_owned();
    }
    let begin = name.chars().take(LONGEST_NAME - END);
    begin.chain(name.chars().skip(length - END)).collect()
}

/// Marks that nobody sees and that let a name read otherwise than it is: `exe.xslx` backwards.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a name is one of a list: what is in the file decides later, but a program is not even
/// kept until then. A name without an ending says nothing.
fn may_be_a_list(name: &str) -> bool {
    const ENDINGS: [&str; 8] = ["xlsx", "xlsm", "xls", "csv", "tsv", "txt", "parquet", "gz"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim());
    ending.is_none_or(|ending| ENDINGS.iter().any(|it| it.eq_ignore_ascii_case(ending)))
}

/// The bytes of an import's file.
pub(crate) async fn whole_file(tx: &mut Tx, import: &ImportRow) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(usize::try_from(import.file_bytes).unwrap_or(0));
    for piece in 0.. {
        match tx.file_piece(import.id, piece).await? {
            Some(more) => bytes.extend_from_slice(&more),
            None => break,
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_name_is_cut_off() {
        for (sent, kept) in [
            ("danh sách.xlsx", "danh sách.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\lan\\mau.xls", "mau.xls"),
            ("<script>.csv", "script.csv"),
            ("a\u{0}b\r\n.csv", "ab.csv"),
            ("bao\u{202e}xslx.exe", "baoxslx.exe"),
            ("..", "import"),
            ("", "import"),
        ] {
            assert_eq!(plain_name(sent), kept, "{sent:?}");
        }
        assert_eq!(plain_name(&"x".repeat(500)).len(), LONGEST_NAME);
    }

    #[test]
    fn a_program_is_no_list_whatever_is_in_it() {
        for name in [
            "virus.exe",
            "eicar.com",
            "a.xlsx.js",
            "baoxslx.exe",
            "anh.docx",
        ] {
            assert!(!may_be_a_list(name), "{name}");
        }
        for name in [
            "a.xlsx", "A.XLSM", "cu.xls", "a.b.csv", "a.csv.gz", "import",
        ] {
            assert!(may_be_a_list(name), "{name}");
        }
    }
}

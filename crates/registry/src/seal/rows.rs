//! Rows of the store as what the chain is made of, and back.
//!
//! A hash or signature of another length than ours was changed in the tables. It is read as zeros,
//! which are no link's hash and nobody's signature, so the verifier names its place.

use khien_certificate::keys::{KeyId, Signature};
use khien_store::{AuditRow, CheckpointRow, LinkRow, Moment};

use crate::audit::{AuditEntry, Checkpoint, Hash, SealedEntry};

pub(crate) fn hash(bytes: &[u8]) -> Hash {
    Hash::from_bytes(bytes.try_into().unwrap_or([0; 32]))
}

pub(super) fn entry(row: AuditRow) -> AuditEntry {
    AuditEntry {
        id: row.id,
        at: row.at.0,
        actor: row.actor,
        act: row.act,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        place: row.place,
        before: row.before,
        after: row.after,
        reason: row.reason,
    }
}

pub(crate) fn sealed(row: LinkRow) -> SealedEntry {
    SealedEntry {
        seq: row.seq,
        hash: hash(&row.hash),
        entry: entry(row.entry),
    }
}

pub(super) fn checkpoint(row: &CheckpointRow) -> Checkpoint {
    Checkpoint {
        seq: row.seq,
        hash: hash(&row.hash),
        at: row.at.0,
        key_id: KeyId::from_bytes(row.key_id.as_slice().try_into().unwrap_or([0; 8])),
        signature: Signature::from_bytes(row.signature.as_slice().try_into().unwrap_or([0; 64])),
    }
}

pub(super) fn checkpoint_row(checkpoint: &Checkpoint) -> CheckpointRow {
    CheckpointRow {
        seq: checkpoint.seq,
        hash: checkpoint.hash.as_bytes().to_vec(),
        at: Moment(checkpoint.at),
        key_id: checkpoint.key_id.as_bytes().to_vec(),
        signature: checkpoint.signature.as_bytes().to_vec(),
    }
}

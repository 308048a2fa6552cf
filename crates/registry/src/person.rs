//! People: entered, found, opened, corrected; two records joined that are one person, and parted.

mod check;
mod cluster;
mod correct;
mod fields;
mod find;
mod history;
pub(crate) mod identity;
mod joined;
mod look_up;
mod merge;
mod read;
mod register;
mod separate;
mod split;

pub(crate) use check::run_check;
pub(crate) use cluster::run_cluster;
pub use cluster::{CLUSTER_JOB, Cluster, ClusterError, merge_cluster};
pub use correct::{CorrectError, Correction, correct, may_correct};
pub use fields::{FieldFault, PersonForm, form_of};
pub(crate) use fields::{PersonFields, given};
pub use find::{FindError, MOST_FOUND, find};
pub(crate) use history::note as note_opened;
pub use history::{Before, history, ledger};
pub use identity::CHECK_JOB;
pub use look_up::{LookUp, LookUpError, look_up};
pub use merge::{MergeError, MergePreview, Merging, Twin, merge, merge_preview};
pub use read::{PersonRecord, ReadError, read};
pub use register::{NewPerson, RegisterError, keep, register};
pub(crate) use register::{alike, empty, find_alike};
pub use separate::{Apart, SeparateError, Separating, separate};
pub use split::{SplitError, Splitting, recorded_since, split};

use khien_store::PersonRow;

/// A person as JSON, for the audit.
pub(crate) fn snapshot(row: &PersonRow) -> String {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string());
    crate::written::json(&serde_json::json!({
        "full_name": row.full_name,
        "date_of_birth": row.date_of_birth,
        "sex": row.sex,
        "id_number": row.id_number,
        "old_number": row.old_number,
        "insurance_number": row.insurance_number,
        "phone": row.phone,
        "nationality": row.nationality,
        "commune_code": row.commune_code,
        "hamlet": row.hamlet,
        "address": row.address,
        "workplace": row.workplace,
        "priority_group": row.priority_group,
        "guardian": id(row.guardian_id),
        "state": row.state,
        "merged_into": id(row.merged_into),
        "identity": row.identity,
        "identity_fields": row.identity_fields,
    }))
}

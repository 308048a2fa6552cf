-- Entries that wait for the sealer, the oldest first.
SELECT
    audit_entry.id, audit_entry.at, audit_entry.actor, audit_entry.act,
    audit_entry.subject_kind, audit_entry.subject_id, audit_entry.place, audit_entry.before,
    audit_entry.after, audit_entry.reason
FROM audit_unsealed
JOIN audit_entry ON audit_entry.id = audit_unsealed.entry_id
ORDER BY audit_entry.at, audit_entry.id
LIMIT $1

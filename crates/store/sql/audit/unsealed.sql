-- Entries that wait for the sealer, the oldest first.
SELECT
    audit_entry.id, audit_entry.at, audit_entry.actor, audit_entry.act,
    audit_entry.subject_kind, audit_entry.subject_id, audit_entry.place, audit_entry.before,
    audit_entry.after, audit_entry.reason
FROM (SELECT at, entry_id FROM audit_unsealed ORDER BY at, entry_id LIMIT $1) AS waiting
JOIN audit_entry ON audit_entry.id = waiting.entry_id
ORDER BY waiting.at, waiting.entry_id

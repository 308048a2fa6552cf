-- Links of the chain with their entries, after one.
SELECT audit_link.seq, audit_link.hash,
    audit_entry.id, audit_entry.at, audit_entry.actor, audit_entry.act,
    audit_entry.subject_kind, audit_entry.subject_id, audit_entry.place, audit_entry.before,
    audit_entry.after, audit_entry.reason
FROM audit_link
JOIN audit_entry ON audit_entry.id = audit_link.entry_id
WHERE audit_link.seq > $1
ORDER BY audit_link.seq
LIMIT $2

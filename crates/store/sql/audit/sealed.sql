-- Takes the entries of the links from one on from those that wait.
DELETE FROM audit_unsealed
WHERE (at, entry_id) IN (
    SELECT audit_entry.at, audit_entry.id
    FROM audit_link
    JOIN audit_entry ON audit_entry.id = audit_link.entry_id
    WHERE audit_link.seq >= $1
)

-- How many entries are neither in the chain nor wait for it?
SELECT count(*)
FROM audit_entry
WHERE NOT EXISTS (SELECT 1 FROM audit_link WHERE audit_link.entry_id = audit_entry.id)
    AND NOT EXISTS (
        SELECT 1 FROM audit_unsealed
        WHERE audit_unsealed.at = audit_entry.at AND audit_unsealed.entry_id = audit_entry.id
    )

-- Adds what was done, and lets the sealer know of it.
WITH entry AS (
    INSERT INTO audit_entry (
        id, at, actor, act, subject_kind, subject_id, place, before, after, reason
    )
    VALUES (
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
    )
    RETURNING id, at
)
INSERT INTO audit_unsealed (entry_id, at) SELECT id, at FROM entry

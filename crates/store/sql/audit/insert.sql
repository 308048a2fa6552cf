-- Adds what was done.
INSERT INTO audit_entry (
    id, at, actor, act, subject_kind, subject_id, place, before, after, reason
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
)

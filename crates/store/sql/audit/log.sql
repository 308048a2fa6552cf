-- Entries before one, the newest first: among the last so many before it ($2), those of an act, by
-- an account, on a kind of thing, at a place, from one moment to another.
SELECT
    id, at, actor, act, subject_kind, subject_id, place, before, after, reason
FROM (
    SELECT
        id, at, actor, act, subject_kind, subject_id, place, before, after, reason
    FROM audit_entry
    WHERE id < $1
    ORDER BY id DESC
    LIMIT $2
) AS recent
WHERE ($3 IS NULL OR act = $3)
    AND ($4 IS NULL OR actor = $4)
    AND ($5 IS NULL OR subject_kind = $5)
    AND ($6 IS NULL OR place = $6)
    AND at >= $7
    AND at < $8
ORDER BY id DESC
LIMIT $9

-- What was done to a thing before a moment, the newest first?
SELECT
    id, at, actor, act, subject_kind, subject_id, place, before, after, reason
FROM audit_entry
WHERE subject_kind = $1
    AND subject_id = $2
    AND (at, id) < ($3, $4)
ORDER BY at DESC, id DESC
LIMIT $5

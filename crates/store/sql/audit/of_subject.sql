-- What was done to a thing, the newest first?
SELECT
    id, at, actor, act, subject_kind, subject_id, place, before, after, reason
FROM audit_entry
WHERE subject_kind = $1
    AND subject_id = $2
ORDER BY at DESC, id DESC
LIMIT $3

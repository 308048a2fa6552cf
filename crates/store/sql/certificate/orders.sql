-- What was ordered, the newest first?
SELECT
    id, kind, selection, reason, ordered_by, ordered_at, reached, cursor
FROM certificate_order
ORDER BY ordered_at DESC, id DESC
LIMIT $1

-- What was ordered?
SELECT
    id, kind, selection, reason, ordered_by, ordered_at, reached, cursor
FROM certificate_order
WHERE id = $1

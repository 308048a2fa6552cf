-- By which merge is a record joined to another now?
SELECT
    id, survivor_id, loser_id, moved, reason, merged_by, merged_at, split_by, split_at
FROM person_merge
WHERE loser_id = $1
    AND split_at IS NULL

-- Which merge has this id?
SELECT
    id, survivor_id, loser_id, moved, reason, merged_by, merged_at, split_by, split_at
FROM person_merge
WHERE id = $1

-- Which records were joined to a person, those split again too, the newest first?
SELECT
    id, survivor_id, loser_id, moved, reason, merged_by, merged_at, split_by, split_at
FROM person_merge
WHERE survivor_id = $1
ORDER BY merged_at DESC, id DESC

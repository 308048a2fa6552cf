-- Notes that a merge was taken back, once.
UPDATE person_merge
SET split_by = $2, split_at = $3
WHERE id = $1
    AND split_at IS NULL

-- Notes that a record was joined to another.
INSERT INTO person_merge (
    id, survivor_id, loser_id, moved, reason, merged_by, merged_at, split_by, split_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9
)

-- Adds a slip.
INSERT INTO slip (
    token_hash, attendance_id, made_by, made_at, expires_at, attempts, used_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7
)

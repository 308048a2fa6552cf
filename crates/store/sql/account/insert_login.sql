-- Begins a login.
INSERT INTO login (
    token_hash, account_id, begun_at, seen_at, expires_at, second_step_due
)
VALUES (
    $1, $2, $3, $4, $5, $6
)

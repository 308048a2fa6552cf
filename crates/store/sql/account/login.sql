-- Which login has this token?
SELECT
    token_hash, account_id, begun_at, seen_at, expires_at, second_step_due
FROM login
WHERE token_hash = $1

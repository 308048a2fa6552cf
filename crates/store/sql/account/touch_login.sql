-- Notes that a login was used.
UPDATE login
SET seen_at = $2, expires_at = $3
WHERE token_hash = $1

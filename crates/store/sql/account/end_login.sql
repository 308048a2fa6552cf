-- Ends a login that has not ended yet.
UPDATE login
SET expires_at = $2
WHERE token_hash = $1
    AND expires_at > $2

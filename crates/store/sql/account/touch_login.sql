-- Notes that a login was used, unless it has ended meanwhile.
UPDATE login
SET seen_at = $2
WHERE token_hash = $1
    AND expires_at > $2

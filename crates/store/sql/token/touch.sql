-- Notes that a token was used, unless it has ended meanwhile.
UPDATE partner_token
SET used_at = $2
WHERE id = $1
    AND expires_at > $2

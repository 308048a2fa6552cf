-- Ends a token that has not ended yet.
UPDATE partner_token
SET expires_at = $2
WHERE id = $1
    AND expires_at > $2

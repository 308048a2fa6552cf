-- Ends every login of an account.
UPDATE login
SET expires_at = $2
WHERE account_id = $1
    AND expires_at > $2

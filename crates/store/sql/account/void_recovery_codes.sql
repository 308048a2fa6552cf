-- Uses up every code of an account.
UPDATE recovery_code
SET used_at = $2
WHERE account_id = $1
    AND used_at IS NULL

-- Uses up a code that was not used yet.
UPDATE recovery_code
SET used_at = $3
WHERE account_id = $1
    AND code_hash = $2
    AND used_at IS NULL

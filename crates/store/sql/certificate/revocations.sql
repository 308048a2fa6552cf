-- What is not to be believed at a moment, from an id on? In the order of ids.
SELECT
    id, certificate_id, kid, hash, expires_at, revoked_by, revoked_at, reason, withdrawn_by,
    withdrawn_at, withdrawn_reason, holds
FROM revocation
WHERE withdrawn_at IS NULL
    AND expires_at > $1
    AND id > $2
ORDER BY id
LIMIT $3

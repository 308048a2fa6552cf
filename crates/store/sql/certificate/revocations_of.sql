-- When was this certificate revoked, the newest first?
SELECT
    id, certificate_id, kid, hash, expires_at, revoked_by, revoked_at, reason, withdrawn_by,
    withdrawn_at, withdrawn_reason, holds
FROM revocation
WHERE certificate_id = $1
ORDER BY revoked_at DESC, id DESC

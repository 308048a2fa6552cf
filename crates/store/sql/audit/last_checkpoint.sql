-- The newest checkpoint.
SELECT
    seq, hash, at, key_id, signature
FROM audit_checkpoint
ORDER BY seq DESC
LIMIT 1

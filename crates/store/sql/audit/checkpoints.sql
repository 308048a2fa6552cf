-- Checkpoints after one link, up to another.
SELECT
    seq, hash, at, key_id, signature
FROM audit_checkpoint
WHERE seq > $1
    AND seq <= $2
ORDER BY seq

-- Adds a signed checkpoint.
INSERT INTO audit_checkpoint (
    seq, hash, at, key_id, signature
)
VALUES (
    $1, $2, $3, $4, $5
)

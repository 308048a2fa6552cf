-- Revokes a certificate.
INSERT INTO revocation (
    id, certificate_id, kid, hash, expires_at, revoked_by, revoked_at, reason, withdrawn_by,
    withdrawn_at, withdrawn_reason, holds
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
)

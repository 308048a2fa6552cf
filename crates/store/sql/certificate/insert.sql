-- Adds a certificate.
INSERT INTO certificate (
    id, person_id, dose_id, signer_id, batch_id, uvci, content, code, issued_at, expires_at,
    state, replaced_by, ended_at, reason
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
)

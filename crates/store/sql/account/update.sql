-- Changes an account that nobody else changed since it was read.
UPDATE account
SET
    login = $2,
    name = $3,
    password_hash = $4,
    totp_secret = $5,
    totp_last_step = $6,
    openid_issuer = $7,
    openid_subject = $8,
    failures = $9,
    failed_at = $10,
    language = $11,
    closed_at = $12,
    updated_at = $13,
    version = version + 1
WHERE id = $1
    AND version = $14

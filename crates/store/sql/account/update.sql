-- Changes an account that nobody else changed since it was read.
UPDATE account
SET
    login = $2,
    name = $3,
    password_hash = $4,
    password_until = $5,
    totp_secret = $6,
    totp_last_step = $7,
    openid_issuer = $8,
    openid_subject = $9,
    failures = $10,
    failed_at = $11,
    language = $12,
    closed_at = $13,
    updated_at = $14,
    version = version + 1
WHERE id = $1
    AND version = $15

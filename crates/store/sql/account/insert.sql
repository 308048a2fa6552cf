-- Adds an account.
INSERT INTO account (
    id, login, name, password_hash, password_until, totp_secret, totp_last_step,
    openid_issuer, openid_subject, failures, failed_at, language, closed_at, version,
    created_at, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
)

-- The account with this id, which nobody else changes until the transaction ends.
UPDATE account
SET version = version
WHERE id = $1
RETURNING
    id, login, name, password_hash, password_until, totp_secret, totp_last_step,
    openid_issuer, openid_subject, failures, failed_at, language, closed_at, version,
    created_at, updated_at

-- Accounts by login, from one on.
SELECT
    id, login, name, password_hash, password_until, totp_secret, totp_last_step,
    openid_issuer, openid_subject, failures, failed_at, language, closed_at, version,
    created_at, updated_at
FROM account
WHERE login > $1
ORDER BY login
LIMIT $2

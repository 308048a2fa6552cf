-- Accounts that have, or had, a role in this scope, by login, from one on.
SELECT
    id, login, name, password_hash, password_until, totp_secret, totp_last_step,
    openid_issuer, openid_subject, failures, failed_at, language, closed_at, version,
    created_at, updated_at
FROM account
WHERE id IN (SELECT account_id FROM assignment WHERE scope_kind = $1 AND scope_code = $2)
    AND login > $3
ORDER BY login
LIMIT $4

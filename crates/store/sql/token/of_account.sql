-- Tokens of an account, ended ones too, the newest first.
SELECT
    id, secret_hash, account_id, name, acts, per_minute, made_by, created_at,
    expires_at, used_at
FROM partner_token
WHERE account_id = $1
ORDER BY created_at DESC, id DESC

-- Which token has this id?
SELECT
    id, secret_hash, account_id, name, acts, per_minute, made_by, created_at,
    expires_at, used_at
FROM partner_token
WHERE id = $1

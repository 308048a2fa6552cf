-- Adds a partner's token.
INSERT INTO partner_token (
    id, secret_hash, account_id, name, acts, per_minute, made_by, created_at,
    expires_at, used_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
)

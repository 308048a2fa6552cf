-- Gives an account a role; a role it had before begins again.
INSERT INTO assignment (
    id, account_id, role, scope_kind, scope_code, until
)
VALUES (
    $1, $2, $3, $4, $5, $6
)
ON CONFLICT (account_id, role, scope_kind, scope_code) DO UPDATE SET until = excluded.until

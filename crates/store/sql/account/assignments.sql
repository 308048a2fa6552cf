-- Which roles does an account have, ended ones too?
SELECT
    id, account_id, role, scope_kind, scope_code, until
FROM assignment
WHERE account_id = $1
ORDER BY role, scope_kind, scope_code

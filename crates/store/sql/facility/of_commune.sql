-- Which facilities stand in a commune?
SELECT
    code, name, kind, commune_code, managing_body, closed_on, version, created_at,
    updated_at
FROM facility
WHERE commune_code = $1
ORDER BY code

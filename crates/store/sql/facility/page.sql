-- Facilities by code, from a code on.
SELECT
    code, name, kind, commune_code, managing_body, closed_on, version, created_at,
    updated_at
FROM facility
WHERE code > $1
ORDER BY code
LIMIT $2

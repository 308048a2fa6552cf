-- Recovered cases of a commune, the newest first.
SELECT
    id, person_id, commune_code, positive_on, recovered_on, test, entered_by, created_at
FROM recovered_case
WHERE commune_code = $1
ORDER BY positive_on DESC, id
LIMIT $2

-- Whom to look at next?
SELECT
    id, person_id, cause, is_released
FROM certificate_due
WHERE $1 OR is_released
ORDER BY id
LIMIT $2

-- Sessions in a commune between two days, the second excluded.
SELECT
    id, facility_code, roster_id, name, place, commune_code, held_on, state, opened_at,
    closed_at, closing, version, created_at, updated_at
FROM session
WHERE commune_code = $1
    AND held_on >= $2
    AND held_on < $3
ORDER BY held_on, created_at, id

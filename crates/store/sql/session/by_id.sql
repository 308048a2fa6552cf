-- Which session has this id?
SELECT
    id, facility_code, roster_id, name, place, commune_code, held_on, state, opened_at,
    closed_at, closing, version, created_at, updated_at
FROM session
WHERE id = $1

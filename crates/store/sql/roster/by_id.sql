-- Which roster has this id?
SELECT
    id, name, facility_code, organisation, commune_code, drafted_by, state, version,
    created_at, updated_at
FROM roster
WHERE id = $1

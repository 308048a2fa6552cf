-- Which doses that a facility gave on a day wait for a signature?
SELECT
    id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id,
    country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version,
    created_at, updated_at
FROM dose
WHERE facility_code = $1
    AND given_on = $2
    AND state IN ('recorded', 'corrected')
ORDER BY id

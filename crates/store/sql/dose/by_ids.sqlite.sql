-- What is known of these doses? Ids in hexadecimal in JSON.
SELECT
    id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id,
    country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version,
    created_at, updated_at
FROM dose
WHERE id IN (SELECT unhex(value) FROM json_each($1))
ORDER BY id

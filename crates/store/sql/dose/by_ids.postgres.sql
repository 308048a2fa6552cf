-- What is known of these doses?
SELECT
    id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id,
    country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version,
    created_at, updated_at
FROM dose
WHERE id = ANY($1)
ORDER BY id

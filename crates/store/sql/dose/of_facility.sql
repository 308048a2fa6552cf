-- Which doses did a facility give on a day, voided ones too?
SELECT
    id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id,
    country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version,
    created_at, updated_at
FROM dose
WHERE facility_code = $1
    AND given_on = $2
ORDER BY created_at, id

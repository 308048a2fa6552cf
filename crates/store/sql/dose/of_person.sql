-- Which doses has a person, voided ones too? In two parts, because each has its index.
SELECT
    id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id,
    country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version,
    created_at, updated_at
FROM (
    SELECT * FROM dose WHERE person_id = $1 AND state <> 'voided'
    UNION ALL
    SELECT * FROM dose WHERE person_id = $1 AND state = 'voided'
) AS given
ORDER BY given_on, ordinal, id
